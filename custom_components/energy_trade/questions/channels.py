"""Where a question is seen: a notification here, notifications with buttons on phones, and Repairs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
import logging
from typing import TYPE_CHECKING, Any, Final

from homeassistant.components import persistent_notification
from homeassistant.components.notify import DOMAIN as NOTIFY
from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..const import DOMAIN
from .texts import issue_key, placeholders, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from homeassistant.core import HomeAssistant

    from ..speech.speaker import Speaker
    from .book import OpenQuestion
    from .texts import Wording

_LOGGER = logging.getLogger(__name__)

PHONES: Final = "mobile_app_"
"""How Home Assistant's app names its notify actions: these know buttons, and messages that go again."""

ACTION: Final = "ENERGY_TRADE"
CLEAR: Final = "clear_notification"
REPAIRS: Final = "/config/repairs"


def button(question_id: str, choice: str) -> str:
    """Name the button of a choice, for one question only."""
    return f"{ACTION}.{question_id}.{choice}"


def pressed(action: str) -> tuple[str, str] | None:
    """Read which question and choice a button was for; None if it was none of ours."""
    parts = action.split(".")
    return (parts[1], parts[2]) if len(parts) == 3 and parts[0] == ACTION else None  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Channels:
    """Shows the questions of one community wherever its people look, and takes them back everywhere."""

    hass: HomeAssistant
    entry_id: str
    community: str
    phones: Sequence[str]

    @callback
    def remind(self, opened: OpenQuestion, speaker: Speaker) -> None:
        """Show a question here, and in Repairs, where it can be answered with a click."""
        question = opened.question
        ir.async_create_issue(
            self.hass,
            DOMAIN,
            self._issue(opened),
            data={"entry_id": self.entry_id, "question": opened.id},
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=issue_key(question.cause),
            translation_placeholders=placeholders(question, self.community, speaker),
        )
        worded = wording(self.hass, question, self.community, speaker)
        persistent_notification.async_create(
            self.hass, self._message(worded), title=worded.title, notification_id=self._tag(opened)
        )

    async def async_ring(self, opened: OpenQuestion, speaker: Speaker) -> None:
        """Tell people where they are, once."""
        worded = wording(self.hass, opened.question, self.community, speaker)
        message = self._on_phone(opened, worded)
        await asyncio.gather(*(self._async_tell(phone, message) for phone in self.phones))

    async def async_take_back(self, opened: OpenQuestion) -> None:
        """Remove a question everywhere; on phones its notification disappears by its tag."""
        self.forget(opened)
        message = {"message": CLEAR, "data": {"tag": self._tag(opened)}}
        await asyncio.gather(*(self._async_tell(phone, message) for phone in self.phones if phone.startswith(PHONES)))

    @callback
    def forget(self, opened: OpenQuestion) -> None:
        """Remove a question here."""
        ir.async_delete_issue(self.hass, DOMAIN, self._issue(opened))
        persistent_notification.async_dismiss(self.hass, self._tag(opened))

    def _tag(self, opened: OpenQuestion) -> str:
        return f"{DOMAIN}.{opened.id}"

    def _issue(self, opened: OpenQuestion) -> str:
        return f"{self.entry_id}.question.{opened.id}"

    def _message(self, worded: Wording) -> str:
        choices = "\n".join(f"- [{choice}]({REPAIRS})" for choice in worded.choices.values())
        return f"{worded.text}\n\n{choices}"

    def _on_phone(self, opened: OpenQuestion, worded: Wording) -> dict[str, Any]:
        seconds = max(0, int(opened.question.expires - dt_util.utcnow().timestamp()))
        return {
            "title": worded.title,
            "message": worded.text,
            "data": {
                "tag": self._tag(opened),
                "group": DOMAIN,
                "timeout": seconds,
                "url": REPAIRS,
                "clickAction": REPAIRS,
                "actions": [
                    {"action": button(opened.id, choice), "title": text} for choice, text in worded.choices.items()
                ],
            },
        }

    async def _async_tell(self, phone: str, message: dict[str, Any]) -> None:
        """A phone that cannot be reached keeps nobody from asking elsewhere."""
        try:
            await self.hass.services.async_call(NOTIFY, phone, message, blocking=True)
        except (HomeAssistantError, vol.Invalid) as error:
            _LOGGER.warning("The notification %s could not be sent: %s", phone, error)
        except Exception:
            _LOGGER.exception("The notification %s failed for a reason of its own", phone)
