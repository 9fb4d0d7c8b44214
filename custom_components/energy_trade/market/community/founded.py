"""Checks what a community is about to agree on for ever."""

from collections.abc import Sequence

from ..calendar import HOURS
from ..clearing import MAX_ZONES, Zone
from ..founding import Founding
from ..tariff import GridPrice
from ..units import BASIS_POINTS, BLOCK_INTERVALS, NO_ADDRESS, TICKS
from .refusal import demand

MAX_PRICE = 2**24 - 1
"""Keeps every amount of a block within 64 bits."""

MAX_LOCKED = 2**48 - 1
MAX_GRANT = 2**48
MAX_MEMBERS = 1024
MAX_BLOCKS = 12
MAX_NAME_BYTES = 64
MAX_CURRENCY_BYTES = 16
SECONDS_PER_HOUR = 3600

MAX_DISPUTE = 36
"""Blocks: settled long before their place in the ring is needed."""

MAX_LIMIT_WH = 2**18 - 1
MAX_WITNESSES = 16

CLEAR_GAS = 500_000
CLEAR_MEMBER_GAS = 3_500
CLEAR_ZONE_GAS = 200_000
CLEAR_MOST_GAS = 2**24
"""One interval must clear within one transaction."""


def check(founding: Founding) -> None:
    """Refuse terms that the contract refuses."""
    demand(0 < len(founding.name.encode()) <= MAX_NAME_BYTES, "BadFounding", "name")
    demand(0 < len(founding.currency.encode()) <= MAX_CURRENCY_BYTES, "BadFounding", "currency")
    demand(founding.credit == NO_ADDRESS or founding.initial_grant == 0, "BadFounding", "initialGrant")
    _check_times(founding)
    _check_prices(founding)
    demand(founding.daily_cap <= MAX_LOCKED, "BadFounding", "dailyCap")
    demand(founding.initial_grant <= MAX_GRANT, "BadFounding", "initialGrant")
    _check_zones(founding)
    _check_trust(founding)


def _check_times(founding: Founding) -> None:
    seconds = founding.interval_seconds
    block_seconds = seconds * BLOCK_INTERVALS
    horizon, notice = founding.horizon_blocks, founding.tariff_notice_blocks
    demand(seconds and SECONDS_PER_HOUR % seconds == 0, "BadFounding", "intervalSeconds")
    demand(founding.tariff_hour_intervals, "BadFounding", "tariffHourIntervals")
    demand(0 < horizon <= MAX_BLOCKS, "BadFounding", "horizonBlocks")
    demand(horizon * BLOCK_INTERVALS <= HOURS * founding.tariff_hour_intervals, "BadFounding", "horizonBlocks")
    demand(founding.gate_lead_seconds < horizon * block_seconds, "BadFounding", "gateLeadSeconds")
    demand(0 < founding.report_blocks <= MAX_BLOCKS, "BadFounding", "reportBlocks")
    demand(notice <= horizon, "BadFounding", "tariffNoticeBlocks")
    demand(notice == 0 or founding.gate_lead_seconds < notice * block_seconds, "BadFounding", "tariffNoticeBlocks")


def _check_prices(founding: Founding) -> None:
    demand(founding.price_step, "BadFounding", "priceStep")
    demand(founding.price_floor + (TICKS - 1) * founding.price_step <= MAX_PRICE, "BadFounding", "priceStep")
    demand(founding.tariff_unit, "BadFounding", "tariffUnit")
    demand(founding.max_retail <= MAX_PRICE, "BadFounding", "maxRetail")
    demand(0 < founding.spread <= MAX_PRICE, "BadFounding", "spread")
    demand(founding.reserve_basis_points <= BASIS_POINTS, "BadFounding", "reserveBasisPoints")
    for word in range(3):
        hours = founding.tariff_table.hours[word * BLOCK_INTERVALS : (word + 1) * BLOCK_INTERVALS]
        demand(within_retail(hours, founding), "BadTariff", word)


def within_retail(prices: Sequence[GridPrice], founding: Founding) -> bool:
    """Whether no retail price is above the founding's largest."""
    return all(price.retail <= founding.max_retail for price in prices)


def _check_zones(founding: Founding) -> None:
    zones: tuple[Zone, ...] = founding.zones
    demand(2 <= founding.max_members <= MAX_MEMBERS, "BadFounding", "maxMembers")  # noqa: PLR2004 - nobody trades alone
    demand(0 < len(zones) <= MAX_ZONES, "BadFounding", "zones")
    for index, zone in enumerate(zones[1:], 1):
        demand(zone.parent < index and zone.fee_ticks < TICKS, "BadFounding", "zones")
    gas = CLEAR_GAS + CLEAR_MEMBER_GAS * founding.max_members + CLEAR_ZONE_GAS * len(zones)
    demand(gas <= CLEAR_MOST_GAS, "BadFounding", "maxMembers")


def _check_trust(founding: Founding) -> None:
    window, challenge, witnesses = founding.dispute_blocks, founding.challenge_blocks, founding.witnesses
    demand(all(0 <= zone < len(founding.zones) for zone in founding.metered_zones), "BadFounding", "meteredZones")
    demand(window <= MAX_DISPUTE and bool(window) == bool(founding.metered_zones), "BadFounding", "disputeBlocks")
    demand(founding.tolerance_wh <= MAX_LIMIT_WH, "BadFounding", "toleranceWh")
    demand(challenge == 0 or challenge < window, "BadFounding", "challengeBlocks")
    demand(witnesses <= MAX_WITNESSES and (witnesses == 0 or window), "BadFounding", "witnesses")
