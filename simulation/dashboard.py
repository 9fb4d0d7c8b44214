"""The demonstration's page: the integration's own dashboard, here in the sidebar from the start."""

from custom_components.energy_trade.dashboard import PAGE

from .home_assistant import HomeAssistant


async def show_dashboard(home: HomeAssistant, title: str) -> str:
    """Put the page into the sidebar and return its address."""
    async with home.ws() as ws:
        await ws.call("frontend/update_panel", url_path=PAGE, title=title, show_in_sidebar=True)
    return f"{home.url}/{PAGE}"
