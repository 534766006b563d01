"""The rows that a run has measured, as a table on the console, in build/bench.json, and for the page of figures."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from rich.console import Console
from rich.table import Table

from tests.benchmarks.bars import Bar
from tests.benchmarks.rounds import Figures, Ratio

HEADINGS = ("what", "measured", "floor", "ratio", "of the rounds", "bar")


class Row(TypedDict):
    """One row: figures as text by column, and what a comparison of two runs needs: `ratio` and `ratio_p95`."""

    name: str
    measured: str
    floor: str
    ratio: float | None
    ratio_p95: float | None
    rounds: str
    bar: float | None
    bar_p95: float | None
    unit: str
    is_over: bool


class Bench:
    """The rows measured so far, by section."""

    def __init__(self) -> None:
        self.sections: dict[str, list[Row]] = {}
        self._rows: list[Row] = []

    def begin(self, section: str) -> None:
        """Add the rows that follow to this section, which loses the rows it had."""
        self._rows = self.sections[section] = []

    def add_ratio(
        self, name: str, measured: Figures, floor: Figures, bar: Bar | None = None, *, has_p95: bool = True
    ) -> None:
        """Add times beside their floor's; without `has_p95` there are too few for a 95th percentile."""
        ratio = Ratio.of(measured, floor)
        scale, unit = (1.0, "s") if floor.median > 1 else (1000.0, "ms")
        of_median, of_p95 = (bar.median, bar.p95) if bar is not None else (None, None)

        def shown(figures: Figures) -> str:
            return _both(figures.median * scale, figures.p95 * scale if has_p95 else None, unit)

        is_over = (of_median is not None and ratio.median > of_median) or (of_p95 is not None and ratio.p95 > of_p95)
        self._rows.append(
            {
                "name": name,
                "measured": shown(measured),
                "floor": shown(floor),
                "ratio": round(ratio.median, 3),
                "ratio_p95": round(ratio.p95, 3) if has_p95 else None,
                "rounds": f"{_number(ratio.least)} to {_number(ratio.most)}",
                "bar": of_median,
                "bar_p95": of_p95,
                "unit": "",
                "is_over": is_over,
            }
        )

    def add_value(
        self, name: str, value: float, unit: str = "", beside: float | None = None, bar: float | None = None
    ) -> None:
        """Add what compares with no floor: a value in its unit, perhaps beside another one, and its bar."""
        self._rows.append(
            {
                "name": name,
                "measured": f"{_number(value)} {unit}".strip(),
                "floor": "" if beside is None else f"{_number(beside)} {unit}".strip(),
                "ratio": None if not beside else round(value / beside, 3),
                "ratio_p95": None,
                "rounds": "",
                "bar": bar,
                "bar_p95": None,
                "unit": unit,
                "is_over": bar is not None and value > bar,
            }
        )

    def show(self) -> None:
        """Print the table."""
        table = Table(*HEADINGS)
        for rows in self.sections.values():
            for row in rows:
                table.add_row(*cells(row, lambda text: f"[red]{text}[/]"))
        Console(width=180).print(table)

    def write(self, path: Path) -> None:
        """Write the rows into a file, beside those of other sections that it holds."""
        path.parent.mkdir(parents=True, exist_ok=True)
        held = read_sections(path) | self.sections
        path.write_text(json.dumps(held, indent=1, ensure_ascii=False), encoding="utf-8")


def read_sections(path: Path) -> dict[str, list[Row]]:
    """Return the rows by section that a file holds; none where there is no file."""
    if not path.exists():
        return {}
    held: dict[str, list[Row]] = json.loads(path.read_text(encoding="utf-8"))
    return held


def cells(row: Row, mark: Callable[[str], str]) -> list[str]:
    """Return the texts of a row under HEADINGS; what is over its bar is marked."""
    ratio = _both(row["ratio"], row["ratio_p95"])
    measured = row["measured"]
    if row["is_over"]:
        measured, ratio = (mark(text) if text else "" for text in (measured, ratio))
    bar = f"{_both(row['bar'], row['bar_p95'], row['unit'])}"
    return [row["name"], measured, row["floor"], ratio, row["rounds"], bar]


def _both(median: float | None, p95: float | None, unit: str = "") -> str:
    """Return median and 95th percentile side by side; a stroke stands for one that is missing beside the other."""
    if p95 is None:
        return "" if median is None else f"{_number(median)} {unit}".strip()
    return f"{_number(median) if median is not None else '–'} / {_number(p95)} {unit}".strip()


def _number(value: float) -> str:
    """Return a number with three digits that count, or all before its point."""
    digits = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
