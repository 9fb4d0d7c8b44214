"""Where this Home Assistant is on the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homeassistant.helpers.network import NoURLAvailableError, get_url

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant


def base_url(hass: HomeAssistant) -> str | None:
    """Where other homes reach this Home Assistant, if they can."""
    try:
        return get_url(hass, prefer_external=True, allow_cloud=True)
    except NoURLAvailableError:
        return None
