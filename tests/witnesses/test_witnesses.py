"""A true reading is disputed, for a line's meter is broken: neighbours who have seen the home's meter speak for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.energy_trade.carrier import door_of
from custom_components.energy_trade.chain.operating import OperatorMarket
from custom_components.energy_trade.chain.wallet import AgentKey, Domain, WitnessMessage
from custom_components.energy_trade.chain.witness_word import WitnessWord
from custom_components.energy_trade.const import DOMAIN
from custom_components.energy_trade.home.book import IntervalEnergy
from custom_components.energy_trade.issues import IssueKind
from custom_components.energy_trade.market.readings import Reading
from custom_components.energy_trade.market.state import AuditState
from custom_components.energy_trade.office.guests import LimitReachedError, VoucherRefusedError
from custom_components.energy_trade.office.relay import async_setup_relay
from custom_components.energy_trade.relay.book import RelayBook
from custom_components.energy_trade.relay.budget import Budget
from custom_components.energy_trade.relay.relay import Relay
from custom_components.energy_trade.relay.witness_book import WitnessBook
from custom_components.energy_trade.witnesses.witness import (
    CONF_NEIGHBOURS,
    SAY_AGAIN_SECONDS,
    Witness,
    agree,
    async_open_witness,
)
from simulation.bench.faults.community import QUICK, TERMS, Community, metered
from tests.chain.conftest import proxy, session
from tests.office.test_dialogs import answer, open_step
from tests.support.texts import check_issue

if TYPE_CHECKING:
    import aiohttp
    from homeassistant.core import HomeAssistant

    from custom_components.energy_trade.chain.client import EvmMarket
    from simulation.anvil import Anvil

__all__ = ["proxy", "session"]

pytestmark = pytest.mark.usefixtures("recorder_mock")

CHECKED = replace(
    TERMS,
    metered_zones=frozenset({0}),
    tolerance_wh=50,
    dispute_blocks=4,
    challenge_blocks=1,
    horizon_blocks=2,
    witnesses=2,
)


@dataclass
class Street:
    """Home 0 gave 1000 Wh a step; the line's meter says 400, and the operator believes it."""

    hass: HomeAssistant
    community: Community
    homes: list[EvmMarket]
    block: int
    relay: Relay
    budget: Budget

    @property
    def collector(self) -> WitnessBook:
        """Where words come together."""
        return self.relay.witness_book

    async def witness(self, number: int) -> Witness:
        """A neighbour's part in it, as its Home Assistant begins."""
        home = self.homes[number]
        founding = await home.founding()
        coordinator: Any = SimpleNamespace(
            snapshot=await home.snapshot(), founding=founding, calendar=founding.calendar()
        )
        entry = MockConfigEntry(domain=DOMAIN, title="Test Street", entry_id=f"home{number}")
        return Witness(self.hass, entry, home, coordinator, self.hear)

    async def hear(self, told: WitnessWord) -> bool:
        """Take a word to the home that collects, as the door does."""
        await self.collector.async_take(WitnessWord.from_json(told.to_json()["witness"]))
        return True

    async def stands(self) -> bool:
        """Whether nobody can correct the reading any more."""
        return (await self.homes[0].readings_of(self.block))[0].witnessed


@pytest.fixture
async def street(hass: HomeAssistant, anvil: Anvil, session: aiohttp.ClientSession) -> Street:
    community = await Community.found(anvil, session, [anvil.url], CHECKED)
    community.to_start()
    operator = OperatorMarket(await community.home(AgentKey(anvil.account(0)), timing=QUICK))
    homes = [await community.member(number) for number in range(4)]
    await operator.set_line_meter(0, homes[3].agent)
    block = community.block + CHECKED.horizon_blocks + 1
    community.to_end(block)
    for number, home in enumerate(homes):
        await home.report({block: metered(1000 if number == 0 else 0)})
    await homes[3].report_line(0, {block: (400,) * 8})
    await homes[3].audit(block)
    assert (await homes[0].audit_of(block)).state is AuditState.DISPUTED
    await operator.correct_reading(0, block, metered(400))
    budget = Budget(hass, "1", None)
    relay = Relay(hass, OperatorMarket(homes[3]), await homes[3].founding(), hass.async_create_task, budget=budget)
    return Street(hass, community, homes, block, relay, budget)


class SeenMeter:
    """A neighbour's counter on the same radio."""

    def __init__(self, *net_wh: int | None) -> None:
        self.net_wh = net_wh if len(net_wh) == 8 else net_wh * 8

    def readings(self, first: int, last: int) -> tuple[IntervalEnergy, ...]:
        return tuple(
            IntervalEnergy(each, *((None, None) if net is None else (max(-net, 0), max(net, 0))))
            for each, net in zip(range(first, last), self.net_wh, strict=True)
        )


def sees(witness: Witness, member: int, *net_wh: int | None) -> Witness:
    meters: Any = SeenMeter(*net_wh)
    witness.meters[member] = meters
    return witness


async def test_with_enough_neighbours_words_a_reading_stands(street: Street) -> None:
    for number in (1, 2):
        assert not await street.stands()
        witness = await street.witness(number)
        assert witness.disputed == (street.block,)
        told = await witness.async_told(street.block)
        assert number not in told
        assert await witness.async_speak(0, street.block, told[0])
    assert await street.stands()
    street.community.to_deadline(street.block + CHECKED.dispute_blocks)
    await street.community.operator.send("audit", street.block)
    final = (await street.homes[0].readings_of(street.block))[0]
    assert final.readings == metered(1000).readings
    assert not final.corrected
    assert street.budget.carried == 2


async def test_without_witnesses_it_is_corrected(street: Street) -> None:
    street.community.to_deadline(street.block + CHECKED.dispute_blocks)
    await street.community.operator.send("audit", street.block)
    final = (await street.homes[0].readings_of(street.block))[0]
    assert final.corrected
    assert final.readings == metered(400).readings


async def test_a_home_that_sees_the_meter_speaks_by_itself_once(street: Street) -> None:
    witnesses = [sees(await street.witness(number), 0, 995) for number in (1, 2)]
    heard: list[WitnessWord] = []

    async def hear(told: WitnessWord) -> bool:
        heard.append(told)
        return await street.hear(told)

    witnesses[0]._hand_over = hear
    await witnesses[0].async_step()
    await witnesses[0].async_step()
    assert [(each.message.member, each.by) for each in heard] == [(0, 1)]
    street.collector._collected.clear()  # whoever collects has begun anew
    street.community.anvil.set_time(street.community.anvil.time + SAY_AGAIN_SECONDS + 1)
    await street.homes[1].snapshot()
    await witnesses[0].async_step()
    assert len(heard) == 2
    await witnesses[1].async_step()
    assert await street.stands()


@pytest.mark.parametrize(
    "seen", [(400,), (None,), (1000,) * 7 + (None,), (1000,) * 7 + (1060,), (-1000,)], ids=lambda seen: str(seen[-1])
)
async def test_it_never_signs_what_it_has_not_seen(street: Street, seen: tuple[int | None, ...]) -> None:
    for witness in (sees(await street.witness(1), 0, *seen), sees(await street.witness(2), 3, 1000)):
        witness._hand_over = nobody
        await witness.async_step()


async def nobody(told: WitnessWord) -> bool:
    raise AssertionError(f"it spoke for what it does not know: {told}")


def test_what_is_unknown_on_either_side_does_not_agree() -> None:
    known = SeenMeter(1000).readings(0, 8)
    assert agree(known, metered(1000))
    assert not agree(known[:7], metered(1000))
    assert not agree(known, replace(metered(1000), readings=(*metered(1000).readings[:7], Reading(0, unknown=True))))


async def test_a_meter_with_a_key_of_its_own_is_not_spoken_for(street: Street) -> None:
    witness = sees(await street.witness(1), 0, 1000)
    witness._hand_over = nobody
    node, owner = street.community.anvil, (await street.homes[1].ask("member", 1))["owner"]
    node.rpc("anvil_impersonateAccount", owner)
    call = street.homes[1].contract.abi.call("setMeterKey", 1, owner)
    sent = node.rpc(
        "eth_sendTransaction",
        {"from": owner, "to": street.homes[1].contract.address, "data": "0x" + call.hex(), "gasPrice": "0x0"},
    )
    assert node.receipt(sent)["status"] == "0x1"
    assert not await witness.async_may_speak()
    await witness.async_step()


async def test_who_collects_believes_nobody(street: Street) -> None:
    told = (await street.homes[0].readings_of(street.block))[0]
    true = await street.homes[1].testify(1, 0, street.block, told)
    lies = [
        replace(true, by=2),
        replace(true, by=77),
        await street.homes[1].testify(1, 0, street.block, metered(999)),
        await street.homes[1].testify(1, 2, street.block + 1, told),
        await street.homes[1].testify(1, 0, street.block - 1, told),
    ]
    for lie in lies:
        with pytest.raises(VoucherRefusedError):
            await street.collector.async_take(lie)
    await street.collector.async_take(true)
    await street.collector.async_take(true)
    assert not await street.stands(), "twice the same word is one word"


async def test_words_come_in_by_the_door_and_go_to_every_door(
    hass: HomeAssistant, street: Street, hass_client_no_auth: Any
) -> None:
    market = street.homes[3].contract.address
    entry = MockConfigEntry(domain=DOMAIN, data={"market": market}, entry_id="collects")
    entry.add_to_hass(hass)
    entry.runtime_data = SimpleNamespace(office=None, relay=street.relay)
    entry.mock_state(hass, ConfigEntryState.LOADED)
    assert await async_setup_component(hass, "http", {})
    async_setup_relay(hass)
    client = await hass_client_no_auth()
    here = str(client.make_url("/"))

    async def opened(number: int, relay: Relay | None, *doors: str) -> Witness:
        home = street.homes[number]
        founding = await home.founding()
        data = {"market": market, "relays": list(doors)}
        speaking = MockConfigEntry(domain=DOMAIN, title="Test Street", data=data, entry_id=f"speaks{number}{doors}")
        speaking.add_to_hass(hass)
        coordinator: Any = SimpleNamespace(
            snapshot=await home.snapshot(), founding=founding, calendar=founding.calendar()
        )
        runtime: Any = SimpleNamespace(market=home, coordinator=coordinator, relay=relay)
        book = RelayBook(hass, f"speaks{number}", home, market)
        witness = await async_open_witness(hass, speaking, runtime, book)
        assert witness is not None
        await speaking._async_process_on_unload(hass)
        return witness

    told = (await street.homes[0].readings_of(street.block))[0]
    deaf = await opened(1, None, "http://127.0.0.1:1/")
    assert not await deaf.async_speak(0, street.block, told)
    for number, relay, doors in ((1, None, ("http://127.0.0.1:1/", here)), (2, street.relay, ())):
        witness = await opened(number, relay, *doors)
        assert await witness.async_speak(0, street.block, told)
    assert await street.stands()
    forged = (await street.homes[1].testify(2, 0, street.block, told)).to_json()
    assert (await client.post(door_of("", market), json=forged)).status == 403
    assert (await client.post(door_of("", market), json={"witness": {"member": 0}})).status == 400


async def test_beyond_its_owners_limit_nothing_is_handed_in(street: Street) -> None:
    street.budget.limit = -1
    told = (await street.homes[0].readings_of(street.block))[0]
    await street.collector.async_take(await street.homes[1].testify(1, 0, street.block, told))
    with pytest.raises(LimitReachedError):
        await street.collector.async_take(await street.homes[2].testify(2, 0, street.block, told))
    street.budget.limit = None
    await street.collector.async_take(await street.homes[2].testify(2, 0, street.block, told))
    assert await street.stands()


async def test_the_owner_is_told_of_a_correction_and_no_longer_once_it_cannot_come(street: Street) -> None:
    concerned = await street.witness(0)
    await concerned.async_step()
    issue_id = f"home0.{IssueKind.CORRECTION_WITNESSES}.{street.block}"
    issue = ir.async_get(street.hass).async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    check_issue(issue)
    facts = issue.translation_placeholders or {}
    assert (facts["told"], facts["corrected"], facts["witnesses"], facts["home"]) == ("+8.000", "+3.200", "2", "0")
    bystander = await street.witness(1)
    await bystander.async_step()
    assert len(ir.async_get(street.hass).issues) == 1
    for number in (1, 2):
        told = (await street.homes[0].readings_of(street.block))[0]
        await street.collector.async_take(await street.homes[number].testify(number, 0, street.block, told))
    await concerned.async_step()
    assert ir.async_get(street.hass).async_get_issue(DOMAIN, issue_id) is None


async def test_an_owner_speaks_in_a_dialog(hass: HomeAssistant, street: Street) -> None:
    home = street.homes[1]
    entry = MockConfigEntry(domain=DOMAIN, title="Test Street", data={"market": home.contract.address})
    entry.add_to_hass(hass)
    witness = await street.witness(1)
    spoken: list[WitnessWord] = []

    async def hear(told: WitnessWord) -> bool:
        spoken.append(told)
        return len(spoken) > 1

    witness._hand_over = hear
    entry.runtime_data = SimpleNamespace(
        office=None,
        relay=None,
        market=home,
        witness=witness,
        coordinator=SimpleNamespace(founding=await home.founding(), snapshot=None),
    )
    entry.mock_state(hass, ConfigEntryState.LOADED)
    shown = await open_step(hass, entry, "vouch")
    (selector,) = shown["data_schema"].schema.values()
    first, *others = [each["label"] for each in selector.config["options"]]
    assert first.endswith("#0 · +8.000 kWh → +3.200 kWh"), "what is to be corrected comes first"
    assert [each.split(" · ")[1] for each in others] == ["#2", "#3"]
    shown = await answer(hass, shown, reading=f"{street.block}.0")
    assert shown["step_id"] == "testimony"
    assert shown["description_placeholders"]["figures"].count("+1.000 kWh") == 8
    shown = await answer(hass, shown, sure=False)
    assert shown["errors"] == {"sure": "not_sure"}
    assert not spoken
    shown = await answer(hass, shown, sure=True)
    assert shown["errors"] == {"base": "nobody_heard"}
    assert (await answer(hass, shown, sure=True))["type"] == "create_entry"
    assert spoken[-1].message == WitnessMessage(0, street.block, (metered(1000).pack(),))
    assert spoken[-1].by == 1


async def test_an_owner_names_a_neighbours_meter(hass: HomeAssistant, street: Street) -> None:
    home = street.homes[1]
    entry = MockConfigEntry(domain=DOMAIN, title="Test Street", data={"market": home.contract.address})
    entry.add_to_hass(hass)
    entry.runtime_data = SimpleNamespace(
        office=None,
        relay=None,
        market=home,
        witness=await street.witness(1),
        coordinator=SimpleNamespace(founding=await home.founding(), snapshot=None),
    )
    entry.mock_state(hass, ConfigEntryState.LOADED)
    hass.states.async_set(
        "sensor.next_door",
        "5",
        {"device_class": "energy", "state_class": "total_increasing", "unit_of_measurement": "kWh"},
    )
    shown = await open_step(hass, entry, "neighbour_meter")
    shown = await answer(hass, shown, home=0, export=["sensor.missing"])
    assert shown["errors"] == {"export": "meter_not_found"}
    done = await answer(hass, shown, home=0, export=["sensor.next_door"])
    assert done["data"][CONF_NEIGHBOURS] == {"0": {"mode": "registers", "export": ["sensor.next_door"]}}
    done = await answer(hass, await open_step(hass, entry, "neighbour_meter"), home=0)
    assert done["data"][CONF_NEIGHBOURS] == {}


@pytest.mark.parametrize(
    "change", [{"member": 1}, {"by": -1}, {"word": 5}, {"word": "x"}, {"block": "7"}, {"signature": "00"}]
)
def test_rubbish_is_no_testimony(change: dict[str, Any]) -> None:
    key, message = AgentKey.create(), WitnessMessage(0, 7, (5,))
    domain = Domain(1, "0x" + "11" * 20, bytes(32))
    told = WitnessWord(message, 1, key.sign(message, domain))
    body = told.to_json()["witness"]
    assert WitnessWord.from_json(body) == told
    assert told.signer(domain) == key.address
    with pytest.raises(ValueError, match=r"not|invalid"):
        WitnessWord.from_json(body | change)
