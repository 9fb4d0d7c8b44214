"""Telling devices what to do: read back, told again, and given up to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homeassistant.core import Context, ServiceCall
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.energy_trade.home.devices.hand import (
    LATER_SECONDS,
    MOST_SLIPS,
    PATIENCE_SECONDS,
    PAUSE_SECONDS,
    Hand,
    Obedience,
    number,
    option,
    script,
    switched,
)

if TYPE_CHECKING:
    from homeassistant.core import HomeAssistant

PLUG = "switch.plug"


class Plug:
    """A switch that obeys, or does not."""

    def __init__(self, hass: HomeAssistant) -> None:
        self.hass = hass
        self.obeys = True
        self.calls: list[str] = []
        hass.states.async_set(PLUG, "off")
        for action in ("turn_on", "turn_off"):
            hass.services.async_register("switch", action, self._on_call)

    async def _on_call(self, call: ServiceCall) -> None:
        self.calls.append(call.service)
        if self.obeys:
            self.hass.states.async_set(PLUG, call.service.removeprefix("turn_"), context=call.context)


@pytest.fixture
def plug(hass: HomeAssistant) -> Plug:
    return Plug(hass)


async def test_is_told_once_and_read_back(hass: HomeAssistant, plug: Plug) -> None:
    hand = Hand(hass)
    for now in range(0, 600, 60):
        assert await hand.async_apply([switched(PLUG, on=True)], now) is Obedience.DONE
    assert plug.calls == ["turn_on"]


async def test_a_device_that_does_not_obey_is_told_again_then_rarely_and_reported(
    hass: HomeAssistant, plug: Plug
) -> None:
    plug.obeys = False
    hand = Hand(hass)
    answers = [await hand.async_apply([switched(PLUG, on=True)], now) for now in range(0, 3600, 10)]
    assert answers[0] is Obedience.WAITING
    assert answers[-1] is Obedience.DISOBEYS
    assert len(plug.calls) <= len(PATIENCE_SECONDS) + 3600 // LATER_SECONDS + 1
    plug.obeys = True
    assert await hand.async_apply([switched(PLUG, on=True)], 3600 + LATER_SECONDS) is Obedience.DONE


async def test_an_action_that_fails_or_hangs_counts_as_not_followed(hass: HomeAssistant, plug: Plug) -> None:
    async def broken(_call: ServiceCall) -> None:
        raise HomeAssistantError("no")

    hass.services.async_register("switch", "turn_on", broken)
    assert await Hand(hass).async_apply([switched(PLUG, on=True)], 0) is Obedience.WAITING


@pytest.mark.parametrize("state", ["unavailable", None])
async def test_nothing_is_sent_to_what_is_away(hass: HomeAssistant, plug: Plug, state: str | None) -> None:
    if state is None:
        hass.states.async_remove(PLUG)
    else:
        hass.states.async_set(PLUG, state)
    assert await Hand(hass).async_apply([switched(PLUG, on=True)], 0) is Obedience.UNREACHABLE
    assert plug.calls == []


async def test_a_person_is_never_fought(hass: HomeAssistant, plug: Plug) -> None:
    hand = Hand(hass)
    await hand.async_apply([switched(PLUG, on=True)], 0)
    hass.states.async_set(PLUG, "off", context=Context(user_id="anna"))
    for now in range(60, PAUSE_SECONDS, 600):
        assert await hand.async_apply([switched(PLUG, on=True)], now) is Obedience.OVERRIDDEN
    assert plug.calls == ["turn_on"]
    assert await hand.async_apply([switched(PLUG, on=True)], PAUSE_SECONDS + 61) is Obedience.DONE


async def test_a_person_is_noticed_also_when_the_plan_changes_its_mind(hass: HomeAssistant, plug: Plug) -> None:
    hand = Hand(hass)
    hass.states.async_set(PLUG, "on")
    await hand.async_apply([number(hass, "number.power", 5), switched(PLUG, on=False)], 0)
    hass.states.async_set(PLUG, "on", context=Context(user_id="anna"))
    assert await hand.async_apply([switched(PLUG, on=True)], 60) is Obedience.DONE
    await hand.async_apply([switched(PLUG, on=False)], 120)
    hass.states.async_set(PLUG, "on", context=Context(user_id="anna"))
    assert await hand.async_apply([switched(PLUG, on=False)], 180) is Obedience.OVERRIDDEN
    hand.resume()
    assert await hand.async_apply([switched(PLUG, on=False)], 240) is Obedience.DONE


async def test_a_device_that_keeps_changing_back_is_left_to_whoever_does_it(hass: HomeAssistant, plug: Plug) -> None:
    hand = Hand(hass)
    answers = []
    for now in range(0, 60 * (MOST_SLIPS + 3), 60):
        answers.append(await hand.async_apply([switched(PLUG, on=True)], now))
        hass.states.async_set(PLUG, "off")
    assert answers[:MOST_SLIPS] == [Obedience.DONE] * MOST_SLIPS
    assert answers[-1] is Obedience.OVERRIDDEN
    assert len(plug.calls) == MOST_SLIPS + 1


async def test_a_hand_that_yields_takes_any_change_for_a_persons(hass: HomeAssistant, plug: Plug) -> None:
    hand = Hand(hass, yields=True)
    await hand.async_apply([switched(PLUG, on=True)], 0)
    hass.states.async_set(PLUG, "off")
    assert await hand.async_apply([switched(PLUG, on=True)], 60) is Obedience.OVERRIDDEN


async def test_what_cannot_be_read_back_is_told_once_for_each_meaning(hass: HomeAssistant) -> None:
    calls: list[dict[str, object]] = []

    async def on_call(call: ServiceCall) -> None:
        calls.append(dict(call.data))

    hass.services.async_register("script", "turn_on", on_call)
    hass.states.async_set("script.charge", "off")
    hand = Hand(hass)
    for power in (1000, 1000, 2000):
        assert await hand.async_apply([script("script.charge", ("charge", power), power=power)], 0) is Obedience.DONE
    assert [call["variables"] for call in calls] == [{"power": 1000}, {"power": 2000}]


async def test_numbers_keep_to_range_and_steps_and_options_to_their_list(hass: HomeAssistant) -> None:
    hass.states.async_set("number.current", "0", {"min": 6, "max": 16, "step": 1})
    assert number(hass, "number.current", 9.4).data == {"value": 9}
    assert number(hass, "number.current", 40).data == {"value": 16}
    assert number(hass, "number.current", 2).data == {"value": 6}
    holds = number(hass, "number.current", 9).holds
    assert holds is not None
    hass.states.async_set("number.current", "rubbish")
    state = hass.states.get("number.current")
    assert state is not None
    assert not holds(state)
    assert option("input_select.mode", "Eco").action == "input_select.select_option"
