"""Metered homes that order by the planner's own code in the market's twin, for some days."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from custom_components.energy_trade.market.clearing import ROOT
from custom_components.energy_trade.market.community import MarketTwin
from custom_components.energy_trade.market.founding import Founding
from custom_components.energy_trade.market.orders import BlockOrders, version_at
from custom_components.energy_trade.market.readings import BlockReadings, Reading
from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.market.tariff import GridPrice, LocalClock, TariffTable
from custom_components.energy_trade.market.units import BLOCK_INTERVALS, MICRO
from custom_components.energy_trade.planner.evidence import DAYS, Evidence, evidence_of
from custom_components.energy_trade.planner.forecast import DayShape, Forecast, Forecaster
from custom_components.energy_trade.planner.orders import OrderTerms, OrderWishes, Purse, Situation, plan_orders
from custom_components.energy_trade.planner.problem import Battery
from simulation.bench.street_battery import StreetBattery

FEED_IN, RETAIL, SPREAD = 80, 300, 5
FLOOR, STEP = 60, 5
HOUR = 3600
GATE_LEAD = 600
BEFORE_GATE = 60
OPERATOR = "operator"
PURSE = 1_000_000 * MICRO
LEAST_LIMIT = 1000


@dataclass(slots=True)
class Home:
    """A home with what its meters count, in Wh by interval: some past first, then the days that are traded."""

    name: str
    net_wh: Sequence[int]
    generation_wh: Sequence[int]
    battery: Battery | None = None
    """Planned around the market where the home orders, for its own use alone where not."""

    bare_wh: Sequence[int] = ()
    """Its net energy without the battery: `net_wh` is with the battery for its own use."""

    stored_wh: Sequence[float] = ()
    """What is in the battery at the end of each of these."""

    forecasts: dict[int, dict[int, Forecast | None]] = field(default_factory=dict)
    """By block, kept between runs: a home's forecast does not depend on what others do."""

    @property
    def peak_wh(self) -> tuple[int, int]:
        """Most that it imports and exports."""
        nets = [*self.net_wh, *self.bare_wh]
        return max(LEAST_LIMIT, -min(nets)), max(LEAST_LIMIT, *nets)


@dataclass(frozen=True, slots=True)
class Setting:
    """The homes of a community, when its days start (interval), and how many were measured before."""

    homes: Sequence[Home]
    supply: SupplyArrangement
    interval_seconds: int
    first_interval: int
    past_intervals: int
    blocks: int

    def founding(self) -> Founding:
        """Terms that leave balances out of play: what is measured is prices."""
        hour = HOUR // self.interval_seconds
        return Founding(
            name="Bench",
            currency="EUR",
            supply=self.supply,
            interval_seconds=self.interval_seconds,
            tariff_hour_intervals=hour,
            gate_lead_seconds=GATE_LEAD,
            horizon_blocks=3 * hour,
            report_blocks=2,
            tariff_notice_blocks=0,
            price_floor=FLOOR,
            price_step=STEP,
            tariff_unit=1,
            max_retail=RETAIL,
            spread=SPREAD,
            reserve_basis_points=0,
            daily_cap=PURSE,
            max_members=len(self.homes),
            initial_grant=PURSE,
            zones=(ROOT,),
            tariff_table=TariffTable.flat(FEED_IN, RETAIL),
            clock=LocalClock(),
        )


@dataclass(slots=True)
class Result:
    """What each home got (− paid) in µcredit, from the market and, under individual supply, its own supplier."""

    amounts: list[int]
    traded_wh: int = 0
    matched_wh: int = 0
    left_worth: int = 0
    """What in `amounts` is the worth of energy in batteries, against their own use."""

    net_wh: list[int] = field(default_factory=list)
    """What all homes together gave or took, by interval."""

    grid_account: int = 0
    """What the community's own account gained, before it pays the grid."""


def tariff_alone(setting: Setting) -> list[int]:
    """What each home would get at its tariff, without a community."""
    return [
        sum(wh * (FEED_IN if wh > 0 else RETAIL) for wh in home.net_wh[setting.past_intervals :])
        for home in setting.homes
    ]


def run(setting: Setting, idle: Collection[int] = ()) -> Result:
    """Trade all days; homes in `idle` (by place) never order."""
    return _Street(setting, idle).run()


class _Street:
    def __init__(self, setting: Setting, idle: Collection[int]) -> None:
        self.setting, self.idle = setting, set(idle)
        self.founding = setting.founding()
        self.calendar = self.founding.calendar()
        self.first_block = setting.first_interval // BLOCK_INTERVALS
        start = self.calendar.gate(self.first_block) - 2 * BEFORE_GATE
        self.twin = MarketTwin(self.founding, OPERATOR, start)
        for place, home in enumerate(setting.homes):
            self.twin.request(self._agent(place), f"owner {place}", PURSE)
            self.twin.admit(OPERATOR, self._agent(place), 0, *home.peak_wh)
        self.saved = [0] * len(setting.homes)
        self.settled: int | None = None
        self.batteries = {
            place: StreetBattery(
                home.battery,
                home.bare_wh,
                home.generation_wh,
                setting.first_interval - setting.past_intervals,
                setting.interval_seconds,
                DayShape(self.calendar.day_intervals, setting.interval_seconds),
                individual=setting.supply is SupplyArrangement.INDIVIDUAL,
            )
            for place, home in enumerate(setting.homes)
            if home.battery is not None and place not in self.idle
        }
        self.shape = DayShape(self.calendar.day_intervals, setting.interval_seconds)

    @staticmethod
    def _agent(place: int) -> str:
        return f"home {place}"

    def run(self) -> Result:
        everybody = range(len(self.setting.homes))
        result = Result([0] * len(everybody))
        before = [self.twin.member(place).balance for place in everybody]
        blocks = range(self.first_block, self.first_block + self.setting.blocks)
        for block in blocks:
            self._order(block)
            self.twin.advance_to(self.calendar.gate(block))
            self.twin.clear(block)
            if block > self.first_block:
                self._deliver(block - 1, result)
        self._deliver(blocks[-1], result)
        for place in everybody:
            result.amounts[place] += self.twin.member(place).balance - before[place]
        result.grid_account = self.twin.state.grid_account
        for place, stored in self.batteries.items():
            worth = _worth(stored.battery, stored.charge_wh, self.setting.homes[place].stored_wh[-1])
            result.amounts[place] += worth
            result.left_worth += worth
        return result

    def _order(self, block: int) -> None:
        """Every home orders for a block right before its gate, from what its meters and the market then show."""
        self.twin.advance_to(self.calendar.gate(block) - BEFORE_GATE)
        if len(self.idle) == len(self.setting.homes):
            return
        days = DAYS * self.calendar.day_intervals // BLOCK_INTERVALS + 2
        snapshot = self.twin.overview(self._agent(0), max(self.first_block, block - days), block)
        grid = self.founding.grid()
        evidence = evidence_of(snapshot.blocks, 0, grid)
        for place, home in enumerate(self.setting.homes):
            if place in self.idle:
                continue
            imports, exports = home.peak_wh
            plan = plan_orders(
                Situation(
                    terms=OrderTerms(
                        calendar=self.calendar,
                        grid=grid,
                        supply=self.setting.supply,
                        spread=SPREAD,
                        import_limit_wh=imports,
                        export_limit_wh=exports,
                    ),
                    tariffs={block: snapshot.blocks[-1].tariff},
                    forecasts=self._planned(place, block, evidence) or self._forecasts(home, block),
                    evidence=evidence,
                    wishes=OrderWishes(),
                    purse=Purse(free=PURSE),
                    saved=self._saved(place),
                )
            )
            orders: BlockOrders = plan.orders[block]
            if not orders.is_empty:
                self.twin.order(self._agent(place), place, block, version_at(self.twin.now), [orders])

    def _planned(self, place: int, block: int, evidence: Mapping[int, Evidence]) -> dict[int, Forecast | None] | None:
        """What a home with a battery trades by plan; what is in it is known once the block before is over."""
        stored = self.batteries.get(place)
        if stored is None:
            return None
        if block > self.first_block:
            self._net_wh(place, block - 1)
        now = self.calendar.interval_at(self.twin.now)
        return stored.plan(block, now, GridPrice(FEED_IN, RETAIL), evidence, spread=SPREAD, saved=self._saved(place))

    def _net_wh(self, place: int, block: int) -> list[int]:
        """What a home's meter counts in a block."""
        stored = self.batteries.get(place)
        if stored is None:
            first = block * BLOCK_INTERVALS - self.setting.first_interval + self.setting.past_intervals
            return list(self.setting.homes[place].net_wh[first : first + BLOCK_INTERVALS])
        if block not in stored.delivered:
            cleared = self.twin.overview(self._agent(place), block, block).blocks[0]
            stored.deliver(block, [cleared.position_wh(position) or 0 for position in range(BLOCK_INTERVALS)])
        return stored.delivered[block]

    def _alone(self, place: int, block: int, position: int) -> int:
        """What an interval would have come to at the tariff, with a battery for the home's own use."""
        at = block * BLOCK_INTERVALS + position - self.setting.first_interval + self.setting.past_intervals
        net = self.setting.homes[place].net_wh[at]
        return net * (FEED_IN if net > 0 else RETAIL)

    def _saved(self, place: int) -> int:
        """What ordering and planning have saved a home, with what a battery holds more or less than it would."""
        stored = self.batteries.get(place)
        if stored is None or self.settled is None:
            return self.saved[place]
        end = (self.settled + 1) * BLOCK_INTERVALS - self.setting.first_interval + self.setting.past_intervals
        own_use = self.setting.homes[place].stored_wh[end - 1]
        return self.saved[place] + _worth(stored.battery, stored.charges[self.settled], own_use)

    def _forecasts(self, home: Home, block: int) -> dict[int, Forecast | None]:
        if block not in home.forecasts:
            now = self.calendar.interval_at(self.twin.now)
            zero = self.setting.first_interval - self.setting.past_intervals
            net = dict(enumerate(home.net_wh[: now - zero], zero))
            generation = dict(enumerate(home.generation_wh[: now - zero], zero)) if any(home.generation_wh) else {}
            forecaster = Forecaster(net, generation, self.shape)
            home.forecasts[block] = {it: forecaster.forecast(it, now) for it in self.calendar.intervals_of(block)}
        return home.forecasts[block]

    def _deliver(self, block: int, result: Result) -> None:
        """Let a block end, report every meter and settle; each home's own supplier bills what was not matched."""
        self.twin.advance_to(max(self.twin.now, self.calendar.block_end(block)))
        nets = [self._net_wh(place, block) for place in range(len(self.setting.homes))]
        result.net_wh += [sum(each) for each in zip(*nets, strict=True)]
        for place in range(len(self.setting.homes)):
            readings = BlockReadings(tuple(Reading(wh) for wh in nets[place]))
            self.twin.report(self._agent(place), place, block, [readings])
        for place in range(len(self.setting.homes)):
            statements = self.twin.statements(place, block)
            if statements is None:
                raise RuntimeError(f"block {block} is not cleared")
            for position, statement in enumerate(statements):
                net = nets[place][position]
                result.traded_wh += max(0, statement.position_wh)
                self.saved[place] += statement.amount - self._alone(place, block, position)
                if self.setting.supply is SupplyArrangement.INDIVIDUAL:
                    # money tells what was matched: statements show energy in whole Wh, which would not add up
                    traded = statement.traded_amount / statement.price if statement.price else 0.0
                    billed = round((net - traded) * (FEED_IN if net > traded else RETAIL))
                    result.matched_wh += round(max(0.0, traded))
                    result.amounts[place] += billed
                    self.saved[place] += billed
        self.twin.settle(range(len(self.setting.homes)), 4)
        self.settled = block


def _worth(battery: Battery, stored_wh: float, own_use_wh: float) -> int:
    """What is more in a battery than its own use would have left counts at feed-in, what is less at retail."""
    more = stored_wh - own_use_wh
    return round(more * (FEED_IN if more > 0 else RETAIL) * battery.discharge_efficiency)
