"""Every fault at every stage of a block's life: what was promised, what was seen, what was lost."""

from collections.abc import AsyncIterator, Sequence
import contextlib
from pathlib import Path
import sys
import tempfile

from simulation.operator import Operator

from .catalogue import Fault
from .clock_faults import strike_clocks
from .community import Community
from .home import strike_home
from .life import live
from .line_faults import strike_lines
from .meter_faults import strike_meters
from .move_faults import strike_moves
from .rows import Row, broken, nodes, tried
from .stages import Stage
from .street import Blow

__all__ = ["Row", "strike_chain", "strike_clocks", "strike_homes", "strike_lines", "strike_meters", "strike_moves"]


async def strike_chain(chosen: Sequence[tuple[Fault, Stage]]) -> AsyncIterator[Row]:
    """Strike the chain client; each life begins on the same chain."""
    async with nodes() as (anvil, session, first, second):
        for terms in dict.fromkeys(fault.terms for fault, _ in chosen):
            operator = Operator(anvil)
            await operator.found(terms)
            anvil.mine(5)  # out of reach of reorganisations
            for fault, stage in chosen:
                if fault.terms is not terms:
                    continue
                snapshot = anvil.snapshot()
                community = Community(anvil, operator, terms, session, [first.url])
                community.to_start()
                spare = second if fault.nodes > 1 else None
                life = live(community, first, stage, fault.strike, spare=spare, course=fault.course)
                yield await tried(fault.name, fault.promise, stage, life)
                first.faults.clear()
                anvil.set_automine(True)
                anvil.drop_all()
                anvil.revert(snapshot)


# ------ a real Home Assistant

ONCE = "what was signed happens once, the rest is decided anew; all readings add up to the registers"
SILENT = "silent past the deadline, then restored from an old backup"
CHARGED = "silence is charged, late readings undo that; what was told before stays told"


async def strike_homes(only: str = "") -> AsyncIterator[Row]:
    """Strike a real Home Assistant; all blows fall in one life, so what it lost stands beside the last."""
    if not any(only in name for name in (*Blow, SILENT)):
        return
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(sys.stderr):
        try:
            verdict = await strike_home(Path(folder))
        except Exception as error:  # noqa: BLE001 - what it is, the row tells
            yield broken(SILENT, error, Stage.REPORT, CHARGED)
            return
    seen = f"otherwise: {'; '.join(verdict.broken)}" if verdict.broken else "as promised"
    for stage, blow in verdict.dealt:
        yield Row(blow, stage, ONCE, seen, 0, 0)
    yield Row(SILENT, Stage.REPORT, CHARGED, seen, verdict.findings.microcredit, verdict.lost_wh)
