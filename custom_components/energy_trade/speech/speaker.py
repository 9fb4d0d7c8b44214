"""Words a quantity in one language: for the ear, with every unit spelled out, or for the eye, with its symbol."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from ..market.units import MICRO, WH_PER_KWH
from .quantities import Fact, Kind, Quantity
from .tongues import TONGUES, Coin, Tongue, language_of

if TYPE_CHECKING:
    from collections.abc import Mapping

CENTS: Final = 100
SMALL_WH: Final = 100
"""Less energy than this is told in Wh."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who speaks a language, knows the community's currency and has a clock; `now` is unix time."""

    language: str
    currency: str
    now: float
    zone: tzinfo = UTC
    aloud: bool = True

    @property
    def tongue(self) -> Tongue:
        """The language's ways."""
        return TONGUES[language_of(self.language)]

    def fill(self, sentence: str, facts: Mapping[str, Fact]) -> str:
        """Put facts into a sentence."""
        return sentence.format_map({name: self.say(fact) for name, fact in facts.items()})

    def say(self, fact: Fact) -> str:
        """Word a fact."""
        if not isinstance(fact, Quantity):
            return fact
        match fact.kind:
            case Kind.ENERGY:
                return self.energy(fact.value)
            case Kind.MONEY:
                return self.money(fact.value)
            case Kind.PRICE:
                return self.price(fact.value)
            case Kind.MOMENT:
                return self.moment(fact.value)

    # ------ numbers

    def number(self, value: Decimal, digits: int, *, keep_zeros: bool = False) -> str:
        """Write a number with at most so many decimals."""
        rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        text = f"{abs(rounded):,.{digits}f}"
        if digits and not keep_zeros:
            text = text.rstrip("0").rstrip(".")
        text = text.translate({ord(","): self.tongue.group, ord("."): self.tongue.decimal})
        return f"-{text}" if rounded < 0 else text

    def energy(self, wh: float) -> str:
        """Say an amount of energy."""
        size = abs(round(wh))
        if 0 < size < SMALL_WH:
            return self._counted(Decimal(round(wh)), 0, self.tongue.watt_hours, "Wh")
        value = Decimal(round(wh)) / WH_PER_KWH
        return self._counted(value, 1 if size >= WH_PER_KWH else 2, self.tongue.kilowatt_hours, "kWh")

    def _counted(self, value: Decimal, digits: int, names: tuple[str, str], symbol: str) -> str:
        number = self.number(value, digits)
        if not self.aloud:
            return f"{number} {symbol}"
        return self.tongue.counted.format(number=number, name=names[0] if number == "1" else names[1])

    # ------ money

    def money(self, micro: float) -> str:
        """Say an amount of money, to the hundredth where the currency has such."""
        value, coin = Decimal(round(micro)) / MICRO, self._coin
        digits = 2 if coin is None or coin.hundredth else 0
        if not self.aloud:
            return f"{self.number(value, digits, keep_zeros=True)} {self.currency}"
        if coin is None:
            return f"{self.number(value, digits)} {self.currency}"
        sign, value = ("-" if value < 0 else "", abs(value))
        smallest = Decimal(1).scaleb(-digits)
        if 0 < value < smallest / 2:
            least = self._hundredths(coin, Decimal(1)) if coin.hundredth else self._units(coin, Decimal(1))
            return self.tongue.less_than_one.format(money=least)
        value = value.quantize(smallest, ROUND_HALF_UP)
        return sign + self._coins(coin, value)

    def price(self, micro_per_wh: float) -> str:
        """Say what a kWh costs; a tenth of a cent still counts there."""
        value, coin = Decimal(str(micro_per_wh)) * WH_PER_KWH / MICRO, self._coin
        whole_only = coin is not None and coin.hundredth is None
        if not self.aloud:
            number = self.number(value, 0 if whole_only else 3, keep_zeros=False)
            return f"{number} {self.currency}/kWh"
        if coin is None:
            money = f"{self.number(value, 3)} {self.currency}"
        elif coin.hundredth and abs(value) < 1:
            money = self._hundredths(coin, value * CENTS, 1)
        else:
            money = self._coins(coin, value.quantize(Decimal(1) if whole_only else Decimal("0.01"), ROUND_HALF_UP))
        return self.tongue.per_kilowatt_hour.format(money=money)

    @property
    def _coin(self) -> Coin | None:
        return self.tongue.coins.get(self.currency)

    def _coins(self, coin: Coin, value: Decimal) -> str:
        units, hundredths = divmod(value, 1)
        if not hundredths:
            return self._units(coin, units)
        small = self._hundredths(coin, hundredths * CENTS)
        if not units:
            return small
        return self.tongue.whole_and_hundredths.format(whole=self._units(coin, units), hundredths=small)

    def _units(self, coin: Coin, value: Decimal) -> str:
        name = coin.one if value == 1 else coin.many
        return self.tongue.counted.format(number=self.number(value, 0), name=name)

    def _hundredths(self, coin: Coin, value: Decimal, digits: int = 0) -> str:
        number = self.number(value, digits)
        name = coin.hundredth if number == "1" else coin.hundredths
        return self.tongue.counted.format(number=number, name=name)

    # ------ time

    def moment(self, unix: float) -> str:
        """Say a time of day, and the day unless it is today."""
        local, today = self._local(unix), self._local(self.now).date()
        clock = self.tongue.clock(local) if self.aloud else f"{local:%H:%M}"
        if local.date() == today:
            return clock
        if local.date() == today + timedelta(days=1):
            return self.tongue.next_to.format(day=self.tongue.tomorrow, clock=clock)
        if local.date() == today - timedelta(days=1):
            return self.tongue.next_to.format(day=self.tongue.yesterday, clock=clock)
        return self.tongue.on_day.format(day=self.tongue.weekdays[local.weekday()], clock=clock)

    def at(self, unix: float) -> str:
        """Say when something happens."""
        return self.tongue.at.format(moment=self.moment(unix))

    def between(self, start: float, end: float) -> str:
        """Say from when to when something lasts; the day is said once."""
        first, last = self._local(start), self._local(end - 1)
        until = self.moment(end)
        if first.date() == last.date():
            moment = self._local(end)
            until = self.tongue.clock(moment) if self.aloud else f"{moment:%H:%M}"
        return self.tongue.between.format(start=self.moment(start), end=until)

    def about(self, what: str) -> str:
        """Say that something is an estimate."""
        return self.tongue.about.format(what=what)

    def _local(self, unix: float) -> datetime:
        # A market's moments are whole seconds, and nobody says them; half a minute is the next one.
        return datetime.fromtimestamp(unix, self.zone)
