"""The contracts' amounts and the twin's are the same µcredit, whatever members traded, delivered and told."""

import random

import pytest

from custom_components.energy_trade.market.auction import clear_block
from custom_components.energy_trade.market.clearing import ROOT, pack_results
from custom_components.energy_trade.market.orders import BlockOrders, Order, Side
from custom_components.energy_trade.market.readings import UNKNOWN_READING, BlockReadings, Reading
from custom_components.energy_trade.market.settlement import (
    BlockTerms,
    ConnectionLimits,
    block_amount,
    netting_share,
    settle_block,
)
from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.market.tariff import GridPrice, pack_tariff
from custom_components.energy_trade.market.units import BLOCK_INTERVALS, PriceGrid
from simulation.anvil import Anvil

from .harness import Harness

BLOCK = 250_000
UNREPORTED = 2**256 - 1
MOST_WH = 2**18 - 1

pytestmark = [pytest.mark.xdist_group("harness")]


@pytest.fixture(scope="module")
def contract(anvil_node: Anvil, tmp_path_factory: pytest.TempPathFactory) -> Harness:
    return Harness(anvil_node, tmp_path_factory.mktemp("forge"), "AmountsHarness")


@pytest.fixture(autouse=True)
def _sockets(socket_enabled: None) -> None:
    """Ask a node."""


class Scene:
    """A block of a zone: what was ordered, what came of it, and what the meters say."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.most = chance.choice([40, 3000, MOST_WH])
        self.limits = ConnectionLimits(chance.randint(0, self.most), chance.randint(0, self.most))
        self.grid = PriceGrid(chance.randint(0, 300), chance.randint(1, 20))
        self.unit = chance.randint(1, 4)
        self.spread = chance.choice([1, chance.randint(1, 60), 5000])
        self.tariff = tuple(self._prices() for _ in range(BLOCK_INTERVALS))
        self.orders = [
            BlockOrders(tuple(self._order() for _ in range(BLOCK_INTERVALS))) for _ in range(chance.randint(1, 12))
        ]
        self.results = clear_block(self.orders, [ROOT]).results[0]
        self.readings = [None if chance.random() < 0.15 else self._readings(orders) for orders in self.orders]

    def _prices(self) -> GridPrice:
        low, high = sorted(self.chance.randint(0, 500) * self.unit for _ in range(2))
        return GridPrice(low, high)

    def _order(self) -> Order | None:
        if self.chance.random() < 0.25:
            return None
        side = self.chance.choice(list(Side))
        limit = self.limits.export_wh if side is Side.SELL else self.limits.import_wh
        return Order(side, self.chance.randint(25, 38), self.chance.randint(1, limit)) if limit else None

    def _readings(self, orders: BlockOrders) -> BlockReadings:
        positions = [result.position(order) for result, order in zip(self.results, orders.orders, strict=True)]
        return BlockReadings(tuple(map(self._reading, positions)), late=self.chance.random() < 0.2)

    def _reading(self, position: int) -> Reading:
        """As traded, or near it, or anything, or not known."""
        kind = self.chance.random()
        if kind < 0.1:
            return UNKNOWN_READING
        net = position if kind < 0.3 else position + self.chance.randint(-self.most, self.most)
        return Reading(max(-MOST_WH, min(MOST_WH, net)), estimated=kind > 0.9)

    def sums(self, supply: SupplyArrangement) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The zone's sums over what came in time."""
        longs, shorts = [0] * BLOCK_INTERVALS, [0] * BLOCK_INTERVALS
        for orders, readings in zip(self.orders, self.readings, strict=True):
            if readings is None or readings.late:
                continue
            for i, (reading, order) in enumerate(zip(readings.readings, orders.orders, strict=True)):
                position = self.results[i].position(order)
                long, short = netting_share(supply, position, reading, self.limits)
                longs[i], shorts[i] = longs[i] + long, shorts[i] + short
        return tuple(longs), tuple(shorts)

    def amounts(self, supply: SupplyArrangement) -> list[int]:
        """What the twin settles."""
        longs, shorts = self.sums(supply)
        terms = BlockTerms(
            supply=supply,
            grid=self.grid,
            tariff=self.tariff,
            spread=self.spread,
            results=self.results,
            longs=longs,
            shorts=shorts,
            limits=self.limits,
        )
        return [
            block_amount(settle_block(terms, orders, readings))
            for orders, readings in zip(self.orders, self.readings, strict=True)
        ]


@pytest.mark.parametrize("supply", SupplyArrangement)
@pytest.mark.parametrize("seed", range(4))
def test_contract_and_twin_settle_alike(contract: Harness, supply: SupplyArrangement, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        scene = Scene(chance)
        zone = (
            pack_results(scene.results, BLOCK), pack_tariff(scene.tariff, scene.unit, BLOCK), 0, 0,
            scene.grid.floor, scene.grid.step, scene.unit, scene.spread,
        )  # fmt: skip
        told = (
            supply is SupplyArrangement.POOLED,
            zone,
            [orders.pack() for orders in scene.orders],
            [UNREPORTED if readings is None else readings.pack_stored(BLOCK) for readings in scene.readings],
            [readings is not None and readings.late for readings in scene.readings],
            scene.limits.import_wh,
            scene.limits.export_wh,
        )
        amounts, longs, shorts = contract.call("settle", told)
        long_sums, short_sums = scene.sums(supply)
        assert [longs >> 32 * i & 0xFFFFFFFF for i in range(BLOCK_INTERVALS)] == list(long_sums)
        assert [shorts >> 32 * i & 0xFFFFFFFF for i in range(BLOCK_INTERVALS)] == list(short_sums)
        assert list(amounts) == scene.amounts(supply)
