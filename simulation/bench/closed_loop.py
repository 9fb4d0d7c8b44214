"""How much of what all-knowing control of a battery would save the planner saves, on measured days.

Method. A household's measured load and generation are replayed; before every step each controller sees the past alone
and decides; the battery (10 kWh, 5 kW, 0.95 each way, unless told otherwise) then follows what is measured in the step.
Five weeks (35 days) are spread evenly over the file, after the four weeks that every forecast learns from; `--start`
and `--days` choose one stretch instead. What is left in the battery at a week's end counts at what it would save, all
known, in the two days that follow. The bound is the optimum of one linear problem over the whole week and these two
days, recomputed here with HiGHS; saving is against the same home without a battery.

Tariffs: `flat` (30 ct to buy, 8 to sell), `time_of_use` (20 at night, 40 from 17 to 21, 30 else, 8 to sell), `two_rate`
(14.19 from 20:30 to 3:00 and from 15:30 to 17:30, 19.07 else, 6.5 to sell), with `--prices` also `dynamic` (wholesale
and 15 ct, 8 to sell, tomorrow known from 13:00 on). Uncertain market prices: `community` (the clearing price follows
the surplus of the file's homes) and, with `--prices`, `market` (the file's prices between feed-in and retail); these
are known for the running two-hour block alone, as a block's clearing is; beyond it they are forecast from past ones.
The home takes the price as it is and pays 0.75 ct on either side.

Controllers: `self_use` (store surplus, cover need), `literal_plan` (a linear problem on the mean forecast, anew at each
step, its watts followed to the letter), `ours` (the value of stored energy, as homes run it). Where too little is known
to forecast, all fall back to self-use. `--bounds` adds what part of the bound can be had without knowing the future:
`knowing_load`, `knowing_generation` and `knowing_prices` (ours, were this one thing known: what is missing to 100 % is
what the others' uncertainty costs) and `best_rule_in_hindsight` (of hundreds of rules without forecasts, for each week
the one that turns out best after it). `known_tariffs` and `uncertain_prices` sum the tariffs of a kind up. Gaps of a
file stay unknown to the planner; what is paid in them repeats the day before.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import datetime, timedelta
import json
from pathlib import Path
import sys
from time import process_time
from typing import TYPE_CHECKING, Any

import numpy as np

from simulation.bench import markets
from simulation.bench.battery_home import AHEAD_HOURS, CONTROLLERS, KNOWING, Truth, battery_of, filled, replay
from simulation.measured import BadFileError, Measured, PriceYear, read_households, read_prices

if TYPE_CHECKING:
    from simulation.bench.markets import Market

LEARNING_DAYS = 28
WEEKS = 5
WEEK = 7
MICRO = 1_000_000
UNCERTAIN = ("community", "market")
LEAST_SAVING = 0.01 * MICRO
"""Below this there is nothing to share out."""


def main(arguments: list[str]) -> int:
    """Replay and report."""
    options = _options(arguments)
    try:
        homes = read_households(options.home, options.pv, options.timezone)
        prices = read_prices(options.prices, options.price_column, options.timezone) if options.prices else None
        report = {
            "file": options.home.name,
            "battery": {"capacity_kwh": options.capacity, "power_kw": options.power, "efficiency": options.efficiency},
            "bound": "one linear problem over each whole stretch, all known",
            "homes": {home.home: _home(home, homes, prices, options) for home in _chosen(homes, options)},
        }
        report["tariffs"] = _together(report["homes"])
    except BadFileError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(report, indent=2) if options.json else _text(report))
    return 0


def _options(arguments: list[str]) -> Namespace:
    parser = ArgumentParser(prog="script/bench closed-loop", description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--home", type=Path, required=True, help="CSV, also gzip, of measured load and generation")
    parser.add_argument("--pv", type=Path, help="CSV of generation, if it is in a file of its own")
    parser.add_argument("--prices", type=Path, help="CSV of prices, aligned by day of year")
    parser.add_argument("--price-column", help="which of its columns; the first one with prices by default")
    parser.add_argument("--homes", help="names of homes of the file, with commas; by default up to --most of them")
    parser.add_argument("--most", type=int, default=3, help="how many homes of a file with many")
    parser.add_argument("--timezone", help="name such as Europe/Paris: times are UTC and days are local")
    parser.add_argument("--tariffs", help="which of flat, time_of_use, dynamic, community, market")
    parser.add_argument("--controllers", default=",".join(CONTROLLERS), help="which of %(default)s")
    parser.add_argument("--bounds", action="store_true", help="also what can be had without knowing all (slow)")
    parser.add_argument("--start", type=datetime.fromisoformat, help="first day of one stretch instead of five weeks")
    parser.add_argument("--days", type=int, default=WEEKS * WEEK, help="its length, or that of the five together")
    parser.add_argument("--capacity", type=float, default=10.0, help="kWh")
    parser.add_argument("--power", type=float, default=5.0, help="kW")
    parser.add_argument("--efficiency", type=float, default=0.95, help="each way")
    parser.add_argument("--wear", type=float, default=0.0, help="ct for each kWh discharged")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args(arguments)


def _chosen(homes: list[Measured], options: Namespace) -> list[Measured]:
    if options.homes:
        names = {home.home: home for home in homes}
        missing = [name for name in options.homes.split(",") if name not in names]
        if missing:
            raise BadFileError(f"no home {', '.join(missing)}; there are {', '.join(names)}")
        return [names[name] for name in options.homes.split(",")]
    generating = [home for home in homes if np.nansum(home.pv_wh) > 0] or homes
    return [generating[index * len(generating) // options.most] for index in range(min(options.most, len(generating)))]


def _home(home: Measured, homes: list[Measured], prices: PriceYear | None, options: Namespace) -> dict[str, Any]:
    stretches = _stretches(home, options)
    neighbours = [
        (filled(each.load_wh, each.day), filled(each.pv_wh, each.day)) for each in homes if len(each) == len(home)
    ]
    offered = [
        markets.flat(home),
        markets.time_of_use(home),
        markets.two_rate(home),
        markets.community_market(home, neighbours),
    ]
    if prices is not None:
        offered += [markets.dynamic(home, prices), markets.local_market(home, prices)]
    wanted = options.tariffs.split(",") if options.tariffs else [market.name for market in offered]
    unknown = set(wanted) - {market.name for market in offered}
    if unknown:
        raise BadFileError(f"no tariff {', '.join(sorted(unknown))}; some need --prices")
    return {
        "step_minutes": home.step_seconds // 60,
        "days": sum(steps for _, steps in stretches) // home.day,
        "from": [str((home.first + timedelta(days=start / home.day)).date()) for start, _ in stretches],
        "unknown_share": round(float((~np.isfinite(home.load_wh)).mean()), 4),
        "tariffs": {
            market.name: _tariff(home, market, stretches, options) for market in offered if market.name in wanted
        },
    }


def _tariff(home: Measured, market: Market, stretches: list[tuple[int, int]], options: Namespace) -> dict[str, Any]:
    truth = Truth.of(home, market)
    battery = battery_of(options.capacity, options.power, options.efficiency, options.wear * markets.CENT)
    controllers = {name: CONTROLLERS[name] for name in options.controllers.split(",")} | (
        KNOWING if options.bounds else {}
    )
    began = process_time()
    outcomes = [
        replay(truth, battery, start, steps, controllers, with_hindsight=options.bounds) for start, steps in stretches
    ]
    spent = process_time() - began
    best = sum(outcome.optimum_saved for outcome in outcomes)
    saved = {name: sum(outcome.saved[name] for outcome in outcomes) for name in controllers}
    if options.bounds:
        saved["best_rule_in_hindsight"] = sum(outcome.hindsight_saved or 0.0 for outcome in outcomes)
    return {
        "cost_without_battery_eur": round(sum(outcome.without_battery for outcome in outcomes) / MICRO, 4),
        "perfect_foresight_saving_eur": round(best / MICRO, 4),
        "saving_eur": {name: round(value / MICRO, 4) for name, value in saved.items()},
        "share": {name: round(value / best, 4) if best > LEAST_SAVING else None for name, value in saved.items()},
        "cpu_seconds": round(spent, 1),
    }


def _stretches(home: Measured, options: Namespace) -> list[tuple[int, int]]:
    """Start and length in steps of what is replayed."""
    ahead = round(AHEAD_HOURS * home.day / 24)
    first, last = LEARNING_DAYS * home.day, len(home) - ahead
    if options.start is not None:
        start = int((options.start.replace(tzinfo=None) - home.first).total_seconds()) // home.step_seconds
        if not 0 <= start <= last - options.days * home.day:
            raise BadFileError(f"{home.home} has no {options.days} days and two more from {options.start:%Y-%m-%d}")
        return [(start, options.days * home.day)]
    length = options.days * home.day // WEEKS
    if last - first < length * WEEKS:
        available = max(0, (last - first) // home.day)
        raise BadFileError(
            f"{home.home} has {available} days after the {LEARNING_DAYS} that forecasts learn from, "
            f"{options.days} are asked for: give --start or --days"
        )
    room = (last - first - length) // (WEEKS - 1)
    return [(first + index * room // home.day * home.day, length) for index in range(WEEKS)]


def _together(homes: dict[str, Any]) -> dict[str, Any]:
    """Shares of all homes together, by tariff and by kind of tariff."""
    names = list(next(iter(homes.values()))["tariffs"])
    kinds = {name: [name] for name in names} | {
        "known_tariffs": [name for name in names if name not in UNCERTAIN],
        "uncertain_prices": [name for name in names if name in UNCERTAIN],
    }
    together: dict[str, Any] = {}
    for kind, members in kinds.items():
        each = [home["tariffs"][name] for home in homes.values() for name in members]
        if not each:
            continue
        best = sum(tariff["perfect_foresight_saving_eur"] for tariff in each)
        saved = {
            controller: sum(tariff["saving_eur"][controller] for tariff in each) for controller in each[0]["saving_eur"]
        }
        together[kind] = {
            "perfect_foresight_saving_eur": round(best, 4),
            "share": {
                controller: round(value / best, 4) if best * MICRO > LEAST_SAVING else None
                for controller, value in saved.items()
            },
        }
    return together


def _text(report: dict[str, Any]) -> str:
    lines = [f"{report['file']}: share of the saving that all-knowing control would reach"]
    for home, found in report["homes"].items():
        lines.append(f"{home}: {found['days']} days in steps of {found['step_minutes']} min")
        for name, tariff in found["tariffs"].items():
            shares = "  ".join(f"{key} {value:.1%}" for key, value in tariff["share"].items() if value is not None)
            lines.append(f"  {name:16} {tariff['perfect_foresight_saving_eur']:8.2f} EUR  {shares}")
    lines.append("all together")
    for name, tariff in report["tariffs"].items():
        shares = "  ".join(f"{key} {value:.1%}" for key, value in tariff["share"].items() if value is not None)
        lines.append(f"  {name:16} {tariff['perfect_foresight_saving_eur']:8.2f} EUR  {shares}")
    return "\n".join(lines)
