"""From the call that shows a frame to its first complete picture."""

from pathlib import Path
from time import sleep

from PySide6.QtWidgets import QApplication

from tests.benchmarks import bars
from tests.benchmarks.bars import Bar
from tests.benchmarks.desk import SIZES, Desk, desk_of
from tests.benchmarks.floors import Composer, decode, open_and_read
from tests.benchmarks.moving import bench_pan_at
from tests.benchmarks.rounds import Burst, Figures, alternate, repeated, seconds_of
from tests.benchmarks.rows import Bench

PANE = SIZES["two panes"]
OPENINGS = 4
"""Openings in a round."""

FIRST_PAINT = """
First paint: from the call that shows a frame in a pane of 960 x 1080 until its whole picture is on the screen. Floor:
*read* opens the file for two threads and reads the same tiles of the same level, then *compose* draws one pane.
"""
GROWTH = """
First paint of tiled TIFFs with overviews, of growing sides. The floor is the first paint of the smallest: what a frame
takes must not grow with its size.
"""
SLOW_FILES = """
Files without overviews. First picture: before anything has been prepared; floor: *read* decodes the file once from top
to bottom. Prepared in the background: the levels that are then made, once, beside one decoding. The same file when it
is prepared: its first picture, floor: *read* opens the prepared level and reads the same tiles, then *compose*; and a
pan, as under "Moving".
"""


def bench_first_paint(bench: Bench, path: Path, title: str, bar: Bar) -> None:
    """Measure the first paint of a frame."""
    bench.add_ratio(f"first paint, {title}", *_beside_reading(path), bar)


def bench_growth(bench: Bench, paths: dict[int, Path]) -> None:
    """Measure the first paint of frames of ever larger sides."""
    _, *larger = sorted(paths)
    bursts = [first_paints(paths[side]) for side in sorted(paths)]
    floor, *measured = alternate(*bursts)
    for side, figures in zip(larger, measured, strict=True):
        bench.add_ratio(f"first paint, {side} x {side} px", figures, floor, bars.GROWTH)


def bench_slow_file(bench: Bench, path: Path, title: str) -> None:
    """Measure a file without overviews, whose every read decodes much of it, before it is prepared."""
    decoding, first = alternate(repeated(lambda: decode(path)), first_paints(path, 1), warm_up=False)
    bench.add_ratio(f"first picture, {title}", first, decoding, bars.SLOW_FILE, has_p95=False)


def bench_prepared(bench: Bench, path: Path, title: str) -> None:
    """Measure how a file without overviews is prepared, and the file when it is."""
    decoding = seconds_of(lambda: decode(path))
    with desk_of(path) as desk:
        desk.show_first()
        taken = seconds_of(lambda: _wait_until_prepared(desk))
        bench.add_value(f"prepared in the background, {title}", taken, "s", decoding)
        desk.fill()
        bench_pan_at(bench, desk, "two panes", f"{title}, prepared", (1.0, 0.0))
    bench.add_ratio(f"first picture, {title}, prepared", *_beside_reading(path))


def _beside_reading(path: Path) -> tuple[Figures, Figures]:
    with desk_of(path) as desk:
        desk.show_first()
        tiles, turn, pyramid = desk.tiles_shown, desk.screen_to_frame, desk.pyramid
    composer = Composer(turn, [PANE])

    def floor() -> None:
        open_and_read(pyramid or path, tiles, per_level=pyramid is not None)
        composer.compose()

    read, shown = alternate(repeated(floor, OPENINGS), first_paints(path))
    return shown, read


def first_paints(path: Path, times: int = OPENINGS) -> Burst:
    """Return a burst of first paints, each in a project of its own."""

    def first_paint() -> float:
        with desk_of(path) as desk:
            return seconds_of(desk.show_first)

    return lambda _number: [first_paint() for _ in range(times)]


def _wait_until_prepared(desk: Desk) -> None:
    """Wait until the frame's levels are made and in use."""
    while desk.pyramid is None:
        QApplication.processEvents()
        sleep(0.01)
