"""The one sender of a key's transactions: each action happens at most once, or it is known that it did not."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
import logging
import time
from typing import Any

from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from .clock import ChainClock
from .errors import (
    CallFailed,
    CannotPay,
    ChainError,
    FeeTooHigh,
    KeyUsedElsewhere,
    NodeError,
    NotKept,
    Rejected,
    Superseded,
    TooLate,
    Undecided,
    WrongChain,
)
from .failover import Nodes
from .fees import Fees, current_fees
from .outbox import Attempt, Call, Entry, Outbox, Store
from .rpc import Head, Mined, Rpc
from .wallet import AgentKey

_LOGGER = logging.getLogger(__name__)

GAS_CAP = 2**24
"""No chain takes a transaction with more gas (EIP-7825)."""

TRANSFER_GAS = 21_000
GAS_ROOM_NUMERATOR, GAS_ROOM_DENOMINATOR = 5, 4
GAS_ROOM = 20_000
FEE_LIMIT = 500 * 10**9
KEPT_BLOCKS = 12
"""A mined action is watched this long: a reorganisation may take it back."""

KNOWN = ("already known", "already imported", "known transaction", "alreadyknown")
SPENT = ("nonce too low", "nonce is too low", "oldnonce", "nonce has already been used")
UNDERPRICED = ("underpriced", "fee too low", "feetoolow")
POOR = ("insufficient funds", "insufficient balance", "insufficientfunds", "upfront cost", "out of fund")


@dataclass(frozen=True, slots=True)
class Timing:
    """How patient a sender is, in seconds; blocks for `confirmations`."""

    poll: float = 1.0
    replace_after: float = 45.0
    resend_after: float = 15.0
    doubt: float = 20.0
    """How long a spent nonce without any of our receipts may be the node's confusion."""

    look_back: float = 30.0
    """How long a newest block that is no longer shown keeps older views of the chain from being believed."""

    patience: float = 180.0
    confirmations: int = 3


@dataclass(frozen=True, slots=True)
class _View:
    """The chain as one node shows it, as far as the outbox is concerned."""

    head: Head
    spent: int
    waiting: int
    receipts: dict[int, tuple[Attempt, Mined]]


@dataclass(frozen=True, slots=True)
class Bid:
    """What a transaction offers for being mined."""

    fees: Fees
    gas: int


type Explain = Callable[[str | None], Rejected]
"""Names the market's error from the data that it reverted with."""


class Sender:
    """Signs and sends for one key, one transaction at a time."""

    def __init__(
        self,
        nodes: Nodes,
        key: AgentKey,
        *,
        chain_id: int,
        store: Store,
        clock: ChainClock,
        explain: Explain,
        timing: Timing | None = None,
        fee_limit: int = FEE_LIMIT,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Send through nodes what is kept in a store until it is settled."""
        self._nodes = nodes
        self._key = key
        self._chain_id = chain_id
        self._clock = clock
        self._explain = explain
        self._timing = timing or Timing()
        self._fee_limit = fee_limit
        self._monotonic = monotonic
        self._outbox = Outbox(store, chain_id, key.address)
        self._loaded = False
        self._lock = asyncio.Lock()
        self._waiters: dict[int, asyncio.Future[Mined]] = {}
        self._gap_since: float | None = None
        self._seen = (0, float("-inf"))
        self._looked_at: str | None = None
        self.foreign = 0
        """Transactions of this key that somebody else signed."""

        self.next_own = 0
        """The number after the highest that this program, or its outbox, ever gave a transaction."""

        self.taken_back = 0
        """Mined transactions that a reorganisation took back."""

    @property
    def pending(self) -> tuple[str, ...]:
        """What is decided but not mined yet."""
        return tuple(entry.label for entry in self._outbox.entries if entry.mined is None)

    async def submit(self, call: Call) -> Mined:
        """Have an action done; return once it is mined.

        Raises Rejected, CannotPay, FeeTooHigh, NotKept, TooLate, Superseded or a NodeError if it did not and will not
        happen, Undecided or KeyUsedElsewhere if that is open.
        """
        async with self._lock:
            await self._load()
            self._supersede(call)
            entry = self._outbox.add(call)
            try:
                await self._outbox.save()
            except NotKept:
                self._outbox.remove(entry)
                raise
            waiter: asyncio.Future[Mined] = asyncio.get_running_loop().create_future()
            self._waiters[entry.id] = waiter
        end = self._monotonic() + self._timing.patience
        try:
            while True:
                trouble: ChainError | None = None
                try:
                    await self.advance()
                except (NodeError, FeeTooHigh, CallFailed, NotKept) as error:
                    trouble = error
                if waiter.done():
                    return waiter.result()
                if self._monotonic() >= end:
                    await self._give_up(entry, trouble)
                await asyncio.sleep(self._timing.poll)
        finally:
            self._waiters.pop(entry.id, None)
            if not waiter.done():
                waiter.cancel()

    async def advance(self) -> None:
        """Look at the chain once and do what is next; for whoever polls the chain anyway."""
        async with self._lock:
            await self._load()
            if not self._outbox.entries:
                return
            view = await self._nodes.run(self._look)
            if not self._is_credible(view.head):
                return
            open_entries = await self._take_in(view)
            if open_entries:
                await self._push(open_entries, view)
            else:
                await self._start_next(view)

    async def _load(self) -> None:
        if not self._loaded:
            await self._outbox.load()
            self._loaded = True

    async def _give_up(self, entry: Entry, trouble: ChainError | None) -> None:
        """Stop waiting: what was never signed is withdrawn, the rest goes on by itself."""
        async with self._lock:
            if entry.nonce is None and entry in self._outbox.entries:
                self._outbox.remove(entry)
                await self._outbox.note()
                if trouble is not None:
                    raise trouble
                raise TooLate(f"{entry.label} waited too long for its turn")
        raise Undecided(f"{entry.label} is not mined yet") from trouble

    def _supersede(self, call: Call) -> None:
        for entry in self._outbox.queued:
            if entry.call is not None and call.topic is not None and entry.call.topic == call.topic:
                self._fail(entry, Superseded(f"{entry.label} gave way to a newer one"))

    # ------ looking

    async def _look(self, rpc: Rpc) -> _View:
        # Numbers of another chain would be taken for this one's: nothing is signed by them.
        if (found := await rpc.chain_id()) != self._chain_id:
            raise WrongChain(f"the node is on chain {found}, not {self._chain_id}")
        head = await self._nodes.head_of(rpc)
        spent = await rpc.nonce(self._key.address)
        try:
            waiting = await rpc.nonce(self._key.address, "pending")
        except CallFailed:
            waiting = spent
        receipts: dict[int, tuple[Attempt, Mined]] = {}
        for _, entry in self._outbox.numbered:
            if entry.mined_by is not None and entry.mined is not None and head.hash == self._looked_at:
                receipts[entry.id] = entry.mined_by, entry.mined
                continue
            for attempt in reversed(entry.attempts):
                if mined := await rpc.receipt(attempt.hash):
                    receipts[entry.id] = attempt, mined
                    break
        self._looked_at = head.hash
        return _View(head, spent, max(spent, waiting), receipts)

    def _is_credible(self, head: Head) -> bool:
        """Whether a view is not, for now, that of a replica which is behind what was seen a moment ago."""
        number, at = self._seen
        now = self._monotonic()
        if head.number < number and now - at < self._timing.look_back:
            return False
        self._seen = head.number, now
        return True

    # ------ taking in what has happened

    async def _take_in(self, view: _View) -> list[tuple[int, Entry]]:
        """Settle the fate of entries; return those that are signed and not mined, lowest nonce first."""
        still_open: list[tuple[int, Entry]] = []
        before = len(self._outbox.entries)
        for nonce, entry in self._outbox.numbered:
            self.next_own = max(self.next_own, nonce + 1)
            found = view.receipts.get(entry.id)
            if found is not None:
                await self._is_mined(entry, *found, view.head)
                continue
            if entry.mined is not None:
                self.taken_back += 1
                entry.mined = None
                entry.sent_at = None
                _LOGGER.info("A reorganisation of the chain took %s back", entry.label)
            if nonce >= view.spent:
                entry.missing_since = None
                still_open.append((nonce, entry))
            elif await self._is_lost(entry):
                await self._is_foreign(entry)
        if len(self._outbox.entries) != before:
            await self._outbox.note()
        return still_open

    async def _is_mined(self, entry: Entry, attempt: Attempt, mined: Mined, head: Head) -> None:
        if entry.mined is None:
            waiter = self._waiters.get(entry.id)
            if waiter is None or waiter.done():
                pass
            elif attempt.filler:
                waiter.set_exception(TooLate(f"{entry.label} was not mined in time"))
            elif mined.succeeded:
                waiter.set_result(mined)
            else:
                waiter.set_exception(await self._why(entry, mined))
        entry.mined, entry.mined_by = mined, attempt
        entry.missing_since = None
        if head.number - mined.block_number >= max(KEPT_BLOCKS, self._timing.confirmations):
            self._outbox.remove(entry)

    async def _why(self, entry: Entry, mined: Mined) -> Rejected:
        """Run a reverted action again to learn why it reverted."""
        call = entry.call
        if call is None:
            return self._explain(None)

        async def replay(rpc: Rpc) -> None:
            at = await rpc.head(mined.block_hash)
            await rpc.call(call.to, call.data, at, self._key.address)

        try:
            await self._nodes.run(replay)
        except CallFailed as error:
            return self._explain(error.data)
        except NodeError:
            pass
        return self._explain(None)

    async def _is_lost(self, entry: Entry) -> bool:
        """Whether a nonce is spent, but beyond doubt not by any of our attempts."""
        now = self._monotonic()
        if entry.missing_since is None:
            entry.missing_since = now
        if now - entry.missing_since < self._timing.doubt:
            return False

        async def is_there(rpc: Rpc) -> bool:
            # Some nodes have lost their receipts, or never made any.
            return any(
                [await rpc.receipt(attempt.hash) or await rpc.is_mined(attempt.hash) for attempt in entry.attempts]
            )

        return not any(await self._nodes.everywhere(is_there))

    async def _is_foreign(self, entry: Entry) -> None:
        self.foreign += 1
        _LOGGER.warning("Another program signs with this home's key %s", self._key.address)
        if entry.call is None:
            self._outbox.remove(entry)
        elif entry.call.repeatable and not entry.is_over(self._clock.now()):
            entry.nonce, entry.attempts, entry.missing_since = None, [], None
            entry.attempted_at = entry.sent_at = None
        else:
            error = KeyUsedElsewhere if not entry.call.repeatable else TooLate
            self._fail(entry, error(f"{entry.label} was overtaken by another program with the same key"))
        await self._outbox.note()

    def _fail(self, entry: Entry, error: ChainError) -> None:
        self._outbox.remove(entry)
        waiter = self._waiters.get(entry.id)
        if waiter is not None and not waiter.done():
            waiter.set_exception(error)

    # ------ pushing what is on its way

    async def _push(self, open_entries: list[tuple[int, Entry]], view: _View) -> None:
        """Get signed transactions mined: hand them in again, pay more, or use up the nonce of what is over."""
        now = self._monotonic()
        first_nonce = open_entries[0][0]
        if first_nonce > view.spent:
            await self._fill_gap(range(view.spent, first_nonce), now)
        else:
            self._gap_since = None
        for position, (nonce, entry) in enumerate(open_entries):
            over = entry.is_over(max(self._clock.now(), view.head.timestamp))
            first = position == 0 and first_nonce == view.spent
            if entry.attempts and not (over and not entry.attempts[-1].filler):
                stuck = entry.attempted_at is not None and now - entry.attempted_at >= self._timing.replace_after
                if first and stuck and await self._outbid(entry, nonce, view, filler=entry.attempts[-1].filler):
                    continue
                if entry.sent_at is None or now - entry.sent_at >= self._timing.resend_after:
                    await self._hand_in(entry, again=True)
                if entry.attempted_at is None:
                    entry.attempted_at = now
            else:
                await self._outbid(entry, nonce, view, filler=True)

    async def _fill_gap(self, nonces: range, now: float) -> None:
        """Use nonces up that nobody seems to use, or what comes after them would wait for ever."""
        if self._gap_since is None:
            self._gap_since = now
        if now - self._gap_since < self._timing.replace_after:
            return
        known = {nonce for nonce, _ in self._outbox.numbered}
        for nonce in nonces:
            if nonce not in known:
                self._outbox.add(None, nonce)
        self._gap_since = None
        await self._outbox.note()

    async def _outbid(self, entry: Entry, nonce: int, view: _View, *, filler: bool) -> bool:
        """Sign another transaction for the same nonce that pays more; False if that cannot be."""

        async def fees(rpc: Rpc) -> tuple[Fees, int]:
            return await current_fees(rpc, view.head, self._fee_limit), await rpc.balance(self._key.address)

        try:
            market, balance = await self._nodes.run(fees)
        except FeeTooHigh:
            return False
        last = entry.attempts[-1] if entry.attempts else None
        bid = market if last is None else last.fees.bumped(market, self._fee_limit)
        gas = TRANSFER_GAS if filler or last is None else last.gas
        if bid is None or gas * bid.most > balance:
            # Without a coin nothing can be outbid: the same goes out again, and for what is over, nothing at all.
            if filler and (last is None or not last.filler):
                # Where nothing waits under the nonce any more, there is nothing to outbid.
                if gas * market.most <= balance and await self._is_taken(entry, nonce, Bid(market, gas)):
                    return True
                certain = entry.call is None or entry.call.repeatable
                self._fail(entry, (TooLate if certain else Undecided)(f"{entry.label} was not mined in time"))
                await self._outbox.note()
            else:
                entry.attempted_at = self._monotonic()
            return False
        await self._sign(entry, nonce, Bid(bid, gas), filler=filler)
        await self._hand_in(entry)
        return True

    async def _is_taken(self, entry: Entry, nonce: int, bid: Bid) -> bool:
        """Use a nonce up for what everybody pays; False if the node says that something waits under it."""
        await self._sign(entry, nonce, bid, filler=True)
        try:
            await self._nodes.run(lambda rpc: rpc.send(entry.attempts[-1].raw))
        except CallFailed as error:
            return any(words in error.message.lower() for words in KNOWN)
        entry.sent_at = self._monotonic()
        return True

    # ------ starting the next one

    async def _start_next(self, view: _View) -> None:
        while self._outbox.queued:
            entry = self._outbox.queued[0]
            call = entry.call
            if call is None or entry.is_over(max(self._clock.now(), view.head.timestamp)):
                self._fail(entry, TooLate(f"the time for {entry.label} is over"))
                await self._outbox.note()
                continue

            async def prepare(rpc: Rpc, call: Call = call) -> tuple[Fees, int, int]:
                fees = await current_fees(rpc, view.head, self._fee_limit)
                gas = await rpc.estimate({"from": self._key.address, "to": call.to, "data": "0x" + call.data.hex()})
                return fees, gas, await rpc.balance(self._key.address)

            try:
                fees, estimate, balance = await self._nodes.run(prepare)
            except CallFailed as error:
                self._fail(entry, self._refusal(error))
                await self._outbox.note()
                continue
            gas = min(GAS_CAP, estimate * GAS_ROOM_NUMERATOR // GAS_ROOM_DENOMINATOR + GAS_ROOM)
            if estimate > GAS_CAP or gas * fees.most > balance:
                too_much = Rejected("TooMuchGas", {"gas": estimate})
                poor = CannotPay(self._key.address, balance, gas * fees.most)
                self._fail(entry, too_much if estimate > GAS_CAP else poor)
                await self._outbox.note()
                continue
            # Whatever waits already under this key, from another program or forgotten by this one, comes first.
            await self._sign(entry, view.waiting, Bid(fees, gas), filler=False)
            await self._hand_in(entry)
            return

    def _refusal(self, error: CallFailed) -> ChainError:
        if any(words in error.message.lower() for words in POOR):
            return CannotPay(self._key.address, 0, 0)
        return self._explain(error.data)

    async def _sign(self, entry: Entry, nonce: int, bid: Bid, *, filler: bool) -> None:
        """Sign, and keep it before anybody sees it."""
        call = None if filler else entry.call
        transaction: dict[str, Any] = {
            "chainId": self._chain_id,
            "nonce": nonce,
            "to": self._key.address if call is None else to_checksum_address(call.to),
            "value": 0,
            "gas": bid.gas,
            "data": b"" if call is None else call.data,
            **bid.fees.fields(),
        }
        raw = await asyncio.to_thread(self._key.sign_transaction, transaction)
        before = entry.nonce, entry.attempted_at, entry.sent_at
        entry.nonce, entry.attempted_at, entry.sent_at = nonce, self._monotonic(), None
        entry.attempts.append(Attempt("0x" + keccak(raw).hex(), raw, bid.fees, bid.gas, filler=call is None))
        try:
            await self._outbox.save()
        except NotKept:
            entry.nonce, entry.attempted_at, entry.sent_at = before
            entry.attempts.pop()
            raise
        self.next_own = max(self.next_own, nonce + 1)

    async def _is_known(self, attempt: Attempt) -> bool:
        """Whether any node has a transaction that was refused."""
        return any(await self._nodes.everywhere(lambda rpc: rpc.knows(attempt.hash)))

    async def _hand_in(self, entry: Entry, *, again: bool = False) -> None:
        """Give the newest attempt to a node, or to all of them if one seems to have forgotten it."""
        attempt = entry.attempts[-1]
        asked = 0

        async def send(rpc: Rpc) -> None:
            nonlocal asked
            asked += 1
            await rpc.send(attempt.raw)

        if again:
            await self._nodes.everywhere(send)
            entry.sent_at = self._monotonic()
            return
        try:
            await self._nodes.run(send)
            entry.sent_at = self._monotonic()
        except CallFailed as error:
            entry.sent_at = self._monotonic()
            words = error.message.lower()
            if any(known in words for known in KNOWN + SPENT):
                return
            if any(known in words for known in UNDERPRICED):
                # Something dearer waits under this nonce: pay more at the next look.
                entry.attempted_at = self._monotonic() - self._timing.replace_after
                return
            if len(entry.attempts) > 1 or entry.call is None or asked > 1 or await self._is_known(attempt):
                # Another node may have taken it, or an earlier attempt, or this one all the same: it is on its way.
                return
            self._fail(entry, self._refusal(error))
            await self._outbox.note()
