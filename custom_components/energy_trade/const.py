"""Names that the whole integration shares."""

from enum import StrEnum
from typing import Final

DOMAIN: Final = "energy_trade"

CONF_AGENT_KEY: Final = "agent_key"
CONF_AGENT_WAITING: Final = "agent_waiting"
CONF_CAME_FROM: Final = "came_from"
CONF_BLUEPRINTS: Final = "blueprints"
CONF_CHAIN_ID: Final = "chain_id"
CONF_CURRENCY: Final = "currency"
CONF_DEMO: Final = "demo"
CONF_DEPLOYMENT_BLOCK: Final = "deployment_block"
CONF_FEED_IN: Final = "feed_in"
CONF_FORMER: Final = "former"
CONF_LETTER: Final = "letter"
CONF_MARKET: Final = "market"
CONF_METERS: Final = "meters"
CONF_MOVE_TO: Final = "move_to"
CONF_NODES: Final = "nodes"
CONF_NOTIFY: Final = "notify"
CONF_OPERATOR_KEY: Final = "operator_key"
CONF_OWNER: Final = "owner"
CONF_PRACTICE: Final = "practice"
CONF_QUESTIONS: Final = "questions"
CONF_RELAYS: Final = "relays"
CONF_RETAIL: Final = "retail"
CONF_SUCCESSOR: Final = "successor"

CONF_MODE: Final = "mode"
CONF_IMPORT: Final = "import"
CONF_EXPORT: Final = "export"
CONF_NET: Final = "net"
CONF_POWER: Final = "power"
CONF_PV: Final = "pv"
CONF_BATTERY_CHARGE: Final = "battery_charge"
CONF_BATTERY_DISCHARGE: Final = "battery_discharge"

RELAY_PATH: Final = "/api/energy_trade/relay"
"""Below the web address of a Home Assistant that relays; the market's address follows."""


class MeterMode(StrEnum):
    """What tells how much energy the home takes and gives."""

    REGISTERS = "registers"
    NET = "net"
    POWER = "power"
