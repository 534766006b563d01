"""BaseWatch beside QGIS, where a Python with its bindings is on the machine."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import bars
from tests.benchmarks.desk import SIZES, desk_of
from tests.benchmarks.opening import first_paints
from tests.benchmarks.rounds import Burst, alternate
from tests.benchmarks.rows import Bench

SCRIPT = Path(__file__).with_name("qgis_views.py")
PYTHONS = ("/usr/bin/python3", "python3")
STEPS = 20
"""Steps of a pan in a round."""
STEP_SCR = (9, 3)

QGIS = """
QGIS by its Python bindings, where they are installed, draws the same views with `QgsMapRendererParallelJob`, which its
map canvas uses, in a process that takes turns with BaseWatch. Floor: what QGIS takes.
"""


def qgis_python() -> str | None:
    """Return a Python that can import QGIS, or None."""
    clean = _clean_environment()
    for python in PYTHONS:
        if (
            shutil.which(python)
            and not subprocess.run(
                [python, "-c", "import qgis.core"], check=False, capture_output=True, env=clean
            ).returncode
        ):
            return python
    return None


def bench_qgis(bench: Bench, python: str, path: Path, title: str) -> None:
    """Measure the first view, and a pan of two panes of 960 x 1080."""
    with _qgis_views(python, path) as ask:
        theirs, ours = alternate(ask("first"), first_paints(path, 1))
        bench.add_ratio(f"beside QGIS, first view, {title}", ours, theirs, bars.QGIS_FIRST, has_p95=False)
        with desk_of(path) as desk:
            desk.fill()
            start = desk.middle(1.0)
            walk = [start.panned(-STEP_SCR[0] * step, -STEP_SCR[1] * step) for step in range(STEPS)]
            desk.read_along(walk)
            theirs, ours = alternate(ask(f"pan {STEPS}"), lambda _number: desk.painted_along(walk))
        bench.add_ratio(f"beside QGIS, pan, two panes, {title}", ours, theirs, bars.QGIS_PAN)


@contextmanager
def _qgis_views(python: str, path: Path) -> Iterator[Callable[[str], Burst]]:
    """Start QGIS with the raster; what is given makes a burst of a command to it."""
    width, height = SIZES["two panes"]
    with subprocess.Popen(
        [python, str(SCRIPT), str(path), str(width), str(height), "2"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_clean_environment(),
    ) as process:  # fmt: skip
        asking, answers = process.stdin, process.stdout
        assert asking is not None
        assert answers is not None

        def ask(command: str) -> list[float]:
            asking.write(f"{command}\n")
            asking.flush()
            times: list[float] = json.loads(answers.readline())
            return times

        yield lambda command: lambda _number: ask(command)


def _clean_environment() -> dict[str, str]:
    """Return the environment without what the project's own Python and GDAL put into it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GDAL_", "PROJ_", "CPL_", "PYTHON"))}
    return kept | {"QT_QPA_PLATFORM": "offscreen"}
