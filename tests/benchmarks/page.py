"""The page of figures, tests/benchmarks/README.md: every section's rows, how they are measured, and their bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.bars import Bar
from tests.benchmarks.rows import HEADINGS, Row, cells

INTRODUCTION = """# Figures

Written by `make bench`; nothing here is edited by hand.

Every time stands beside a *floor*: the least that work of the same kind costs without the program, measured in the same
run. Both take turns, A B A B ..., in at least five rounds, so that a slow moment of the machine meets both, and the
ratio says the same on a slow machine and on a quick one. *Read* is rasterio alone: the same pixels of the same level
with the same two threads. *Compose* is `cv2.warpAffine`, `cv2.LUT` and `QPainter.drawImage` of panes of the same size.
*Store* is sqlite3 alone, with the same durability. Some rows have a floor of their own, told beside them.

Times and ratios are "median / 95th percentile" over all steps of all rounds; "of the rounds" is the least and the most
that the ratio of medians was in a round. A ratio may not exceed its bar; **bold** ones do. Counts, shares and memory
compare with no time: they stand alone, or beside what they were before, and their bar is in their own unit.

`make bench` takes some half an hour and writes its frames once into `build/` (4 GB); `make bench ARGS=--quick` takes
less than three minutes, on small frames, and shows one row of each kind; `make bench ARGS="--only pan memory"` measures
parts. All print their table and leave it in `build/`. This page is written by runs of full size, once each section has
been measured.
"""

BARS = """## How the bars were chosen

| rows | bar | chosen |
|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Chapter:
    """What the page says of a section: its title, and how its rows are measured."""

    title: str
    text: str


def page_of(
    machine: str, chapters: Mapping[str, Chapter], sections: Mapping[str, Sequence[Row]], bars: Sequence[Bar]
) -> str:
    """Return the page; chapters stand in their order, each with the rows of the section of its name."""
    parts = [INTRODUCTION, f"\nMeasured on: {machine}\n"]
    for name, chapter in chapters.items():
        rows = sections.get(name, ())
        parts.append(f"\n## {chapter.title}\n\n{chapter.text.strip()}\n\n{_table(rows) if rows else 'Not measured.'}\n")
    listed = "\n".join(f"| {bar.rows} | {_bar(bar)} | {bar.reason} |" for bar in bars)
    return "".join(parts) + f"\n{BARS}{listed}\n"


def _table(rows: Sequence[Row]) -> str:
    head = [f"| {' | '.join(HEADINGS)} |", f"|{'---|' * len(HEADINGS)}"]
    return "\n".join([*head, *(f"| {' | '.join(cells(row, lambda text: f'**{text}**'))} |" for row in rows)])


def _bar(bar: Bar) -> str:
    figures = [("median", bar.median), ("p95", bar.p95)]
    return ", ".join(f"{name} {figure:g}" for name, figure in figures if figure is not None)
