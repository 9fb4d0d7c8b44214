"""A browser on a running Home Assistant: logged in, waiting until pages have settled, taking pictures."""

from collections.abc import AsyncIterator
import contextlib
import json
from pathlib import Path
import time
from typing import Any

from playwright.async_api import Error, Locator, Page, async_playwright

from .home_assistant import HomeAssistant

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-color-profile=srgb",
    # Map tiles and brand images from the internet fail at once instead of hanging on a name.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)  # fmt: skip
DESKTOP = {"width": 1280, "height": 900}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/150.0.0.0 Mobile Safari/537.36",
}
PATIENCE = 300.0
"""Ceiling in seconds for a machine that does other things too."""

# Home Assistant's pages are shadow roots all the way down.
DEEP = """
const walk = (root, visit) => {
  for (const element of root.querySelectorAll("*")) {
    visit(element);
    if (element.shadowRoot) walk(element.shadowRoot, visit);
  }
};
const visible = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && element.checkVisibility({opacityProperty: true, visibilityProperty: true});
};
"""
# What is still busy, and a signature that changes while things appear.
STATE = f"""() => {{{DEEP}
  const main = document.querySelector("home-assistant, ha-authorize, ha-onboarding");
  if (!main?.shadowRoot) return {{busy: ["no page yet"], signature: ""}};
  const busy = [];
  if (document.querySelector("#ha-launch-screen")) busy.push("launch screen");
  const app = document.querySelector("home-assistant");
  if (app && !(app.hass?.states && app.hass.config)) busy.push("not connected");
  const waiting = ["hass-loading-screen", "ha-spinner", "wa-spinner", "ha-skeleton", "wa-skeleton"];
  let elements = 0, letters = 0;
  walk(document, (element) => {{
    elements++;
    if (waiting.includes(element.localName) && visible(element)) busy.push(element.localName);
    if (element.localName === "img" && element.src && !element.complete && visible(element)) busy.push("image");
    if (!element.childElementCount) letters += element.textContent.length;
  }});
  return {{busy, signature: `${{elements}}:${{letters}}`}};
}}"""
TEXT = """() => {
  const found = [];
  const read = (node) => {
    const text = node.nodeType === Node.TEXT_NODE && node.textContent.trim();
    if (text) found.push(text);
    if (node.nodeType !== Node.ELEMENT_NODE || ["style", "script", "svg", "title"].includes(node.localName)) return;
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden") return;
    const typed = ["input", "textarea"].includes(node.localName) && node.type !== "password" && node.value;
    if (typed) found.push(typed);
    const assigned = node.localName === "slot" ? node.assignedNodes() : [];
    (assigned.length ? assigned : (node.shadowRoot ?? node).childNodes).forEach(read);
  };
  read(document.body);
  return found.join("\\n");
}"""
HEIGHT = f"""() => {{{DEEP}
  let height = document.documentElement.scrollHeight;
  walk(document, (element) => {{
    if (visible(element) && element.scrollHeight > element.clientHeight + 4
        && /auto|scroll/.test(getComputedStyle(element).overflowY))
      height = Math.max(height, element.scrollHeight + element.getBoundingClientRect().top);
  }});
  return Math.ceil(height);
}}"""


class Browser:
    """One page of one Home Assistant, as its owner sees it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.page.set_default_timeout(PATIENCE * 1000)
        self._url = url
        self.errors: list[str] = []
        page.on("console", lambda message: self._note(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self._note(str(error)))
        page.on(
            "response", lambda answer: self._note(f"{answer.status} {answer.url}") if answer.status >= 400 else None
        )

    def _note(self, error: str) -> None:
        """Keep what is wrong with the page, not the icons and maps that lie in the internet."""
        if not any(usual in error for usual in ("Failed to load resource", "ERR_NAME_NOT_RESOLVED", "/api/brands")):
            self.errors.append(error)

    async def open(self, path: str) -> None:
        """Open a page and wait until it has settled."""
        await self.page.goto(self._url + path, wait_until="domcontentloaded")
        await self.settle()

    async def settle(self, patience: float = PATIENCE) -> None:
        """Wait until nothing is loading and nothing has appeared for half a second, or raise TimeoutError."""
        end = time.monotonic() + patience
        last, since, busy = "", time.monotonic(), ["page"]
        while time.monotonic() < end:
            try:
                state = await self.page.evaluate(STATE)
            except Error:  # between two pages
                state = {"busy": ["navigation"], "signature": ""}
            busy = state["busy"]
            if busy or state["signature"] != last:
                last, since = state["signature"], time.monotonic()
            elif time.monotonic() - since > 0.5:
                return
            await self.page.wait_for_timeout(100)
        raise TimeoutError(f"{self.page.url} does not settle: {', '.join(dict.fromkeys(busy)) or 'it keeps changing'}")

    async def click(self, selector: str) -> None:
        """Click the first visible match of a selector; `text=…` and CSS reach into shadow roots."""
        await (await self._visible(self.page.locator(selector), selector)).click()
        await self.settle()

    async def press_button(self, name: str) -> None:
        """Click the button of this name, the topmost if a dialog covers another."""
        await (await self._visible(self.page.get_by_role("button", name=name), name, last=True)).click()
        await self.settle()

    async def fill(self, label: str, text: str) -> None:
        """Replace the text of the field with this label."""
        await (await self._visible(self.page.get_by_label(label), label)).fill(text)

    async def text(self) -> str:
        """All text that can be seen, line by line."""
        found: str = await self.page.evaluate(TEXT)
        return found

    async def picture(self, file: Path, *, whole: bool = False) -> None:
        """Save what the window shows, or with `whole` all that one could scroll to."""
        size = self.page.viewport_size
        if whole and size:
            height = min(await self.page.evaluate(HEIGHT), 12_000)
            await self.page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
            await self.settle()
        file.parent.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=file)
        if whole and size:
            await self.page.set_viewport_size(size)

    async def _visible(self, locator: Locator, what: str, *, last: bool = False) -> Locator:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = [match for match in await locator.all() if await match.is_visible()]
            if found:
                return found[-1 if last else 0]
            await self.page.wait_for_timeout(100)
        raise TimeoutError(f"{self.page.url} shows no {what!r}")


@contextlib.asynccontextmanager
async def browse(
    home: HomeAssistant,
    *,
    dark: bool = False,
    phone: bool = False,
    language: str | None = None,
    token: str | None = None,
) -> AsyncIterator[Browser]:
    """Open a browser logged in as the owner, or with a `token` as somebody else."""
    login = {
        "access_token": token or home.token,
        "token_type": "Bearer",
        "refresh_token": "",
        "expires_in": 10**8,
        "expires": int(time.time() * 1000) + 10**11,
        "hassUrl": home.url,
        "clientId": f"{home.url}/",
    }
    stored = {"hassTokens": json.dumps(login), "dockedSidebar": json.dumps("docked")}
    if language:
        stored["selectedLanguage"] = json.dumps(language)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        context = await browser.new_context(
            **(PHONE if phone else {"viewport": DESKTOP}),
            color_scheme="dark" if dark else "light",
            locale=language or "en-GB",
            reduced_motion="reduce",
            service_workers="block",
            timezone_id=home.time_zone,
        )
        await context.add_init_script(
            f"for (const [key, value] of Object.entries({json.dumps(stored)}))"
            " if (localStorage.getItem(key) === null) localStorage.setItem(key, value);"
        )
        try:
            yield Browser(await context.new_page(), home.url)
        finally:
            await browser.close()
