"""What a paint takes while the view moves, over ground that has been read and over ground that has not."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep

import numpy as np
from affine import Affine
from PySide6.QtWidgets import QApplication

from tests.benchmarks import bars
from tests.benchmarks.desk import SIZES, Desk
from tests.benchmarks.floors import Composer, Reader
from tests.benchmarks.program import Viewpoint
from tests.benchmarks.rounds import Figures, alternate, alternated_steps, seconds_of, seconds_of_each
from tests.benchmarks.rows import Bench

STEPS = 60
"""Steps in a round: what they cross at 1.6 frame pixels a screen pixel fits into the tile cache."""
STEP_SCR = (9, 3)
"""How far a drag goes from one paint to the next: whole pixels, as a pointer moves."""
ZOOM_STEP = 1.01
ROUNDS, JUMPS = 5, 6
"""So many rounds, each with so many jumps."""
MARGIN_PX = 1200
FLIGHT_SCR = 1000.0
FRAME_S = 1 / 60

MOVING = """
Pan: one step of a drag, all panes refreshed and painted: two of 960 x 1080, four of 960 x 540, nine of 640 x 360;
"1.6 px a px" is frame pixels a screen pixel. All tiles have been read. Zoom: one step of 1 %, in which nothing of the
last picture can be used again. Floor: *compose*, once a pane, by the same matrix. A round has 60 steps.
"""
COLD = """
Jump to a place that has not been read: until something is painted, and until all is sharp. Floor of "something":
*compose* of one pane; of "sharp": *read* of the same tiles. "Tiles made ready": the same reading with every tile
stretched for display by the program. Flight: 1,000 screen pixels a second at 60 frames a second over such ground, two
seconds a round, half of one in the quick form; floor: *compose* of one pane at the same pace, while *read* reads what
comes into view. The longest frame is the median of the rounds' longest.
"""


def bench_pan(bench: Bench, desk: Desk, layout: str, title: str, views: tuple[tuple[float, float], ...]) -> None:
    """Measure pans at these scales and rotations."""
    for view in views:
        bench_pan_at(bench, desk, layout, f"{title}, {view[0]:g} px a px, {view[1]:g} deg", view)


def bench_pan_at(bench: Bench, desk: Desk, layout: str, title: str, view: tuple[float, float]) -> None:
    """Measure one paint of all panes at every step of a pan, to and fro by turns of the rounds."""
    start = desk.middle(*view)
    away = [start.panned(-STEP_SCR[0] * step, -STEP_SCR[1] * step) for step in range(STEPS)]
    composing, painting = _alternate_walks(desk, away)
    bench.add_ratio(f"pan, {layout}, {title}", painting, composing, bars.PANS[layout, *view])


def bench_zoom(bench: Bench, desk: Desk, layout: str, title: str, rotations: tuple[float, ...]) -> None:
    """Measure one paint of all panes at every step of a slow zoom, in and out by turns of the rounds."""
    for rotation in rotations:
        inwards = [desk.middle(1.6 / ZOOM_STEP**step, rotation) for step in range(STEPS)]
        composing, painting = _alternate_walks(desk, inwards)
        bench.add_ratio(f"zoom, {layout}, {title}, {rotation:g} deg", painting, composing, bars.ZOOMS[rotation])


def _alternate_walks(desk: Desk, walk: list[Viewpoint]) -> list[Figures]:
    """Return the figures of composing and of painting along a walk whose tiles have been read."""
    desk.read_along([*walk, walk[len(walk) // 2]])
    composer = Composer(desk.screen_to_frame, desk.sizes_scr)
    desk.look(walk[0])
    desk.complete()
    return alternate(
        lambda _number: composer.steps(len(walk)),
        lambda number: desk.painted_along(walk[:: -1 if number % 2 else 1]),
    )


def bench_jumps(bench: Bench, desk: Desk, path: Path, title: str) -> None:
    """Measure jumps to places that have not been read."""
    generator = np.random.default_rng(7)
    places = generator.uniform(MARGIN_PX, desk.frame.width - MARGIN_PX, ((ROUNDS + 1) * JUMPS, 2)).tolist()
    views = [desk.viewpoint(x, y, 1.0) for x, y in places]
    tiles = [desk.tiles_from(view) for view in views]
    pages, reader, maker = Reader(path, 0), Reader(path, 0), desk.tile_maker(path)
    composer = Composer(Affine.identity(), [SIZES["two panes"]])
    something: list[list[float]] = []

    def of_round(number: int) -> slice:
        return slice((number + 1) * JUMPS, (number + 2) * JUMPS)

    def compose(number: int) -> list[float]:
        # The pages of the file are brought into memory for all that are compared, by handles of their own: GDAL keeps
        # the blocks of each.
        for each in tiles[of_round(number)]:
            pages.read(each)
        return composer.steps(JUMPS)

    def jump(number: int) -> list[float]:
        both = [_jump(desk, view) for view in views[of_round(number)]]
        something.append([first for first, _ in both])
        return [last for _, last in both]

    composing, reading, making, sharp = alternate(
        compose,
        lambda number: seconds_of_each(reader.read, tiles[of_round(number)]),
        lambda number: seconds_of_each(maker.read, tiles[of_round(number)]),
        jump,
        rounds=ROUNDS,
    )
    for each in (pages, reader, maker):
        each.close()
    bench.add_ratio(f"jump to a cold place, {title}, tiles made ready", making, reading)
    bench.add_ratio(f"jump to a cold place, {title}, something", Figures.of(something[1:]), composing, bars.SOMETHING)
    bench.add_ratio(f"jump to a cold place, {title}, sharp", sharp, reading, bars.SHARP)


def _jump(desk: Desk, view: Viewpoint) -> tuple[float, float]:
    """Return the seconds until something is painted, and until all is sharp."""
    start = perf_counter()
    desk.look(view)
    desk.paint()
    something = perf_counter() - start
    desk.complete()
    return something, perf_counter() - start


def bench_flight(bench: Bench, desk: Desk, path: Path, title: str, flight_s: float) -> None:
    """Measure the GUI thread's frames on a flight over cold ground, and how much of the ground is not sharp."""
    reader = Reader(path, 0)
    composer = Composer(Affine.identity(), [SIZES["two panes"]])
    read_shares: list[float] = []

    def view_at(number: int, seconds: float) -> Viewpoint:
        # Each round has ground of its own.
        start = desk.viewpoint(desk.frame.width * 0.15, desk.frame.height * (0.25 + 0.1 * number), 1.0)
        return start.panned(-FLIGHT_SCR * seconds, -0.3 * FLIGHT_SCR * seconds)

    def compose(number: int) -> list[float]:
        begun: set[tuple[int, int]] = set()

        def step(seconds: float) -> None:
            places = set(desk.tiles_from(view_at(number, seconds)).places) - begun
            reader.begin(sorted(places))
            begun.update(places)

        return _paced(flight_s, step, composer.compose, lambda: None)

    def fly(number: int) -> list[float]:
        return _paced(
            flight_s,
            lambda seconds: desk.look(view_at(number, seconds)),
            desk.paint,
            lambda: read_shares.append(desk.share_read()),
        )

    composed, painted = alternated_steps(compose, fly, rounds=ROUNDS)
    reader.close()
    longest, floor = (Figures.of([[max(steps)] for steps in rounds]) for rounds in (painted, composed))
    name = f"flight over cold ground, {title}"
    bench.add_ratio(f"{name}, longest frame", longest, floor, bars.LONGEST_FRAME, has_p95=False)
    bench.add_ratio(f"{name}, frame", Figures.of(painted), Figures.of(composed))
    bench.add_value(f"{name}, not sharp", 100 - 100 * float(np.mean(read_shares)), "%", bar=10)


def _paced(
    flight_s: float, before: Callable[[float], object], step: Callable[[], object], after: Callable[[], object]
) -> list[float]:
    """Run a step 60 times a second for so many seconds, and return the seconds of each.

    `before` is run before it with the seconds since the start, `after` after it; neither counts.
    """
    times = []
    start = perf_counter()
    while (now := perf_counter() - start) < flight_s:
        before(now)
        times.append(seconds_of(step))
        after()
        while perf_counter() - start < now + FRAME_S:
            QApplication.processEvents()
            sleep(0.0005)
    return times
