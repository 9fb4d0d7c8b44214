"""The contracts' clearing, the twin's and the linear programme come to the same on random trees."""

from collections.abc import Sequence
import random

import pytest

from custom_components.energy_trade.market.auction import BlockOutcome, IntervalOutcome, clear_block
from custom_components.energy_trade.market.clearing import ROOT, Zone, ZoneResult, pack_results
from custom_components.energy_trade.market.orders import BlockOrders, Order, Side
from custom_components.energy_trade.market.units import BLOCK_INTERVALS, TICKS
from simulation.anvil import Anvil
from tests.market.test_auction import welfare
from tests.support.optimum import best_welfare

from .harness import Harness

BLOCK = 250_000
FIELDS = (1 << 240) - 1

pytestmark = [pytest.mark.xdist_group("harness")]


@pytest.fixture(scope="module")
def contract(anvil_node: Anvil, tmp_path_factory: pytest.TempPathFactory) -> Harness:
    return Harness(anvil_node, tmp_path_factory.mktemp("forge"), "ClearingHarness")


@pytest.fixture(autouse=True)
def _sockets(socket_enabled: None) -> None:
    """Ask a node."""


def random_block(chance: random.Random, most_zones: int, most_homes: int) -> tuple[list[Zone], list[BlockOrders]]:
    """A tree whose lines are closed, tight or wide, and homes whose orders crowd around few ticks or many."""
    zones = [ROOT]
    for index in range(1, chance.randint(1, most_zones)):
        capacity = chance.choice([0, chance.randint(0, 50), chance.randint(0, 4000), 2**32 - 1])
        fee = chance.choice([0, 0, 1, 2, 5, chance.randint(0, 63)])
        zones.append(Zone(chance.choice([index - 1, chance.randrange(index)]), fee, capacity))
    low, most = chance.randrange(TICKS), chance.choice([3, 900, 2**18 - 1])
    high = chance.randint(low, TICKS - 1)

    def order() -> Order | None:
        if chance.random() < 0.3:
            return None
        return Order(chance.choice(list(Side)), chance.randint(low, high), chance.randint(1, most))

    homes = [
        BlockOrders(
            tuple(order() for _ in range(BLOCK_INTERVALS)),
            version=chance.randrange(2**36),
            zone=chance.randrange(len(zones)),
        )
        for _ in range(chance.randint(0, most_homes))
    ]
    return zones, homes


def words(homes: Sequence[BlockOrders]) -> list[int]:
    return [home.pack_stored(BLOCK) for home in homes]


def lines(zones: Sequence[Zone]) -> list[tuple[int, int, int]]:
    return [(zone.parent, zone.fee_ticks, zone.capacity_wh) for zone in zones]


def assert_same(outcome: BlockOutcome, answer: tuple[list[int], list[int], int]) -> None:
    results, flows, with_orders = answer
    assert list(results) == [pack_results(zone, BLOCK) & FIELDS for zone in outcome.results]
    assert list(flows) == [flow for zone in outcome.flows for flow in zone]
    assert with_orders == outcome.members_with_orders


@pytest.mark.parametrize("seed", range(4))
def test_contract_and_twin_clear_alike(contract: Harness, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        zones, homes = random_block(chance, 16, 30)
        assert_same(clear_block(homes, zones), contract.call("clear", words(homes), lines(zones), 0, 8))


def test_contract_and_twin_clear_a_large_community_alike(contract: Harness) -> None:
    chance = random.Random(544)
    zones = [ROOT, *(Zone(index - 1, 1, 40_000) for index in range(1, 16))]
    homes: list[BlockOrders] = []
    while len(homes) < 600:
        homes += [home for home in random_block(chance, 1, 100)[1] if not home.is_empty]
    homes = [BlockOrders(home.orders, home.version, zone=index % 16) for index, home in enumerate(homes[:600])]
    assert_same(clear_block(homes, zones), contract.call("clear", words(homes), lines(zones), 0, 8))


@pytest.mark.parametrize("seed", range(100, 104))
def test_contract_clears_as_well_as_the_linear_programme(contract: Harness, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        zones, homes = random_block(chance, 16, 25)
        results, flows, _ = contract.call("clear", words(homes), lines(zones), 0, 8)
        for interval in range(BLOCK_INTERVALS):
            orders = [(home.zone, order) for home in homes if (order := home.orders[interval]) is not None]
            outcome = IntervalOutcome(
                tuple(ZoneResult.unpack(word >> 30 * interval & (1 << 30) - 1) for word in results),
                tuple(flows[interval::BLOCK_INTERVALS]),
            )
            best = best_welfare(orders, zones)
            assert welfare(outcome, orders, zones) == pytest.approx(best, rel=1e-9, abs=1e-6)
