"""Times one pane of 960 x 1080 that compares two frames: each step of a pan or a zoom, tiles in memory.

`python -m tests.benchmarks.compare [FOLDER]` writes its frames into the folder (build/) and prints a table.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.transform import as_points
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.session.comparing import MODES, Mode
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.pane.compare.blend import Blend
from basewatch_gui.widgets.pane.showing import Showing
from tests.benchmarks.scenes import cog_8bit, cog_16bit
from tests.journeys.scene import write_project

SIZE_SCR = (960, 1080)
GROUND = (40, 40, 40, 254)
SIDE = 4096
STEPS = 150
BAR_MS = 16.0

Step = Callable[[Viewpoint, int], Viewpoint]
STEPS_OF: dict[str, tuple[float, Step]] = {
    "pan": (0.0, lambda view, step: view.panned(3.0 if step % 60 < 30 else -3.0, 2.0 if step % 40 < 20 else -2.0)),
    "pan 30 deg": (30.0, lambda view, step: view.panned(3.0 if step % 60 < 30 else -3.0, 2.0)),
    "zoom": (0.0, lambda view, step: view.zoomed(1.01 if step % 40 < 20 else 1 / 1.01, (480, 540), SIZE_SCR)),
}


def main(folder: Path) -> None:
    """Measure every way of comparing and print the table."""
    QApplication.instance() or QApplication([])
    with TemporaryDirectory() as place:
        project = write_project(Path(place) / "p.basewatch", (cog_8bit(folder, SIDE), cog_16bit(folder, SIDE)))
        session = Session(ProjectFile.open(project), author="bench")
        try:
            measure(session)
        finally:
            session.close()


def measure(session: Session) -> None:
    """Print median and p95 of a step in each mode, and of a pane that does not compare."""
    own = Showing(session, "pane 0")
    blend = Blend(session, 0, own, lambda: False)
    session.open_frame(2)
    own.show(1)
    wait_until(lambda: all(session.tiles.frame(frame) is not None for frame in (1, 2)))
    print(f"{'what':<28}{'median':>10}{'p95':>10}   bar {BAR_MS:.0f} ms")
    for name, (turn, step) in STEPS_OF.items():
        for mode in (None, *MODES):
            times = sorted(steps(session, own, blend, mode, turn, step))
            p95 = times[int(len(times) * 0.95)]
            print(f"{name + ', ' + (mode or 'off'):<28}{median(times):>7.2f} ms{p95:>7.2f} ms")


def steps(session: Session, own: Showing, blend: Blend, mode: Mode | None, turn: float, step: Step) -> list[float]:
    """Milliseconds of each step, once all tiles are there."""
    if mode is None:
        session.comparing.stop()
    else:
        session.comparing.start(mode, 0)
        session.comparing.other = 2
    ground = session.project.ground_map(1)
    x, y = ground.to_plane(as_points((SIDE / 2, SIDE / 2)))[0]
    view = start = Viewpoint((float(x), float(y)), 0.31, turn)
    times = []
    for warm in (True, False):
        view = start
        for number in range(STEPS):
            view = step(view, number)
            began = perf_counter()
            own.place(view, SIZE_SCR)
            blend.place(view, SIZE_SCR)
            blend.picture(SIZE_SCR, 1.0, GROUND)
            if not warm:
                times.append((perf_counter() - began) * 1000)
            else:
                wait_until(lambda: session.tiles.idle)
    return times


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build"))
