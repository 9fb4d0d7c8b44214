"""Measures from inside a Home Assistant how long the integration keeps its event loop, and what else it takes.

Every callback of the loop is timed in CPU seconds of the loop's thread: waiting for a busy machine does not count. Of a
callback, only the share counts in which a function of the integration was on the stack, by itself or further down, as a
thread sees that looks about every millisecond.
"""

import asyncio
from asyncio.events import Handle
from collections import Counter
from dataclasses import asdict, dataclass
import gc
from pathlib import Path
import sys
import threading
import time
from types import FrameType
from typing import Any

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.helpers.typing import ConfigType

DOMAIN = "footprint_probe"
MEASURED = "energy_trade"
PACKAGE = f"/custom_components/{MEASURED}/"
LOOK_SECONDS = 0.001
# Or a thread that looks gets to do so only every five milliseconds.
SWITCH_SECONDS = 0.0005
NOTED_MS = 2.0

type Place = tuple[str, str]
"""The integration's innermost function, and the function that the processor was in."""


@dataclass(frozen=True, slots=True)
class Block:
    """A callback in which the integration kept the event loop."""

    phase: str
    ms: float
    callback_ms: float
    garbage_ms: float
    where: str
    doing: str


class Probe:
    """Times callbacks and looks whose they are."""

    def __init__(self) -> None:
        self.phase = "start"
        self.blocks: list[Block] = []
        self.looking_seconds = 0.0
        self._loop_thread = threading.get_ident()
        self._seen: list[Place | None] = []
        self._collected = 0.0
        self._collecting = 0.0

    def start(self) -> None:
        """Measure from now on, as long as the process lives."""
        run = Handle._run  # noqa: SLF001  # what a loop calls for each callback

        def timed(handle: Handle) -> None:
            seen: list[Place | None] = []
            self._seen = seen
            self._collected, begun = 0.0, time.thread_time()
            run(handle)
            self._note((time.thread_time() - begun) * 1000, seen)

        Handle._run = timed  # type: ignore[method-assign,assignment]  # noqa: SLF001
        gc.callbacks.append(self._collect)
        sys.setswitchinterval(SWITCH_SECONDS)
        threading.Thread(target=self._look, name=DOMAIN, daemon=True).start()

    def _note(self, callback_ms: float, seen: list[Place | None]) -> None:
        ours = Counter(place for place in seen if place)
        ms = callback_ms * ours.total() / len(seen) if ours else 0.0
        if ms >= NOTED_MS:
            (where, doing), _ = ours.most_common(1)[0]
            self.blocks.append(Block(self.phase, ms, callback_ms, self._collected * 1000, where, doing))

    def _look(self) -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            seen = self._seen
            frame = sys._current_frames().get(self._loop_thread)  # noqa: SLF001  # there is no other way to ask
            seen.append(place(frame))
            self.looking_seconds = time.thread_time()

    def _collect(self, moment: str, _info: dict[str, int]) -> None:
        if threading.get_ident() != self._loop_thread:
            return
        if moment == "start":
            self._collecting = time.thread_time()
        else:
            self._collected += time.thread_time() - self._collecting


def place(frame: FrameType | None) -> Place | None:
    """Tell where in the integration a stack is; None if it is elsewhere."""
    leaf = frame
    while frame is not None:
        file = frame.f_code.co_filename
        if PACKAGE in file and leaf is not None:
            return f"{file.split(PACKAGE)[1]}:{frame.f_code.co_qualname}", name(leaf)
        frame = frame.f_back
    return None


def name(frame: FrameType) -> str:
    """Name a function by the last two parts of its file."""
    return f"{'/'.join(Path(frame.f_code.co_filename).parts[-2:])}:{frame.f_code.co_qualname}"


def memory_mib() -> dict[str, float]:
    """Return the memory that the process holds, and the most that it ever did."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return {key: int(lines[field].split()[0]) / 1024 for key, field in (("now", "VmRSS"), ("peak", "VmHWM"))}


async def set_up_again(hass: HomeAssistant) -> dict[str, float]:
    """Unload the entry and time how long it takes to set it up, with everything imported."""
    entry = hass.config_entries.async_entries(MEASURED)[0]
    await hass.config_entries.async_unload(entry.entry_id)
    await asyncio.sleep(1)
    loop_cpu, cpu, wall = time.thread_time(), time.process_time(), time.monotonic()
    await hass.config_entries.async_setup(entry.entry_id)
    return {
        "loop_cpu": time.thread_time() - loop_cpu,
        "cpu": time.process_time() - cpu,
        "wall": time.monotonic() - wall,
    }


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Start to measure, and offer what was found."""
    probe = Probe()
    probe.start()

    @callback
    def begin(call: ServiceCall) -> None:
        probe.phase = call.data["phase"]

    async def read(call: ServiceCall) -> ServiceResponse:
        blocks: list[Any] = [asdict(block) for block in probe.blocks]
        return {
            "blocks": blocks,
            "cpu_s": time.process_time() - probe.looking_seconds,
            "rss_mib": dict(await hass.async_add_executor_job(memory_mib)),
        }

    async def again(call: ServiceCall) -> ServiceResponse:
        return dict(await set_up_again(hass))

    hass.services.async_register(DOMAIN, "begin", begin)
    hass.services.async_register(DOMAIN, "read", read, supports_response=SupportsResponse.ONLY)
    hass.services.async_register(DOMAIN, "set_up_again", again, supports_response=SupportsResponse.ONLY)
    return True
