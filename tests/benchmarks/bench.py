"""The benchmarks: each figure beside its floor from the same run, as a table and in build/bench.json.

Run by `make bench`; `make bench ARGS=--small` takes frames of 4096 px, to try the script itself, and
`make bench ARGS="--only pan"` those rows alone that a name stands for: see SECTIONS.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from basewatch_gui.imagery import environment  # noqa: E402, F401

# isort: split
from basewatch_gui.widgets.application import make_application  # noqa: E402
from tests.benchmarks.actions import bench_actions  # noqa: E402
from tests.benchmarks.assist import bench_assist  # noqa: E402
from tests.benchmarks.beside_qgis import bench_qgis, qgis_python  # noqa: E402
from tests.benchmarks.desk import Desk  # noqa: E402
from tests.benchmarks.labels import bench_edit, bench_hits, bench_paint  # noqa: E402
from tests.benchmarks.moving import bench_flight, bench_jumps, bench_pan, bench_zoom  # noqa: E402
from tests.benchmarks.opening import bench_first_paint, bench_growth, bench_slow_file  # noqa: E402
from tests.benchmarks.rows import Bench  # noqa: E402
from tests.benchmarks.scale import bench_edits, bench_open  # noqa: E402
from tests.benchmarks.scenes import Scenes  # noqa: E402
from tests.benchmarks.seam import bench_seam  # noqa: E402
from tests.benchmarks.stretching import bench_stretch  # noqa: E402

MEMORY_MB = 450.0
PANS = 10_000


class Run:
    """One run over frames of these sizes."""

    def __init__(self, scenes: Scenes) -> None:
        self.bench = Bench()
        self.scenes = scenes
        self.frames = scenes.cogs()

    def opening(self) -> None:
        """First pictures."""
        for title, path in self.frames.items():
            bench_first_paint(self.bench, path, title)

    def growth(self) -> None:
        """First pictures and pans of ever larger frames."""
        bench_growth(self.bench, self.scenes.growing())

    def slow(self) -> None:
        """Files that have no overviews, before and after they are prepared."""
        for title, path in self.scenes.slow_files().items():
            bench_slow_file(self.bench, path, title)

    def pan(self) -> None:
        """Pans and zooms of two, four and nine panes."""
        for title, path in self.frames.items():
            for layout in ("two_panes", "four_panes", "nine_panes"):
                with tempfile.TemporaryDirectory() as folder:
                    desk = Desk(Path(folder), [path], layout)
                    desk.fill()
                    bench_pan(self.bench, desk, layout, title)
                    if layout == "two_panes":
                        bench_zoom(self.bench, desk, layout, title)
                    desk.close()

    def stretch(self) -> None:
        """Stretch limits that are being dragged."""
        title, path = list(self.frames.items())[1]
        with tempfile.TemporaryDirectory() as folder:
            bench_stretch(self.bench, Path(folder), path, title)

    def cold(self) -> None:
        """Jumps to and flights over ground that has not been read."""
        for title, path in self.frames.items():
            with tempfile.TemporaryDirectory() as folder:
                desk = Desk(Path(folder), [path])
                desk.grid.show_frame(0, desk.frame.id)
                desk.complete()
                bench_jumps(self.bench, desk, path, title)
                bench_flight(self.bench, desk, title)
                desk.close()

    def memory(self) -> None:
        """Four panes in a process of their own."""
        for title, path in self.frames.items():
            command = [sys.executable, str(Path(__file__).with_name("memory.py")), str(path), str(PANS)]
            run = subprocess.run(command, check=True, capture_output=True, text=True)
            before, filled, early, late = json.loads(run.stdout.strip().splitlines()[-1])
            self.bench.add(f"memory, four panes, {title}", max(filled, early), "MB", before, MEMORY_MB)
            self.bench.add(f"memory after {PANS} pans, {title}", late, "MB", early)

    def labels(self) -> None:
        """Edits, hit tests and paints with many labels."""
        with tempfile.TemporaryDirectory() as folder:
            desk = Desk(Path(folder), [next(iter(self.frames.values()))])
            bench_edit(self.bench, desk)
            desk.fill()
            bench_paint(self.bench, desk)
            desk.close()
        bench_hits(self.bench)

    def scale(self) -> None:
        """A project of 1,000 frames and 1,000,000 labels."""
        with tempfile.TemporaryDirectory() as folder:
            bench_open(self.bench, self.scenes.folder, Path(folder))
        bench_edits(self.bench, self.scenes.folder)

    def actions(self) -> None:
        """Clicks, drags and keys for an aircraft of the demo."""
        bench_actions(self.bench)

    def assist(self) -> None:
        """How well objects are snapped to, cut out and found on the demo."""
        with tempfile.TemporaryDirectory() as folder:
            bench_assist(self.bench, Path(folder))

    def seam(self) -> None:
        """Why the mosaic is no torus."""
        bench_seam(self.bench)

    def qgis(self) -> None:
        """QGIS in the same run, where it is installed; needs `opening` and `pan` before."""
        python = qgis_python()
        for title, path in self.frames.items():
            if python is not None:
                bench_qgis(self.bench, python, path, title)


SECTIONS = (
    "opening", "growth", "slow", "pan", "stretch", "cold", "memory", "labels", "scale", "actions", "assist",
    "seam", "qgis",
)  # fmt: skip


def main() -> None:
    """Run the benchmarks that are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true", help="frames of 4096 px")
    parser.add_argument("--frames", type=Path, default=ROOT / "build" / "bench-frames", help="where frames are kept")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS, help="these sections alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        # Neither the user's settings nor what is prepared for viewing fast are touched.
        os.environ |= dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
        make_application()
        run = Run(Scenes(options.frames, small=options.small))
        for section in SECTIONS:
            if section in options.only:
                getattr(run, section)()
    run.bench.show()


if __name__ == "__main__":
    main()
