"""The dashboard's cards by themselves in a browser, fed with what a demonstration was recorded to send."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
import contextlib
from copy import deepcopy
from datetime import datetime, timedelta
import json
from pathlib import Path
import time
from typing import Any

from playwright.async_api import Locator, Page, async_playwright

from custom_components.energy_trade.dashboard import BUNDLE

from .browser import CHROMIUM, DEEP, FLAGS, PATIENCE, PHONE, TEXT

FOLDER = Path(__file__).parent / "data" / "cards"
KINDS = ("now", "market", "plan", "money", "score", "trades", "community", "questions")
DESKTOP = {"width": 900, "height": 800}
WALL = {"width": 1280, "height": 800}
ADDRESS = "http://cards.invalid/"


def recording() -> dict[str, Any]:
    """What a home in the demonstration was sent: board, sums, trades and registries."""
    recorded: dict[str, Any] = json.loads((FOLDER / "recording.json").read_text(encoding="utf-8"))
    return recorded


# What cards wait for comes in microtasks; they draw before the next frame, and what they hold before the one after it.
DRAWN = f"""async () => {{{DEEP}
  for (let same = 0, last = ""; same < 5; ) {{
    await new Promise(requestAnimationFrame);
    let elements = 0, letters = "";
    walk(document, (element) => {{
      elements++;
      if (!element.childElementCount) letters += element.textContent;
    }});
    same = last === elements + letters ? same + 1 : 0;
    last = elements + letters;
  }}
}}"""


def with_trades(recorded: Mapping[str, Any], count: int) -> dict[str, Any]:
    """Repeat the recorded trades into the past until there are so many."""
    made = deepcopy(dict(recorded))
    pattern: Sequence[dict[str, Any]] = [each for each in made["trades"]["trades"] if each["traded"]]
    length = timedelta(seconds=made["board"]["interval_seconds"])
    end = max(datetime.fromisoformat(each["end"]) for each in pattern)
    trades = []
    for index in range(count):
        last = end - index * length
        copied = pattern[index % len(pattern)]
        trades.append(copied | {"start": (last - length).isoformat(), "end": last.isoformat()})
    made["trades"]["trades"] = trades[::-1]
    return made


class CardPage:
    """A page that holds one card."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.page.set_default_timeout(PATIENCE * 1000)
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    async def open(self, recorded: Mapping[str, Any], *, dark: bool = False, language: str = "en") -> None:
        """Load the page, the bundle and the recording; there it stays the recording's time."""
        await self.page.clock.set_fixed_time(recorded["board"]["time"])
        await self.page.goto(ADDRESS)
        await self.page.evaluate(
            "([recorded, options]) => begin(recorded, options)", [recorded, {"language": language, "isDark": dark}]
        )
        await self.page.add_script_tag(url=ADDRESS + "energy-trade.js", type="module")
        await self.page.wait_for_function("customElements.get('energy-trade-market-card') !== undefined")

    async def show(self, kind: str, **config: Any) -> None:
        """Put one card on the page."""
        await self.page.evaluate("([kind, config]) => show(kind, config)", [kind, config])
        await self.settle()

    async def push(self, board: Mapping[str, Any]) -> None:
        """Send another board."""
        await self.page.evaluate("(board) => push(board)", board)
        await self.settle()

    async def settle(self) -> None:
        """Wait until the page has drawn the same several times."""
        await self.page.evaluate(DRAWN)

    async def until(self, condition: Callable[[], Awaitable[bool]]) -> None:
        """Wait until something holds on the page."""
        end = time.monotonic() + PATIENCE
        while not await condition():
            if time.monotonic() > end:
                raise TimeoutError(await self.text())
            await self.page.wait_for_timeout(50)

    async def calls(self) -> list[dict[str, Any]]:
        """What Home Assistant was asked to do."""
        called: list[dict[str, Any]] = await self.page.evaluate("calls")
        return called

    @property
    def card(self) -> Locator:
        """The card."""
        return self.page.locator("main > *")

    async def text(self) -> str:
        """What can be read on the card, one line for each piece."""
        found: str = await self.page.evaluate(TEXT)
        return found

    async def picture(self, file: Path) -> None:
        """Save what the card looks like."""
        file.parent.mkdir(parents=True, exist_ok=True)
        await self.page.locator("main").screenshot(path=file)


@contextlib.asynccontextmanager
async def cards(*, phone: bool = False, wall: bool = False) -> AsyncIterator[CardPage]:
    """Open a browser with an empty page for cards."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        device = PHONE if phone else {"viewport": WALL if wall else DESKTOP}
        context = await browser.new_context(**device, reduced_motion="reduce", timezone_id="Europe/Berlin")
        page = await context.new_page()

        async def serve(route: Any) -> None:
            name = route.request.url.removeprefix(ADDRESS)
            if name == "energy-trade.js":
                await route.fulfill(path=BUNDLE, content_type="text/javascript")
            elif name == "":
                await route.fulfill(path=FOLDER / "page.html", content_type="text/html")
            else:
                await route.fulfill(status=404)

        await page.route("**/*", serve)
        try:
            yield CardPage(page)
        finally:
            await browser.close()
