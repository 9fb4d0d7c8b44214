"""What a home can decide, said exactly: time in steps, prices, and each device that can wait, store or move.

Power is in W, energy in Wh, moments in seconds since 1970, temperature in °C, money in µcredit and prices in µcredit
per Wh (1 ct/kWh is 10). Power into a device is positive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from enum import StrEnum
from itertools import pairwise
from math import inf, isfinite
from typing import Final

SECONDS_PER_HOUR: Final = 3600
MOMENTS: Final = frozenset({"start", "earliest", "latest", "arrival", "departure", "running_since"})


class BadProblemError(ValueError):
    """A problem that says nothing definite: no number, an end before its start, less than nothing."""


def _check(owner: object, *, signed: Iterable[str] = (), endless: Iterable[str] = ()) -> None:
    """Refuse what is no number or below nothing, but for moments and fields that may be negative or without end."""
    for each in fields(owner):  # type: ignore[arg-type]
        value = getattr(owner, each.name)
        values = value if isinstance(value, tuple) else (value,)
        for number in values:
            if isinstance(number, bool) or not isinstance(number, int | float):
                continue
            known = isfinite(number) or (each.name in endless and number == inf)
            if not known or (number < 0 and each.name not in signed and each.name not in MOMENTS):
                raise BadProblemError(f"{type(owner).__name__}.{each.name} cannot be {number}")


def _refuse_unless(holds: bool, what: str) -> None:  # noqa: FBT001
    if not holds:
        raise BadProblemError(what)


# ------ time and prices


@dataclass(frozen=True, slots=True)
class Depth:
    """How far a price holds: for so much energy in a step; `beyond` is the price of more, in µcredit a Wh."""

    energy_wh: float
    beyond: float

    def __post_init__(self) -> None:
        """Refuse what is not definite."""
        _check(self, signed=("beyond",))


def _value(energy_wh: float, price: float, depth: Depth | None) -> float:
    if depth is None:
        return energy_wh * price
    first = min(energy_wh, depth.energy_wh)
    return first * price + (energy_wh - first) * depth.beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A span of time in which nothing changes: what the home draws and generates by itself, and what energy costs.

    A position traded already is kept or not: each Wh delivered between nothing and the position is worth
    `position_price`, what is short of it is bought at `buy`, what is over it sold at `sell`. Without a position these
    two are simply the prices of the next Wh.
    """

    start: float
    seconds: float
    load_w: float
    pv_w: float
    buy: float
    sell: float
    position_wh: float = 0.0
    """Traded: + sold, − bought."""

    position_price: float | None = None
    """What keeping the position is worth a Wh, against not delivering or not taking it; None: as `buy` and `sell`."""

    retail: float | None = None
    """What the home's supplier charges, where `buy` may be the neighbours' price."""

    renewable: float = 0.0
    """Share of what is bought now that the community itself generates, 0 to 1."""

    offer: Depth | None = None
    """How much there is to be bought at `buy`, while nothing is traded; None: all that is wanted."""

    need: Depth | None = None
    """How much can be sold at `sell`, while nothing is traded; None: all that is offered."""

    def __post_init__(self) -> None:
        """Refuse what is not definite."""
        _check(self, signed=("load_w", "buy", "sell", "position_wh", "position_price", "retail"))
        _refuse_unless(self.seconds > 0, "a step takes time")
        _refuse_unless(self.renewable <= 1, "no more than all is renewable")
        _refuse_unless(self.offer is None or self.offer.beyond >= self.buy, "what is scarce is not cheaper")
        _refuse_unless(self.need is None or self.need.beyond <= self.sell, "what nobody needs is not dearer")

    @property
    def hours(self) -> float:
        """Length in hours."""
        return self.seconds / SECONDS_PER_HOUR

    @property
    def end(self) -> float:
        """Moment at which the next step starts."""
        return self.start + self.seconds

    @property
    def prices(self) -> tuple[float, ...]:
        """All that a Wh of the next exchange may cost or earn."""
        return (self.buy, self.sell, *(side.beyond for side in (self.offer, self.need) if side is not None))

    @property
    def kept_price(self) -> float:
        """What keeping a Wh of the position is worth."""
        if self.position_price is not None:
            return self.position_price
        return self.buy if self.position_wh > 0 else self.sell

    def cost(self, export_wh: float) -> float:
        """µcredit for a net export, negative: import, against exchanging nothing."""
        if export_wh >= 0:
            kept = min(export_wh, max(0.0, self.position_wh))
            return -kept * self.kept_price - _value(export_wh - kept, self.sell, self.depth(self.need))
        kept = min(-export_wh, max(0.0, -self.position_wh))
        return kept * self.kept_price + _value(-export_wh - kept, self.buy, self.depth(self.offer))

    def depth(self, side: Depth | None) -> Depth | None:
        """A side's depth as long as nothing is traded: what was cleared is settled by its own prices."""
        return None if self.position_wh else side


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """What the home's connection carries, in W, and whether its generation can be held back."""

    import_w: float = inf
    export_w: float = inf
    curtailable: bool = False

    def __post_init__(self) -> None:
        """Refuse what is not definite."""
        _check(self, endless=("import_w", "export_w"))


# ------ battery


class BatteryGoal(StrEnum):
    """What the owner wants the battery for."""

    EARN = "earn"
    """Most money."""

    RENEWABLES = "renewables"
    """Most of the community's own generation used, as long as that does not cost much."""

    SPARE = "spare"
    """Few cycles: only what clearly pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Battery:
    """A battery, and its owner's rules for it.

    It is never discharged below `floor_wh` nor below `reserve_wh`, which is kept for a power cut.
    """

    device: str
    capacity_wh: float
    charge_w: float
    discharge_w: float
    initial_wh: float
    charge_efficiency: float = 0.95
    discharge_efficiency: float = 0.95
    floor_wh: float = 0.0
    reserve_wh: float = 0.0
    ceiling_wh: float | None = None
    """Charged no further than this; None: full."""

    final_wh: float | None = None
    """Wanted in it at the end, at least."""

    stored_value: float = 0.0
    """What a Wh in it at the end is worth beyond that, in µcredit."""

    wear: float = 0.0
    """What discharging a Wh wears off, in µcredit."""

    goal: BatteryGoal = BatteryGoal.EARN
    highest_grid_charge_price: float | None = None
    """Charged from the grid only at this price or less; None: whenever it pays."""

    lowest_selling_price: float | None = None
    """Sold from only at this price or more; None: whenever it pays."""

    selling_floor_wh: float = 0.0
    """What is in it below this is for the home itself, and not sold."""

    def __post_init__(self) -> None:
        """Refuse what no battery is."""
        _check(self, signed=("stored_value", "highest_grid_charge_price", "lowest_selling_price"))
        _refuse_unless(self.capacity_wh > 0, "a battery holds energy")
        for share in (self.charge_efficiency, self.discharge_efficiency):
            _refuse_unless(0 < share <= 1, "an efficiency is above 0 and at most 1")
        _refuse_unless(self.lowest_wh <= self.highest_wh <= self.capacity_wh, "floor, ceiling and capacity do not rise")

    @property
    def lowest_wh(self) -> float:
        """What always stays in it."""
        return max(self.floor_wh, self.reserve_wh)

    @property
    def highest_wh(self) -> float:
        """What it is charged to at most."""
        return self.capacity_wh if self.ceiling_wh is None else self.ceiling_wh


# ------ loads


@dataclass(frozen=True, slots=True, kw_only=True)
class Appliance:
    """A machine that runs once and is not interrupted: what it draws over its run, in equal pieces."""

    device: str
    profile_w: tuple[float, ...]
    profile_seconds: float
    """Length of each piece."""

    earliest: float
    latest: float
    """Moment at which it must be ready."""

    highest_price: float | None = None
    """Mean price a Wh above which it had rather not run; None: it runs whatever it costs."""

    running_since: float | None = None
    """It runs already, and is left alone; None: it waits."""

    def __post_init__(self) -> None:
        """Refuse a run without end or energy."""
        _check(self, signed=("highest_price",))
        _refuse_unless(bool(self.profile_w) and self.profile_seconds > 0, "a run takes time")
        _refuse_unless(sum(self.profile_w) > 0, "a run takes energy")

    @property
    def seconds(self) -> float:
        """How long it runs."""
        return len(self.profile_w) * self.profile_seconds

    @property
    def energy_wh(self) -> float:
        """What a run takes."""
        return sum(self.profile_w) * self.profile_seconds / SECONDS_PER_HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruptible:
    """A load that must be on for some time and may pause: a water heater, a pool pump."""

    device: str
    power_w: float
    needed_seconds: float
    earliest: float
    latest: float
    shortest_on_seconds: float = 0.0
    shortest_off_seconds: float = 0.0
    most_starts: int | None = None
    is_on: bool = False
    state_seconds: float = inf
    """How long it has been on, or off, already."""

    highest_price: float | None = None
    """Price a Wh above which it had rather stay off."""

    def __post_init__(self) -> None:
        """Refuse what is not definite."""
        _check(self, signed=("highest_price",), endless=("state_seconds",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """An electric car at its charger: off, or between two powers, as the charger takes them from the home."""

    device: str
    least_w: float
    most_w: float
    needed_wh: float
    """Taken from the home until departure, at least."""

    departure: float
    arrival: float = 0.0
    room_wh: float | None = None
    """What it can take at most; None: no more than needed."""

    surplus_only: bool = False
    """Charged with the home's own surplus only."""

    spare_value: float = 0.0
    """What a Wh beyond the needed is worth to its owner."""

    highest_price: float | None = None
    """Price a Wh above which it is not charged, needed or not."""

    def __post_init__(self) -> None:
        """Refuse what no charger is."""
        _check(self, signed=("highest_price", "spare_value"))
        _refuse_unless(self.least_w <= self.most_w, "the least power is not above the most")
        _refuse_unless(self.most_w > 0, "a charger charges")

    @property
    def most_wh(self) -> float:
        """What it takes at most."""
        return self.needed_wh if self.room_wh is None else max(self.room_wh, 0.0)


# ------ warmth


@dataclass(frozen=True, slots=True, kw_only=True)
class Comfort:
    """The band of temperatures in which a room is to stay."""

    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse a band without a middle."""
        _check(self, signed=("low", "high"))
        _refuse_unless(self.low <= self.high, "a comfort band rises")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room that a heat pump, a heater or an air conditioner keeps in its comfort band.

    dT/dt = leak_per_hour · (outdoor − T) + drift_per_hour + kelvin_per_kwh · power. Temperatures, outdoor and drift by
    step: one number for each of the problem's steps.
    """

    device: str
    initial: float
    outdoor: tuple[float, ...]
    comfort: tuple[Comfort, ...]
    leak_per_hour: float
    kelvin_per_kwh: float
    """+ where power warms, − where it cools."""

    most_w: float
    drift_per_hour: tuple[float, ...] = ()
    """Warmth of sun and people, in kelvin an hour; empty: none."""

    def __post_init__(self) -> None:
        """Refuse what no room is."""
        _check(self, signed=("initial", "outdoor", "kelvin_per_kwh", "drift_per_hour"))
        _refuse_unless(self.leak_per_hour > 0, "warmth leaks from every room")
        _refuse_unless(self.kelvin_per_kwh != 0, "power moves the temperature")
        _refuse_unless(len(self.outdoor) == len(self.comfort), "outdoor temperatures and comfort have the same steps")
        _refuse_unless(len(self.drift_per_hour) in {0, len(self.outdoor)}, "drift has the same steps, or none")


type Device = Battery | Appliance | Interruptible | Vehicle | Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """All that a plan is made from."""

    steps: tuple[Step, ...]
    connection: Connection = field(default_factory=Connection)
    batteries: tuple[Battery, ...] = ()
    appliances: tuple[Appliance, ...] = ()
    interruptibles: tuple[Interruptible, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    rooms: tuple[Room, ...] = ()

    def __post_init__(self) -> None:
        """Refuse steps with gaps, rooms with other steps, and two devices of one name."""
        _refuse_unless(bool(self.steps), "a plan needs time")
        for before, after in pairwise(self.steps):
            _refuse_unless(abs(before.end - after.start) < 1, "steps follow each other without a gap")
        for room in self.rooms:
            _refuse_unless(len(room.outdoor) == len(self.steps), f"{room.device} has other steps")
        names = [each.device for each in self.devices]
        _refuse_unless(len(set(names)) == len(names), "each device has a name of its own")

    @property
    def devices(self) -> tuple[Device, ...]:
        """Everything that is planned."""
        return (*self.batteries, *self.appliances, *self.interruptibles, *self.vehicles, *self.rooms)

    @property
    def start(self) -> float:
        """Moment at which the plan starts."""
        return self.steps[0].start

    @property
    def end(self) -> float:
        """Moment at which it ends."""
        return self.steps[-1].end
