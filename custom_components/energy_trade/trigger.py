"""Triggers for automations: prices, cheap hours, trades, questions and money."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Final, override

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.trigger import Trigger
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .market.units import MICRO, WH_PER_KWH
from .model import TradeEventType
from .outlook import cheapest_today
from .questions.causes import Cause
from .questions.manager import QuestionEvent
from .watching import (
    COMMUNITY,
    CONF_HOURS,
    DEFAULT_HOURS,
    HOURS,
    PRICE,
    checked,
    follow,
    home_of,
    is_cheap,
    price_now,
)

if TYPE_CHECKING:
    from homeassistant.helpers.trigger import TriggerActionRunner, TriggerConfig, TriggerNotTriggeredReporter
    from homeassistant.helpers.typing import ConfigType

    from .coordinator import EnergyTradeCoordinator
    from .model import TradeState
    from .questions.manager import News

ABOVE: Final = "above"
BELOW: Final = "below"


class HomeTrigger(Trigger):
    """A trigger of one home; subclasses say what they watch."""

    fields: ClassVar[dict[Any, Any]] = {}

    @classmethod
    @override
    async def async_validate_config(cls, hass: HomeAssistant, config: ConfigType) -> ConfigType:
        """Check the fields."""
        return checked(hass, config, vol.Schema({vol.Required("options"): {**COMMUNITY, **cls.fields}}))

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Take the fields over."""
        super().__init__(hass, config)
        self._options = config.options or {}

    @override
    async def async_attach_runner(
        self, run_action: TriggerActionRunner, did_not_trigger: TriggerNotTriggeredReporter | None = None
    ) -> CALLBACK_TYPE:
        """Watch the home through every reload."""
        return follow(
            self._hass, self._options["config_entry_id"], lambda coordinator: self._watch(coordinator, run_action)
        )

    @abstractmethod
    def _watch(self, coordinator: EnergyTradeCoordinator, run: TriggerActionRunner) -> CALLBACK_TYPE:
        """Begin to watch; what is so already does not trigger."""


class _SwitchTrigger(HomeTrigger):
    """Triggers when something becomes true that was known to be false."""

    @abstractmethod
    def _is(self, coordinator: EnergyTradeCoordinator) -> bool | None:
        """Whether it is so; None if that is not known."""

    @abstractmethod
    def _told(self, coordinator: EnergyTradeCoordinator) -> tuple[dict[str, Any], str]:
        """What the automation learns, and the trace says."""

    @override
    def _watch(self, coordinator: EnergyTradeCoordinator, run: TriggerActionRunner) -> CALLBACK_TYPE:
        was = self._is(coordinator)

        @callback
        def look() -> None:
            nonlocal was
            now = self._is(coordinator)
            if now is None:
                return
            if now and was is False:
                details, description = self._told(coordinator)
                run({**home_of(coordinator), **details}, description)
            was = now

        return coordinator.async_add_listener(look)


class PriceCrossedTrigger(_SwitchTrigger):
    """The price of power crosses a threshold."""

    fields: ClassVar = {
        vol.Required("direction", default=BELOW): vol.In([ABOVE, BELOW]),
        vol.Required("price"): PRICE,
    }

    @override
    def _is(self, coordinator: EnergyTradeCoordinator) -> bool | None:
        price = price_now(coordinator)
        if price is None:
            return None
        threshold: float = self._options["price"] * MICRO / WH_PER_KWH
        return price < threshold if self._options["direction"] == BELOW else price > threshold

    @override
    def _told(self, coordinator: EnergyTradeCoordinator) -> tuple[dict[str, Any], str]:
        price = (price_now(coordinator) or 0) * WH_PER_KWH / MICRO
        return {"price": round(price, 6)}, f"price {self._options['direction']} {self._options['price']}"


class CheapPeriodStartedTrigger(_SwitchTrigger):
    """The cheapest hours of the day begin."""

    fields: ClassVar = {vol.Required(CONF_HOURS, default=DEFAULT_HOURS): HOURS}

    @override
    def _is(self, coordinator: EnergyTradeCoordinator) -> bool | None:
        return is_cheap(coordinator, self._options[CONF_HOURS])

    @override
    def _told(self, coordinator: EnergyTradeCoordinator) -> tuple[dict[str, Any], str]:
        span = cheapest_today(coordinator, self._options[CONF_HOURS])
        if span is None:
            return {}, "cheap hours"
        start, end = (coordinator.calendar.interval_start(each) for each in (span.first, span.end))
        return {
            "start": dt_util.utc_from_timestamp(start).isoformat(),
            "end": dt_util.utc_from_timestamp(end).isoformat(),
            "price": round(span.price * WH_PER_KWH / MICRO, 6),
        }, "cheap hours begin"


class CheapPeriodEndedTrigger(CheapPeriodStartedTrigger):
    """The cheapest hours of the day are over."""

    @override
    def _is(self, coordinator: EnergyTradeCoordinator) -> bool | None:
        cheap = super()._is(coordinator)
        return None if cheap is None else not cheap

    @override
    def _told(self, coordinator: EnergyTradeCoordinator) -> tuple[dict[str, Any], str]:
        return super()._told(coordinator)[0], "cheap hours are over"


class BalanceLowTrigger(_SwitchTrigger):
    """The balance falls below an amount."""

    fields: ClassVar = {vol.Required("amount"): PRICE}

    @override
    def _is(self, coordinator: EnergyTradeCoordinator) -> bool | None:
        money = coordinator.data.money
        amount: float = self._options["amount"]
        return None if money is None or coordinator.is_stale else money.balance < amount * MICRO

    @override
    def _told(self, coordinator: EnergyTradeCoordinator) -> tuple[dict[str, Any], str]:
        money = coordinator.data.money
        balance = money.balance / MICRO if money else None
        return {"balance": balance}, f"balance below {self._options['amount']}"


class TradeSettledTrigger(HomeTrigger):
    """A block in which the home traded was settled, or settled anew after a late reading."""

    @override
    def _watch(self, coordinator: EnergyTradeCoordinator, run: TriggerActionRunner) -> CALLBACK_TYPE:
        told: TradeState | None = coordinator.data

        @callback
        def look() -> None:
            nonlocal told
            state = coordinator.data
            if state is told:
                return
            told = state
            for news in state.news:
                if news.type is not TradeEventType.CLEARED:
                    details = {
                        "kind": news.type.value,
                        "start": news.start.isoformat(),
                        "energy_sold": news.sold_wh / WH_PER_KWH,
                        "energy_bought": news.bought_wh / WH_PER_KWH,
                        "amount": news.amount / MICRO,
                    }
                    run({**home_of(coordinator), **details}, f"trade {news.type}")

        return coordinator.async_add_listener(look)


class QuestionRaisedTrigger(HomeTrigger):
    """The home asks its people something."""

    fields: ClassVar = {vol.Optional("cause"): vol.In(list(Cause))}

    @override
    def _watch(self, coordinator: EnergyTradeCoordinator, run: TriggerActionRunner) -> CALLBACK_TYPE:
        wanted = self._options.get("cause")

        @callback
        def hear(news: News) -> None:
            kind, details = news
            if kind is QuestionEvent.ASKED and wanted in {None, details["cause"]}:
                run({**home_of(coordinator), **details}, f"question about {details['cause']}")

        return coordinator.questions.async_listen(hear)


TRIGGERS: Final[dict[str, type[Trigger]]] = {
    "balance_low": BalanceLowTrigger,
    "cheap_period_ended": CheapPeriodEndedTrigger,
    "cheap_period_started": CheapPeriodStartedTrigger,
    "price_crossed": PriceCrossedTrigger,
    "question_raised": QuestionRaisedTrigger,
    "trade_settled": TradeSettledTrigger,
}


async def async_get_triggers(hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Offer the triggers."""
    return TRIGGERS
