"""The demonstration's page in Home Assistant, made of Home Assistant's own cards."""

from typing import Any

from .home_assistant import HomeAssistant

PATH = "energy-trade"
MONEY = ("balance", "available_balance", "compensation", "cost", "savings")
ENERGY = ("position", "energy_sold", "energy_bought", "surplus", "need")
STANDING = ("membership", "first_delivery", "reason", "current_block", "next_block", "open_orders", "last_trade")
CONTROLS = ("trading", "selling", "buying", "lowest_selling_price", "highest_buying_price", "daily_limit")


async def show_dashboard(home: HomeAssistant, title: str) -> str:
    """Add the page and return its address."""
    async with home.ws() as ws:
        entities = await ws.call("config/entity_registry/list")
        ids = {
            entity["translation_key"]: entity["entity_id"]
            for entity in entities
            if entity["platform"] == "energy_trade" and not entity["disabled_by"]
        }
        await ws.call(
            "lovelace/dashboards/create",
            url_path=PATH,
            title=title,
            icon="mdi:home-lightning-bolt",
            show_in_sidebar=True,
            require_admin=False,
        )
        await ws.call("lovelace/config/save", url_path=PATH, config=_page(title, ids))
    return f"{home.url}/{PATH}"


def _page(title: str, ids: dict[str, str]) -> dict[str, Any]:
    def tiles(*keys: str) -> list[dict[str, Any]]:
        return [{"type": "tile", "entity": ids[key], "name": {"type": "entity"}} for key in keys if key in ids]

    def section(heading: str, cards: list[dict[str, Any]]) -> dict[str, Any]:
        return {"type": "grid", "cards": [{"type": "heading", "heading": heading}, *cards]}

    def graph(heading: str, *keys: str) -> dict[str, Any]:
        shown = [ids[key] for key in keys if key in ids]
        return {"type": "history-graph", "title": heading, "hours_to_show": 1, "entities": shown}

    return {
        "views": [
            {
                "title": title,
                "type": "sections",
                "max_columns": 3,
                "sections": [
                    section("The home on the market", tiles(*STANDING)),
                    section("Money", [*tiles(*MONEY), graph("Balance", "balance")]),
                    section("Energy", [*tiles(*ENERGY), graph("Price", "price", "next_price")]),
                    section("What you allow", tiles(*CONTROLS)),
                ],
            }
        ]
    }
