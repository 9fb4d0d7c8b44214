"""The invitation of the home that was invited last, for a phone's camera."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final, override

from homeassistant.components.image import ImageEntity, ImageEntityDescription
from homeassistant.core import callback
from homeassistant.util import dt as dt_util
import pyqrcode

from .office.entities import OfficeEntity

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant
    from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

    from .coordinator import EnergyTradeConfigEntry
    from .office.office import Office

PARALLEL_UPDATES: Final = 0
SCALE: Final = 4
INVITATION: Final = ImageEntityDescription(key="invitation", translation_key="invitation")


async def async_setup_entry(
    hass: HomeAssistant, entry: EnergyTradeConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Set up the image, where the operator lives."""
    if (office := entry.runtime_data.office) is not None:
        async_add_entities([InvitationImage(hass, office)])


class InvitationImage(OfficeEntity, ImageEntity):
    """A picture that holds an invitation which nobody has used yet; there is none while nobody is invited."""

    _attr_content_type = "image/svg+xml"

    def __init__(self, hass: HomeAssistant, office: Office) -> None:
        """Show what stands in the guest book."""
        OfficeEntity.__init__(self, office, INVITATION)
        ImageEntity.__init__(self, hass)
        self._shown: str | None = None
        self._take()

    @property
    @override
    def available(self) -> bool:
        """An invitation is good whatever the network does."""
        return self._shown is not None

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Look whether somebody else was invited."""
        self._take()
        super()._handle_coordinator_update()

    def _take(self) -> None:
        guest = self.coordinator.guests.latest
        shown = None if guest is None else self.coordinator.invitation(guest).encode()
        if shown != self._shown:
            self._shown = shown
            self._attr_image_last_updated = dt_util.utcnow()

    @override
    async def async_image(self) -> bytes | None:
        """Draw it."""
        return None if self._shown is None else await self.hass.async_add_executor_job(_drawn, self._shown)


def _drawn(text: str) -> bytes:
    drawing = io.BytesIO()
    pyqrcode.create(text, error="L").svg(drawing, scale=SCALE, background="#fff", quiet_zone=4)
    return drawing.getvalue()
