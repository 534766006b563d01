"""What the benchmarks have measured, as a table and in build/bench.json."""

import json
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TypedDict

import numpy as np
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]


class Row(TypedDict):
    """One figure of build/bench.json; `bar` is what it should stay below."""

    name: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    bar: float | None


class Bench:
    """The rows measured so far."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(self, name: str, value: float, unit: str, floor: float | None = None, bar: float | None = None) -> None:
        """Keep a figure, beside its floor and its bar where it has them."""
        self.rows.append(
            {
                "name": name,
                "value": round(value, 2),
                "unit": unit,
                "floor": None if floor is None else round(floor, 2),
                "ratio": round(value / floor, 2) if floor else None,
                "bar": None if bar is None else round(bar, 2),
            }
        )

    def add_times(
        self, name: str, times: Sequence[float], floor: Sequence[float] | None, bars: tuple[float, float] | None
    ) -> None:
        """Keep median and 95th percentile of times in seconds, as milliseconds, beside those of a floor."""
        of_median, of_p95 = bars or (None, None)
        for what, figure, bar in (("median", median_ms, of_median), ("p95", p95_ms, of_p95)):
            self.add(f"{name}, {what}", figure(times), "ms", figure(floor) if floor else None, bar)

    def show(self) -> None:
        """Print the table and write build/bench.json."""
        table = Table("what", "value", "floor", "ratio", "bar")
        for row in self.rows:
            unit = row["unit"]
            floor = f"{row['floor']} {unit}" if row["floor"] is not None else ""
            bar = f"{row['bar']} {unit}" if row["bar"] is not None else ""
            missed = row["bar"] is not None and row["value"] > row["bar"]
            value = f"{row['value']} {unit}"
            table.add_row(row["name"], f"[red]{value}[/]" if missed else value, floor, str(row["ratio"] or ""), bar)
        Console(width=130).print(table)
        path = ROOT / "build" / "bench.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(self.rows, indent=1), encoding="utf-8")


def timed(deed: Callable[[], object]) -> float:
    """Seconds that the deed takes."""
    start = perf_counter()
    deed()
    return perf_counter() - start


def median_ms(times: Sequence[float]) -> float:
    """The median in milliseconds."""
    return statistics.median(times) * 1000


def p95_ms(times: Sequence[float]) -> float:
    """The 95th percentile in milliseconds."""
    return float(np.percentile(times, 95)) * 1000
