"""Two neighbours and nobody else: one founds, the other joins with no coin, one leaves with its money."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
import contextlib
from contextlib import asynccontextmanager
from functools import partial
import json
from pathlib import Path
import time
from typing import Any

from eth_account import Account
from eth_account.signers.local import LocalAccount
import pytest

from custom_components.energy_trade.chain.abi import ContractAbi
from custom_components.energy_trade.chain.artifacts import load
from custom_components.energy_trade.chain.invitation import Invitation
from custom_components.energy_trade.market.state import MemberStatus
from simulation.anvil import Anvil
from simulation.browser import browse
from simulation.flow import Flow
from simulation.home_assistant import HomeAssistant, HomeAssistantError
from simulation.household import feed, package, sensor
from simulation.profiles import read_simbench
from simulation.street import DAYS, FIRST_DAY, Street

INTERVAL_SECONDS = 8
PATIENCE = 1500
"""Ceiling in seconds for a machine that does other things too."""

TERMS = {"name": "Elm Street", "currency": "EUR", "supply": "pooled", "retail": 0.32, "feed_in": 0.08}
ADVANCED = {
    "members": 8,
    "interval": INTERVAL_SECONDS / 60,
    "gate": 0.1,
    "report": 0.1,
    "ahead": 0.06,
    "reserve": 25,
    "zones": "",
    "hours": "",
}
GWEI = 10**9


class Home:
    """One Home Assistant with meters, and the person in front of it."""

    def __init__(self, name: str, folder: Path, profile: str, street: Street) -> None:
        self.name = name
        self.wallet: LocalAccount = Account.create()
        self.assistant = HomeAssistant(folder, packages={"household": package()}, name=name, currency="EUR")
        self.registers = street.registers(read_simbench(FIRST_DAY, DAYS)[profile])

    async def live(self) -> None:
        while True:
            with contextlib.suppress(Exception):
                await feed(self.assistant, self.registers, time.time())
            await asyncio.sleep(1)

    async def is_metered(self) -> bool:
        state = await self.assistant.state(sensor("grid_import"))
        return state is not None and state["state"] not in ("unknown", "unavailable")

    async def value(self, name: str) -> str:
        states = await self.assistant.states()
        found = [state for entity_id, state in states.items() if entity_id.endswith(f"_{name}")]
        return str(found[0]["state"]) if found else ""

    async def act(self, action: str, **data: Any) -> Any:
        [entry] = await self.assistant.entries("energy_trade")
        fields = {"config_entry_id": entry["entry_id"], **data}
        return await self.assistant.call_action("energy_trade", action, fields, response=True)

    async def own_home(self, flow: Flow) -> None:
        """From the owner's address to the end of the dialog."""
        assert flow.step["step_id"] == "owner", flow.step
        await flow.choose("owner_address")
        await flow.submit({"owner": self.wallet.address})
        await flow.choose("registers")
        meters = {"import": [sensor("grid_import")], "export": [sensor("grid_export")]}
        await flow.submit(meters | {"devices": {"pv": [sensor("solar")]}})
        assert flow.step["step_id"] in {"finish", "found_finish"}, flow.step
        done = await flow.submit()
        assert done["type"] == "create_entry", done


async def until(condition: Callable[[], Awaitable[bool]], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not await condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        await asyncio.sleep(1)


@asynccontextmanager
async def living(*homes: Home) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        tasks = []
        for home in homes:
            await home.assistant.start()
            tasks.append(group.create_task(home.live()))
        for home in homes:
            await until(home.is_metered, f"the meters of {home.name}")
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()


class Chain:
    """The chain as a stranger with a wallet sees it."""

    def __init__(self, node: Anvil, market: str) -> None:
        self.node = node
        self.market = market
        self.abi = ContractAbi(load("EnergyMarket").abi)

    async def charge(self) -> None:
        """Keep the fees from falling to nothing on a chain where hardly anything happens."""
        while True:
            with contextlib.suppress(Exception):
                await asyncio.to_thread(self.node.rpc, "anvil_setNextBlockBaseFeePerGas", hex(GWEI))
            await asyncio.sleep(0.5)

    def view(self, name: str, *arguments: Any) -> Any:
        data = "0x" + self.abi.call(name, *arguments).hex()
        answer = self.node.rpc("eth_call", {"to": self.market, "data": data}, "latest")
        return self.abi.answer(name, bytes.fromhex(answer[2:]))

    def member_of(self, owner: str) -> dict[str, Any]:
        [found] = self._members_of(owner)
        return dict(found)

    async def has_member(self, owner: str) -> bool:
        return bool(self._members_of(owner))

    def _members_of(self, owner: str) -> list[Any]:
        return [member for member in self.view("members", 0, 64) if member["owner"] == owner]

    async def by_owner(self, wallet: LocalAccount, name: str, *arguments: Any) -> None:
        """What an owner does with a wallet of its own."""
        if not int(self.node.rpc("eth_getBalance", wallet.address, "latest"), 16):
            self.node.rpc("anvil_setBalance", wallet.address, hex(10**18))
        transaction: dict[str, Any] = {
            "chainId": self.node.chain_id,
            "nonce": int(self.node.rpc("eth_getTransactionCount", wallet.address, "latest"), 16),
            "to": self.market,
            "value": 0,
            "gas": 2_000_000,
            "maxFeePerGas": 10 * GWEI,
            "maxPriorityFeePerGas": GWEI,
            "data": self.abi.call(name, *arguments),
        }
        raw = wallet.sign_transaction(transaction).raw_transaction
        sent = self.node.rpc("eth_sendRawTransaction", "0x" + bytes(raw).hex())
        while not (receipt := self.node.rpc("eth_getTransactionReceipt", sent)):  # noqa: ASYNC110 - a node calls nobody
            await asyncio.sleep(0.2)
        assert receipt["status"] == "0x1", name


async def picture(home: Home, path: str, file: Path) -> None:
    async with browse(home.assistant) as browser:
        await browser.open(path)
        await browser.picture(file, whole=True)


@pytest.mark.long(480)
async def test_neighbours_found_join_trade_and_leave(tmp_path: Path) -> None:
    street = Street(INTERVAL_SECONDS, int(time.time()) // INTERVAL_SECONDS + 1)
    founder = Home("Founder", tmp_path / "founder", "h001", street)
    guest = Home("Guest", tmp_path / "guest", "h002", street)
    with Anvil(block_time=1) as node:
        charging = asyncio.create_task(Chain(node, "").charge())
        try:
            async with living(founder, guest):
                await _life(node, founder, guest, tmp_path)
        finally:
            charging.cancel()
            for home in (founder, guest):
                await home.assistant.stop()


async def _life(node: Anvil, founder: Home, guest: Home, pictures: Path) -> None:
    async with founder.assistant.ws() as ws:
        await ws.call("config/core/update", external_url=founder.assistant.url)

    # One founds.
    flow = await Flow.add(founder.assistant, "energy_trade")
    await flow.choose("found")
    await flow.submit({"nodes": [node.url]})
    assert flow.step["step_id"] == "found_terms", flow.step
    funding = asyncio.create_task(_fund(founder, node))
    await flow.submit({**TERMS, "advanced": ADVANCED})
    await funding
    assert flow.step["step_id"] == "found_done", flow.step
    market = flow.step["description_placeholders"]["market"]
    await flow.submit({"import_kw": 900, "export_kw": 900})
    await founder.own_home(flow)
    chain = Chain(node, market)
    assert chain.member_of(founder.wallet.address)["status"] == MemberStatus.ACTIVE

    # It invites the other, who has no coin.
    [entry] = await founder.assistant.entries("energy_trade")
    options = await Flow.options(founder.assistant, entry)
    await options.choose("invite")
    await options.submit({"name": "Guest", "import_kw": 900, "export_kw": 900})
    text = options.step["description_placeholders"]["invitation"]
    await options.submit()
    assert Invitation.parse(text).relays
    await picture(founder, "/config/devices/dashboard?domain=energy_trade", pictures / "operator.png")
    joining = await Flow.add(guest.assistant, "energy_trade")
    await joining.choose("join")
    await joining.submit({"invitation": text})
    assert joining.step["step_id"] == "pooled", joining.step
    await joining.submit()
    await guest.own_home(joining)
    await until(partial(chain.has_member, guest.wallet.address), "the guest is admitted")
    agent = chain.member_of(guest.wallet.address)["agent"]
    assert int(node.rpc("eth_getBalance", agent, "latest"), 16) == 0

    # Both trade and settle: the guest pays no fee for its orders and readings.
    async def is_open() -> bool:
        return await founder.value("membership") == await guest.value("membership") == "active"

    await until(is_open, "both homes to deliver")
    await until(partial(_traded, founder, guest), "a settled trade of both")
    assert int(node.rpc("eth_getBalance", agent, "latest"), 16) == 0
    await picture(guest, "/energy-trade", pictures / "guest.png")

    # The guest leaves with all its money.
    index = chain.member_of(guest.wallet.address)["index"]
    await chain.by_owner(guest.wallet, "leave", index)

    async def left() -> bool:
        return bool(chain.member_of(guest.wallet.address)["status"] == MemberStatus.LEFT)

    await until(left, "the guest's last block to be settled")
    member = chain.member_of(guest.wallet.address)
    assert member["free"] == member["balance"] > 0
    await chain.by_owner(guest.wallet, "withdraw", index, member["balance"])
    assert chain.member_of(guest.wallet.address)["balance"] == 0
    for home in (founder, guest):
        # Blocks are so short here that orders may come too late; nothing worse may have happened.
        failures = [line for line in home.assistant.problems() if " ERROR " in line]
        assert not [line for line in failures if "custom_components.energy_trade" in line]


async def _fund(founder: Home, node: Anvil) -> None:
    """Send coin to the address that the dialog shows, as its founder would from a wallet."""
    draft = founder.assistant.folder / ".storage" / "energy_trade.founding"
    while not draft.exists():  # noqa: ASYNC110 - a file calls nobody
        await asyncio.sleep(0.2)
    key = json.loads(draft.read_text())["data"]["key"]
    await asyncio.sleep(3)
    node.rpc("anvil_setBalance", Account.from_key(key).address, hex(10**18))


async def _traded(seller: Home, buyer: Home) -> bool:
    """Whether both have settled a trade; until then they order block after block, as one order may come too late."""
    length = 8 * INTERVAL_SECONDS
    start = (time.time() // length + 2) * length
    for home, side, price in ((seller, "sell", 0.1), (buyer, "buy", 0.3)):
        with contextlib.suppress(HomeAssistantError):
            await home.act(
                "place_order",
                side=side,
                start=time.strftime("%Y-%m-%d %H:%M:%S+00:00", time.gmtime(start)),
                end=time.strftime("%Y-%m-%d %H:%M:%S+00:00", time.gmtime(start + length)),
                energy=0.1,
                price=price,
            )
    # The orders stand until the block begins; what was settled is looked at meanwhile.
    while time.time() < start:
        if await _settled(seller) and await _settled(buyer):
            return True
        await asyncio.sleep(2)
    return False


async def _settled(home: Home) -> bool:
    found = await home.act("get_trades")
    return any(trade["traded"] and trade.get("amount") is not None for trade in found["trades"])
