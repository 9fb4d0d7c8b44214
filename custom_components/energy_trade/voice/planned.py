"""The devices that homes plan, by whatever name people give them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er

from .names import forms, matching, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homeassistant.config_entries import ConfigSubentry
    from homeassistant.core import HomeAssistant

    from .homes import Home

PLANNED_KINDS: Final = ("appliance", "ev", "thermostat", "battery")
VEHICLE: Final = "ev"
VEHICLES: Final = frozenset(
    {
        *("car", "vehicle", "ev", "electric car"),
        *("auto", "wagen", "elektroauto", "e auto", "fahrzeug"),
        *("차", "자동차", "전기차", "차량"),
    }
)


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


def devices(hass: HomeAssistant, there: Iterable[Home]) -> list[PlannedDevice]:
    """All devices that these homes plan."""
    return [
        PlannedDevice(home, subentry.subentry_id, subentry.subentry_type, subentry.title, frozenset(names))
        for home in there
        for subentry in home.entry.subentries.values()
        if subentry.subentry_type in PLANNED_KINDS and (names := {plain(name) for name in _names(hass, home, subentry)})
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
    """Find what somebody may mean: by the very name, else by what it is, else by a part of its name or its sound."""
    candidates = [(each, each.names) for each in known]
    words = forms(said)
    if words & VEHICLES and not any(names & words for _, names in candidates):
        vehicles = [each for each, _ in candidates if each.kind == VEHICLE]
        if vehicles:
            return vehicles
    return matching(said, candidates)
