"""A home whose storage comes from an old backup: what was told stays told, and the rest adds up to the registers."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from custom_components.energy_trade.chain.errors import HistoryMismatch, NodeRefused, NodeUnavailable
from custom_components.energy_trade.market.port import Ledger
from tests.support.fake_market import FakeMarket
from tests.support.living_home import START, LivingHome, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

IMPORT_WH, EXPORT_WH = 100, 700


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    freezer.move_to(START)
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    return LivingHome(hass, freezer, market)


async def restore(home: LivingHome, storage: dict[str, Any], backup: dict[str, Any]) -> None:
    """Stop the home, put the backup in place of what it has kept, and start it again."""
    with home.reachable():
        await home.hass.config_entries.async_unload(home.entry.entry_id)
        await home.settle()
        for key in [key for key in storage if home.entry.entry_id in key]:
            del storage[key]
        storage |= deepcopy(backup)
        await home.hass.config_entries.async_setup(home.entry.entry_id)
        await home.settle()


def told(home: LivingHome) -> dict[int, tuple[int, ...]]:
    """Net Wh of every block as it was reported, first reports alone."""
    found: dict[int, tuple[int, ...]] = {}
    for readings, _ in home.market.made("report"):
        for block, word in readings.items():
            assert block not in found, "a block is reported once"
            found[block] = tuple(reading.net_wh for reading in word.readings)
    return found


@pytest.mark.parametrize("away", [0, 13])
async def test_readings_after_a_restored_backup_leave_nothing_out(
    home: LivingHome, hass_storage: dict[str, Any], away: int
) -> None:
    assert await home.start()
    await home.live(11, import_wh=IMPORT_WH, export_wh=EXPORT_WH)
    backup = {key: deepcopy(value) for key, value in hass_storage.items() if home.entry.entry_id in key}
    for step in range(15):
        await home.live(1, import_wh=IMPORT_WH, export_wh=10 * step)
    before = told(home)

    home.lose_meters()
    home.import_wh += away * IMPORT_WH
    home.export_wh += away * EXPORT_WH
    home.freezer.tick(away * home.market.terms.interval_seconds)
    home.show()
    await restore(home, hass_storage, backup)
    await home.live(24, import_wh=IMPORT_WH, export_wh=0)

    after = told(home)
    assert {block: after[block] for block in before} == before
    assert list(after) == list(range(home.market.first_block, max(after) + 1))
    nets = [net for block in sorted(after) for net in after[block]]
    exported = [EXPORT_WH] * 11 + [10 * step for step in range(15)] + [EXPORT_WH] * away + [0] * 24
    assert sum(nets) == sum(exported[: len(nets)]) - IMPORT_WH * len(nets)


async def test_without_a_report_meanwhile_nothing_is_asked(home: LivingHome, hass_storage: dict[str, Any]) -> None:
    assert await home.start()
    await home.live(9, export_wh=EXPORT_WH)
    asked = len(home.market.made("history"))
    await restore(home, hass_storage, {key: hass_storage[key] for key in list(hass_storage) if "meters" in key})
    assert len(home.market.made("history")) <= asked + 1  # the loop's own look at its past


async def test_a_history_that_does_not_add_up_is_good_enough(
    home: LivingHome, hass_storage: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await home.start()
    await home.live(3, export_wh=EXPORT_WH)
    backup = {key: deepcopy(value) for key, value in hass_storage.items() if home.entry.entry_id in key}
    await home.live(8, export_wh=EXPORT_WH)
    honest = home.market.history

    async def mismatch(since: int, until: int | None = None) -> Ledger:
        raise HistoryMismatch(["block 1: 2 µcredit moved, 3 by the rules"], await honest(since, until))

    monkeypatch.setattr(home.market, "history", mismatch)
    await restore(home, hass_storage, backup)
    await home.live(8, export_wh=EXPORT_WH)
    first, second = told(home).values()
    assert first == (EXPORT_WH,) * 8
    assert sum(second) == 8 * EXPORT_WH


@pytest.mark.parametrize(("failure", "state"), [(NodeUnavailable(), "setup_retry"), (NodeRefused(), "setup_error")])
async def test_nothing_is_counted_before_the_chain_has_told_what_is_known(
    home: LivingHome, hass_storage: dict[str, Any], failure: Exception, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await home.start()
    await home.live(3, export_wh=EXPORT_WH)
    backup = {key: deepcopy(value) for key, value in hass_storage.items() if home.entry.entry_id in key}
    await home.live(8, export_wh=EXPORT_WH)

    async def fails() -> None:
        raise failure

    monkeypatch.setattr(home.market, "snapshot", fails)
    await restore(home, hass_storage, backup)
    assert home.entry.state.value == state
