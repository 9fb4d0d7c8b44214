"""Known cases come out as published: a microgrid, KEPCO's neighbours, a school's roof, two congested grids."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import Any

import pytest

from custom_components.energy_trade.market.auction import clear_interval
from custom_components.energy_trade.market.clearing import ROOT, Zone
from custom_components.energy_trade.market.orders import Order, Side
from custom_components.energy_trade.market.settlement import ConnectionLimits
from custom_components.energy_trade.market.statement import IntervalStatement, PartKind
from custom_components.energy_trade.market.supply import SupplyArrangement
from custom_components.energy_trade.market.tariff import GridPrice
from custom_components.energy_trade.market.units import MICRO, WH_PER_KWH, PriceGrid
from custom_components.energy_trade.planner.bills import TieredTariff, tiers
from tests.support.settling import Home, Interval

type Facts = Callable[[str], dict[str, Any]]

UNLIMITED = 2**32 - 1
WIDE = ConnectionLimits(2**18 - 1, 2**18 - 1)


def wh(kilowatt_hours: float) -> int:
    return round(Fraction(str(kilowatt_hours)) * WH_PER_KWH)


# ---- the microgrid


@pytest.mark.parametrize("index", range(4))
def test_microgrid(facts: Facts, index: int) -> None:
    """A makes 8 kWh and uses 5; B needs 4: of the 3 what the line carries comes from A, the rest from the grid."""
    example = facts("cases/seed_microgrid_example.json")
    case, homes = example["cases"][index], example["homes"]
    a = wh(homes["A"]["pv_kwh"] - homes["A"]["load_kwh"])
    b = wh(homes["B"]["load_kwh"] - homes["B"]["pv_kwh"])
    line = case["line_capacity_kw"]
    zones = (ROOT, Zone(0, 0, UNLIMITED if line is None else wh(line * example["interval_h"])))
    interval = Interval(
        supply=SupplyArrangement.POOLED,
        zones=zones,
        grid=PriceGrid(50, 5),
        grid_price=GridPrice(80, 300),
        spread=10,
        homes=(
            Home(1, Order(Side.SELL, 10, a), a, WIDE),
            Home(0, Order(Side.BUY, 30, b), -b, WIDE),
        ),
    )
    traded = wh(case["p2p_kwh"])
    assert interval.cleared().flows == (0, traded)
    seller, buyer = interval.settled()
    assert buyer.position_wh == -traded
    assert -balanced(buyer) == wh(case["grid_to_B_kwh"])
    assert buyer.balancing_amount == -wh(case["grid_to_B_kwh"]) * 300
    # pro rata fills of a seller round down by less than one Wh
    assert traded - seller.position_wh in (0, 1)
    assert balanced(seller) - wh(case["grid_export_A_kwh"]) in (0, 1)
    assert seller.balancing_amount == balanced(seller) * 80


def balanced(statement: IntervalStatement) -> int:
    return sum(part.energy_wh for part in statement.parts if part.kind is not PartKind.TRADED)


# ---- KEPCO's pilot of 2016


@pytest.fixture
def korean_tariff(facts: Facts) -> TieredTariff:
    sheet = facts("tariffs/kr_residential.json")["tariffs"][facts("cases/kr_pilot_2016.json")["tariff"]]

    def exact(value: float) -> Fraction:
        return Fraction(str(value))

    return TieredTariff(
        tiers=tiers(
            sheet["tiers_upto_kwh"],
            [exact(value) for value in sheet["base_won"]],
            [exact(value) for value in sheet["energy_won_kwh"]],
        ),
        levy=exact(sheet["climate_won_kwh"]) + exact(sheet["fuel_adj_won_kwh"]),
        tax=exact(sheet["vat"]),
        fund=exact(sheet["fund"]),
    )


def test_printed_bills(facts: Facts, korean_tariff: TieredTariff) -> None:
    for check in facts("cases/kr_pilot_2016.json")["checks"]:
        assert korean_tariff.bill(check["kwh"]) == check["bill"]
        if "charge_excl_tax" in check:
            assert korean_tariff.charge(check["kwh"]) == Fraction(str(check["charge_excl_tax"]))


def test_korean_pilot(facts: Facts, korean_tariff: TieredTariff) -> None:
    """A heavy user buys the dear end of its month from a neighbour; 70 % of what it saves is the seller's."""
    pilot = facts("cases/kr_pilot_2016.json")
    case, published = pilot["reconstruction"]["recommended_test"], pilot["published"]
    used, traded = case["consumer_kwh"], case["traded_kwh"]
    saved = korean_tariff.saved(used, traded)
    assert floor(saved) == 41_938
    assert float(saved) == pytest.approx(case["bill_reduction_won"], abs=0.005)

    # one credit is one won; the grid's prices end at what the energy is worth to the buyer
    price = round(saved * Fraction(7, 10) / traded * MICRO / WH_PER_KWH)
    worth = floor(korean_tariff.worth(used, traded) * MICRO / WH_PER_KWH)
    assert price <= worth
    seller, buyer = Interval(
        supply=SupplyArrangement.INDIVIDUAL,
        zones=(ROOT,),
        grid=PriceGrid(price - 1000, 100),
        grid_price=GridPrice(0, 1_000_000),
        spread=1000,
        homes=(
            Home(0, Order(Side.SELL, 10, wh(traded)), wh(traded), WIDE),
            Home(0, Order(Side.BUY, 10, wh(traded)), -wh(used) if wh(used) < WIDE.import_wh else -wh(traded), WIDE),
        ),
    ).settled()
    assert (seller.position_wh, buyer.position_wh) == (wh(traded), -wh(traded))
    assert seller.amount == -buyer.amount == price * wh(traded)
    gains = floor(Fraction(seller.amount, MICRO)), floor(saved + Fraction(buyer.amount, MICRO))
    assert gains == (published["prosumer_saving_won_month"], published["consumer_saving_won_month"])


# ---- a school's roof


def test_school_and_flats(facts: Facts) -> None:
    """One seller and hundreds of buyers: energy and money are conserved, and equal wishes get equal shares."""
    school = facts("cases/kr_pilot_2016.json")["school"]
    offered, flats = wh(school["pv_kw"]), school["flats"]
    wished = [200 + 25 * (flat % 9) for flat in range(flats)]
    interval = Interval(
        supply=SupplyArrangement.POOLED,
        zones=(ROOT,),
        grid=PriceGrid(50_000, 5_000),
        grid_price=GridPrice(90_000, 350_000),
        spread=10_000,
        homes=(
            Home(0, Order(Side.SELL, 8, offered), offered, WIDE),
            *(Home(0, Order(Side.BUY, 30, wanted), -wanted, WIDE) for wanted in wished),
        ),
    )
    seller, *buyers = interval.settled()
    assert sum(wished) > offered
    assert seller.position_wh == offered
    bought = [-buyer.position_wh for buyer in buyers]
    assert 0 <= sum(bought) - offered < 2 * flats
    for wanted, got in zip(wished, bought, strict=True):
        assert 0 <= got - Fraction(offered * wanted, sum(wished)) < 2
    assert len(set(zip(wished, bought, strict=True))) == len(set(wished))
    price = interval.grid.price(30)
    assert seller.amount == price * offered
    assert sum(buyer.traded_amount for buyer in buyers) == -price * sum(bought)
    taken = -sum(statement.amount for statement in (seller, *buyers))
    assert taken >= 350_000 * (sum(wished) - sum(bought)), "the grid account can pay the grid's bill"


# ---- congested lines


class Feeder:
    """A case's grid as zones: a node is a zone, its line leads towards the transformer."""

    def __init__(self, case: dict[str, Any], *, limited: bool) -> None:
        topology = case["topology"]
        self.nodes = [topology["transformer"]["node"]]
        self.zones = [ROOT]
        self.lines = [""]
        waiting = list(topology["lines"])
        while waiting:
            line = next(line for line in waiting if line["up"] in self.nodes)
            waiting.remove(line)
            capacity = wh(line["rating_kva"]) if limited else UNLIMITED
            self.zones.append(Zone(self.nodes.index(line["up"]), 0, capacity))
            self.nodes.append(line["down"])
            self.lines.append(line["id"])
        self.ratings = {line["id"]: line["rating_kva"] for line in topology["lines"]}
        self.homes = {home: self.nodes.index(place["node"]) for home, place in topology["homes"].items()}

    def flows_kw(self, flows: tuple[int, ...]) -> dict[str, float]:
        """Towards the homes positive, as the cases count."""
        return {line: -flow / WH_PER_KWH for line, flow in zip(self.lines[1:], flows[1:], strict=True)}


GRID = PriceGrid(50, 5)


def tick(price_eur: float) -> int:
    found = GRID.tick_at_most(round(price_eur * WH_PER_KWH))
    assert found is not None
    assert GRID.price(found) == round(price_eur * WH_PER_KWH)
    return found


def orders_of(case: dict[str, Any], feeder: Feeder) -> dict[str, tuple[int, Order]]:
    """A home with two bids counts as two members; a kW for an hour is a kWh."""
    return {
        bid["id"]: (
            feeder.homes[bid["home"]],
            Order(Side.SELL if bid["side"] == "sell" else Side.BUY, tick(bid["price"]), wh(bid["qty_kw"])),
        )
        for bid in case["orders"]
    }


@pytest.mark.parametrize("expected", ["naive_price_only", "optimum_with_limits"])
def test_neighbour_trade_that_would_overload_a_line(facts: Facts, expected: str) -> None:
    case = next(case for case in facts("cases/line_capacity_case.json")["cases"] if case["name"] == "p2p_overload")
    result = case["expected"][expected]
    feeder = Feeder(case, limited=expected == "optimum_with_limits")
    orders = orders_of(case, feeder)
    outcome = clear_interval(orders.values(), feeder.zones)
    for bid, (zone, order) in orders.items():
        assert outcome.results[zone].fill(order) == pytest.approx(wh(result["accepted_kw"].get(bid, 0)), abs=2)
    flows = feeder.flows_kw(outcome.flows)
    for line, flow in result["trades_only"]["linear_flow_kw"].items():
        assert flows[line] == pytest.approx(flow, abs=0.006)
    over = {line for line, flow in flows.items() if abs(flow) > feeder.ratings[line]}
    assert over == {violation["element"] for violation in result["trades_only"]["violations"]}
    value = sum(
        (1 if order.side is Side.BUY else -1) * outcome.results[zone].fill(order) * GRID.price(order.tick)
        for zone, order in orders.values()
    )
    assert value / MICRO == pytest.approx(result["welfare_eur_per_h_vs_zero"], abs=0.005)
    assert value / MICRO > case["expected"]["pro_rata_cut"]["welfare_eur_per_h_vs_zero"]


def test_line_rents_of_the_overloaded_lines(facts: Facts) -> None:
    """A full line's price difference lies between the shadow prices of its last and its next kW."""
    case = next(case for case in facts("cases/line_capacity_case.json")["cases"] if case["name"] == "p2p_overload")
    feeder = Feeder(case, limited=True)
    outcome = clear_interval(orders_of(case, feeder).values(), feeder.zones)
    gain = {
        line: GRID.price(outcome.results[zone.parent].tick) - GRID.price(result.tick)
        for line, zone, result in zip(feeder.lines[1:], feeder.zones[1:], outcome.results[1:], strict=True)
    }
    shadow = case["expected"]["optimum_with_limits"]["shadow_price_eur_per_kwh"]
    assert {line for line, difference in gain.items() if difference} <= {line.rstrip("-") for line in shadow}
    total = sum(round(price * WH_PER_KWH) for price in shadow.values())
    assert gain["l04"] + gain["l06"] == total


@pytest.mark.parametrize("limited", [False, True])
def test_export_that_would_overload_lines(facts: Facts, limited: bool) -> None:
    """All surplus is fed in: the grid stands at the transformer as a buyer at the feed-in price."""
    case = next(case for case in facts("cases/line_capacity_case.json")["cases"] if case["name"] == "export_overload")
    feeder = Feeder(case, limited=limited)
    feed_in = tick(case["grid_prices"]["sell_to_grid"])
    retail = tick(case["grid_prices"]["buy_from_grid"])
    orders = []
    for home, zone in feeder.homes.items():
        surplus = wh(case["pv_kw"][home]) - wh(case["load_kw"][home])
        side = Side.SELL if surplus > 0 else Side.BUY
        # a seller would rather take a little less than the grid pays than nothing
        orders.append((zone, Order(side, feed_in - 1 if surplus > 0 else retail, abs(surplus))))
    # what one order word can say is less than the grid can take
    orders += [(0, Order(Side.BUY, feed_in, 2**18 - 1))] * 2
    outcome = clear_interval(orders, feeder.zones)
    flows = feeder.flows_kw(outcome.flows)
    over = {line for line, flow in flows.items() if abs(flow) > feeder.ratings[line]}
    if limited:
        assert not over
        assert flows["l06"] == -feeder.ratings["l06"], "what is behind it has more to give than it carries"
        return
    for line, flow in case["naive"]["linear_flow_kw"].items():
        assert flows[line] == pytest.approx(flow, abs=0.006)
    named = {violation["element"] for violation in case["naive"]["violations"]}
    assert over == named - {"trafo"}
    sold = -sum(outcome.results[0].position(order) for _, order in orders[-2:])
    assert -sold / WH_PER_KWH == pytest.approx(case["naive"]["net_trafo_kw"], abs=0.01)


def test_a_line_of_less_capacity_never_gains(facts: Facts) -> None:
    case = next(case for case in facts("cases/line_capacity_case.json")["cases"] if case["name"] == "p2p_overload")
    feeder = Feeder(case, limited=True)
    orders = list(orders_of(case, feeder).values())
    half = [replace(zone, capacity_wh=zone.capacity_wh // 2) for zone in feeder.zones]
    for zone, flow in zip(half[1:], clear_interval(orders, half).flows[1:], strict=True):
        assert abs(flow) <= zone.capacity_wh
