"""The home's exchange with grid and market in the programme: what is bought, sold, held back, and kept of positions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from .frame import EPSILON_KW, KILO, TIE, Frame

ROOM_KW: Final = 1.0


@dataclass(frozen=True, slots=True)
class Terms:
    """What deviating from a position costs in a step, and what keeping it is worth; µcredit a Wh.

    `long` is earned by what is delivered beyond it, `short` paid for what is missing; `sold` and `bought` are what each
    Wh of a kept sale or purchase is worth against not keeping it.
    """

    long: float
    short: float
    sold: float
    bought: float

    def kept(self, position_wh: float) -> float:
        """What keeping a position is worth: never less than to deliver beyond one, nor more than to miss it."""
        return min(max(self.sold if position_wh > 0 else self.bought, self.long), self.short)


class Exchange:
    """Columns for import and export, for what a position covers of them, and the balance of each step."""

    def __init__(self, frame: Frame, largest_kw: float, tradable: Iterable[int] = ()) -> None:
        """Balance what all devices have said they need; `largest_kw` is what batteries can give or take.

        In the steps that are tradable a position can be tried out later.
        """
        self._frame = frame
        self.imported: list[int] = []
        self.exported: list[int] = []
        self.curtailed: list[int | None] = []
        self.balances: list[int] = []
        self._directions: dict[int, int] = {}
        self._overs: list[tuple[int, int, float]] = []
        self._tradable = frozenset(tradable)
        self._kept: dict[int, tuple[int, int]] = {}
        for step in range(len(frame)):
            self._add(step, largest_kw)

    def _add(self, index: int, largest_kw: float) -> None:
        frame, model, problem = self._frame, self._frame.model, self._frame.problem
        step, hours, need = problem.steps[index], frame.hours[index], frame.need_kw[index]
        held_kw = step.pv_w / KILO if problem.connection.curtailable else 0.0
        # Where the connection says nothing, more than can flow: a bound that is reached would price energy wrongly.
        largest_kw += ROOM_KW
        most_in = min(problem.connection.import_w / KILO, max(0.0, need + held_kw) + frame.most_kw[index] + largest_kw)
        most_out = min(problem.connection.export_w / KILO, max(0.0, -need) + largest_kw)
        offer, demand = (None, None) if index in self._tradable else (step.depth(step.offer), step.depth(step.need))
        dearest = step.buy if offer is None else offer.beyond
        least = step.sell if demand is None else demand.beyond
        imported = model.column(cost=(dearest / KILO + TIE) * hours, upper=most_in)
        exported = model.column(cost=(TIE - least / KILO) * hours, upper=most_out)
        if offer is not None:
            self._add_depth(imported, offer.energy_wh / KILO / hours, (offer.beyond - step.buy) / KILO * hours)
        if demand is not None:
            self._add_depth(exported, demand.energy_wh / KILO / hours, (step.sell - demand.beyond) / KILO * hours)
        terms = [(imported, 1.0), (exported, -1.0)]
        if index in self._tradable:
            self._kept[index] = (self._add_kept(exported), self._add_kept(imported))
        elif step.position_wh:
            self._add_position(index, imported, exported)
        curtailed: int | None = None
        if held_kw > 0:
            curtailed = model.column(cost=TIE * hours, upper=held_kw)
            terms.append((curtailed, -1.0))
        # The home's own load or generation may be more than the connection carries: then that shows, and no plan fails.
        if need > most_in:
            terms.append((model.column(cost=frame.penalty * hours), 1.0))
        if -need > most_out:
            terms.append((model.column(cost=frame.penalty * hours), -1.0))
        terms += [(column, -kw) for column, kw in frame.demand[index]]
        self.balances.append(model.row(need, need, terms))
        self.imported.append(imported)
        self.exported.append(exported)
        self.curtailed.append(curtailed)
        worth = [step.sell] + [step.kept_price] * (step.position_wh > 0)
        costs = [step.buy] + [step.kept_price] * (step.position_wh < 0)
        if max(worth) > min(costs):
            self.choose_direction(index)

    def _add_position(self, index: int, imported: int, exported: int) -> None:
        """What the position covers of the flow in its direction is priced apart."""
        frame, model = self._frame, self._frame.model
        step, hours = frame.problem.steps[index], frame.hours[index]
        flow = exported if step.position_wh > 0 else imported
        traded_kw = abs(step.position_wh) / KILO / hours
        gain = (step.kept_price - step.sell) if step.position_wh > 0 else (step.buy - step.kept_price)
        kept = model.column(cost=-gain / KILO * hours, upper=traded_kw)
        model.row(0.0, inf, ((flow, 1.0), (kept, -1.0)))
        if gain < 0:
            # Keeping it costs: it is undone last all the same, once more than it has flowed.
            most = model.upper(flow)
            over = model.column(upper=1.0, whole=True)
            self._overs.append((over, flow, traded_kw))
            model.row(-inf, 0.0, ((flow, 1.0), (kept, -1.0), (over, -most)))
            model.row(0.0, inf, ((kept, 1.0), (over, -min(traded_kw, most))))

    def _add_depth(self, flow: int, depth_kw: float, gain: float) -> None:
        """So much of a flow is cheaper by `gain`, in credits a kW of it."""
        within = self._frame.model.column(cost=-gain, upper=depth_kw)
        self._frame.model.row(0.0, inf, ((flow, 1.0), (within, -1.0)))

    def _add_kept(self, flow: int) -> int:
        """What a position that is tried out covers of a flow: nothing yet."""
        kept = self._frame.model.column(upper=0.0)
        self._frame.model.row(0.0, inf, ((flow, 1.0), (kept, -1.0)))
        return kept

    def trial(self, index: int, terms: Terms, position_wh: float) -> tuple[dict[int, float], dict[int, float]]:
        """Costs and upper bounds of columns if a tradable step has this position and these terms."""
        hours = self._frame.hours[index]
        sold, bought = self._kept[index]
        kept_kw = abs(position_wh) / KILO / hours
        kept = terms.kept(position_wh)
        costs = {
            self.imported[index]: (terms.short / KILO + TIE) * hours,
            self.exported[index]: (TIE - terms.long / KILO) * hours,
            sold: -(kept - terms.long) / KILO * hours,
            bought: -(terms.short - kept) / KILO * hours,
        }
        return costs, {sold: kept_kw if position_wh > 0 else 0.0, bought: kept_kw if position_wh < 0 else 0.0}

    def kept_wh(self, index: int, values: Sequence[float]) -> float:
        """How much of a tried position is kept: + sold, − bought."""
        sold, bought = self._kept[index]
        return (values[sold] - values[bought]) * KILO * self._frame.hours[index]

    def net_wh(self, index: int, values: Sequence[float]) -> float:
        """What a step exports, negative: imports."""
        return (values[self.exported[index]] - values[self.imported[index]]) * KILO * self._frame.hours[index]

    def choose_direction(self, step: int) -> None:
        """Let the home import or export, not both."""
        if step in self._directions:
            return
        model = self._frame.model
        choice = self._directions[step] = model.column(upper=1.0, whole=True)
        imported, exported = self.imported[step], self.exported[step]
        model.row(-inf, 0.0, ((imported, 1.0), (choice, -model.upper(imported))))
        most = model.upper(exported)
        model.row(-inf, most, ((exported, 1.0), (choice, most)))

    def repair(self, values: Sequence[float]) -> bool:
        """Add choices where a solution both imports and exports; whether there were any."""
        broken = [
            step
            for step in range(len(self._frame))
            if step not in self._directions
            and values[self.imported[step]] > EPSILON_KW
            and values[self.exported[step]] > EPSILON_KW
        ]
        for step in broken:
            self.choose_direction(step)
        return bool(broken)

    def rounded(self, values: Sequence[float]) -> Mapping[int, float]:
        """Exchange the way in which more flows."""
        chosen = {
            choice: float(values[self.imported[step]] > values[self.exported[step]])
            for step, choice in self._directions.items()
        }
        return chosen | {over: float(values[flow] > traded) for over, flow, traded in self._overs}

    def curtailed_w(self, values: Sequence[float]) -> tuple[float, ...]:
        """Read what is held back by step."""
        return tuple(0.0 if column is None else KILO * values[column] for column in self.curtailed)

    def marginal(self, duals: Sequence[float]) -> tuple[float, ...]:
        """What a Wh more in the home is worth by step, in µcredit."""
        return tuple(duals[row] * KILO / hours for row, hours in zip(self.balances, self._frame.hours, strict=True))
