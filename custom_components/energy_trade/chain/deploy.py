"""Founding a market on a chain: its libraries, then the market itself, linked with them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from eth_abi.abi import encode
from eth_utils.abi import collapse_if_tuple

from ..market.founding import Founding
from . import artifacts
from .artifacts import Artifact

MARKET = "EnergyMarket"


@dataclass(frozen=True, slots=True)
class Created:
    """Where a contract was created: its address, and the chain's block that created it."""

    address: str
    block_number: int


type Create = Callable[[str, str], Awaitable[Created]]
"""Creates a contract from its name (for people who watch) and its creation code, 0x-prefixed hex."""


def libraries_of(name: str) -> list[str]:
    """Every library that a contract needs, each after those that it needs itself."""
    ordered: dict[str, None] = {}
    for library in artifacts.load(name).links:
        ordered.update(dict.fromkeys([*libraries_of(library), library]))
    return list(ordered)


def creation_code(artifact: Artifact, libraries: dict[str, str], arguments: Sequence[Any]) -> str:
    """Linked creation code followed by the constructor's arguments."""
    inputs: list[dict[str, Any]] = next(
        (entry["inputs"] for entry in artifact.abi if entry["type"] == "constructor"), []
    )
    types = [collapse_if_tuple(parameter) for parameter in inputs]
    return artifact.linked(libraries) + encode(types, arguments).hex()


def founding_arguments(terms: Founding, operator: str) -> tuple[Any, ...]:
    """The market's constructor arguments."""
    return (
        (
            terms.name,
            terms.currency,
            terms.credit,
            terms.initial_grant,
            int(terms.supply),
            terms.interval_seconds,
            terms.tariff_hour_intervals,
            terms.gate_lead_seconds,
            terms.horizon_blocks,
            terms.report_blocks,
            terms.tariff_notice_blocks,
            terms.price_floor,
            terms.price_step,
            terms.tariff_unit,
            terms.max_retail,
            terms.spread,
            terms.reserve_basis_points,
            terms.daily_cap,
            terms.max_members,
            [(zone.parent, zone.fee_ticks, zone.capacity_wh) for zone in terms.zones],
            list(terms.tariff_table.pack(terms.tariff_unit)),
            int(terms.sharing),
            terms.clock.pack(),
            terms.predecessor,
            sum(1 << zone for zone in terms.metered_zones),
            terms.tolerance_wh,
            terms.dispute_blocks,
            terms.challenge_blocks,
            terms.witnesses,
        ),
        operator,
    )


async def found(create: Create, terms: Founding, operator: str) -> Created:
    """Found a market with its libraries."""
    return await deploy(create, MARKET, founding_arguments(terms, operator))


async def deploy(create: Create, name: str, arguments: Sequence[Any] = ()) -> Created:
    """Create a contract and the libraries that it needs, one after the other."""
    libraries: dict[str, str] = {}
    for library in libraries_of(name):
        created = await create(library, creation_code(artifacts.load(library), libraries, ()))
        libraries[library] = created.address
    return await create(name, creation_code(artifacts.load(name), libraries, arguments))
