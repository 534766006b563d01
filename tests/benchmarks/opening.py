"""From the call that shows a frame to its first complete picture."""

import statistics
import tempfile
from pathlib import Path
from time import sleep

import numpy as np
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.geometry.transform import Points
from tests.benchmarks.desk import Desk
from tests.benchmarks.floors import bare_decode, bare_first_read
from tests.benchmarks.rows import Bench, median_ms, timed

OPENINGS = 9


def bench_first_paint(bench: Bench, path: Path, title: str) -> None:
    """A frame's whole picture in a pane of 960 x 1080, against rasterio opening it and reading the same tiles."""
    ours, floors = [], []
    for _ in range(OPENINGS):
        taken, keys = first_paint(path)
        ours.append(taken)
        floors.append(bare_first_read(path, keys))
    floor = median_ms(floors)
    bench.add(f"first paint, {title}", median_ms(ours), "ms", floor, 1.5 * floor + 25)


def bench_growth(bench: Bench, paths: dict[int, Path]) -> None:
    """The first paint of frames of ever larger sides."""
    times = {side: statistics.median(first_paint(path)[0] for _ in range(OPENINGS)) for side, path in paths.items()}
    least = min(times)
    for side, taken in times.items():
        bench.add(f"first paint, {side} x {side} px", taken * 1000, "ms", times[least] * 1000, times[least] * 1200)


def bench_slow_file(bench: Bench, path: Path, title: str) -> None:
    """A file without overviews whose every read decodes much of it, against decoding it once from top to bottom."""
    floor = bare_decode(path)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), [path])
        bench.add(f"first picture, {title}", timed(lambda: _show(desk)), "s", floor, 1.2 * floor)
        bench.add(f"prepared in the background, {title}", timed(lambda: _prepare(desk)), "s", floor)
        desk.fill()
        middle = desk.viewpoint(desk.frame.width / 2, desk.frame.height / 2, 1.0)
        times = desk.walked([middle.panned(-9.0 * step, -3.0 * step) for step in range(200)])
        bench.add_times(f"pan, two panes, {title}, prepared", times, None, (8.0, 16.0))
        desk.close()
    bench.add(f"first picture, {title}, prepared", first_paint(path)[0], "s", floor)


def first_paint(path: Path) -> tuple[float, list[TileKey]]:
    """Seconds until a frame's picture is complete, and the tiles that it is made of."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), [path])
        taken = timed(lambda: _show(desk))
        opened = desk.session.tiles.frame(desk.frame.id)
        assert opened is not None
        pane = desk.grid.panes[0]
        assert pane.frame_to_screen is not None
        level = opened.pyramid.level_for(pane.frame_px_per_scr)
        corners = ~pane.frame_to_screen @ (0.0, 0.0), ~pane.frame_to_screen @ pane.size_scr
        keys = list(opened.pyramid.tiles(opened.frame, level, _points(corners)))
        desk.close()
    return taken, keys


def _prepare(desk: Desk) -> None:
    """Wait until the frame's pyramid is made and in use."""
    tiles, frame = desk.session.tiles, desk.frame.id
    while (opened := tiles.frame(frame)) is None or opened.source.pyramid is None:
        QApplication.processEvents()
        sleep(0.01)


def _show(desk: Desk) -> None:
    desk.grid.show_frame(0, desk.frame.id)
    QApplication.processEvents()
    desk.complete()


def _points(corners: tuple[tuple[float, float], ...]) -> Points:
    return np.array(corners, dtype=np.float64)
