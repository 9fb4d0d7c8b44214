"""What an operator does in the community, home by home and month by month, in dialogs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest

from custom_components.energy_trade.chain.errors import NodeUnavailable, Rejected
from custom_components.energy_trade.market.clearing import ROOT, Zone
from custom_components.energy_trade.market.state import MemberStatus
from custom_components.energy_trade.market.tariff import ClockChange, GridPrice, LocalClock, TariffTable, pack_tariff
from custom_components.energy_trade.office.chores import Chores
from custom_components.energy_trade.office.monthly import STATEMENT_PATH, async_setup_statements
from custom_components.energy_trade.office.statement_options import last_months
from custom_components.energy_trade.office.terms_options import CONF_SHARE_MONTHLY, written
from tests.office.test_dialogs import answer, open_step, run
from tests.office.test_doors import AGENT, Chain, chain, member, office
from tests.support.flow_market import OWNER

if TYPE_CHECKING:
    from freezegun.api import FrozenDateTimeFactory
    from homeassistant.core import HomeAssistant

    from custom_components.energy_trade.office.office import Office

__all__ = ["chain", "office"]

pytestmark = pytest.mark.usefixtures("recorder_mock")


@pytest.fixture(autouse=True)
def _running(hass: HomeAssistant, office: Office) -> None:
    office.founding = replace(office.founding, zones=(ROOT, Zone(0, 2, 5000)))
    run(hass, office, office.config_entry)


async def about(hass: HomeAssistant, office: Office, step: str) -> Any:
    shown = await answer(hass, await open_step(hass, office.config_entry, "members"), member="0")
    return await answer(hass, shown, next_step_id=step)


async def operate(hass: HomeAssistant, office: Office, step: str) -> Any:
    return await answer(hass, await open_step(hass, office.config_entry, "operate"), next_step_id=step)


class TestHomes:
    """One home is chosen, and then what is to be done about it."""

    async def test_it_is_called_something(self, hass: HomeAssistant, office: Office) -> None:
        await answer(hass, await about(hass, office, "member_name"), name=" The Lindgrens ")
        assert office.guests.name_of(AGENT.address) == "The Lindgrens"
        shown = await open_step(hass, office.config_entry, "members")
        (field,) = shown["data_schema"].schema.values()
        assert "The Lindgrens" in field.config["options"][0]["label"]

    @pytest.mark.parametrize(
        ("step", "filled", "deed"),
        [
            ("member_connection", {"import_kw": 20, "export_kw": 10, "zone": 1}, ("setMemberTerms", 0, 1, 5000, 2500)),
            ("member_credit", {"amount": 12.5}, ("issue", 0, 12_500_000)),
            ("member_suspend", {}, ("suspend", 0, True)),
            ("member_expel", {}, ("expel", 0)),
        ],
    )
    async def test_each_choice_is_one_deed(
        self, hass: HomeAssistant, office: Office, chain: Chain, step: str, filled: Any, deed: tuple[Any, ...]
    ) -> None:
        chain.failure = Rejected("NoMember")
        shown = await about(hass, office, step)
        shown = await answer(hass, shown, **filled)
        assert shown["errors"] == {"base": "no_member"}
        chain.failure = None
        assert (await answer(hass, shown, **filled))["type"] == "create_entry"
        assert deed in chain.deeds

    async def test_the_operators_own_home_has_a_name_from_the_start(self, hass: HomeAssistant, office: Office) -> None:
        office.guests.call_own(AGENT.address, "Cedar House")
        assert office.guests.name_of(AGENT.address) == "Cedar House"
        await answer(hass, await about(hass, office, "member_name"), name="Ours")
        assert office.guests.name_of(AGENT.address) == "Ours"

    async def test_a_suspended_home_may_be_let_trade_again(
        self, hass: HomeAssistant, office: Office, chain: Chain
    ) -> None:
        operator: Any = office.operator
        operator.homes = [member(status=MemberStatus.SUSPENDED)]
        await office.async_refresh()
        await answer(hass, await about(hass, office, "member_resume"))
        assert ("suspend", 0, False) in chain.deeds

    async def test_where_nobody_is_there_is_nothing_to_choose(self, hass: HomeAssistant, office: Office) -> None:
        operator: Any = office.operator
        operator.homes = []
        await office.async_refresh()
        assert (await open_step(hass, office.config_entry, "members"))["reason"] == "no_members"


class TestTerms:
    """What holds for coming days."""

    async def test_the_form_begins_with_the_prices_that_hold(
        self, hass: HomeAssistant, office: Office, chain: Chain
    ) -> None:
        chain.tariffs = dict.fromkeys(range(240_000, 260_000), pack_tariff((GridPrice(80, 300),) * 8, 1))
        shown = await operate(hass, office, "grid_prices")
        filled = {str(key): key.description["suggested_value"] for key in shown["data_schema"].schema}
        assert filled == {"retail": 0.3, "feed_in": 0.08, "hours": ""}
        await answer(hass, shown, retail=0.32, feed_in=0.08, hours="22-6 0.26 0.08")
        (deed,) = (deed for deed in chain.deeds if deed[0] == "setTariffTable")
        hours = TariffTable.unpack(deed[1], 1).hours
        assert [hour.retail for hour in hours] == [260] * 6 + [320] * 16 + [260] * 2

    @pytest.mark.parametrize(
        ("filled", "error"),
        [
            ({"retail": 0.05, "feed_in": 0.08}, "prices_crossed"),
            ({"retail": 0.3, "feed_in": 0.08, "hours": "noon"}, "price_lines_unreadable"),
            ({"retail": 9, "feed_in": 0.08}, "retail_too_high"),
        ],
    )
    async def test_prices_that_cannot_be_are_said_so(
        self, hass: HomeAssistant, office: Office, chain: Chain, filled: Any, error: str
    ) -> None:
        shown = await answer(hass, await operate(hass, office, "grid_prices"), **filled)
        assert shown["errors"] == {"base": error}
        assert not [deed for deed in chain.deeds if deed[0] == "setTariffTable"]

    def test_prices_are_written_as_they_are_read(self) -> None:
        night, day = GridPrice(80, 260), GridPrice(80, 320)
        assert written([night] * 6 + [day] * 16 + [night] * 2) == {
            "retail": 0.32,
            "feed_in": 0.08,
            "hours": "0-6 0.26 0.08\n22-24 0.26 0.08",
        }

    async def test_a_line_is_changed(self, hass: HomeAssistant, office: Office, chain: Chain) -> None:
        shown = await answer(hass, await operate(hass, office, "lines"), zone="1")
        filled = {str(key): key.description["suggested_value"] for key in shown["data_schema"].schema}
        assert filled == {"capacity_kw": 20, "fee": 0.01}
        await answer(hass, shown, capacity_kw=30, fee=0.02)
        assert ("setLine", 1, 4, 7500) in chain.deeds

    async def test_deviations_cost_something_else(self, hass: HomeAssistant, office: Office, chain: Chain) -> None:
        shown = await operate(hass, office, "deviation_cost")
        await answer(hass, shown, spread=0.02)
        assert ("setSpread", 20) in chain.deeds

    async def test_the_role_is_offered(self, hass: HomeAssistant, office: Office, chain: Chain) -> None:
        shown = await answer(hass, await operate(hass, office, "hand_over"), address="somebody")
        assert shown["errors"] == {"address": "bad_address"}
        await answer(hass, shown, address=OWNER)
        assert ("transferOwnership", OWNER) in chain.deeds


class TestSurplus:
    """What the grid account has to spare goes back to the homes, or out."""

    async def test_it_is_shown_and_given_back_or_paid_out(
        self, hass: HomeAssistant, office: Office, chain: Chain
    ) -> None:
        shown = await operate(hass, office, "surplus")
        assert shown["description_placeholders"]["surplus"] == "7.00 EUR"
        await answer(hass, await answer(hass, shown, next_step_id="surplus_share"), amount=2)
        assert ("shareSurplus", 2_000_000) in chain.deeds
        shown = await answer(hass, await operate(hass, office, "surplus"), next_step_id="surplus_pay")
        shown = await answer(hass, shown, address="nobody", amount=3)
        assert shown["errors"] == {"address": "bad_address"}
        await answer(hass, shown, address=OWNER, amount=3)
        assert ("takeSurplus", OWNER, 3_000_000) in chain.deeds

    async def test_while_something_is_not_settled_nobody_knows_it(
        self, hass: HomeAssistant, office: Office, chain: Chain
    ) -> None:
        chain.failure = Rejected("NotSettled")
        assert (await operate(hass, office, "surplus"))["reason"] == "not_settled"

    async def test_it_is_given_back_every_month_once_less_the_grids_bill(
        self, hass: HomeAssistant, office: Office, chain: Chain, freezer: FrozenDateTimeFactory
    ) -> None:
        shown = await answer(hass, await operate(hass, office, "surplus"), next_step_id="surplus_monthly")
        chosen = await answer(hass, shown, share_monthly=True)
        assert chosen["data"][CONF_SHARE_MONTHLY] is True
        office._chores = Chores(hass, office.config_entry.entry_id)
        shares = []
        for day in ((1, 20), (2, 1), (2, 2), (3, 1)):
            freezer.move_to(datetime(2027, *day, 12, tzinfo=dt_util.DEFAULT_TIME_ZONE))
            chain.deeds.clear()
            await office.async_refresh()
            shares.append([deed for deed in chain.deeds if deed[0] == "shareSurplus"])
        assert shares == [[], [("shareSurplus", 5_000_000)], [], [("shareSurplus", 5_000_000)]]

        freezer.move_to(datetime(2027, 4, 1, 12, tzinfo=dt_util.DEFAULT_TIME_ZONE))
        chain.deeds.clear()
        chain.earned = 1_000_000
        office._chores = Chores(hass, office.config_entry.entry_id)
        await office.async_refresh()
        assert not [deed for deed in chain.deeds if deed[0] == "shareSurplus"]


class TestStatement:
    """A month in a dialog, and on a page."""

    async def test_it_is_shown_with_a_link_to_the_page(
        self, hass: HomeAssistant, office: Office, chain: Chain, hass_client_no_auth: Any
    ) -> None:
        assert await async_setup_component(hass, "http", {})
        async_setup_statements(hass)
        shown = await open_step(hass, office.config_entry, "statement")
        chain.failure = NodeUnavailable("down")
        month = last_months(dt_util.now().date())[1]
        shown = await answer(hass, shown, month=month)
        assert shown["errors"] == {"base": "cannot_connect"}
        chain.failure = None
        shown = await answer(hass, shown, month=month)
        assert "5.000000" in shown["description_placeholders"]["accounts"]
        link = shown["description_placeholders"]["link"].split('"')[1]
        assert link.startswith(f"{STATEMENT_PATH}/{office.config_entry.entry_id}/{month}?")
        client = await hass_client_no_auth()
        page = await client.get(link)
        assert (page.status, page.content_type) == (200, "text/html")
        assert "Grid account" in await page.text()
        assert (await client.get(link.partition("?")[0])).status == 401
        assert (await client.get(link.replace(month, "2020-01"))).status == 401
        assert (await answer(hass, shown))["type"] == "create_entry"

    def test_months_are_offered_newest_first(self) -> None:
        assert last_months(date(2027, 3, 31))[:4] == ["2027-03", "2027-02", "2027-01", "2026-12"]


class TestClock:
    """The schedule of summer times goes on for ever, as long as the operator's home is there."""

    async def test_it_is_written_anew_in_time_and_once(self, hass: HomeAssistant, office: Office, chain: Chain) -> None:
        await hass.config.async_set_time_zone("Europe/Berlin")
        current = office.founding.calendar().block_at(chain.now())
        soon = ClockChange(current + 100, 8)
        office.founding = replace(office.founding, clock=LocalClock((ClockChange(0, 4), soon)))
        for _ in range(2):
            office._chores = Chores(hass, office.config_entry.entry_id)
            await office.async_refresh()
        (deed,) = (deed for deed in chain.deeds if deed[0] == "setClock")
        renewed = LocalClock.unpack(deed[1])
        assert renewed.offset(current) == 4
        assert {change.offset_intervals for change in renewed.changes} == {4, 8}
        assert renewed.changes[-1].from_block > current + 200 * 12

    async def test_an_operator_who_moved_away_leaves_it(
        self, hass: HomeAssistant, office: Office, chain: Chain
    ) -> None:
        await hass.config.async_set_time_zone("Asia/Seoul")
        soon = ClockChange(office.founding.calendar().block_at(chain.now()) + 100, 8)
        office.founding = replace(office.founding, clock=LocalClock((ClockChange(0, 4), soon)))
        office._chores = Chores(hass, office.config_entry.entry_id)
        await office.async_refresh()
        assert not [deed for deed in chain.deeds if deed[0] == "setClock"]
