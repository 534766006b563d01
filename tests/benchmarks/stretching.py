"""What a step of a moving stretch limit takes: every picture is made again from raw samples."""

from pathlib import Path

from tests.benchmarks import bars
from tests.benchmarks.desk import Desk, desk_of
from tests.benchmarks.floors import Composer
from tests.benchmarks.program import Look
from tests.benchmarks.rounds import Figures, alternate, seconds_of_each
from tests.benchmarks.rows import Bench

STEPS = 20
"""Steps in a round."""

LOOKS = {
    "three bands": Look(bands=(2, 1, 0)),
    "one band, colour map": Look(bands=(3,), colour_map="viridis"),
    "pan-sharpened": Look(bands=(2, 1, 0), sharpening="brovey", pan=3),
}
VIEWS = ((1.0, 0.0), (1.4, 30.0))
"""Frame pixels a screen pixel, and degrees. At 1.6 the raw tiles of both frames would not fit into their cache."""

STRETCHING = """
Stretch step: a limit of two frames that are locked to each other moves, and both panes of 960 x 1080 are refreshed and
painted. Floor: *compose* of both panes from as many 16-bit bands, by the same matrix. A round has 20 steps. All tiles
have been read; at 1.6 px a px and 30 degrees those of both frames would be more than the cache of raw tiles holds, and
the first steps of a drag would wait for them.
"""


def bench_stretch(bench: Bench, path: Path, title: str, *, is_quick: bool) -> None:
    """Measure a limit that moves, with every look at every view."""
    with desk_of(path, path) as desk:
        desk.fill()
        for scale, rotation in VIEWS[: 1 if is_quick else None]:
            desk.look(desk.middle(scale, rotation))
            desk.complete()
            for name in list(LOOKS)[: 1 if is_quick else None]:
                view = f"{scale:g} px a px, {rotation:g} deg"
                figures = _stretched(desk, LOOKS[name])
                bench.add_ratio(f"stretch step, two panes, {title}, {name}, {view}", *figures, bars.STRETCHES.get(name))


def _stretched(desk: Desk, look: Look) -> tuple[Figures, Figures]:
    """Return what a step takes with a look, and its floor."""
    desk.set_look(look)
    bands = len(look.bands)
    composer = Composer(desk.screen_to_frame, desk.sizes_scr, bands + (look.sharpening != "off"))

    def stretch(low: int) -> None:
        desk.set_limits(200.0 + low, 1500.0, bands)
        desk.paint()

    def steps(number: int) -> list[float]:
        desk.complete()
        first = (number + 1) * STEPS
        return seconds_of_each(stretch, range(first, first + STEPS))

    composing, stretching = alternate(lambda _number: composer.steps(STEPS), steps)
    return stretching, composing
