"""What a step of a moving stretch limit costs: every picture is made anew from raw samples."""

from pathlib import Path
from time import perf_counter

from basewatch_gui.model.look import Look
from tests.benchmarks.desk import Desk
from tests.benchmarks.rows import Bench

STEPS = 100
BARS_MS = (16.0, 16.0)
LOOKS = {
    "three bands": Look(bands=(2, 1, 0)),
    "one band, colour map": Look(bands=(3,), colour_map="viridis"),
    "pan-sharpened": Look(bands=(2, 1, 0), sharpening="brovey", pan=3),
}


def bench_stretch(bench: Bench, folder: Path, path: Path, title: str) -> None:
    """A limit of two frames that are locked to each other moves; both panes are made ready and painted."""
    desk = Desk(folder, [path, path])
    desk.fill()
    desk.session.looks.set_locked(True, desk.frame.id)
    middle = desk.frame.width / 2
    for scale, rotation in ((1.0, 0.0), (1.6, 30.0)):
        desk.look(desk.viewpoint(middle, middle, scale, rotation))
        desk.complete()
        for name, look in LOOKS.items():
            bars = BARS_MS if look.sharpening == "off" else None
            view = f"{scale:g} px a px, {rotation:g} deg"
            bench.add_times(f"stretch step, two panes, {title}, {name}, {view}", _moved(desk, look), None, bars)
    desk.close()


def _moved(desk: Desk, look: Look) -> list[float]:
    """Seconds of each step."""
    looks, frame = desk.session.looks, desk.frame.id
    looks.set_look(frame, look)
    desk.complete()
    times = []
    for number in range(STEPS):
        start = perf_counter()
        looks.set_limits(frame, ((200.0 + number, 1500.0),) * len(look.bands))
        desk.paint()
        times.append(perf_counter() - start)
    return times
