"""A household for a real Home Assistant: registers as a smart meter and an inverter have them, fed from a profile."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .profiles import Profile

METERS = ("grid_import", "grid_export", "solar")
MWH_PER_WH = 1000
MWH_PER_KWH = 1_000_000


class Actions(Protocol):
    """Where a household's readings go: Home Assistant's action calls."""

    async def call_action(self, domain: str, action: str, data: Mapping[str, object]) -> object:
        """Perform an action."""


def package() -> dict[str, object]:
    """A Home Assistant package: one energy register a meter, as template sensors over helpers that survive a restart.

    The state is written again every second, as a meter that sends telegrams does, also when nothing flowed.
    """
    return {
        "input_number": {
            f"{meter}_register": {
                "name": f"{_title(meter)} register",
                "min": 0,
                "max": 10_000_000,
                "step": 0.0001,
                "unit_of_measurement": "kWh",
                "mode": "box",
            }
            for meter in METERS
        },
        "template": [
            {
                "trigger": [{"trigger": "time_pattern", "seconds": "/1"}],
                "sensor": [
                    {
                        "name": f"{_title(meter)} energy",
                        "unique_id": f"household_{meter}_energy",
                        "state": f"{{{{ states('input_number.{meter}_register') }}}}",
                        "availability": f"{{{{ has_value('input_number.{meter}_register') }}}}",
                        "unit_of_measurement": "kWh",
                        "device_class": "energy",
                        "state_class": "total_increasing",
                    }
                    for meter in METERS
                ],
            }
        ],
    }


def sensor(meter: str) -> str:
    """The entity id of a meter of `METERS`."""
    return f"sensor.{meter}_energy"


def _title(meter: str) -> str:
    return meter.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Registers:
    """What the meters of a home count, in kWh, as a function of market time.

    One 15-minute step of the profile passes in each market interval, so a short interval plays the day faster. Interval
    `first_interval` plays step `first_step` and begins at `start_kwh`; the profile repeats, in the past too.
    """

    profile: Profile
    interval_seconds: int
    first_interval: int
    first_step: int
    start_kwh: float = 1000.0

    def step_of(self, interval: int) -> int:
        """The profile's step that an interval plays."""
        return (self.first_step + interval - self.first_interval) % len(self.profile)

    def at(self, time: float) -> dict[str, float]:
        """Every register at a unix time, in kWh: linear within an interval."""
        interval, within = divmod(time, self.interval_seconds)
        first, last = self.counted_mwh(int(interval)), self.counted_mwh(int(interval) + 1)
        part = within / self.interval_seconds
        return {
            meter: self.start_kwh + (first[meter] + (last[meter] - first[meter]) * part) / MWH_PER_KWH
            for meter in METERS
        }

    def counted_wh(self, interval: int) -> dict[str, int]:
        """Whole Wh that every register shows at the beginning of an interval."""
        start = round(self.start_kwh * MWH_PER_KWH)
        return {meter: (start + mwh) // MWH_PER_WH for meter, mwh in self.counted_mwh(interval).items()}

    def counted_mwh(self, interval: int) -> dict[str, int]:
        """What has flowed through every meter since the first interval began, in thousandths of a Wh."""
        rounds, rest = divmod(self.first_step + interval - self.first_interval, len(self.profile))
        return {
            meter: rounds * sums[-1] + sums[rest] - sums[self.first_step] for meter, sums in _sums(self.profile).items()
        }


@cache
def _sums(profile: Profile) -> dict[str, tuple[int, ...]]:
    """Each meter's energy before every step of the profile, in thousandths of a Wh: whole numbers add up exactly."""
    series = {"grid_import": profile.import_wh, "grid_export": profile.export_wh, "solar": profile.pv_wh}
    return {
        meter: tuple(accumulate((round(wh * MWH_PER_WH) for wh in steps), initial=0)) for meter, steps in series.items()
    }


async def feed(home: Actions, registers: Registers, time: float) -> None:
    """Set every register of a running Home Assistant to what it has counted at a unix time."""
    for meter, kwh in registers.at(time).items():
        await home.call_action(
            "input_number",
            "set_value",
            {"entity_id": f"input_number.{meter}_register", "value": round(kwh, 4)},
        )
