"""Actions: what people and automations may ask for, and in which words they are refused."""

from __future__ import annotations

import csv
from functools import partial
import io
from typing import TYPE_CHECKING, Any

from homeassistant.auth.models import User
from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
from homeassistant.helpers import intent, llm
import pytest
import voluptuous as vol

from custom_components.energy_trade.chain.errors import CannotPay, NodeUnavailable, Rejected, TooLate, Undecided
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.proposal import propose
from tests.support.fake_market import AGENT, FakeMarket
from tests.support.flow_market import founding
from tests.support.living_home import START, LivingHome, now, words_of

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

    from custom_components.energy_trade.planner.orders import OrderPlan
    from custom_components.energy_trade.proposal import Inquiry

TRADES_AT_NOON: dict[str, Any] = {"start": "2026-11-21T14:00:00+00:00", "side": "sell", "energy": 0.5, "price": 0.2}


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> LivingHome:
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to(START)
    market = FakeMarket(now)
    market.first_block = market.settled_before = market.terms.calendar().block_at(now())
    return LivingHome(hass, freezer, market)


async def act(home: LivingHome, action: str, /, user: str | None = None, **data: Any) -> dict[str, Any]:
    """Perform an action and return its answer."""
    answer = await home.hass.services.async_call(
        DOMAIN,
        action,
        {"config_entry_id": home.entry.entry_id, **data},
        blocking=True,
        return_response=True,
        context=Context(user_id=user) if user else None,
    )
    assert answer is not None
    return dict(answer)


class TestOrders:
    """Orders by hand."""

    async def test_a_manual_order_stands_until_it_is_cancelled(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(8, export_wh=300)
        answer = await act(home, "place_order", **TRADES_AT_NOON)
        assert answer["orders"] == [
            {
                "start": "2026-11-21T15:00:00+01:00",
                "end": "2026-11-21T15:15:00+01:00",
                "side": "sell",
                "energy": 0.5,
                "price": 0.2,
                "manual": True,
            }
        ]
        await home.calm()
        orders = (await act(home, "get_orders"))["orders"]
        assert answer["orders"][0] in orders
        await home.live(4, export_wh=300)
        assert answer["orders"][0] in (await act(home, "get_orders"))["orders"]
        await home.restart()
        assert answer["orders"][0] in (await act(home, "get_orders"))["orders"]
        cancelled = await act(home, "cancel_order", start=TRADES_AT_NOON["start"])
        assert cancelled["cancelled"] == [{key: answer["orders"][0][key] for key in ("start", "end")}]
        await home.calm()
        assert not [order for order in (await act(home, "get_orders"))["orders"] if order["manual"]]

    async def test_what_was_ordered_by_hand_survives_a_crash_at_any_moment(
        self, home: LivingHome, hass_storage: dict[str, Any]
    ) -> None:
        assert await home.start()
        await act(home, "place_order", **TRADES_AT_NOON)
        kept = hass_storage[f"{DOMAIN}.{home.entry.entry_id}.settings"]["data"]["manual"]
        assert list(kept.values()) == [[1, 30, 500]]
        await act(home, "cancel_order", start=TRADES_AT_NOON["start"])
        assert not hass_storage[f"{DOMAIN}.{home.entry.entry_id}.settings"]["data"]["manual"]

    async def test_an_order_that_may_still_be_taken_is_kept(self, home: LivingHome) -> None:
        assert await home.start()
        home.market.refusals["place"] = [Undecided("signed")]
        with pytest.raises(HomeAssistantError) as refused:
            await act(home, "place_order", **TRADES_AT_NOON)
        assert refused.value.translation_key == "undecided"
        await home.until(now() + 120, step=10)
        [order] = [order for order in (await act(home, "get_orders"))["orders"] if order["manual"]]
        assert order["energy"] == TRADES_AT_NOON["energy"]

    async def test_an_order_for_several_intervals(self, home: LivingHome) -> None:
        assert await home.start()
        answer = await act(
            home, "place_order", **TRADES_AT_NOON | {"side": "buy", "end": "2026-11-21T15:00:00+00:00", "price": 0.213}
        )
        assert len(answer["orders"]) == 4
        assert {order["price"] for order in answer["orders"]} == {0.21}, "a limit is never exceeded"

    async def test_keeping_time_free_withdraws_automatic_orders(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(12, export_wh=500)
        await home.calm()
        assert home.coordinator.open_orders()
        answer = await act(home, "cancel_order", keep_free=True)
        assert answer["cancelled"]
        await home.calm()
        assert not home.coordinator.open_orders()
        await home.live(4, export_wh=500)
        assert not home.coordinator.open_orders()
        await act(home, "cancel_order")
        await home.calm()
        assert home.coordinator.open_orders()

    @pytest.mark.parametrize(
        ("changes", "key"),
        [
            ({"start": "2026-11-21T11:50:00+00:00"}, "gate_closed"),
            ({"start": "2026-11-20T11:50:00+00:00"}, "gate_closed"),
            ({"start": "2026-11-25T12:00:00+00:00"}, "not_open"),
            ({"price": 0.5}, "price_out_of_range"),
            ({"side": "buy", "price": 0.01}, "price_out_of_range"),
            ({"energy": 7}, "energy_above_limit"),
            ({"end": "2026-11-21T13:00:00+00:00"}, "bad_period"),
        ],
    )
    async def test_impossible_orders_are_refused_in_words(
        self, home: LivingHome, changes: dict[str, Any], key: str
    ) -> None:
        assert await home.start()
        before = len(home.market.calls)
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, "place_order", **TRADES_AT_NOON | changes)
        assert refused.value.translation_key == key
        assert words_of(refused.value)
        assert not [call for call in home.market.calls[before:] if call[0] == "place"]

    @pytest.mark.parametrize("energy", [0, -1, "much", float("nan"), float("inf"), 1e9])
    async def test_nonsense_is_refused(self, home: LivingHome, energy: Any) -> None:
        assert await home.start()
        with pytest.raises((vol.Invalid, ServiceValidationError)):
            await act(home, "place_order", **TRADES_AT_NOON | {"energy": energy})

    async def test_a_side_that_is_switched_off(self, home: LivingHome) -> None:
        assert await home.start()
        home.coordinator.async_wish(selling=False)
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, "place_order", **TRADES_AT_NOON)
        assert refused.value.translation_key == "side_switched_off"

    async def test_more_than_the_daily_limit(self, home: LivingHome) -> None:
        assert await home.start()
        home.coordinator.async_wish(daily_limit=10_000)
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, "place_order", **TRADES_AT_NOON)
        assert refused.value.translation_key == "above_daily_limit"
        assert not home.coordinator.settings.current.manual

    async def test_more_than_the_balance_covers(self, home: LivingHome) -> None:
        home.market.balance = 20_000
        assert await home.start()
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, "place_order", **TRADES_AT_NOON)
        assert refused.value.translation_key == "not_covered"

    async def test_before_admission(self, home: LivingHome) -> None:
        home.market.status_now = MemberStatus.REQUESTED
        assert await home.start()
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, "place_order", **TRADES_AT_NOON)
        assert refused.value.translation_key == "not_a_member"

    @pytest.mark.parametrize(
        ("failure", "key"),
        [
            (Rejected("NotCovered", {}), "not_covered"),
            (Rejected("CapExceeded", {}), "cap_exceeded"),
            (Rejected("BadVersion", {}), "refused"),
            (CannotPay(AGENT, 0, 1), "cannot_pay"),
            (NodeUnavailable("down"), "cannot_reach"),
            (TooLate("gate"), "not_done"),
        ],
    )
    async def test_what_the_chain_refuses_changes_nothing(self, home: LivingHome, failure: Exception, key: str) -> None:
        assert await home.start()
        home.market.refusals["place"] = [failure]
        with pytest.raises(HomeAssistantError) as refused:
            await act(home, "place_order", **TRADES_AT_NOON)
        assert refused.value.translation_key == key
        assert words_of(refused.value)
        assert not home.coordinator.settings.current.manual

    async def test_while_no_node_answers(self, home: LivingHome) -> None:
        assert await home.start()
        home.market.failure = NodeUnavailable("down")
        with pytest.raises(HomeAssistantError) as refused:
            await act(home, "place_order", **TRADES_AT_NOON)
        assert refused.value.translation_key == "cannot_reach"
        assert not home.coordinator.settings.current.manual

    async def test_a_decision_made_while_planning_is_not_overlooked(
        self, home: LivingHome, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert await home.start()
        await home.live(12, export_wh=500)
        await home.calm()
        coordinator = home.coordinator

        def distracted(inquiry: Inquiry) -> OrderPlan:
            if coordinator.settings.current.wishes.trading:
                coordinator.hass.loop.call_soon_threadsafe(partial(coordinator.async_wish, trading=False))
            return propose(inquiry)

        monkeypatch.setattr("custom_components.energy_trade.ordering.propose", distracted)
        coordinator.async_wish(lowest_selling_price=100)
        await home.calm()
        assert not coordinator.open_orders()

    async def test_nothing_to_cancel(self, home: LivingHome) -> None:
        assert await home.start()
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, "cancel_order")
        assert refused.value.translation_key == "no_manual_order"


class TestHistory:
    """What was, as data."""

    async def test_trades_of_the_last_day(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(24, export_wh=500)
        await home.calm()
        answer = await act(home, "get_trades")
        assert answer["currency"] == "EUR"
        traded = [trade for trade in answer["trades"] if trade["traded"]]
        assert traded
        assert {trade["metered"] for trade in answer["trades"] if trade["amount"] is not None} == {0.5}
        settled = [trade for trade in traded if trade["amount"] is not None]
        assert settled
        for trade in settled:
            assert trade["delivered"] == 0.5
            assert trade["amount"] == trade["traded_amount"] == pytest.approx(0.5 * trade["price"])
            assert trade["saved"] == pytest.approx(0.5 * (trade["price"] - trade["grid_pays"]))
            assert trade["grid_takes"] > trade["price"]
        assert all(trade["saved"] is None for trade in traded if trade["amount"] is None)

    async def test_a_period(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(24, export_wh=500)
        await home.calm()
        answer = await act(home, "get_trades", start="2026-11-21T11:00:00+00:00", end="2026-11-21T12:00:00+00:00")
        assert [trade["start"] for trade in answer["trades"]] == [
            f"2026-11-21T12:{minute:02}:00+01:00" for minute in (0, 15, 30, 45)
        ]
        with pytest.raises(ServiceValidationError):
            await act(home, "get_trades", start="2026-11-21T12:00:00+00:00", end="2026-11-21T12:00:00+00:00")

    async def test_prices_of_past_and_coming_intervals(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(60, export_wh=500)
        await home.calm()
        prices = (await act(home, "get_prices"))["prices"]
        starts = [price["start"] for price in prices]
        assert starts == sorted(set(starts))
        assert starts[0] == "2026-11-21T11:00:00+01:00"
        assert any(price["price"] for price in prices)
        assert {(price["grid_takes"], price["grid_pays"]) for price in prices} == {(0.3, 0.08)}
        assert prices[-1]["price"] is None

    async def test_the_whole_history_as_a_table_that_adds_up(self, home: LivingHome) -> None:
        assert await home.start()
        before = home.market.balance
        await home.live(40, export_wh=500)
        await home.calm()
        answer = await act(home, "export_history")
        rows = list(csv.DictReader(io.StringIO(answer["csv"])))
        assert answer["rows"] == len(rows) >= 40
        assert rows[0]["start_utc"] == "2026-11-21T10:00:00Z"
        assert rows[0]["metered_net_kwh"] == "0.500"
        settled = {
            interval
            for block in home.coordinator.journal.blocks()
            if block.entry.settled
            for interval in (record.interval for record in block.intervals)
        }
        amounts = [row["amount"] for row in rows[: len(settled)]]
        assert sum(int(amount.replace(".", "")) for amount in amounts) == home.market.balance - before
        assert all(row["transaction"].startswith("0x") for row in rows[:8])

    async def test_currency_names_cannot_hold_formulas(self, home: LivingHome) -> None:
        home.market.terms = founding(currency="=1+1")
        assert await home.start()
        await home.live(16, export_wh=500)
        await home.calm()
        rows = list(csv.DictReader(io.StringIO((await act(home, "export_history"))["csv"])))
        assert rows[0]["currency"] == "'=1+1"

    async def test_nothing_before_admission(self, home: LivingHome) -> None:
        home.market.status_now = MemberStatus.REQUESTED
        assert await home.start()
        assert (await act(home, "get_trades"))["trades"] == []
        assert (await act(home, "export_history"))["rows"] == 0

    async def test_former_prices_need_a_node(self, home: LivingHome) -> None:
        assert await home.start()
        await home.live(8 * 8)
        home.market.failure = NodeUnavailable("down")
        with pytest.raises(HomeAssistantError) as refused:
            await act(home, "get_prices", start="2026-11-21T10:00:00+00:00")
        assert refused.value.translation_key == "cannot_reach"


class TestMoney:
    """Deposits and withdrawals are for administrators alone."""

    async def test_withdraw_pays_free_balance_out(self, home: LivingHome) -> None:
        assert await home.start()
        answer = await act(home, "withdraw", amount=12.5)
        assert answer["transaction"].startswith("0x")
        assert home.market.made("withdraw") == [12_500_000]

    async def test_deposit_forwards_what_the_key_holds(self, home: LivingHome) -> None:
        assert await home.start()
        await act(home, "deposit", amount=0.000001)
        assert home.market.made("deposit") == [1]

    async def test_no_more_than_is_free(self, home: LivingHome) -> None:
        assert await home.start()
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, "withdraw", amount=50.000001)
        assert refused.value.translation_key == "amount_too_large"
        assert not home.market.made("withdraw")

    @pytest.mark.parametrize("amount", [0, -5, 0.0000001, "all"])
    async def test_amounts_that_are_none(self, home: LivingHome, amount: Any) -> None:
        assert await home.start()
        with pytest.raises((vol.Invalid, ServiceValidationError)):
            await act(home, "withdraw", amount=amount)

    @pytest.mark.parametrize("action", ["deposit", "withdraw"])
    async def test_other_people_may_not(self, home: LivingHome, hass_read_only_user: User, action: str) -> None:
        assert await home.start()
        with pytest.raises(Unauthorized):
            await act(home, action, user=hass_read_only_user.id, amount=1)
        assert not home.market.made(action)

    @pytest.mark.parametrize("action", ["deposit", "withdraw"])
    async def test_before_admission(self, home: LivingHome, action: str) -> None:
        home.market.status_now = MemberStatus.REQUESTED
        assert await home.start()
        with pytest.raises(ServiceValidationError) as refused:
            await act(home, action, amount=1)
        assert refused.value.translation_key == "not_a_member"

    async def test_what_the_chain_refuses_is_said(self, home: LivingHome) -> None:
        assert await home.start()
        home.market.refusals["deposit"] = [Rejected("ERC20InsufficientBalance", {})]
        with pytest.raises(HomeAssistantError) as refused:
            await act(home, "deposit", amount=1)
        assert refused.value.translation_key == "nothing_received"

    async def test_what_is_not_certain_yet_is_said_to_be(self, home: LivingHome) -> None:
        assert await home.start()
        home.market.refusals["withdraw"] = [Undecided("signed")]
        with pytest.raises(HomeAssistantError) as refused:
            await act(home, "withdraw", amount=1)
        assert refused.value.translation_key == "undecided"
        assert "before you try again" in words_of(refused.value)

    async def test_assistants_are_not_offered_them(self, home: LivingHome) -> None:
        assert await home.start()
        assert not [handler for handler in intent.async_get(home.hass) if DOMAIN in handler.intent_type]
        assert not [api for api in llm.async_get_apis(home.hass) if DOMAIN in api.id]


async def test_actions_are_there_before_any_community_is(hass: HomeAssistant, home: LivingHome) -> None:
    assert await home.start()
    await hass.config_entries.async_unload(home.entry.entry_id)
    assert hass.services.has_service(DOMAIN, "place_order")
    with pytest.raises(ServiceValidationError):
        await act(home, "get_orders")
