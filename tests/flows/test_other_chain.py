"""A community changes to another chain: one dialog for the operator, one confirmation for members, nothing twice."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, ConfigEntryState
import pytest

from custom_components.energy_trade.chain.client import connect
from custom_components.energy_trade.chain.invitation import Invitation
from custom_components.energy_trade.chain.operating import Asking, OperatorMarket, Place
from custom_components.energy_trade.chain.wallet import AgentKey
from custom_components.energy_trade.connection import agent_of
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.founding_draft import DraftStore, FoundingDraft
from custom_components.energy_trade.market.state import MemberState, MemberStatus
from custom_components.energy_trade.market.tariff import GridPrice, TariffTable
from custom_components.energy_trade.office import joining
from custom_components.energy_trade.office.carried import Passage
from custom_components.energy_trade.office.guests import GuestBook
from custom_components.energy_trade.office.joining import async_join_own, open_operator
from custom_components.energy_trade.office.office import Office
from simulation.anvil import Anvil
from tests.flows.test_founding import Dialog, _quick, hourly_meters
from tests.support.flow_market import OWNER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from homeassistant.config_entries import ConfigEntry
    from homeassistant.core import HomeAssistant

__all__ = ["_quick", "hourly_meters"]

pytestmark = pytest.mark.usefixtures("recorder_mock", "socket_enabled", "hourly_meters")

NEIGHBOUR = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"
LINDGREN = AgentKey.create()
HOUSE = Place(1, 2500, 1500)


@pytest.fixture
def elsewhere(anvil: Anvil) -> Iterator[Anvil]:
    """The other chain, whose clock agrees with the first one's to some seconds."""
    with Anvil(chain_id=4242, timestamp=anvil.time + 60, seconds_a_block=1) as node:
        yield node


class Operator(Dialog):
    """Whoever founded the community, and changes its chain now."""

    entry: ConfigEntry[Any]

    async def founded(self, anvil: Anvil) -> None:
        """Found it here, with the operator's own home and a neighbour's."""
        await self.found(anvil, zones="0 50 0.01")
        await self.wait()
        await self.fill(import_kw=11, export_kw=8, zone=0)
        await self.fill(next_step_id="owner_address")
        await self.fill(owner=OWNER)
        await self.fill(next_step_id="registers")
        await self.fill(**{"import": ["sensor.meter_import"], "export": ["sensor.meter_export"], "devices": {}})
        await self.fill(daily_limit=20)
        await self.wait()
        (self.entry,) = self.hass.config_entries.async_entries(DOMAIN)

    async def change(self) -> Any:
        """Open the dialog."""
        context: Any = {"source": SOURCE_RECONFIGURE, "entry_id": self.entry.entry_id}
        self._saw(await self.hass.config_entries.flow.async_init(DOMAIN, context=context))
        return await self.fill(next_step_id="other_chain")

    async def changed(self, elsewhere: Anvil) -> ConfigEntry[Any]:
        """Go through with it; return the new entry."""
        await self.change()
        await self.fill(nodes=[elsewhere.url])
        await self.wait()
        assert self.result["step_id"] == "other_chain_done"
        assert (await self.fill())["reason"] == "other_chain_founded"
        return next(entry for entry in self.hass.config_entries.async_entries(DOMAIN) if entry is not self.entry)

    async def seat(self, entry: ConfigEntry[Any], agent: str) -> MemberState | None:
        """What a home is in an entry's market."""
        async with open_operator(self.hass, entry.data) as operator:
            return next((member for member in await operator.members() if member.agent == agent), None)


@pytest.fixture
async def operator(hass: HomeAssistant, anvil: Anvil) -> Operator:
    dialog = Operator(hass)
    await dialog.founded(anvil)
    return dialog


async def test_the_same_community_stands_on_the_other_chain(operator: Operator, elsewhere: Anvil) -> None:
    hours = tuple(GridPrice(90, 310) for _ in range(24))
    async with open_operator(operator.hass, operator.entry.data) as there:
        await there.set_table(TariffTable(hours), 1)
        before = await there.market.founding()
    new = await operator.changed(elsewhere)
    for name in ("agent_key", "owner", "meters", "name"):
        assert new.data[name] == operator.entry.data[name]
    assert new.data["operator_key"] != operator.entry.data["operator_key"]
    assert (new.title, operator.entry.title) == ("Elm Street", "Elm Street · 31337")
    assert new.data["came_from"] == {"market": operator.entry.data["market"], "chain_id": 31337}
    async with open_operator(operator.hass, new.data) as here:
        after = await here.market.founding()
    assert after.tariff_table.hours == hours, "the prices that hold now, not those of the first founding"
    assert after.initial_grant == 0, "a welcome credit would be money that members have already"
    for name in ("name", "currency", "supply", "interval_seconds", "max_retail", "spread", "zones", "daily_cap"):
        assert getattr(after, name) == getattr(before, name)
    assert (await operator.change())["reason"] == "other_chain_founded", "no community changes twice"


async def test_nodes_of_the_same_chain_lead_nowhere(operator: Operator, anvil: Anvil) -> None:
    await operator.change()
    assert (await operator.fill(nodes=[anvil.url]))["errors"] == {"nodes": "same_chain"}


async def test_another_founding_that_is_under_way_keeps_its_key(operator: Operator, elsewhere: Anvil) -> None:
    async with open_operator(operator.hass, operator.entry.data) as there:
        terms = await there.market.founding()
    key = AgentKey.create().stored()
    await DraftStore(operator.hass).async_save(FoundingDraft(key, (elsewhere.url,), 4242, terms))
    assert (await operator.change())["reason"] == "founding_under_way"
    kept = await DraftStore(operator.hass).async_load()
    assert kept is not None
    assert kept.key == key


class Change:
    """Both chains while the community changes, and both of the operator's offices."""

    def __init__(self, nodes: tuple[Anvil, Anvil], there: Office, here: Office) -> None:
        self.nodes, self.there, self.here = nodes, there, here

    async def look(self) -> None:
        """Let both offices do what is due."""
        await self.there.async_refresh()
        await self.here.async_refresh()

    async def seats(self, agent: str) -> tuple[MemberState, MemberState | None]:
        """What a home is on the old chain and on the new one."""
        found = [
            next((member for member in await office.operator.members() if member.agent == agent), None)
            for office in (self.there, self.here)
        ]
        assert found[0] is not None
        return found[0], found[1]

    def pass_to(self, block: int) -> None:
        """Let a block begin on both chains."""
        start = self.there.founding.calendar().block_start(block)
        for node in self.nodes:
            node.set_time(start)


@pytest.fixture
async def change(hass: HomeAssistant, operator: Operator, anvil: Anvil, elsewhere: Anvil) -> AsyncIterator[Change]:
    """A community of two homes whose operator has just founded it anew elsewhere."""
    home = {**operator.entry.data, "agent_key": LINDGREN.stored()}
    await async_join_own(hass, home, NEIGHBOUR, 5_000_000, HOUSE)
    new = await operator.changed(elsewhere)
    clocks = patch.object(joining, "connect", partial(connect, node_timeout=60, host_clock=lambda: anvil.time))
    with clocks:
        async with open_operator(hass, operator.entry.data) as there, open_operator(hass, new.data) as here:
            offices = [await _opened(hass, operator.entry, there), await _opened(hass, new, here)]
            await offices[0].guests.async_name(LINDGREN.address, "The Lindgrens")
            yield Change((anvil, elsewhere), *offices)


async def _opened(hass: HomeAssistant, entry: ConfigEntry[Any], operator: OperatorMarket) -> Office:
    """An office at work, without the home beside it."""
    guests = GuestBook(hass, entry.entry_id)
    await guests.async_load()
    office = Office(hass, entry, operator, await operator.market.founding(), guests)
    entry.runtime_data = SimpleNamespace(office=office, relay=None, coordinator=SimpleNamespace(snapshot=None))
    object.__setattr__(entry, "state", ConfigEntryState.LOADED)
    return office


async def test_the_operators_own_home_goes_first_and_no_block_counts_twice(change: Change, operator: Operator) -> None:
    own = agent_of(operator.entry.data).address
    for _ in range(3):  # looking again does nothing twice
        await change.look()
    left, seat = await change.seats(own)
    assert left.status is MemberStatus.LEAVING
    assert seat is None, "it still delivers on the old chain"
    change.pass_to(left.last_block)
    await change.look()
    await change.look()
    left, seat = await change.seats(own)
    assert seat is not None
    assert seat.first_block > left.last_block
    assert (seat.owner, seat.import_limit_wh, seat.export_limit_wh) == (OWNER, 2750, 2000)
    assert seat.balance == 0, "its money is on the old chain, and only there"


async def test_a_member_comes_along_with_one_confirmation(
    hass: HomeAssistant, change: Change, operator: Operator
) -> None:
    await change.look()
    (guest,) = [each for each in change.here.guests.guests.values() if each.is_awaited]
    assert (guest.name, guest.place) == ("The Lindgrens", HOUSE)
    invitation = change.here.invitation(guest)
    assert Invitation.parse(invitation.encode()).formerly == operator.entry.data["market"]

    # Whoever else got hold of that invitation ends nobody's membership.
    asking = Asking(AgentKey.create().address, OWNER, 1, None)
    assert await change.here.carried.async_passage(guest, asking, 2**31) is Passage.STRANGER

    # The neighbour's own Home Assistant knows the old market alone.
    for entry in hass.config_entries.async_entries(DOMAIN):
        if entry.entry_id != operator.entry.entry_id:
            hass.config_entries.async_update_entry(entry, unique_id="elsewhere")
    known = {**operator.entry.data, "agent_key": LINDGREN.stored(), "owner": NEIGHBOUR}
    data = dict(operator.entry.data)
    hass.config_entries.async_update_entry(operator.entry, data=known)
    dialog = Dialog(hass)
    dialog._saw(await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER}))
    await dialog.fill(next_step_id="join")
    assert (await dialog.fill(invitation=invitation.encode()))["step_id"] == "follow"

    # Who is no member there, or cannot be told to be one, is told so and may try again.
    for wrong, told in (
        ({"agent_key": AgentKey.create().stored()}, "no_home"),
        ({"nodes": ["http://127.0.0.1:9"]}, "cannot_connect"),
    ):
        hass.config_entries.async_update_entry(operator.entry, data={**known, **wrong})
        assert (await dialog.fill())["errors"] == {"base": told}
    hass.config_entries.async_update_entry(operator.entry, data=known)
    await dialog.fill()
    done = await dialog.wait()
    assert (done["type"], done["description"]) == ("create_entry", "followed")
    assert (agent_of(done["data"]).address, done["data"]["owner"]) == (LINDGREN.address, NEIGHBOUR)
    hass.config_entries.async_update_entry(operator.entry, data=data)

    assert (await change.seats(LINDGREN.address))[0].status is MemberStatus.ACTIVE, "until the operator's home sees it"
    await change.look()
    left, seat = await change.seats(LINDGREN.address)
    assert left.status is MemberStatus.LEAVING
    assert seat is None
    change.pass_to(left.last_block)
    await change.look()
    await change.look()
    left, seat = await change.seats(LINDGREN.address)
    assert seat is not None
    assert seat.first_block > left.last_block
    assert (seat.owner, seat.zone, seat.import_limit_wh) == (NEIGHBOUR, HOUSE.zone, HOUSE.import_limit_wh)
    assert seat.daily_cap == 5_000_000, "the owner's limit, not the community's"
    assert not [each for each in change.here.guests.guests.values() if each.is_awaited]
