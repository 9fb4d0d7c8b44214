"""What trading in the community brings each home, against its tariff alone and against never ordering.

Method. Homes with measured load and generation live some weeks in the market's Python twin (one zone, feed-in 8 ct,
retail 30 ct, spread 0.5 ct): before each gate every home forecasts from its own past alone and orders by the planner's
own code, the block is cleared, delivered as measured, reported and settled. Three worlds of the same homes: everybody
at its tariff alone; nobody ever orders; everybody orders. With `--abstain` also, home by home, the world in which it
alone never orders while all others do: that is what ordering is worth to the one who orders.

Supply: `pooled` (what is not traded nets within the zone) and `individual` (each home's own supplier bills the rest).
Weeks: SimBench's weeks of 2016 (the grid that travels with the product; with `--data` both grids, both ways that PV is
spread), and of CityLearn's measured year two weeks, with the four weeks before them as the past that homes know. The
planner's constants were set on three spring days of one grid and on other weeks of single homes.

A home stakes no more than trading has saved it, so under individual supply, where that begins with nothing, the first
days of a week trade little. What is matched there is billed by its money: shares of a Wh add up.

`bounds` are the sheet's figures for a SimBench week: A no trade, B netting optimum, E greedy batteries and netting, D
the community's optimum with storage; EUR a week. Without batteries B bounds the homes. With `--batteries` those homes
have one that the grid's own description gives it (10 kWh, 5 kW): for its own use alone at its tariff and where nobody
orders (`netting_optimum` is then the sheet's E), planned around the market's prices where it orders. What planning
leaves less in them at the end than their own use would counts at retail, what is more at feed-in. `community_cost_eur`
stands beside `bounds`.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
import csv
from datetime import UTC, datetime
import json
from pathlib import Path
import sys
from typing import Any

import numpy as np

from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.market.units import BLOCK_INTERVALS, MICRO
from custom_components.energy_trade.planner.problem import Battery
from simulation.bench.street_battery import self_used
from simulation.bench.street_market import FEED_IN, RETAIL, Home, Result, Setting, run, tariff_alone
from simulation.measured import BadFileError, Measured, read_households
from simulation.profiles import SIMBENCH, read_simbench

WEEKS = {"winter": "2016-01-18", "spring": "2016-04-18", "summer": "2016-07-18", "autumn": "2016-10-17"}
WEEK = 7
PAST_DAYS = 28
SECONDS_PER_DAY = 86_400
SIMBENCH_SECONDS = 900
MEASURED_WEEKS = (100, 250)
"""Days from the start of a measured year on which its weeks start."""


def main(arguments: list[str]) -> int:
    """Trade and report."""
    options = _options(arguments)
    try:
        settings = _settings(options)
    except (BadFileError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    report: dict[str, Any] = {"terms": {"feed_in": 0.08, "retail": 0.30, "spread": 0.005}, "communities": {}}
    for name, setting, bounds in settings:
        found = _compare(setting, abstain=options.abstain)
        if bounds:
            found["bounds"] = bounds
        report["communities"][name] = found
        if not options.json:
            print(_line(name, found), flush=True)
    report["worse_than_tariff"] = sum(found["homes_worse_than_tariff"] for found in report["communities"].values())
    sums = [found["sum_eur"] for found in report["communities"].values()]
    report["sum_eur"] = {world: round(sum(each[world] for each in sums), 4) for world in sums[0]}
    report["ordering_beats_not_ordering"] = report["sum_eur"]["ordering"] > report["sum_eur"]["never_ordering"]
    report["communities_in_which_ordering_does_not"] = [
        name
        for name, found in report["communities"].items()
        if found["sum_eur"]["ordering"] <= found["sum_eur"]["never_ordering"]
    ]
    if options.json:
        print(json.dumps(report, indent=2))
    return 0


def _options(arguments: list[str]) -> Namespace:
    parser = ArgumentParser(prog="script/bench community", description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, help="folder with simbench/ and real/ for more weeks than travel along")
    parser.add_argument("--homes", type=Path, help="CSV of many measured homes instead")
    parser.add_argument("--grids", default="", help="SimBench grids, such as rural1,semiurb4")
    parser.add_argument("--weeks", default=",".join(WEEKS), help="SimBench weeks, of %(default)s")
    parser.add_argument("--supply", default="pooled,individual", help="of %(default)s")
    parser.add_argument("--days", type=int, default=WEEK, help="days of each week")
    parser.add_argument("--batteries", action="store_true", help="batteries where the grid's own description has them")
    parser.add_argument("--abstain", action="store_true", help="also let each home alone never order")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args(arguments)


# ------ communities


def _settings(options: Namespace) -> list[tuple[str, Setting, dict[str, float] | None]]:
    supplies = [SupplyArrangement[name.upper()] for name in options.supply.split(",")]
    found: list[tuple[str, Setting, dict[str, float] | None]] = []
    if options.homes is None:
        folder = SIMBENCH if options.data is None else options.data / "simbench"
        grids = options.grids.split(",") if options.grids else (["rural1"] if options.data is None else _grids(folder))
        bounds = _bounds(folder / "bounds.csv")
        for grid in grids:
            for pv in ("pv50", "s0"):
                if not (folder / f"{grid}_pv_{pv}_kw.csv.gz").is_file():
                    continue
                for week in options.weeks.split(","):
                    for supply in supplies:
                        name = f"{grid} {pv} {week} {supply.name.lower()}"
                        setting = _simbench(
                            folder, (grid, pv), WEEKS[week], options.days, supply, with_batteries=options.batteries
                        )
                        found.append((name, setting, bounds.get((grid, pv, week))))
    measured = options.homes
    if measured is None and options.data is not None:
        measured = next(iter(sorted((options.data / "real").glob("citylearn*.csv*"))), None)
    if measured is not None:
        homes = read_households(measured)
        for start in MEASURED_WEEKS:
            for supply in supplies:
                name = f"{measured.name.split('.')[0]} day {start} {supply.name.lower()}"
                found.append((name, _measured(homes, start, options.days, supply), None))
    if not found:
        raise BadFileError("there is no data of these grids")
    return found


def _grids(folder: Path) -> list[str]:
    return sorted(path.name.removesuffix("_load_kw.csv.gz") for path in folder.glob("*_load_kw.csv.gz"))


def _bounds(path: Path) -> dict[tuple[str, str, str], dict[str, float]]:
    if not path.is_file():
        return {}
    with path.open(newline="", encoding="utf-8") as lines:
        return {
            (row["community"], row["variant"], row["week"]): {
                "A_no_trade_eur": float(row["A_no_trade"]),
                "B_netting_eur": float(row["B_p2p_netting"]),
                "E_greedy_batteries_eur": float(row["E_greedy_storage_netting"]),
                "D_optimum_with_storage_eur": float(row["D_p2p_storage_opt"]),
            }
            for row in csv.DictReader(lines)
        }


def _simbench(
    folder: Path,
    layout: tuple[str, str],
    day: str,
    days: int,
    supply: SupplyArrangement,
    *,
    with_batteries: bool = False,
) -> Setting:
    grid, pv = layout
    profiles = read_simbench(day, days, folder=folder, grid=grid, pv=pv)
    homes = [
        Home(name, [round(each.net_wh(step)) for step in range(len(each))], [round(wh) for wh in each.pv_wh])
        for name, each in profiles.items()
    ]
    if with_batteries:
        _store(homes, folder / f"{grid}.json", pv)
    first = int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) // SIMBENCH_SECONDS
    return Setting(homes, supply, SIMBENCH_SECONDS, first, 0, days * (SECONDS_PER_DAY // SIMBENCH_SECONDS) // 8)


def _store(homes: list[Home], description: Path, pv: str) -> None:
    """Give homes the batteries that a grid's description tells of."""
    if not description.is_file():
        raise BadFileError(f"{description}: no such file, so nobody knows who has a battery")
    told = json.loads(description.read_text(encoding="utf-8"))
    spec = told["battery_spec"]
    owners = {home["id"] for home in told["homes"] if home["variants"][pv]["battery"]}
    for home in homes:
        if home.name in owners:
            home.battery = Battery(
                device="battery",
                capacity_wh=spec["capacity_kwh"] * 1000,
                charge_w=spec["power_kw"] * 1000,
                discharge_w=spec["power_kw"] * 1000,
                initial_wh=spec["soc0_kwh"] * 1000,
                charge_efficiency=spec["eta_charge"],
                discharge_efficiency=spec["eta_discharge"],
            )
            home.bare_wh = home.net_wh
            home.net_wh, home.stored_wh = self_used(home.bare_wh, home.battery, SIMBENCH_SECONDS / 3600)


def _measured(measured: list[Measured], start: int, days: int, supply: SupplyArrangement) -> Setting:
    day, step = measured[0].day, measured[0].step_seconds
    if 3600 % step:
        raise BadFileError(f"an hour is no multiple of {step} s, so no market can have such intervals")
    first = (start - PAST_DAYS) * day
    last = (start + days) * day
    if last > len(measured[0]):
        raise BadFileError(f"the homes are not measured for {start + days} days")
    homes = [
        Home(
            each.home,
            [round(wh) for wh in np.nan_to_num(each.pv_wh[first:last] - each.load_wh[first:last])],
            [round(wh) for wh in np.nan_to_num(each.pv_wh[first:last])],
        )
        for each in measured
    ]
    traded = measured[0].ordinal + start * day
    past = PAST_DAYS * day + -traded % BLOCK_INTERVALS
    return Setting(homes, supply, step, traded + -traded % BLOCK_INTERVALS, past, days * day // BLOCK_INTERVALS)


# ------ worlds


def _compare(setting: Setting, *, abstain: bool) -> dict[str, Any]:
    alone = tariff_alone(setting)
    everybody = range(len(setting.homes))
    ordering, never = run(setting), run(setting, everybody)
    compared = {
        home.name: {
            "tariff_alone_eur": _eur(alone[place]),
            "never_ordering_eur": _eur(never.amounts[place]),
            "ordering_eur": _eur(ordering.amounts[place]),
        }
        for place, home in enumerate(setting.homes)
    }
    found: dict[str, Any] = {
        "days": setting.blocks * BLOCK_INTERVALS * setting.interval_seconds // SECONDS_PER_DAY,
        "homes": compared,
        "sum_eur": {
            "tariff_alone": _eur(sum(alone)),
            "never_ordering": _eur(sum(never.amounts)),
            "ordering": _eur(sum(ordering.amounts)),
        },
        "saving_eur": {
            "never_ordering": _eur(sum(never.amounts) - sum(alone)),
            "ordering": _eur(sum(ordering.amounts) - sum(alone)),
            "ordering_with_community_account": _eur(_whole(setting, ordering) - sum(alone)),
            "netting_optimum": _eur(_netting(setting) - sum(alone)),
        },
        "community_cost_eur": {
            "tariff_alone": _eur(-sum(alone)),
            "never_ordering": _eur(-_whole(setting, never)),
            "ordering": _eur(-_whole(setting, ordering)),
        },
        "traded_kwh": round(ordering.traded_wh / 1000, 1),
        "homes_worse_than_tariff": sum(ordering.amounts[place] < alone[place] - _dust(setting) for place in everybody),
        "homes_with_less_than_if_nobody_ordered": sum(
            ordering.amounts[place] < never.amounts[place] - _dust(setting) for place in everybody
        ),
    }
    if abstain:
        without = [run(setting, {place}).amounts[place] for place in everybody]
        for place, home in enumerate(setting.homes):
            compared[home.name]["alone_not_ordering_eur"] = _eur(without[place])
        found["homes_that_would_rather_not_order"] = sum(
            ordering.amounts[place] < without[place] - _dust(setting) for place in everybody
        )
        found["gain_of_ordering_eur"] = _eur(sum(ordering.amounts) - sum(without))
    return found


def _dust(setting: Setting) -> int:
    """What rounding may cost a home: each amount of an interval is rounded at most three times."""
    return 3 * setting.blocks * BLOCK_INTERVALS


def _whole(setting: Setting, result: Result) -> int:
    """What the homes and the community's own account get together, once the grid is paid."""
    if setting.supply is SupplyArrangement.INDIVIDUAL:
        return sum(result.amounts) + result.grid_account
    return result.left_worth + sum(net * (FEED_IN if net > 0 else RETAIL) for net in result.net_wh)


def _netting(setting: Setting) -> int:
    """What the community would get if all its homes were one: nothing that can be netted is bought or sold."""
    total = 0
    for interval in range(setting.past_intervals, setting.past_intervals + setting.blocks * BLOCK_INTERVALS):
        net = sum(home.net_wh[interval] for home in setting.homes)
        total += net * (FEED_IN if net > 0 else RETAIL)
    return total


def _eur(amount: float) -> float:
    return round(amount / MICRO, 4)


def _line(name: str, found: dict[str, Any]) -> str:
    saving = found["saving_eur"]
    line = (
        f"{name:44} EUR saved: never ordering {saving['never_ordering']:8.2f}  ordering {saving['ordering']:8.2f}  "
        f"netting optimum {saving['netting_optimum']:8.2f}  traded {found['traded_kwh']:7.1f} kWh  "
        f"worse than tariff {found['homes_worse_than_tariff']}/{len(found['homes'])}  "
        f"less than if nobody ordered {found['homes_with_less_than_if_nobody_ordered']}"
    )
    if "bounds" in found:
        bounds = found["bounds"]
        saved = {key[0]: bounds["A_no_trade_eur"] - value for key, value in bounds.items()}
        line += f"  (sheet: B {saved['B']:.2f}, E {saved['E']:.2f}, D {saved['D']:.2f})"
    if "gain_of_ordering_eur" in found:
        line += f"  would rather not order {found['homes_that_would_rather_not_order']}"
    return line
