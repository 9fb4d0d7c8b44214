"""Encoding and decoding by an ABI: calls, answers, events and errors, by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from eth_abi.abi import decode, encode
from eth_abi.exceptions import DecodingError, EncodingError
from eth_utils.abi import collapse_if_tuple, event_abi_to_log_topic, function_abi_to_4byte_selector
from eth_utils.address import to_checksum_address

from .errors import NodeRubbish, Rejected
from .rpc import Log

SELECTOR_BYTES = 4
PANIC = bytes.fromhex("4e487b71")
REVERT = bytes.fromhex("08c379a0")

type Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a contract, decoded, with the log that it came in."""

    name: str
    fields: Fields
    log: Log


class ContractAbi:
    """One contract's ABI; overloaded names are not told apart."""

    def __init__(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Index the entries of a compiled contract."""
        self._functions = {entry["name"]: dict(entry) for entry in entries if entry["type"] == "function"}
        self._entries = tuple(entries)

    @cached_property
    def _events(self) -> dict[bytes, Mapping[str, Any]]:
        events = [entry for entry in self._entries if entry["type"] == "event"]
        return {event_abi_to_log_topic(entry): entry for entry in events}  # type: ignore[arg-type]

    @cached_property
    def _errors(self) -> dict[bytes, Mapping[str, Any]]:
        errors = [entry for entry in self._entries if entry["type"] == "error"]
        return {function_abi_to_4byte_selector(entry): entry for entry in errors}  # type: ignore[arg-type]

    @cached_property
    def topics(self) -> dict[str, str]:
        """First topic of each event by its name."""
        return {entry["name"]: "0x" + topic.hex() for topic, entry in self._events.items()}

    def call(self, name: str, *arguments: Any) -> bytes:
        """Write a call; raise Rejected as OutOfRange for a number that no contract could be told."""
        entry = self._functions[name]
        types = [collapse_if_tuple(parameter) for parameter in entry["inputs"]]
        try:
            return function_abi_to_4byte_selector(entry) + encode(types, arguments)  # type: ignore[arg-type]
        except EncodingError as error:
            raise Rejected("OutOfRange", {"call": name}) from error

    def types(self, name: str) -> list[str]:
        """The types of a function's arguments."""
        return [collapse_if_tuple(parameter) for parameter in self._functions[name]["inputs"]]

    def answer(self, name: str, data: bytes) -> Any:
        """Read what a call returned: its one value, structs as dicts, or a tuple of values."""
        outputs = self._functions[name]["outputs"]
        values = _decoded([collapse_if_tuple(output) for output in outputs], data)
        named = tuple(_named(output, value) for output, value in zip(outputs, values, strict=True))
        return named[0] if len(named) == 1 else named

    def event(self, log: Log) -> Event | None:
        """Read a log; None for an event that the ABI does not know."""
        entry = self._events.get(log.topics[0]) if log.topics else None
        if entry is None:
            return None
        indexed = [parameter for parameter in entry["inputs"] if parameter["indexed"]]
        plain = [parameter for parameter in entry["inputs"] if not parameter["indexed"]]
        if len(log.topics) != 1 + len(indexed):
            raise NodeRubbish("an event without all of its topics")
        fields: Fields = {}
        for parameter, topic in zip(indexed, log.topics[1:], strict=True):
            fields[parameter["name"]] = _named(parameter, _decoded([collapse_if_tuple(parameter)], topic)[0])
        values = _decoded([collapse_if_tuple(parameter) for parameter in plain], log.data)
        for parameter, value in zip(plain, values, strict=True):
            fields[parameter["name"]] = _named(parameter, value)
        return Event(entry["name"], fields, log)

    def explain(self, data: str | None) -> Rejected:
        """Name the error that a call reverted with."""
        try:
            raw = bytes.fromhex((data or "").removeprefix("0x"))
        except ValueError:
            raw = b""
        selector, rest = raw[:SELECTOR_BYTES], raw[SELECTOR_BYTES:]
        try:
            if selector == REVERT:
                return Rejected("Reverted", {"message": _decoded(["string"], rest)[0]})
            if selector == PANIC:
                return Rejected("Panic", {"code": _decoded(["uint256"], rest)[0]})
            if (entry := self._errors.get(selector)) is not None:
                inputs = entry["inputs"]
                values = _decoded([collapse_if_tuple(parameter) for parameter in inputs], rest)
                return Rejected(
                    entry["name"],
                    {
                        parameter["name"]: _named(parameter, value)
                        for parameter, value in zip(inputs, values, strict=True)
                    },
                )
        except NodeRubbish:
            pass
        return Rejected("Reverted", {"data": "0x" + raw.hex()} if raw else {})


def _decoded(types: Sequence[str], data: bytes) -> tuple[Any, ...]:
    try:
        return decode(types, data)
    except (DecodingError, OverflowError, ValueError) as error:
        raise NodeRubbish("an answer that the contract does not give") from error


def _named(parameter: Mapping[str, Any], value: Any) -> Any:
    """Turn structs into dicts and addresses into checksummed ones."""
    kind: str = parameter["type"]
    if kind.endswith("]"):
        inner = {**parameter, "type": kind[: kind.rindex("[")]}
        return tuple(_named(inner, item) for item in value)
    if kind == "tuple":
        components = parameter["components"]
        return {part["name"]: _named(part, item) for part, item in zip(components, value, strict=True)}
    return to_checksum_address(value) if kind == "address" else value
