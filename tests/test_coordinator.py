"""The loop: it reads chain and home, orders, reports and settles, and asks nothing twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
import logging
from typing import TYPE_CHECKING

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.energy_trade.chain.errors import (
    CannotPay,
    HistoryMismatch,
    NodeRefused,
    NodeUnavailable,
    Rejected,
)
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.duties import SETTLE_BATCH_BLOCKS
from custom_components.energy_trade.market.orders import BlockOrders, Side
from custom_components.energy_trade.market.port import Ledger, Receipt
from custom_components.energy_trade.market.state import MemberStatus
from tests.support.fake_market import AGENT, EAGER_SELLER, FakeMarket
from tests.support.flow_market import founding
from tests.support.living_home import START, LivingHome, now

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

MEMBERSHIP = "sensor.home_in_elm_street_membership"
REASON = "sensor.home_in_elm_street_trading_status"
CONNECTION = "binary_sensor.elm_street_connection"
BALANCE = "sensor.home_in_elm_street_balance"


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    freezer.move_to(START)
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    return LivingHome(hass, freezer, market)


def issue(home: LivingHome, kind: str) -> ir.IssueEntry | None:
    """An issue of the home's entry."""
    found = [
        each for (domain, name), each in ir.async_get(home.hass).issues.items() if domain == DOMAIN and kind in name
    ]
    return found[0] if found else None


def reported(home: LivingHome) -> list[int]:
    """Blocks in the order in which they were reported."""
    return [index for readings, _ in home.market.made("report") for index in readings]


class TestTrading:
    """A home with surplus sells it by itself."""

    async def test_offers_what_its_meters_make_expect(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(24, export_wh=500)
        orders = [order for placed in home.market.made("place") for block in placed.values() for order in block.orders]
        assert {order.side for order in orders if order} == {Side.SELL}
        assert max(order.energy_wh for order in orders if order) == 500
        assert home.state(REASON) == "trading"

    async def test_buys_what_it_needs(self, home: LivingHome) -> None:
        home.market.neighbours = (EAGER_SELLER,)
        assert await home.start()
        await home.live(24, import_wh=400)
        orders = [order for placed in home.market.made("place") for block in placed.values() for order in block.orders]
        assert {order.side for order in orders if order} == {Side.BUY}
        assert max(order.energy_wh for order in orders if order) == 400

    async def test_reports_each_block_once_as_soon_as_it_has_ended(self, home: LivingHome) -> None:
        assert await home.start()
        first = home.block
        await home.live(24, export_wh=500)
        assert reported(home) == [first, first + 1, first + 2]
        readings = home.market.blocks[first + 2].readings
        details = home.market.blocks[first + 2].details
        assert readings is not None
        assert details is not None
        assert [(each.net_wh, each.unknown, each.estimated) for each in readings.readings] == [(500, False, False)] * 8
        assert [(each.import_wh, each.export_wh) for each in details] == [(0, 500)] * 8

    async def test_settles_several_blocks_at_once_and_shows_the_money(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(8 * SETTLE_BATCH_BLOCKS - 8, export_wh=500)
        assert not home.market.made("settle")
        before = home.market.balance
        await home.live(8, export_wh=500)
        await home.calm()
        assert len(home.market.made("settle")) == 1
        assert home.market.balance > before
        assert float(home.state(BALANCE)) == home.market.balance / 1_000_000

    async def test_short_intervals_are_settled_block_by_block(self, home: LivingHome) -> None:
        home.market.terms = founding(interval_seconds=60, gate_lead_seconds=40)
        home.market.first_block = home.market.settled_before = home.block
        assert await home.start()
        await home.live(17, export_wh=100)
        assert len(home.market.made("settle")) >= 2

    async def test_revises_shortly_before_the_gate_and_leaves_good_orders_alone(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(24, export_wh=500)
        before = len(home.market.made("place"))
        await home.live(24, export_wh=500)
        assert len(home.market.made("place")) - before <= 3
        calendar = home.market.terms.calendar()
        await home.until(calendar.next_gate(now()) - 90)
        calls = len(home.market.made("place"))
        home.market.neighbours = (replace(home.market.neighbours[0], tick=50),)
        await home.until(calendar.next_gate(now()) - 1)
        assert len(home.market.made("place")) <= calls + 1

    async def test_trades_again_after_a_restart_without_repeating_itself(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(20, export_wh=500)
        placed, settled = len(home.market.made("place")), len(home.market.made("settle"))
        await home.restart()
        assert len(home.market.made("place")) == placed
        assert len(home.market.made("settle")) == settled
        await home.live(5, export_wh=500)
        assert len(reported(home)) == len(set(reported(home)))

    async def test_an_order_that_the_chain_lost_is_placed_again(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(16, export_wh=500)
        lost = max(index for placed in home.market.made("place") for index in placed)
        home.market.blocks[lost].orders = None
        await home.wait(60)
        assert lost in home.market.made("place")[-1]


class TestCommunityDuties:
    """What the home does for its community when nobody else does."""

    async def test_clears_a_block_that_nobody_clears(self, home: LivingHome) -> None:
        home.market.others_clear = False
        assert await home.start()
        await home.live(9)
        first = home.market.first_block
        assert home.market.made("clear")[:2] == [first, first + 1]

    async def test_leaves_it_to_others_for_a_while(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(9)
        assert not home.market.made("clear")

    async def test_settles_others_that_keep_the_ring_full(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(6, export_wh=500)
        home.market.refusals["place"] = [Rejected("RingFull", {"blockIndex": 1})] * 20
        await home.live(9, export_wh=500)
        assert list(range(6)) in [list(members or ()) for members in home.market.made("settle")]


class TestMissingReadings:
    """Nothing is invented; silence is avoided as long as something is known."""

    async def test_waits_for_meters_that_are_away_and_then_shares_out_what_they_gained(self, home: LivingHome) -> None:
        assert await home.start()
        first = home.block
        await home.live(4, export_wh=500)
        home.lose_meters()
        await home.live_in_silence(6)
        assert first not in reported(home)
        home.export_wh += 1000
        home.show()
        await home.live(1)
        readings = home.market.blocks[first].readings
        assert readings is not None
        assert sum(each.net_wh for each in readings.readings) > 2000
        assert any(each.estimated for each in readings.readings)
        assert not any(each.unknown for each in readings.readings)

    async def test_reports_what_is_known_before_the_deadline(self, home: LivingHome) -> None:
        assert await home.start()
        first = home.block
        await home.live(4, export_wh=500)
        home.lose_meters()
        deadline = home.market.terms.calendar().deadline(first)
        await home.until(deadline - 1900, step=600)
        assert first not in reported(home)
        await home.until(deadline - 60, step=60)
        readings = home.market.blocks[first].readings
        assert readings is not None
        assert not readings.late
        assert [each.unknown for each in readings.readings] == [False] * 4 + [True] * 4

    async def test_never_reports_a_block_of_which_nothing_is_known_until_it_is(self, home: LivingHome) -> None:
        assert await home.start()
        first = home.block
        await home.live(8, export_wh=500)
        home.lose_meters()
        deadline = home.market.terms.calendar().deadline(first + 1)
        await home.until(deadline + 100, step=300)
        assert reported(home) == [first]
        home.export_wh += 40_000
        home.show()
        await home.wait(60)
        await home.live(1)
        assert first + 1 in reported(home)
        late = home.market.blocks[first + 1].readings
        assert late is not None
        assert late.late

    async def test_tells_the_homeowner_of_silent_meters(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(8, export_wh=500)
        home.lose_meters()
        await home.until(now() + 2.5 * 3600, step=300)
        assert issue(home, "meter_silent") is not None
        home.show()
        await home.wait(60)
        assert issue(home, "meter_silent") is None


class TestFaults:
    """A node, the chain or the market that does not do what it should."""

    async def test_shows_the_last_known_values_while_no_node_answers(
        self, home: LivingHome, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert await home.start()
        await home.live(8, export_wh=500)
        balance = home.state(BALANCE)
        caplog.clear()
        home.market.failure = NodeUnavailable("down")
        await home.until(now() + 1000)
        assert home.state(CONNECTION) == "off"
        assert home.state(BALANCE) == balance
        assert home.state(REASON) == "no_connection"
        assert issue(home, "nodes_down") is not None
        assert not [record for record in caplog.records if record.levelno >= logging.WARNING and DOMAIN in record.name]
        home.market.failure = None
        await home.wait(60)
        assert home.state(CONNECTION) == "on"
        assert issue(home, "nodes_down") is None

    async def test_values_that_are_too_old_are_not_shown(self, home: LivingHome) -> None:
        assert await home.start()
        home.market.failure = NodeUnavailable("down")
        await home.until(now() + 2 * 7200 + 100, step=900)
        assert home.state(BALANCE) == "unavailable"
        assert home.state(CONNECTION) == "off"
        assert home.state("switch.home_in_elm_street_trading") == "on"

    async def test_catches_up_with_reports_in_one_message(self, home: LivingHome) -> None:
        assert await home.start()
        first = home.block
        await home.live(4, export_wh=500)
        home.market.failure = NodeUnavailable("down")
        await home.live(14, export_wh=500)
        home.market.failure = None
        await home.wait(60)
        assert list(home.market.made("report")[-1][0]) == [first, first + 1]

    async def test_never_has_two_of_a_kind_under_way(self, home: LivingHome) -> None:
        assert await home.start()
        gate = home.market.held["place"] = asyncio.Event()
        for _ in range(12 * 15):
            home.export_wh += 33
            home.show()
            await home.tick_only(60)
        assert len(home.market.made("place")) == 1
        gate.set()
        await home.wait(60)
        assert home.state(CONNECTION) == "on"

    async def test_a_refusal_is_logged_once_tried_again_ever_more_seldom_and_shown(
        self, home: LivingHome, caplog: pytest.LogCaptureFixture
    ) -> None:
        home.market.refusals["place"] = [Rejected("NotCovered", {"balance": 0})] * 30
        assert await home.start()
        await home.live(8, export_wh=500)
        assert home.state(REASON) == "collateral_short"
        assert 2 <= len(home.market.made("place")) <= 30
        assert sum("did not take a transaction" in record.message for record in caplog.records) == 1
        home.market.refusals["place"].clear()
        await home.live(2, export_wh=500)
        assert home.state(REASON) == "trading"

    async def test_says_that_the_key_cannot_pay(self, home: LivingHome) -> None:
        home.market.refusals["place"] = [CannotPay(AGENT, 0, 1)] * 30
        assert await home.start()
        await home.live(8, export_wh=500)
        assert home.state(REASON) == "cannot_pay_fees"
        found = issue(home, "cannot_pay")
        assert found is not None
        assert found.translation_placeholders is not None
        assert found.translation_placeholders["agent"] == AGENT

    async def test_asks_the_owner_when_the_nodes_refuse_the_home(self, home: LivingHome) -> None:
        assert await home.start()
        home.market.failure = NodeRefused("401")
        await home.wait(60)
        flows = home.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
        assert [flow["context"]["source"] for flow in flows] == [SOURCE_REAUTH]

    async def test_asks_the_owner_when_the_key_has_lost_its_role_for_good(self, home: LivingHome) -> None:
        assert await home.start()
        home.market.status_now = MemberStatus.NONE
        await home.wait(30)
        assert not home.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
        await home.wait(61)
        await home.wait(61)
        assert len(home.hass.config_entries.flow.async_progress_by_handler(DOMAIN)) == 1

    async def test_says_when_the_reserve_is_not_covered(self, home: LivingHome) -> None:
        home.market.reserve = home.market.balance + 2_500_000
        assert await home.start()
        found = issue(home, "collateral_short")
        assert found is not None
        assert found.translation_placeholders is not None
        assert found.translation_placeholders["missing"] == "2.50 EUR"

    async def test_a_history_that_cannot_be_read_is_not_asked_for_in_a_hurry(self, home: LivingHome) -> None:
        async def history(since: int, until: int | None = None) -> Ledger:
            home.market.calls.append(("history", since))
            raise NodeUnavailable("too many logs")

        home.market.history = history  # type: ignore[method-assign]
        assert await home.start()
        await home.calm()
        assert len(home.market.made("history")) <= 2
        assert home.state("sensor.home_in_elm_street_savings_against_grid_only") == "unknown"

    async def test_settlements_that_the_rules_do_not_explain_are_shown_all_the_same(self, home: LivingHome) -> None:
        read = home.market.history

        async def history(since: int, until: int | None = None) -> Ledger:
            raise HistoryMismatch(["block 1"], await read(since, until))

        home.market.history = history  # type: ignore[method-assign]
        assert await home.start()
        await home.live(16, export_wh=500)
        await home.calm()
        assert float(home.state("sensor.home_in_elm_street_compensation")) > 0

    async def test_where_nothing_had_to_be_sent_it_does_not_ask_again_at_once(self, home: LivingHome) -> None:
        home.market.others_clear = False

        async def clear(block: int) -> Receipt:
            home.market.calls.append(("clear", block))
            return Receipt("", home.market.block_number, confirmed=True)

        home.market.clear = clear  # type: ignore[method-assign]
        assert await home.start()
        for _ in range(20):
            await home.wait(0.5)
        assert len(home.market.made("clear")) == 1


class TestMembership:
    """An entry loads long before the home is admitted, and says where it stands."""

    async def test_pending_admitted_active(self, home: LivingHome) -> None:
        home.market.status_now = MemberStatus.REQUESTED
        assert await home.start()
        assert home.state(MEMBERSHIP) == "pending"
        assert home.state(REASON) == "waiting_for_admission"
        assert home.state("sensor.home_in_elm_street_first_delivery") == "unknown"
        home.market.status_now = MemberStatus.ACTIVE
        home.market.first_block = home.market.settled_before = home.block + 1
        await home.wait(60)
        assert home.state(MEMBERSHIP) == "admitted"
        assert home.state("sensor.home_in_elm_street_first_delivery") == "2026-11-21T12:00:00+00:00"
        await home.live(8)
        assert home.state(MEMBERSHIP) == "active"
        assert not reported(home)

    @pytest.mark.parametrize(
        ("status", "shown"),
        [
            (MemberStatus.NONE, "not_asked"),
            (MemberStatus.SUSPENDED, "suspended"),
            (MemberStatus.LEAVING, "leaving"),
            (MemberStatus.LEFT, "left"),
        ],
    )
    async def test_other_standings(self, home: LivingHome, status: MemberStatus, shown: str) -> None:
        home.market.status_now = status
        assert await home.start()
        assert home.state(MEMBERSHIP) == shown
        assert not home.market.made("place")
        assert (issue(home, "suspended") is not None) is (status is MemberStatus.SUSPENDED)

    async def test_a_key_that_was_appointed_forgets_that_it_waited(self, home: LivingHome) -> None:
        home.market.status_now = MemberStatus.NONE
        home.entry = type(home.entry)(
            domain=DOMAIN,
            title=home.entry.title,
            unique_id=home.entry.unique_id,
            data={**home.entry.data, "agent_waiting": True},
        )
        assert await home.start()
        await home.wait(61)
        await home.wait(61)
        assert not home.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
        home.market.status_now = MemberStatus.ACTIVE
        with home.reachable():
            await home.wait(60)
        assert "agent_waiting" not in home.entry.data


class TestDecisions:
    """What the homeowner decides holds at once."""

    async def turn(self, home: LivingHome, switch: str, *, on: bool) -> None:
        await home.hass.services.async_call(
            "switch",
            "turn_on" if on else "turn_off",
            {"entity_id": f"switch.home_in_elm_street_{switch}"},
            blocking=True,
        )
        await home.calm()

    @pytest.mark.parametrize("switch", ["trading", "selling"])
    async def test_switching_off_cancels_open_orders_at_once(self, home: LivingHome, switch: str) -> None:
        assert await home.start()
        await home.live(12, export_wh=500)
        assert home.coordinator.open_orders()
        await self.turn(home, switch, on=False)
        assert all(orders.is_empty for orders in home.market.made("place")[-1].values())
        assert not home.coordinator.open_orders()
        await self.turn(home, switch, on=True)
        assert home.coordinator.open_orders()

    async def test_switching_off_one_side_leaves_the_other_alone(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(12, export_wh=500)
        before = home.coordinator.open_orders()
        await self.turn(home, "buying", on=False)
        assert before.items() <= home.coordinator.open_orders().items()

    async def test_both_sides_off_is_said(self, home: LivingHome) -> None:
        assert await home.start()
        await self.turn(home, "selling", on=False)
        await self.turn(home, "buying", on=False)
        assert home.state(REASON) == "switched_off"

    async def test_decisions_survive_a_restart(self, home: LivingHome) -> None:
        assert await home.start()
        await self.turn(home, "trading", on=False)
        await home.restart()
        assert home.state("switch.home_in_elm_street_trading") == "off"
        assert not any(
            order for block in home.market.blocks.values() for order in (block.orders or BlockOrders()).orders
        )

    async def test_a_lowest_selling_price_holds_without_a_reload(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(12, export_wh=500)
        await home.hass.services.async_call(
            "number",
            "set_value",
            {"entity_id": "number.home_in_elm_street_lowest_selling_price", "value": 0.28},
            blocking=True,
        )
        await home.calm()
        grid = home.market.terms.grid()
        orders = home.coordinator.open_orders()
        assert orders
        assert all(grid.price(order.tick) >= 280 for order in orders.values())
        assert home.state("number.home_in_elm_street_lowest_selling_price") == "0.28"

    async def test_a_daily_limit_bounds_what_orders_bind(self, home: LivingHome) -> None:
        assert await home.start()
        home.coordinator.async_wish(daily_limit=500_000)
        await home.live(14, export_wh=500)
        assert max(home.market.member().locked_on_day) <= 500_000
