"""Measure resident memory with four panes on a frame, and after many pans; run in a process of its own.

Prints one line of JSON: MB before a frame is opened, with four panes, and after a tenth and all of the pans.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks import program  # noqa: E402

# isort: split
import numpy as np  # noqa: E402
import psutil  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from tests.benchmarks.desk import Desk, desk_of  # noqa: E402

SETTLE = 25
"""Pans after which the tiles are waited for, so that what is read is shown too."""


def main() -> None:
    """Measure with the frame and the number of pans that are given."""
    path, pans = Path(sys.argv[1]), int(sys.argv[2])
    program.make_application()
    before = resident_mb()
    with desk_of(path, layout="four panes") as desk:
        desk.fill()
        wander(desk, 40)
        figures = [before, resident_mb()]
        wander(desk, pans // 10)
        figures.append(resident_mb())
        wander(desk, pans - pans // 10)
        figures.append(resident_mb())
    print(json.dumps(figures))


def wander(desk: Desk, pans: int) -> None:
    """Pan to and fro at random, now and then closer, further or turned."""
    generator = np.random.default_rng(1)
    middle, reach = desk.frame.width / 2, desk.frame.width * 0.4
    view = desk.viewpoint(middle, middle, 1.0)
    for number in range(pans):
        if number % SETTLE == 0:
            x, y = middle + generator.uniform(-reach, reach, 2)
            scale, turn = generator.choice([0.7, 1.0, 1.6, 4.0, 20.0]), generator.choice([0.0, 0.0, 30.0])
            view = desk.viewpoint(float(x), float(y), float(scale), float(turn))
        dx, dy = generator.uniform(-200, 200, 2)
        view = view.panned(float(dx), float(dy))
        desk.look(view)
        desk.paint()
        if number % SETTLE == SETTLE - 1:
            desk.complete()
    QApplication.processEvents()


def resident_mb() -> float:
    """Return the resident memory of this process in MB."""
    return float(psutil.Process().memory_info().rss / 2**20)


if __name__ == "__main__":
    main()
