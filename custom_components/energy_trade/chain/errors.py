"""What can go wrong between a home and its chain, by what one can do about it."""

# ruff: noqa: N818 - named for what happened, as people would say it

from collections.abc import Sequence
from typing import Any

from ..market.port import Ledger, MarketError


class ChainError(MarketError):
    """Anything that keeps the home from reading its community's chain or from acting on it."""


class NodeError(ChainError):
    """One node's failure; another node may do better."""


class NodeUnavailable(NodeError):
    """The node is down, too slow, or too busy to answer."""


class NodeRefused(NodeError):
    """The node does not let this home in: it wants credentials, or has blocked the home."""


class NodeRubbish(NodeError):
    """The node answered what no honest, working node answers."""


class AnswerTooLarge(NodeRubbish):
    """The node sends more than anything that is asked of it can need."""


class NodeLagging(NodeError):
    """The node is behind what is known of the chain."""


class WrongChain(NodeError):
    """The node is on another chain, or on one where this market does not exist or is another one."""


class WrongHistory(WrongChain):
    """The node is alone with what it tells of the chain's past."""


class CallFailed(ChainError):
    """The node understood a request and refused it, with its code and words."""

    def __init__(self, code: int, message: str, data: str | None = None) -> None:
        """Keep what the node said; `data` is what a contract returned as it reverted."""
        super().__init__(f"{message} ({code})")
        self.code = code
        self.message = message
        self.data = data


class Rejected(ChainError):
    """The market's rules refuse an action; `reason` is the contract's error, `args` the values that matter to it."""

    def __init__(self, reason: str, values: dict[str, Any] | None = None) -> None:
        """Name the error that the contract raised."""
        self.reason = reason
        self.values = values or {}
        shown = ", ".join(f"{name}={value}" for name, value in self.values.items())
        super().__init__(f"{reason}({shown})")


class CannotPay(ChainError):
    """The chain asks a fee that the home's key has no coin for; amounts in the coin's smallest unit (wei)."""

    def __init__(self, address: str, balance: int, needed: int) -> None:
        """Tell what is there and what is missing."""
        super().__init__(f"{address} holds {balance} wei, the transaction may cost {needed}")
        self.address = address
        self.balance = balance
        self.needed = needed


class FeeTooHigh(ChainError):
    """The chain, or a node that lies, asks more for gas than the home ever pays."""

    def __init__(self, asked: int, limit: int) -> None:
        """Tell both prices, in wei per gas."""
        super().__init__(f"gas costs {asked} wei, the limit is {limit}")
        self.asked = asked
        self.limit = limit


class Reorged(ChainError):
    """The chain changed its mind while it was being read, or took an action back after its gate."""


class NotKept(ChainError):
    """The disk does not take what is about to be signed: nothing goes out that a crash could make happen twice."""


class Undecided(ChainError):
    """An action is signed and on its way, but not mined yet; it goes on by itself."""


class TooLate(ChainError):
    """An action could not be mined before its time was over; it has not happened and will not."""


class Superseded(ChainError):
    """A newer action of the same kind took the place of one that was still waiting."""


class KeyUsedElsewhere(ChainError):
    """Another program signs with this home's key, so that it is not known whether an action has happened."""


class NotAMember(ChainError):
    """The home's key does not act for a member of this community."""


class HistoryMismatch(ChainError):
    """What the market settled differs from what its own rules give; shown, never hidden."""

    def __init__(self, differences: Sequence[str], ledger: Ledger) -> None:
        """Name what differs, and hand over what was found all the same."""
        super().__init__("; ".join(differences))
        self.differences = tuple(differences)
        self.ledger = ledger
