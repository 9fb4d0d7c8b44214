"""A home's meters as one book: energy of every market interval in whole Wh. Runs without Home Assistant."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from ..market.readings import NET_BITS, UNKNOWN_READING, IntervalDetails, Reading
from .ledger import MICRO_WH, IntervalLedger, Slice
from .power import PowerLedger
from .registers import RegisterKind, RegisterLedger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KEPT_INTERVALS: Final = 2976
"""A month of quarter hours: what forecasts learn from."""

LARGEST_NET_WH: Final = (1 << NET_BITS - 1) - 1
DETAIL_LIMIT_WH: Final = 0xFFFFFE
DEVICE_LIMITS: Final = 2
"""What the home's own devices may move, in connection limits: they can feed each other as well as the grid."""


class Quantity(StrEnum):
    """What is counted."""

    IMPORT = "import"
    EXPORT = "export"
    NET = "net"
    """Taken less given, where one counter runs both ways."""

    GENERATION = "generation"
    CHARGE = "charge"
    DISCHARGE = "discharge"


GRID: Final = frozenset({Quantity.IMPORT, Quantity.EXPORT, Quantity.NET})


class SensorKind(StrEnum):
    """How a sensor tells."""

    COUNTER = "counter"
    NET = "net"
    POWER = "power"
    """Power, + taken, − given: it can only stand for the net energy."""


@dataclass(frozen=True, slots=True)
class MeterPlan:
    """Which sensors count what; the sensors of one quantity are added up."""

    kind: SensorKind
    sensors: Mapping[Quantity, tuple[str, ...]]

    def kind_of(self, quantity: Quantity) -> SensorKind:
        """How the sensors of a quantity tell: the home's own devices always have counters."""
        return self.kind if quantity in GRID else SensorKind.COUNTER

    @property
    def all_sensors(self) -> tuple[str, ...]:
        """Every sensor once, those of the grid first."""
        return tuple(dict.fromkeys(sensor for sensors in self.sensors.values() for sensor in sensors))


@dataclass(frozen=True, slots=True)
class IntervalEnergy:
    """What a home's meters counted in one interval, in Wh; None where it is not known or nothing measures it."""

    interval: int
    import_wh: int | None = None
    export_wh: int | None = None
    generation_wh: int | None = None
    charge_wh: int | None = None
    discharge_wh: int | None = None
    estimated: bool = False

    @property
    def unknown(self) -> bool:
        """Whether the grid meter's word is missing."""
        return self.import_wh is None or self.export_wh is None

    @property
    def net_wh(self) -> int | None:
        """Export less import, as the market counts it."""
        return None if self.import_wh is None or self.export_wh is None else self.export_wh - self.import_wh

    def reading(self) -> Reading:
        """The interval as a report says it."""
        net = self.net_wh
        if net is None or abs(net) > LARGEST_NET_WH:
            return UNKNOWN_READING
        return Reading(net, estimated=self.estimated)

    def details(self) -> IntervalDetails:
        """What a report shows beside the net energy."""
        return IntervalDetails(
            *(
                value if value is not None and value <= DETAIL_LIMIT_WH else None
                for value in (self.import_wh, self.export_wh, self.generation_wh, self.charge_wh, self.discharge_wh)
            )
        )


@dataclass(frozen=True, slots=True)
class Jump:
    """A step of one sensor that is held until its owner says what it was."""

    sensor: str
    energy_wh: int
    limit_wh: int
    at: float


@dataclass(slots=True)
class _Channel:
    """One quantity: its sensors added up, in whole Wh whose sums stay exact."""

    quantity: Quantity
    interval_ms: int
    ledgers: dict[str, IntervalLedger]
    next: int | None = None
    rest_uwh: int = 0
    energy: dict[int, int] = field(default_factory=dict)
    estimated: set[int] = field(default_factory=set)
    withheld: dict[int, int] = field(default_factory=dict)
    told: dict[int, int] = field(default_factory=dict)
    """Wh of intervals that this book does not know and that the home has told its community already."""

    shift_uwh: dict[int, int] = field(default_factory=dict)

    def close(self, now: int) -> bool:
        """Take over intervals that are over and settled by now; whether anything changed."""
        changed = self._release()
        first = [ledger.first_interval for ledger in self.ledgers.values()]
        if None in first:
            return changed
        self.next = max(self.next or 0, *(it for it in first if it is not None))
        until = min(ledger.known_until(now) for ledger in self.ledgers.values())
        if self.told and until > (min(self.told) + 1) * self.interval_ms:
            self._share_untold(self.next, until)
        while (self.next + 1) * self.interval_ms <= until:
            self._close_one(self.next)
            self.next += 1
            changed = True
        return changed

    def _share_untold(self, first: int, until: int) -> None:
        """Give what was counted unwatched to the intervals that were not told, evenly by their time.

        So everything that was told, before and after a crash or from a restored backup, adds up to what was counted.
        """
        gap = range(first, until // self.interval_ms + 1)
        found = {interval: self._uwh(ledger.peek(interval) for ledger in self.ledgers.values()) for interval in gap}
        told = [wh for interval, wh in self.told.items() if interval in gap]
        left = sum(found.values()) - sum(told) * MICRO_WH
        if left < 0 and self.quantity is not Quantity.NET:
            # More was told than the counter has counted: what follows counts once that is made up for.
            self.rest_uwh, left = self.rest_uwh + left, 0
        free = [interval for interval in gap if interval not in self.told]
        times = [min(until, (interval + 1) * self.interval_ms) - interval * self.interval_ms for interval in free]
        whole, passed, given = sum(times), 0, 0
        for interval, time in zip(free, times, strict=True):
            passed += time
            due = left * passed // whole if whole else left
            self.shift_uwh[interval] = due - given - found[interval]
            given = due

    def _uwh(self, parts: Iterable[Slice]) -> int:
        return sum(part.net_uwh if self.quantity is Quantity.NET else part.up_uwh for part in parts)

    def _close_one(self, interval: int) -> None:
        parts = [ledger.take(interval) for ledger in self.ledgers.values()]
        uwh = self._uwh(parts) + self.shift_uwh.pop(interval, 0)
        if any(part.estimated for part in parts):
            self.estimated.add(interval)
        if interval in self.told:
            self.energy[interval] = self.told.pop(interval)
        elif self._is_known(interval):
            self._settle(interval, uwh)
        elif all(isinstance(ledger, RegisterLedger) for ledger in self.ledgers.values()):
            self.withheld[interval] = uwh

    def _settle(self, interval: int, uwh: int) -> None:
        counted = self.rest_uwh + uwh
        whole = counted // MICRO_WH
        if self.quantity is not Quantity.NET:
            whole = max(0, whole)
        self.energy[interval], self.rest_uwh = whole, counted - whole * MICRO_WH

    def _is_known(self, interval: int) -> bool:
        return all(ledger.is_known(interval) for ledger in self.ledgers.values())

    def _release(self) -> bool:
        """Take over what was held and has been cleared up since."""
        cleared = [interval for interval in self.withheld if self._is_known(interval)]
        for interval in cleared:
            self.estimated.add(interval)
            self._settle(interval, self.withheld.pop(interval))
        return bool(cleared)

    def add_late(self, late: Mapping[int, int]) -> None:
        """Add energy to intervals that have been closed: whole Wh, so that no other interval's figure moves."""
        due = given = 0
        for interval, uwh in sorted(late.items()):
            if interval in self.withheld:
                self.withheld[interval] += uwh
                continue
            due += uwh
            whole = due // MICRO_WH - given
            given += whole
            self.energy[interval] = self.energy.get(interval, 0) + whole
            self.estimated.add(interval)
        self.rest_uwh += due - given * MICRO_WH

    def forget_before(self, interval: int) -> None:
        """Keep the file small: neither report nor forecast look further back."""
        for kept in (self.energy, self.withheld):
            for old in [it for it in kept if it < interval]:
                del kept[old]
        self.estimated = {it for it in self.estimated if it >= interval}

    def dump(self, now: int) -> dict[str, Any]:
        """All that a later run needs."""
        first = min(self.energy, default=0)
        return {
            "next": self.next,
            "rest": self.rest_uwh,
            "first": first,
            "energy": [self.energy.get(it) for it in range(first, max(self.energy) + 1)] if self.energy else [],
            "estimated": sorted(self.estimated),
            "withheld": {str(it): uwh for it, uwh in self.withheld.items()},
            "sensors": {sensor: ledger.dump(now) for sensor, ledger in self.ledgers.items()},
        }

    def load(self, stored: Mapping[str, Any], ledgers: Mapping[str, IntervalLedger]) -> None:
        """Go on with what a former run knew; a sensor that was not there then begins anew."""
        self.next, self.rest_uwh = stored["next"], stored["rest"]
        self.energy = {it: energy for it, energy in enumerate(stored["energy"], stored["first"]) if energy is not None}
        self.estimated = set(stored["estimated"])
        self.withheld = {int(it): uwh for it, uwh in stored["withheld"].items()}
        self.ledgers.update(ledgers)


class EnergyBook:
    """Takes samples of a home's sensors and tells what flowed in each market interval.

    Times are unix seconds of market time. An interval is settled once every sensor of the grid has been heard of up to
    its end, but not while a step in it is held.
    """

    def __init__(
        self,
        plan: MeterPlan,
        interval_seconds: int,
        limit_wh: int | None = None,
        stored: Mapping[str, Any] | None = None,
    ) -> None:
        """Begin, or go on where a former run stopped; the limit is what the connection carries in an interval."""
        self.plan = plan
        self.interval_seconds = interval_seconds
        self._limit_wh = limit_wh
        self._channels = {
            quantity: _Channel(
                quantity, interval_seconds * 1000, {sensor: self._ledger(quantity, None) for sensor in sensors}
            )
            for quantity, sensors in plan.sensors.items()
            if sensors
        }
        if stored and stored["interval_seconds"] == interval_seconds:
            self._load(stored["channels"])

    def _load(self, stored: Mapping[str, Any]) -> None:
        for quantity, channel in self._channels.items():
            kept = stored.get(quantity.value)
            if kept and kept["kind"] == self.plan.kind_of(quantity).value:
                sensors = kept["sensors"]
                known = {it: self._ledger(quantity, sensors[it]) for it in channel.ledgers if it in sensors}
                channel.load(kept, known)

    def _ledger(self, quantity: Quantity, stored: Mapping[str, Any] | None) -> IntervalLedger:
        interval_ms, limit = self.interval_seconds * 1000, self._limit_uwh(quantity)
        kind = self.plan.kind_of(quantity)
        if kind is SensorKind.POWER:
            return PowerLedger.load(stored, interval_ms, limit) if stored else PowerLedger(interval_ms, limit)
        counts = RegisterKind.NET if kind is SensorKind.NET else RegisterKind.COUNTER
        if stored:
            return RegisterLedger.load(stored, interval_ms, counts, limit)
        return RegisterLedger(interval_ms, counts, limit)

    def _limit_uwh(self, quantity: Quantity) -> int | None:
        if not self._limit_wh:
            return None
        return self._limit_wh * MICRO_WH * (1 if quantity in GRID else DEVICE_LIMITS)

    def set_limit(self, limit_wh: int | None) -> None:
        """Learn what the connection carries in an interval, either way; without, no step is too large."""
        self._limit_wh = limit_wh
        for quantity, channel in self._channels.items():
            for ledger in channel.ledgers.values():
                ledger.limit_uwh = self._limit_uwh(quantity)

    @property
    def next_interval(self) -> int | None:
        """First interval of the grid's sensors that is not settled; None before the first."""
        return min((channel.next for channel in self._grid if channel.next is not None), default=None)

    def note_told(self, told: Iterable[IntervalEnergy]) -> None:
        """Learn what the home has told its community of intervals that this book does not know: it stays as told.

        A crash may come between a report and the next save, and a backup knows nothing of what was told after it.
        """
        for energy in told:
            values = {
                Quantity.IMPORT: energy.import_wh,
                Quantity.EXPORT: energy.export_wh,
                Quantity.NET: None if energy.net_wh is None else -energy.net_wh,
                Quantity.GENERATION: energy.generation_wh,
                Quantity.CHARGE: energy.charge_wh,
                Quantity.DISCHARGE: energy.discharge_wh,
            }
            for quantity, channel in self._channels.items():
                value = values[quantity]
                if value is not None and channel.next is not None and energy.interval >= channel.next:
                    channel.told[energy.interval] = value

    def is_power(self, sensor: str) -> bool:
        """Whether a sensor tells power rather than energy."""
        return any(isinstance(ledger, PowerLedger) for ledger in self._of(sensor))

    def sample(self, sensor: str, time: float, value: int | None, last_reset: str | None = None) -> None:
        """Take what a sensor shows, µWh of a counter or mW of power; None while it does not say."""
        for ledger in self._of(sensor):
            if isinstance(ledger, RegisterLedger):
                ledger.sample(round(time * 1000), value, last_reset)
            elif isinstance(ledger, PowerLedger):
                ledger.sample(round(time * 1000), value)

    def _of(self, sensor: str) -> list[IntervalLedger]:
        return [it.ledgers[sensor] for it in self._channels.values() if sensor in it.ledgers]

    @property
    def _grid(self) -> list[_Channel]:
        return [channel for quantity, channel in self._channels.items() if quantity in GRID]

    def close(self, now: float) -> bool:
        """Settle the intervals that are over and known by now; whether any figure is new."""
        changed = [channel.close(int(now * 1000)) for channel in self._channels.values()]
        for channel in self._channels.values():
            channel.forget_before(int(now) // self.interval_seconds - KEPT_INTERVALS)
        return any(changed)

    def complete_through(self) -> int | None:
        """Last interval up to which all is settled; None before the first. What came before the sensors is unknown."""
        ends = [channel.next for channel in self._grid if channel.next is not None]
        if not ends or len(ends) < len(self._grid):
            return None
        held = [it for channel in self._grid for it in channel.withheld]
        return min(*ends, *held, ends[0]) - 1

    def reading(self, interval: int) -> IntervalEnergy:
        """What is known of an interval now."""
        known = {quantity: channel.energy.get(interval) for quantity, channel in self._channels.items()}
        if Quantity.NET in known:
            net = known[Quantity.NET]
            taken, given = (None, None) if net is None else (max(0, net), max(0, -net))
        else:
            # What nothing counts does not exist: a home without an export counter gives nothing.
            taken, given = known.get(Quantity.IMPORT, 0), known.get(Quantity.EXPORT, 0)
        return IntervalEnergy(
            interval,
            import_wh=taken,
            export_wh=given,
            generation_wh=known.get(Quantity.GENERATION),
            charge_wh=known.get(Quantity.CHARGE),
            discharge_wh=known.get(Quantity.DISCHARGE),
            estimated=any(interval in channel.estimated for channel in self._grid),
        )

    def readings(self, intervals: Iterable[int]) -> tuple[IntervalEnergy, ...]:
        """What is known of several intervals now."""
        return tuple(self.reading(interval) for interval in intervals)

    def net_history(self) -> dict[int, int]:
        """Net energy of every interval that is known and not older than a month: what forecasts learn from."""
        energies = {quantity: channel.energy for quantity, channel in self._channels.items() if quantity in GRID}
        if Quantity.NET in energies:
            return {interval: -taken for interval, taken in energies[Quantity.NET].items()}
        if len(energies) == 1:
            ((quantity, energy),) = energies.items()
            return {interval: wh if quantity is Quantity.EXPORT else -wh for interval, wh in energy.items()}
        taken, given = energies[Quantity.IMPORT], energies[Quantity.EXPORT]
        return {interval: given[interval] - wh for interval, wh in taken.items() if interval in given}

    def generation_history(self) -> dict[int, int]:
        """What the home's own generators made in every interval that is known."""
        channel = self._channels.get(Quantity.GENERATION)
        return dict(channel.energy) if channel else {}

    def jumps(self) -> tuple[Jump, ...]:
        """Steps that are held."""
        return tuple(
            Jump(
                sensor,
                sum(it.energy_uwh for it in ledger.held) // MICRO_WH,
                self._limit_wh or 0,
                ledger.held[-1].at / 1000,
            )
            for channel in self._channels.values()
            for sensor, ledger in channel.ledgers.items()
            if ledger.held
        )

    def resolve(self, sensor: str, *, is_energy: bool) -> None:
        """Say what a sensor's held steps were: energy to be counted, or none."""
        for channel in self._channels.values():
            ledger = channel.ledgers.get(sensor)
            if isinstance(ledger, RegisterLedger):
                channel.add_late(ledger.resolve(is_energy=is_energy))
                channel.close(0)

    def lost(self) -> dict[str, float | None]:
        """Sensors of the grid that do not say anything, and since when; None for one not heard of yet."""
        return {
            sensor: None if ledger.started is None or ledger.lost_at is None else ledger.lost_at / 1000
            for channel in self._grid
            for sensor, ledger in channel.ledgers.items()
            if ledger.started is None or ledger.lost_at is not None
        }

    def dump(self, now: float) -> dict[str, Any]:
        """All that a later run needs, as JSON knows it."""
        return {
            "interval_seconds": self.interval_seconds,
            "channels": {
                quantity.value: {"kind": self.plan.kind_of(quantity).value, **channel.dump(int(now * 1000))}
                for quantity, channel in self._channels.items()
            },
        }
