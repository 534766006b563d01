"""What a paint costs while the view moves, over ground that has been read and over ground that has not."""

from pathlib import Path
from time import perf_counter, sleep

import numpy as np
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.geometry.transform import without_shift
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.session.tiles import tiles_in_view
from tests.benchmarks.desk import SIZES, Desk
from tests.benchmarks.floors import BareReader, BareTiles, bare_warps
from tests.benchmarks.rows import Bench, median_ms, p95_ms

STEPS = 300
STEP_SCR = (9, 3)
"""How far a drag goes from one paint to the next: whole pixels, as a pointer moves."""
REACH = 60
"""Steps of a pan until it turns round: what it crosses at 1.6 frame pixels a screen pixel fits into the tile cache."""
ZOOM_STEP = 1.01
BARS_MS = (8.0, 16.0)
JUMPS = 12
FLIGHT_S = 6.0
FLIGHT_SCR = 1000.0
FRAME_S = 1 / 60


def bench_pan(bench: Bench, desk: Desk, layout: str, title: str) -> None:
    """One paint of all panes at every step of a pan over ground whose tiles have been read."""
    middle = desk.frame.width / 2
    for scale in (1.0, 1.6):
        for rotation in (0.0, 30.0):
            start_at = desk.viewpoint(middle, middle, scale, rotation)
            walk = [
                start_at.panned(-STEP_SCR[0] * far, -STEP_SCR[1] * far) for far in map(_there_and_back, range(STEPS))
            ]
            times = desk.walked(walk)
            name = f"pan, {layout.replace('_', ' ')}, {title}, {scale:g} px a px, {rotation:g} deg"
            bench.add_times(name, times, _warps(desk, layout), BARS_MS)


def bench_zoom(bench: Bench, desk: Desk, layout: str, title: str) -> None:
    """One paint of all panes at every step of a slow zoom: nothing of the last picture can be kept."""
    middle = desk.frame.width / 2
    for rotation in (0.0, 30.0):
        walk = [desk.viewpoint(middle, middle, 1.6 / ZOOM_STEP**number, rotation) for number in range(STEPS // 2)]
        times = desk.walked(walk)
        desk.look(walk[len(walk) // 2])
        desk.paint()
        name = f"zoom, {layout.replace('_', ' ')}, {title}, {rotation:g} deg"
        bench.add_times(name, times, _warps(desk, layout), BARS_MS)


def bench_jumps(bench: Bench, desk: Desk, path: Path, title: str) -> None:
    """Jumps to places that have not been read, until the pane is sharp, against reading the same tiles."""
    generator = np.random.default_rng(7)
    sharp, something, floors, made = [], [], [], []
    opened = desk.session.tiles.frame(desk.frame.id)
    assert opened is not None
    # The first one brings the pages of the file into memory for both that are timed.
    pages, reader, maker = BareReader(path, 0), BareReader(path, 0), BareTiles(path, 0, opened.stretch)
    margin = 1200
    for _ in range(JUMPS):
        x, y = generator.uniform(margin, desk.frame.width - margin, 2)
        view = desk.viewpoint(x, y, 1.0)
        keys = _tiles_at(desk, view)
        pages.read(keys)
        floors.append(reader.read(keys))
        made.append(maker.read(keys))
        start = perf_counter()
        desk.look(view)
        desk.paint()
        something.append(perf_counter() - start)
        desk.complete()
        sharp.append(perf_counter() - start)
    for each in (pages, reader, maker):
        each.close()
    floor = median_ms(floors)
    bench.add(f"jump to a cold place, {title}, tiles made ready", median_ms(made), "ms", floor)
    bench.add(f"jump to a cold place, {title}, something", median_ms(something), "ms", None, 30)
    bench.add(f"jump to a cold place, {title}, sharp", median_ms(sharp), "ms", floor, 1.3 * floor)


def bench_flight(bench: Bench, desk: Desk, title: str) -> None:
    """A flight over cold ground: the GUI thread's longest frame, and how much of the ground is sharp on average."""
    frames, sharp = [], []
    view = desk.viewpoint(desk.frame.width * 0.1, desk.frame.height * 0.35, 1.0)
    start = perf_counter()
    while (now := perf_counter() - start) < FLIGHT_S:
        desk.look(view.panned(-FLIGHT_SCR * now, -0.3 * FLIGHT_SCR * now))
        begun = perf_counter()
        desk.paint()
        frames.append(perf_counter() - begun)
        pane = desk.grid.panes[0]
        seen = _tiles_at(desk, pane.viewpoint)
        sharp.append(sum(desk.session.tiles.tile(key) is not None for key in seen) / len(seen))
        while perf_counter() - start < now + FRAME_S:
            QApplication.processEvents()
            sleep(0.0005)
    bench.add(f"flight over cold ground, {title}, longest frame", max(frames) * 1000, "ms", None, 33)
    bench.add(f"flight over cold ground, {title}, frame p95", p95_ms(frames), "ms")
    bench.add(f"flight over cold ground, {title}, not sharp", 100 - 100 * float(np.mean(sharp)), "%", None, 10)


def _there_and_back(step: int) -> int:
    """How many steps away a walk is that turns round every REACH steps."""
    return REACH - abs(step % (2 * REACH) - REACH)


def _warps(desk: Desk, layout: str) -> list[float]:
    to_screen = desk.grid.panes[0].frame_to_screen
    assert to_screen is not None
    return bare_warps(without_shift(~to_screen), SIZES[layout], len(desk.grid.panes), STEPS)


def _tiles_at(desk: Desk, view: Viewpoint) -> list[TileKey]:
    """The tiles that the first pane shows from there."""
    opened = desk.session.tiles.frame(desk.frame.id)
    assert opened is not None
    size = desk.grid.panes[0].size_scr
    to_screen = view.plane_to_screen(size) @ desk.session.project.ground_map(desk.frame.id).linear_about(view.centre_m)
    return list(tiles_in_view(opened.frame, opened.pyramid, to_screen, size))
