"""What a machine draws over its run, learned from the runs that were seen."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

SLOT_SECONDS: Final = 300.0
KEPT_RUNS: Final = 7
SECONDS_PER_HOUR: Final = 3600
LEAST_SHARE: Final = 0.2
"""A run that took less of the usual energy than this was broken off, or was none."""

MOST_SLOTS: Final = 288


@dataclass(frozen=True, slots=True)
class Profile:
    """Mean power in W of each slot of a run."""

    watts: tuple[float, ...]
    slot_seconds: float = SLOT_SECONDS

    @property
    def seconds(self) -> float:
        """How long a run takes."""
        return len(self.watts) * self.slot_seconds

    @property
    def energy_wh(self) -> float:
        """What a run takes."""
        return sum(self.watts) * self.slot_seconds / SECONDS_PER_HOUR


def given_profile(minutes: float, kwh: float) -> Profile:
    """Return an even run of a length and an energy."""
    slots = max(1, round(minutes * 60 / SLOT_SECONDS))
    watts = kwh * 1000 * SECONDS_PER_HOUR / (slots * SLOT_SECONDS)
    return Profile((watts,) * slots)


def learned_profile(runs: Sequence[Sequence[float]], given: Profile) -> Profile:
    """Return the usual run: slot by slot the mean of those as long as most, or what was given before any was seen."""
    whole = [run for run in runs if run and sum(run) > 0]
    if not whole:
        return given
    length = round(median(len(run) for run in whole))
    slots = []
    for index in range(length):
        there = [run[index] for run in whole if index < len(run)]
        slots.append(sum(there) / len(there) if there else 0.0)
    return Profile(tuple(slots)) if sum(slots) > 0 else given


class RunRecorder:
    """Collects one run's power into slots; kept as JSON so that a restart in between loses little."""

    def __init__(self, notes: dict[str, Any]) -> None:
        """Go on with a run that was being recorded."""
        self._notes = notes

    def begin(self, now: float) -> None:
        """Start afresh."""
        self._notes["recording"] = {"start": now, "at": now, "wh": []}

    def sample(self, watts: float, now: float) -> None:
        """Add what was drawn since the last sample; after a pause of more than a slot, nothing is known of it."""
        recording = self._notes.get("recording")
        if recording is None:
            return
        start, at, energies = recording["start"], recording["at"], recording["wh"]
        if now - at > SLOT_SECONDS or now < at:
            self._notes.pop("recording")
            return
        slot = int((at - start) // SLOT_SECONDS)
        if slot < MOST_SLOTS:
            energies.extend([0.0] * (slot + 1 - len(energies)))
            energies[slot] += watts * (now - at) / SECONDS_PER_HOUR
        recording["at"] = now

    def end(self, usual: Profile) -> bool:
        """Keep the run among those that are learned from; whether it was one."""
        recording = self._notes.pop("recording", None)
        energies: list[float] = list(recording["wh"]) if recording else []
        while energies and energies[-1] < 1.0:
            energies.pop()
        if sum(energies) < LEAST_SHARE * usual.energy_wh:
            return False
        run = [round(energy * SECONDS_PER_HOUR / SLOT_SECONDS, 1) for energy in energies]
        self._notes["runs"] = [*self._notes.get("runs", ()), run][-KEPT_RUNS:]
        return True
