"""The homes that can answer, by their community's name or what else people call them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from homeassistant.helpers import area_registry as ar, device_registry as dr

from ..const import DOMAIN
from .names import forms, matching, plain, plainly
from .phrases import Say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homeassistant.core import HomeAssistant

    from ..coordinator import EnergyTradeConfigEntry, EnergyTradeCoordinator
    from ..questions.manager import Questions
    from ..speech.speaker import Speaker
    from .tongue import Tongue

EVERYWHERE: Final = frozenset(
    {
        *("home", "house", "here", "everywhere", "community", "neighbourhood", "neighborhood", "market", "total"),
        *("both", "all", "all of them", "all homes", "every home", "all communities", "every community"),
        *("both homes", "both communities", "all markets"),
        *("haus", "hause", "zuhause", "hier", "überall", "gemeinschaft", "nachbarschaft", "markt", "insgesamt"),
        *("beiden", "allen", "allen häusern", "allen gemeinschaften", "beiden häusern", "beiden gemeinschaften"),
        *("집", "우리 집", "우리집", "여기", "모두", "전부", "전체", "커뮤니티", "동네", "시장"),
        *("모든 집", "두 집", "모든 커뮤니티", "두 커뮤니티", "양쪽"),
    }
)
"""What names no home in particular."""


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


def homes(hass: HomeAssistant, language: str) -> list[Home]:
    """All homes that run here."""
    entries: list[EnergyTradeConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    return [Home(entry, entry.runtime_data.questions.speaker(language)) for entry in entries]


class UnclearError(Exception):
    """It cannot be told which home is meant; the text says so to who spoke."""


def meant(
    hass: HomeAssistant, said: str | None, there: list[Home], tongue: Tongue, *, only_one: bool = False
) -> list[Home]:
    """Find the homes that somebody speaks of: all where none is named; `only_one` where a guess would do harm.

    Homes in communities of one and the same name cannot be told apart by it, and are meant together.
    """
    if said is None:
        return there
    if not (found := named(hass, said, there)):
        titles = ", ".join(home.entry.title for home in there)
        raise UnclearError(tongue.plain(Say.NO_HOME, home=plainly(said), homes=titles))
    titles_found = sorted({home.entry.title for home in found})
    if only_one and len(found) < len(there) and len(titles_found) > 1:
        raise UnclearError(tongue.plain(Say.WHICH_HOME, homes=tongue.listed(titles_found)))
    return found


def named(hass: HomeAssistant, said: str, there: Iterable[Home]) -> list[Home]:
    """Find the homes that somebody may mean by a place: their community's name, or what else people call them."""
    candidates = [(home, frozenset(plain(name) for name in _names(hass, home))) for home in there]
    words = forms(said)
    if words & EVERYWHERE and not any(names & words for _, names in candidates):
        return [home for home, _ in candidates]
    return matching(said, candidates)


def _names(hass: HomeAssistant, home: Home) -> Iterator[str]:
    """The entry's title, which is the community's name unless somebody changed it, its devices' names and areas."""
    yield home.entry.title
    coordinator = home.coordinator
    registry, areas = dr.async_get(hass), ar.async_get(hass)
    for device_id in (coordinator.home_device, coordinator.community_device):
        if device_id is None or (device := registry.async_get(device_id)) is None:
            continue
        if device.name_by_user:
            yield device.name_by_user
        if device.area_id and (area := areas.async_get_area(device.area_id)):
            yield from (area.name, *area.aliases)
