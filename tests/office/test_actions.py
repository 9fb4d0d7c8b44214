"""The operator's actions, as a script calls them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest

from custom_components.energy_trade.chain.errors import CannotPay, NodeUnavailable, Rejected
from custom_components.energy_trade.chain.operating import Asking, Place
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.market.tariff import TariffTable, unpack_tariff
from custom_components.energy_trade.office.monthly import month_of
from custom_components.energy_trade.office.services import ACTIONS, async_setup_office_services
from tests.office.test_doors import AGENT, Chain, chain, office
from tests.support.flow_market import OWNER
from tests.support.living_home import words_of

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

    from custom_components.energy_trade.office.office import Office

__all__ = ["chain", "office"]

PLACE = {"import_kw": 11, "export_kw": 8}


@pytest.fixture(autouse=True)
async def _actions(hass: HomeAssistant, office: Office) -> None:
    async_setup_office_services(hass)
    entry: Any = office.config_entry
    entry.runtime_data = type("Runtime", (), {"office": office})
    entry.mock_state(hass, ConfigEntryState.LOADED)


async def act(hass: HomeAssistant, office: Office, action: str, **data: Any) -> Any:
    answers = ACTIONS[action][2].value != "none"
    fields = {"config_entry_id": office.config_entry.entry_id, **data}
    return await hass.services.async_call(DOMAIN, action, fields, blocking=True, return_response=answers)


@pytest.mark.parametrize(
    ("action", "data", "deed"),
    [
        ("admit", {"agent": AGENT.address, **PLACE}, ("admit", AGENT.address, Place(0, 2750, 2000))),
        ("decline", {"agent": AGENT.address}, ("decline", AGENT.address)),
        ("set_connection", {"member": 3, **PLACE}, ("setMemberTerms", 3, 0, 2750, 2000)),
        ("suspend", {"member": 3}, ("suspend", 3, True)),
        ("suspend", {"member": 3, "suspended": False}, ("suspend", 3, False)),
        ("expel", {"member": 3}, ("expel", 3)),
        ("issue_credit", {"member": 3, "amount": 12.5}, ("issue", 3, 12_500_000)),
        ("set_deviation_cost", {"spread": 0.01}, ("setSpread", 10)),
        ("pay_out_surplus", {"address": OWNER, "amount": 1}, ("takeSurplus", OWNER, 1_000_000)),
        ("hand_over", {"address": OWNER}, ("transferOwnership", OWNER)),
    ],
)
async def test_an_action_is_one_deed(
    hass: HomeAssistant, office: Office, chain: Chain, action: str, data: dict[str, Any], deed: tuple[Any, ...]
) -> None:
    await act(hass, office, action, **data)
    assert deed in chain.deeds


async def test_who_is_in_and_who_asks(hass: HomeAssistant, office: Office) -> None:
    operator: Any = office.operator
    operator.waiting = [Asking(OWNER, OWNER, 1, None)]
    await office.async_refresh()
    found = await act(hass, office, "get_members")
    assert [member["member"] for member in found["members"]] == [0]
    assert found["asking"] == [{"agent": OWNER, "owner": OWNER}]
    invitation = await act(hass, office, "invite", name="Guest", **PLACE)
    assert invitation["invitation"].startswith("energytrade:1:")


async def test_the_standing_prices_are_replaced_as_written(hass: HomeAssistant, office: Office, chain: Chain) -> None:
    await act(hass, office, "set_grid_prices", retail=0.3, feed_in=0.08, hours="22-6 0.26 0.08")
    (deed,) = (deed for deed in chain.deeds if deed[0] == "setTariffTable")
    hours = TariffTable.unpack(deed[1], office.founding.tariff_unit).hours
    assert [hour.retail for hour in hours] == [260] * 6 + [300] * 16 + [260] * 2


async def test_prices_of_coming_hours_are_set_where_they_can_be(
    hass: HomeAssistant, office: Office, chain: Chain
) -> None:
    calendar = office.founding.calendar()
    now = datetime.fromtimestamp(office.operator.market.now(), UTC).replace(minute=0, second=0)
    hours = [{"start": now + timedelta(hours=hour), "retail": 0.3, "feed_in": 0.1} for hour in range(36)]
    told = await act(hass, office, "set_hourly_prices", prices=hours)
    (deed,) = (deed for deed in chain.deeds if deed[0] == "setTariff")
    assert deed[1] == calendar.block_at(office.operator.market.now()) + office.founding.horizon_blocks + 1
    assert {price.retail for word in deed[2] for price in unpack_tariff(word, office.founding.tariff_unit)} == {300}
    assert told["start"] < told["end"]


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("set_grid_prices", {"retail": 0.05, "feed_in": 0.08}),
        ("set_grid_prices", {"retail": 900, "feed_in": 0.08}),
        ("set_grid_prices", {"retail": 0.3, "feed_in": 0.08, "hours": "noon"}),
        ("set_hourly_prices", {"prices": [{"start": "2020-01-01 00:00:00", "retail": 0.3, "feed_in": 0.1}]}),
        ("set_hourly_prices", {"prices": [{"start": "2020-01-01 00:00:00", "retail": 0.1, "feed_in": 0.3}]}),
        ("set_hourly_prices", {"prices": [{"start": "2020-01-01 00:00:00", "retail": 900, "feed_in": 0.3}]}),
        ("set_line", {"zone": 0, "capacity_kw": 1, "fee": 0}),
        ("admit", {"agent": "nobody", **PLACE}),
    ],
)
async def test_what_makes_no_sense_is_refused_in_words(
    hass: HomeAssistant, office: Office, chain: Chain, action: str, data: dict[str, Any]
) -> None:
    with pytest.raises(ServiceValidationError) as refusal:
        await act(hass, office, action, **data)
    assert words_of(refusal.value)
    assert not chain.deeds


@pytest.mark.parametrize("failure", [Rejected("NoRequest"), CannotPay("0x1", 0, 1), NodeUnavailable("down")])
async def test_what_the_chain_does_not_take_is_told_in_words(
    hass: HomeAssistant, office: Office, chain: Chain, failure: Exception
) -> None:
    chain.failure = failure
    with pytest.raises(HomeAssistantError) as refusal:
        await act(hass, office, "expel", member=1)
    assert words_of(refusal.value)


async def test_only_an_operator_operates(hass: HomeAssistant, office: Office) -> None:
    office.config_entry.runtime_data = type("Runtime", (), {"office": None})
    with pytest.raises(ServiceValidationError) as refusal:
        await act(hass, office, "expel", member=1)
    assert "operator" in words_of(refusal.value)


def test_a_month_is_the_homes_own() -> None:
    start, end = month_of(date(2026, 12, 5))
    assert (start.day, start.month, end.day, end.month, end.year) == (1, 12, 1, 1, 2027)
    last, now = month_of(None)
    assert last < now <= dt_util.now()
