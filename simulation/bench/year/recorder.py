"""What a home's hourly statistics take in Home Assistant's database, which keeps them for ever on purpose."""

from homeassistant.components.recorder.db_schema import Base, Statistics, StatisticsMeta
from sqlalchemy import create_engine, insert, text
from sqlalchemy.orm import Session

from custom_components.energy_trade.statistics import SERIES

HOURS_A_DAY = 24


def statistics_bytes(days: int) -> dict[str, int]:
    """Rows and bytes of so many days."""
    engine = create_engine("sqlite://")
    names = (StatisticsMeta.__tablename__, Statistics.__tablename__)
    Base.metadata.create_all(engine, tables=[Base.metadata.tables[name] for name in names])
    rows = [
        {"metadata_id": number, "start_ts": 1.7e9 + 3600 * hour, "state": 0.123, "sum": hour * 0.123,
         "created_ts": 1.7e9 + 3600 * hour}
        for number in range(1, len(SERIES) + 1)
        for hour in range(HOURS_A_DAY * days)
    ]  # fmt: skip
    with Session(engine) as session:
        session.execute(insert(Statistics), rows)
        session.commit()
        pages, size = (session.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("page_count", "page_size"))
    return {"rows": len(rows), "bytes": pages * size}
