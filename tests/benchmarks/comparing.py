"""What a pane takes that compares two frames, at each step of a pan or a zoom, all tiles in memory."""

from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import bars
from tests.benchmarks.desk import Desk, desk_of
from tests.benchmarks.floors import Composer
from tests.benchmarks.program import MODES, Mode, Viewpoint
from tests.benchmarks.rounds import alternate
from tests.benchmarks.rows import Bench

STEPS = 40
"""Steps in a round."""

Step = Callable[[Viewpoint, int], Viewpoint]

WALKS: dict[str, tuple[float, Step]] = {
    "pan": (0.0, lambda view, step: view.panned(3.0 if step < STEPS / 2 else -3.0, 2.0 if step % 20 < 10 else -2.0)),
    "pan 30 deg": (30.0, lambda view, step: view.panned(3.0 if step < STEPS / 2 else -3.0, 2.0)),
    "zoom": (0.0, lambda view, step: view.zoomed(1.01 if step < STEPS / 2 else 1 / 1.01, (480, 540), (960, 1080))),
}

COMPARING = """
Comparing: one pane of 960 x 1080 that shows two frames, or one where comparing is off or flickers, is refreshed and
painted at each step of a pan or a slow zoom. Floor: *compose* of as many frames of that size. A round has 40 steps.
"""


def bench_comparing(bench: Bench, paths: tuple[Path, Path], *, is_quick: bool) -> None:
    """Measure every way of comparing, and a pane that does not compare."""
    modes: tuple[Mode | None, ...] = ("swipe",) if is_quick else (None, *MODES)
    with desk_of(*paths, layout="one pane") as desk:
        desk.fill()
        for name in list(WALKS)[: 1 if is_quick else None]:
            for mode in modes:
                _bench_mode(bench, desk, name, mode)


def _bench_mode(bench: Bench, desk: Desk, name: str, mode: Mode | None) -> None:
    rotation, step = WALKS[name]
    walk = [desk.middle(1.0, rotation)]
    for number in range(STEPS):
        walk.append(step(walk[-1], number))
    desk.compare(mode)
    desk.read_along(walk)
    frames = 1 if mode in (None, "flicker") else 2
    composer = Composer(desk.screen_to_frame, desk.sizes_scr * frames)
    composing, painting = alternate(lambda _number: composer.steps(STEPS), lambda _number: desk.painted_along(walk[1:]))
    bench.add_ratio(f"comparing, {name}, {mode or 'off'}", painting, composing, bars.COMPARING[name == "zoom", frames])
