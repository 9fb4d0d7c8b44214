"""The stages of a block's life, told from the transactions that a home hands in."""

from enum import StrEnum

from eth_utils.abi import collapse_if_tuple, function_signature_to_4byte_selector
from rlp.codec import decode

from custom_components.energy_trade.chain import artifacts
from custom_components.energy_trade.chain.deploy import MARKET


class Stage(StrEnum):
    """What a home does for a block, in order; delivery alone needs no transaction."""

    PLACE = "place"
    REVISE = "revise"
    CLEAR = "clear"
    DELIVER = "deliver"
    REPORT = "report"
    SETTLE = "settle"
    WITHDRAW = "withdraw"


class LineStage(StrEnum):
    """What is done for a block whose lines are metered, once its homes have reported."""

    LINE = "line"
    AUDIT = "audit"
    SETTLE = "default"


class MoveStage(StrEnum):
    """What a home does on its way to its market's successor."""

    LEAVE = "leave"
    REPORT = "report there"
    COLLECT = "collect"


type Moment = Stage | LineStage | MoveStage


CALLED = {
    "order": Stage.PLACE,
    "clear": Stage.CLEAR,
    "report": Stage.REPORT,
    "settle": Stage.SETTLE,
    "withdraw": Stage.WITHDRAW,
}
TYPED_DATA, LEGACY_DATA = 7, 5
LAST_TYPE = 0x7F


def selectors() -> dict[bytes, Stage]:
    """Which stage a call's first four bytes belong to."""
    functions = [entry for entry in artifacts.load(MARKET).abi if entry["type"] == "function"]
    return {
        function_signature_to_4byte_selector(
            f"{entry['name']}({','.join(map(collapse_if_tuple, entry['inputs']))})"
        ): CALLED[entry["name"]]
        for entry in functions
        if entry["name"] in CALLED
    }


def called(raw: str) -> tuple[int, bytes]:
    """A signed transaction's nonce, and what it calls a contract with."""
    signed = bytes.fromhex(raw.removeprefix("0x"))
    typed = signed[0] <= LAST_TYPE
    fields: list[bytes] = decode(signed[1:] if typed else signed)  # type: ignore[no-untyped-call]
    return int.from_bytes(fields[typed]), fields[TYPED_DATA if typed else LEGACY_DATA]
