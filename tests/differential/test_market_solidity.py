"""Whatever people do, the market in Python and the contract come to the same, µcredit for µcredit."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from custom_components.energy_trade.chain.history import statements_of
from custom_components.energy_trade.chain.replay import LIFE, TERMS as SETTINGS, Replay
from custom_components.energy_trade.market.clearing import ROOT, Zone
from custom_components.energy_trade.market.community import MarketTwin
from custom_components.energy_trade.market.founding import Founding
from custom_components.energy_trade.market.readings import BlockReadings, Reading
from custom_components.energy_trade.market.supply import Sharing, SupplyArrangement
from custom_components.energy_trade.market.tariff import ClockChange, GridPrice, LocalClock, TariffTable
from custom_components.energy_trade.market.units import NO_ADDRESS
from simulation.anvil import Anvil

from .actor import Actor
from .contract import ContractMarket

START = 1_800_000_000
STEPS = 250

ONE_ZONE = (ROOT,)
FEEDERS = (ROOT, Zone(0, 1, 400), Zone(0, 0, 150), Zone(1, 2, 60))

TERMS = Founding(
    name="Elm Street",
    currency="EUR",
    supply=SupplyArrangement.POOLED,
    interval_seconds=60,
    tariff_hour_intervals=1,
    gate_lead_seconds=100,
    horizon_blocks=3,
    report_blocks=2,
    tariff_notice_blocks=0,
    price_floor=20,
    price_step=6,
    tariff_unit=1,
    max_retail=400,
    spread=10,
    reserve_basis_points=2500,
    daily_cap=30_000_000,
    max_members=6,
    initial_grant=40_000_000,
    zones=ONE_ZONE,
    tariff_table=TariffTable.flat(80, 300),
    clock=LocalClock((ClockChange(0, 1),)),
)

METERS: dict[str, Any] = {
    "metered_zones": frozenset({0, 1, 3}),
    "tolerance_wh": 30,
    "dispute_blocks": 4,
    "challenge_blocks": 1,
    "witnesses": 1,
}
MAIN_METER = METERS | {"metered_zones": frozenset({0}), "tolerance_wh": 0, "witnesses": 2}

COMMUNITIES = {
    "pooled": TERMS,
    "pooled, feeders": replace(TERMS, zones=FEEDERS, sharing=Sharing.BY_CONSUMPTION),
    "pooled, tariff with notice": replace(TERMS, tariff_notice_blocks=2, reserve_basis_points=10_000, max_members=3),
    "pooled, feeders, metered": replace(TERMS, zones=FEEDERS, **METERS),
    "individual, main meter": replace(TERMS, supply=SupplyArrangement.INDIVIDUAL, **MAIN_METER),
    "individual": replace(TERMS, supply=SupplyArrangement.INDIVIDUAL),
    "individual, feeders": replace(
        TERMS, supply=SupplyArrangement.INDIVIDUAL, zones=FEEDERS, sharing=Sharing.BY_DELIVERY
    ),
}

seen: Counter[str] = Counter()


@pytest.fixture(scope="module", autouse=True)
def _report(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if request.config.get_verbosity() > 1:
        print(*sorted(f"{count:6} {what}" for what, count in seen.items()), sep="\n")  # noqa: T201


def founded(anvil: Anvil, terms: Founding, seed: int) -> Actor:
    """Found a community on both sides and let four homes join."""
    keys = [anvil.account(index) for index in range(9)]
    start = max(START, anvil.time + 100) + seed * 977
    contract = ContractMarket(anvil, terms, keys, start)
    twin = MarketTwin(terms, keys[0].address, start)
    assert contract.terms.founded_block == twin.founding.founded_block
    twin.advance_to(contract.now)
    actor = Actor(twin, contract, [key.address for key in keys], seed)
    for position in range(1, 5):
        actor.join(keys[position].address, keys[position + 4].address)
    for zone in sorted(terms.metered_zones):
        actor.set_line_meter(zone, keys[zone + 1].address)
    return actor


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("community", COMMUNITIES)
def test_random_life(anvil: Anvil, community: str, seed: int) -> None:
    actor = founded(anvil, COMMUNITIES[community], seed)
    for step in range(STEPS):
        actor.step()
        if step % 5 == 0:
            actor.compare()
    actor.compare()
    compare_history(actor)
    seen.update(actor.counts)
    assert actor.counts["event Settled"] > 5


def compare_history(actor: Actor) -> None:
    """What homes work out from events alone, long after, is what the twin knows."""
    twin, events = actor.twin, [event for event, _ in actor.contract.told]
    times = {event.log.block_number: time for event, time in actor.contract.told}
    wanted = range(twin.state.founded_block, twin.state.current_block)
    replay = Replay(actor.contract.terms, wanted)
    replay.take(
        [each for each in events if each.name in SETTINGS], [each for each in events if each.name in LIFE], times
    )
    for index in range(len(twin.state.members)):
        for block, facts in replay.facts(index, "").items():
            known = twin.statements(index, block)
            assert known is None or statements_of(facts, actor.contract.terms) == known, f"block {block}"


def test_what_chance_seldom_finds(anvil: Anvil) -> None:
    """Readings that come a week late, tariffs above the founding's largest, members without owner."""
    actor = founded(anvil, TERMS, 0)
    twin, operator, agent = actor.twin, actor.operator, actor.people[0]
    first = twin.member(0).first_block
    told = BlockReadings((Reading(-5),) * 8)
    twin.advance_to(twin.founding.calendar().block_start(first + 96))
    actor.do(agent, "report", (0, first, [told.pack()], b""), lambda: twin.report(agent, 0, first, [told]))
    actor.do(agent, "report", (0, first + 1, [told.pack()], b""), lambda: twin.report(agent, 0, first + 1, [told]))
    dear = [(GridPrice(80, 401),) * 8]
    words, coming = [twin.founding.pack_tariff(dear[0])], twin.state.first_unopened
    actor.do(operator, "setTariff", (coming, words), lambda: twin.set_tariff(operator, coming, dear))
    table = TariffTable.flat(80, 401)
    actor.do(operator, "setTariffTable", (table.pack(1),), lambda: twin.set_tariff_table(operator, table))
    actor.do(agent, "request", (NO_ADDRESS, 1), lambda: twin.request(agent, NO_ADDRESS, 1))
    actor.compare()
    refused = {what for what in actor.counts if ": " in what}
    assert refused == {"report: TooLate", "setTariff: BadTariff", "setTariffTable: BadTariff", "request: NoOwner"}
    assert actor.counts["report"] == 1
