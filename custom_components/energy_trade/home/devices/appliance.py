"""A machine that runs once: whether it waits, runs or is held back, and how it is started, once and no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from homeassistant.util import dt as dt_util

from .config import ApplianceConfig, Duty
from .hand import Hand, Obedience, Wish, option, switched
from .profile import Profile, RunRecorder, given_profile, learned_profile
from .reading import Measure, is_on, measured, moment, state_of

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

    from .clock import HomeClock

DRAWS_W: Final = 5.0
"""A machine that draws more is at work."""

IDLE_SECONDS: Final = 300
"""And one that drew less for so long has done with it: pauses within a run are shorter."""

START_SECONDS: Final = 300
MOST_STARTS: Final = 3
LONGEST_FACTOR: Final = 3
DAY_SECONDS: Final = 86_400


class Phase(StrEnum):
    """What a machine is doing."""

    IDLE = "idle"
    READY = "ready"
    """It is loaded and waits for its time."""

    STARTING = "starting"
    RUNNING = "running"
    FAILED = "failed"
    """It was told to start and did not: a person has to look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplianceReading:
    """A machine at one moment, in home time."""

    phase: Phase
    profile: Profile
    running_since: float | None = None
    earliest: float = 0.0
    latest: float = 0.0
    """When it must be ready."""


class ApplianceDevice:
    """One machine with runs, as its subentry describes it; `notes` are kept across restarts."""

    def __init__(self, hass: HomeAssistant, config: ApplianceConfig, clock: HomeClock, notes: dict[str, Any]) -> None:
        """Go on where the last run of Home Assistant stopped."""
        self._hass = hass
        self._clock = clock
        self._notes = notes
        self._recorder = RunRecorder(notes)
        self._idle_since: float | None = None
        self._seen_idle = False
        self.config = config
        self.hand = Hand(hass, yields=True)

    # ------ what it does

    @property
    def profile(self) -> Profile:
        """What a run draws, as far as it is known."""
        return learned_profile(self._notes.get("runs", ()), given_profile(self.config.duration, self.config.energy))

    @property
    def has_own_ready(self) -> bool:
        """Whether its owner says here that it is loaded."""
        return self.config.ready is None and self.config.duty is not Duty.PLUG

    @property
    def is_ready(self) -> bool:
        """Whether it is loaded and waits."""
        if self.config.duty is Duty.PLUG:
            return bool(self._notes.get("held"))
        if self.config.ready is None:
            return bool(self._notes.get("ready"))
        return is_on(self._hass, self.config.ready) is True

    def set_ready(self, *, ready: bool) -> None:
        """Take the owner's word that it is loaded, or not any more."""
        self._notes["ready"] = ready

    def observe(self, now: float) -> ApplianceReading:
        """Look at it; `now` is home time."""
        phase = Phase(self._notes.get("phase", Phase.IDLE))
        draws = self._draws(now)
        if phase is not Phase.RUNNING and draws is not True:
            self._seen_idle = draws is False  # a run that began while its sensor was away is not at its beginning
        match phase:
            case Phase.RUNNING:
                phase = self._while_running(now, draws=draws)
            case Phase.STARTING:
                phase = self._while_starting(now, draws=draws)
            case _:
                phase = self._while_waiting(phase, now, draws=draws)
        self._notes["phase"] = phase.value
        if phase is Phase.READY:
            self._set_window(now)
        return ApplianceReading(
            phase=phase,
            profile=self.profile,
            running_since=self._notes.get("since") if phase in {Phase.RUNNING, Phase.STARTING} else None,
            earliest=max(now, self._notes.get("earliest", now), self._notes.get("asked_earliest", now)),
            latest=self._notes.get("latest", now),
        )

    def _draws(self, now: float) -> bool | None:
        """Whether it draws power, or did within the last minutes; None where nothing tells."""
        if self.config.power_sensor is None:
            return None
        watts = measured(state_of(self._hass, self.config.power_sensor), Measure.POWER)
        if watts is None:
            return None
        self._recorder.sample(watts, now)
        if watts >= DRAWS_W:
            self._idle_since = None
            return True
        if self._idle_since is None:
            self._idle_since = now
        return False

    def _while_running(self, now: float, *, draws: bool | None) -> Phase:
        since = float(self._notes.get("since", now))
        over = now >= since + self.profile.seconds * (LONGEST_FACTOR if self.config.power_sensor else 1)
        if draws is False and self._idle_since is not None:
            over = now - self._idle_since >= IDLE_SECONDS
        if draws is True:
            over = False
        if not over:
            return Phase.RUNNING
        self._recorder.end(self.profile)
        self._notes.update(ready=False, served=True, held=False, starts=0)
        for key in ("earliest", "latest", "asked_earliest", "was_on", "anyway"):
            self._notes.pop(key, None)
        self._seen_idle = True
        return Phase.IDLE

    def _while_starting(self, now: float, *, draws: bool | None) -> Phase:
        if draws is True or (draws is None and self.config.power_sensor is None):
            self._recorder.begin(now)
            return Phase.RUNNING
        if now - float(self._notes.get("told", now)) < START_SECONDS:
            return Phase.STARTING
        if draws is None:
            return Phase.RUNNING  # its sensor is away: it may well run, and must not be started twice
        return Phase.FAILED if self._notes.get("starts", 0) >= MOST_STARTS else Phase.READY

    def _while_waiting(self, phase: Phase, now: float, *, draws: bool | None) -> Phase:
        if self._is_begun_by_person(draws=draws):
            if self.config.duty is Duty.PLUG and self._seen_idle and not self._notes.get("served"):
                self._notes.update(held=True, hold_since=now)
                return Phase.READY
            self._begin(now)
            return Phase.RUNNING
        ready = self.is_ready
        if not ready:
            self._notes["served"] = False
            self._notes["starts"] = 0
            self._notes.pop("latest", None)
            self._notes.pop("anyway", None)
            return Phase.IDLE
        if self._notes.get("served"):
            return Phase.IDLE
        return Phase.FAILED if phase is Phase.FAILED else Phase.READY

    def _is_begun_by_person(self, *, draws: bool | None) -> bool:
        if self._notes.get("held"):
            return False
        if self.config.power_sensor is not None:
            return draws is True
        starter = self.config.starter
        switch = starter is not None and starter.partition(".")[0] in {"switch", "input_boolean"}
        now_on = is_on(self._hass, starter) if switch else False
        was_on, self._notes["was_on"] = self._notes.get("was_on", now_on), now_on
        return now_on is True and was_on is False

    def _begin(self, now: float) -> None:
        self._notes.update(since=now, held=False)
        self._recorder.begin(now)

    def _set_window(self, now: float) -> None:
        """Fix the window when the machine becomes ready: a time of day would move on to tomorrow when it has come."""
        here = dt_util.utcnow()
        fixed = "latest" in self._notes
        told = moment(self._hass, self.config.ready_by, here)
        if told is not None and (not fixed or "." in str(self.config.ready_by)):
            self._notes["latest"] = max(now, self._clock.of_moment(told))
        elif not fixed:
            self._notes["latest"] = now + DAY_SECONDS
        if not fixed:
            after = moment(self._hass, self.config.after, here)
            earliest = now if after is None else self._clock.of_moment(after)
            in_time = earliest + self.profile.seconds <= self._notes["latest"]
            self._notes["earliest"] = earliest if in_time else now

    def was_started(self, now: float) -> None:
        """Take a person's word that it runs."""
        self._begin(now)
        self._notes["phase"] = Phase.RUNNING.value

    def wait(self, earliest: float | None, latest: float | None) -> None:
        """Give its next run another window, in home time."""
        self._notes.update(served=False, starts=0)
        if self._notes.get("phase") == Phase.FAILED.value:
            self._notes["phase"] = Phase.IDLE.value
        if latest is not None:
            self._notes["latest"] = latest
            self._notes.setdefault("earliest", self._clock.home_now)
        if earliest is not None:
            self._notes["asked_earliest"] = earliest

    # ------ what it is told

    @property
    def can_start(self) -> bool:
        """Whether it starts without a person."""
        return self.config.starter is not None

    async def async_hold(self, now: float) -> Obedience:
        """Keep its plug off, which is only done to a run that has just begun; a person who turns it on has won."""
        if self.config.starter is None:
            return Obedience.DONE
        answer = await self.hand.async_apply([switched(self.config.starter, on=False)], now)
        if answer is Obedience.OVERRIDDEN:
            home = self._clock.home_now
            self._begin(home)
            self._notes["phase"] = Phase.RUNNING.value
            self.hand.resume()
        return answer

    async def async_start(self, now: float, save: Callable[[], Any]) -> None:
        """Start it: noted on disk first, so that it is started once whatever happens. `now` is home time."""
        held = bool(self._notes.get("held"))
        self._notes.update(
            phase=Phase.STARTING.value, since=now, told=now, held=False, starts=self._notes.get("starts", 0) + 1
        )
        if held:
            self._notes["served"] = True
        self._seen_idle = False
        await save()
        if self.config.starter is not None:
            self.hand.resume()
            await self.hand.async_apply([self._start_wish(self.config.starter)], now)

    def _start_wish(self, starter: str) -> Wish:
        domain = starter.partition(".")[0]
        if domain in {"button", "input_button"}:
            return Wish(starter, f"{domain}.press", meaning="start")
        if domain == "script":
            return Wish(starter, "script.turn_on", meaning="start")
        if domain in {"select", "input_select"} and self.config.option is not None:
            return option(starter, self.config.option)
        return switched(starter, on=True)

    async def async_release(self) -> None:
        """Let a run that is held back go: nobody plans it any more."""
        if self._notes.get("held") and self.config.starter is not None:
            self._begin(self._clock.home_now)
            self._notes.update(phase=Phase.RUNNING.value, served=True)
            self.hand.resume()
            await self.hand.async_apply([switched(self.config.starter, on=True)], 0)
