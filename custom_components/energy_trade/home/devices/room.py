"""How a room warms and cools: a linear model, learned from its own past and held within what rooms do.

dT/dt = leak · (outdoor − T) + drift + kelvin_per_kwh · power, in kelvin an hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

SAMPLE_SECONDS: Final = 900.0
KEPT_SAMPLES: Final = 14 * 96
LEAST_SAMPLES: Final = 96
LONGEST_GAP_SECONDS: Final = 2700.0
LARGEST_STEP_KELVIN: Final = 5.0
"""A room does not change by more within a quarter of an hour: the sensor was moved, or lies."""

SECONDS_PER_HOUR: Final = 3600
LEAKS: Final = (0.003, 0.5)
GAINS: Final = (0.1, 20.0)
DRIFTS: Final = (-0.5, 0.8)
PRIOR_WEIGHT: Final = 4.0
"""The average room counts as so many samples of each kind against what was measured."""


@dataclass(frozen=True, slots=True)
class RoomModel:
    """What a room does in an hour: shares of the difference to outside, kelvin of its own, kelvin per kWh."""

    leak: float
    drift: float
    gain: float
    """+ where power warms, − where it cools."""


def average_room(*, cools: bool) -> RoomModel:
    """A room of an ordinary house, until its own past is known."""
    return RoomModel(0.02, 0.1, -1.5 if cools else 1.0)


class RoomLearner:
    """Collects a room's temperatures every quarter of an hour; `notes` are kept across restarts."""

    def __init__(self, notes: dict[str, Any], *, cools: bool) -> None:
        """Go on with what was collected."""
        self._notes = notes
        self._cools = cools
        self._known: tuple[int, RoomModel] | None = None

    def sample(self, now: float, inside: float, outside: float | None, watts: float) -> None:
        """Add up what is measured until a quarter of an hour is full; home time, °C, W."""
        begun = self._notes.get("room_from")
        if begun is None or now - begun["at"] > LONGEST_GAP_SECONDS or now < begun["at"]:
            self._notes["room_from"] = {"at": now, "last": now, "inside": inside, "wh": 0.0}
            return
        begun["wh"] += watts * (now - begun["last"]) / SECONDS_PER_HOUR
        begun["last"] = now
        seconds = now - begun["at"]
        if seconds < SAMPLE_SECONDS:
            return
        hours = seconds / SECONDS_PER_HOUR
        rate = (inside - begun["inside"]) / hours
        if outside is not None and abs(inside - begun["inside"]) <= LARGEST_STEP_KELVIN:
            middle = (inside + begun["inside"]) / 2
            row = [round(outside - middle, 3), round(begun["wh"] / 1000 / hours, 4), round(rate, 4)]
            self._notes["room"] = [*self._notes.get("room", ()), row][-KEPT_SAMPLES:]
        self._notes["room_from"] = {"at": now, "last": now, "inside": inside, "wh": 0.0}

    @property
    def model(self) -> RoomModel:
        """The room as it was learned; the average one before there is enough to learn from."""
        rows = self._notes.get("room", ())
        prior = average_room(cools=self._cools)
        if len(rows) < LEAST_SAMPLES:
            return prior
        if self._known is None or self._known[0] != len(rows):
            self._known = (len(rows), _fit(rows, prior))
        return self._known[1]


def _fit(rows: list[list[float]], prior: RoomModel) -> RoomModel:
    """Least squares, drawn towards the average room where the past says little, within what rooms do."""
    data = np.asarray(rows, dtype=float)
    features = np.column_stack([data[:, 0], np.ones(len(data)), data[:, 1]])
    expected = np.array([prior.leak, prior.drift, prior.gain])
    weights = np.array([25.0, 1.0, 1.0]) * PRIOR_WEIGHT
    residual = data[:, 2] - features @ expected
    step = np.linalg.solve(features.T @ features + np.diag(weights), features.T @ residual)
    leak, drift, gain = (float(value) for value in expected + step)
    sign = -1.0 if prior.gain < 0 else 1.0
    return RoomModel(
        float(np.clip(leak, *LEAKS)),
        float(np.clip(drift, *DRIFTS)),
        sign * float(np.clip(sign * gain, *GAINS)),
    )
