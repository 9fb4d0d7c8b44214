"""The best that a community could trade in one interval, as a linear programme."""

from collections.abc import Sequence

import highspy
import numpy as np

from custom_components.energy_trade.market.clearing import Zone
from custom_components.energy_trade.market.orders import Order, Side


def best_welfare(orders: Sequence[tuple[int, Order]], zones: Sequence[Zone]) -> float:
    """Buyers' value less sellers' cost less fees, in tick × Wh, of the best trades within all lines.

    Columns: what fills of each order, then what each line exports and what it imports. Rows: each zone's balance.
    """
    exports, imports = len(orders), len(orders) + len(zones)
    columns = len(orders) + 2 * len(zones)
    objective, upper = np.zeros(columns), np.zeros(columns)
    entries: list[tuple[int, int, float]] = []
    for column, (place, order) in enumerate(orders):
        sign = 1 if order.side is Side.SELL else -1
        objective[column] = -sign * order.tick
        upper[column] = order.energy_wh
        entries.append((column, place, sign))
    for index, zone in enumerate(zones):
        if index == 0:
            continue
        for column, sign in ((exports + index, 1), (imports + index, -1)):
            objective[column] = -zone.fee_ticks
            upper[column] = zone.capacity_wh
            entries += [(column, index, -sign), (column, zone.parent, sign)]
    entries.sort()
    starts = np.searchsorted([column for column, _, _ in entries], np.arange(columns))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, len(zones)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_, model.col_lower_, model.col_upper_ = objective, np.zeros(columns), upper
    model.row_lower_ = model.row_upper_ = np.zeros(len(zones))
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.append(starts, len(entries))
    model.a_matrix_.index_ = np.array([row for _, row, _ in entries])
    model.a_matrix_.value_ = np.array([value for _, _, value in entries])
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(solver.getInfo().objective_function_value)
