"""The homes that can answer, and the devices that they plan, by whatever name people give them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
import re
from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er

from ..const import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homeassistant.config_entries import ConfigSubentry
    from homeassistant.core import HomeAssistant

    from ..coordinator import EnergyTradeConfigEntry, EnergyTradeCoordinator
    from ..questions.manager import Questions
    from ..speech.speaker import Speaker

SIMILAR: Final = 0.82
"""How like a name what was heard must be, of 1."""

PLANNED_KINDS: Final = ("appliance", "ev", "thermostat", "battery")
VEHICLE: Final = "ev"
VEHICLES: Final = frozenset(
    {
        *("car", "vehicle", "ev", "electric car"),
        *("auto", "wagen", "elektroauto", "e auto", "fahrzeug"),
        *("차", "자동차", "전기차", "차량"),
    }
)
_ARTICLES: Final = re.compile(
    r"^(?:the|my|our|a|an|der|die|das|den|dem|mein|meine|meinen|unser|unsere|unseren|내|우리|우리 집)\s+"
)
_PARTICLES: Final = re.compile(r"(?<=[가-힣A-Za-z0-9])(?:을|를|은|는|이|가)$")
_VERBS: Final = re.compile(r"\s+(?:laufen|an)$")


@dataclass(frozen=True, slots=True)
class Home:
    """A home that takes part in a community now, and somebody who speaks for it."""

    entry: EnergyTradeConfigEntry
    speaker: Speaker

    @property
    def coordinator(self) -> EnergyTradeCoordinator:
        """The home's loop."""
        return self.entry.runtime_data.coordinator

    @property
    def questions(self) -> Questions:
        """What the home asks."""
        return self.entry.runtime_data.questions


@dataclass(frozen=True, slots=True)
class PlannedDevice:
    """A device that a home plans, with the names that people may use."""

    home: Home
    id: str
    kind: str
    title: str
    names: frozenset[str]

    def next_run(self) -> dict[str, Any] | None:
        """Tell the run that goes on or comes next, as the board has it."""
        now = self.home.coordinator.chain_time()
        runs = self.home.coordinator.board().get("plan", {}).get("runs", ())
        mine = [run for run in runs if run["device"] == self.id and run["end"] > now]
        return min(mine, key=lambda run: run["start"], default=None)


def homes(hass: HomeAssistant, language: str) -> list[Home]:
    """All homes that run here."""
    entries: list[EnergyTradeConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    return [Home(entry, entry.runtime_data.questions.speaker(language)) for entry in entries]


def devices(hass: HomeAssistant, there: Iterable[Home]) -> list[PlannedDevice]:
    """All devices that these homes plan."""
    return [
        PlannedDevice(home, subentry.subentry_id, subentry.subentry_type, subentry.title, frozenset(names))
        for home in there
        for subentry in home.entry.subentries.values()
        if subentry.subentry_type in PLANNED_KINDS
        and (names := {_plain(name) for name in _names(hass, home, subentry)})
    ]


def _names(hass: HomeAssistant, home: Home, subentry: ConfigSubentry) -> Iterator[str]:
    """A device's title, its name and its area's, and what its entities are also called."""
    yield subentry.title
    registry, entities, areas = dr.async_get(hass), er.async_get(hass), ar.async_get(hass)
    entry_id = home.entry.entry_id
    for device in dr.async_entries_for_config_entry(registry, entry_id):
        if subentry.subentry_id not in device.config_entries_subentries.get(entry_id, ()):
            continue
        called = device.name_by_user or device.name or subentry.title
        yield called
        yield from (
            f"{called} in {home.entry.title}",
            f"{home.entry.title} {called}",
            f"{home.entry.title}의 {called}",
        )
        if device.area_id and (area := areas.async_get_area(device.area_id)):
            for place in (area.name, *area.aliases):
                yield f"{place} {called}"
                yield f"{called} {place}"
        for entity in er.async_entries_for_device(entities, device.id):
            yield from (alias for alias in entity.aliases if isinstance(alias, str))


def apart(meant: Iterable[PlannedDevice]) -> list[str]:
    """Name devices so that they can be told apart: those of one name by their home, too."""
    some = list(meant)
    count = Counter(each.title for each in some)
    return [each.title if count[each.title] == 1 else f"{each.title} in {each.home.entry.title}" for each in some]


def heard(said: str, known: Iterable[PlannedDevice]) -> list[PlannedDevice]:
    """Find what somebody may mean: by the very name, else by a part of it, else by a name that sounds like it."""
    candidates = list(known)
    forms = _forms(said)
    exact = [each for each in candidates if each.names & forms]
    if not exact and forms & VEHICLES:
        exact = [each for each in candidates if each.kind == VEHICLE]
    if exact:
        return exact
    part = [each for each in candidates if any(_is_part(form, name) for form in forms for name in each.names)]
    if part:
        return part
    return [
        each
        for each in candidates
        if any(SequenceMatcher(None, form, name).ratio() >= SIMILAR for form in forms for name in each.names)
    ]


def plainly(said: str) -> str:
    """Repeat what was heard without article or particle, spelled as it was."""
    bare = min(_forms(said), key=len)
    start = said.casefold().rfind(bare)
    return said[start : start + len(bare)] if start >= 0 else bare


def _forms(said: str) -> set[str]:
    whole = _plain(said)
    bare = _VERBS.sub("", _ARTICLES.sub("", whole))
    return {form for form in (whole, bare, _PARTICLES.sub("", bare)) if form}


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", name.casefold()).split())


def _is_part(form: str, name: str) -> bool:
    """Whole words of one in the other: "washer" is no part of "dishwasher"."""
    said, known = form.split(), name.split()
    return bool(said) and bool(known) and (set(said) <= set(known) or set(known) <= set(said))
