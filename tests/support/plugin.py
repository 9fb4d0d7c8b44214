"""Load Home Assistant's test plugin in the order that it needs.

The plugin was made for the release before the target one: it imports respx, and with it httpx, before Home Assistant
has put its own httpx in place, and takes a logger helper from where that no longer is. The pytest options keep it from
loading by itself; tests/conftest.py names it after importing this.
"""

# isort: off
import custom_components  # noqa: F401  # before Home Assistant finds the plugin's own folder of that name
import homeassistant  # noqa: F401  # before httpx
from pytest_homeassistant_custom_component import patch_json, patch_recorder, patch_time  # noqa: F401  # before the next
from homeassistant.components import logger
from homeassistant.components.logger import helpers

logger._clear_logger_overwrites = helpers._clear_logger_overwrites  # type: ignore[attr-defined]
