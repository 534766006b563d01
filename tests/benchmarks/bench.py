"""The benchmarks: each row beside its floor from the same run, on the console, in build/ and on the page of figures.

Run by `make bench`. `make bench ARGS=--quick` shows one row of each kind within three minutes, `make bench
ARGS="--only pan"` those rows alone that a name stands for (see Run), `make bench ARGS=--small` all rows on frames of
4096 px, to try the script itself.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks import program  # noqa: E402

# isort: split
import psutil  # noqa: E402

from tests.benchmarks import (  # noqa: E402
    actions,
    assist,
    bars,
    beside_qgis,
    comparing,
    labels,
    moving,
    opening,
    page,
    scale,
    seam,
    stretching,
)
from tests.benchmarks.desk import desk_of  # noqa: E402
from tests.benchmarks.machine import describe_machine  # noqa: E402
from tests.benchmarks.page import Chapter  # noqa: E402
from tests.benchmarks.rounds import seconds_of  # noqa: E402
from tests.benchmarks.rows import Bench, read_sections  # noqa: E402
from tests.benchmarks.scenes import Scenes  # noqa: E402

PAGE = Path(__file__).with_name("README.md")
MEMORY_MB = 450.0
BUSY = 0.5
"""Mean load of the last minute above which figures are doubtful."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a run measures: sides of the frames, the big project, pans whose memory is measured; one row a kind?"""

    cogs: tuple[int, int] = (32768, 20480)
    slow: tuple[int, int] = (30000, 20000)
    growing: tuple[int, ...] = (1024, 4096, 16384, 65536)
    frames: int = 1_000
    labels: int = 1_000_000
    pans: int = 10_000
    is_quick: bool = False


FULL = Extent()
SMALL = Extent(cogs=(4096, 4096), slow=(4000, 3000), growing=(1024, 4096), frames=200, labels=200_000, pans=500)
QUICK = Extent(
    cogs=(8192, 4096), slow=(24000, 3000), growing=(1024, 4096), frames=100, labels=120_000, pans=200, is_quick=True
)

EVERY_VIEW = ((1.0, 0.0), (1.0, 30.0), (1.6, 0.0), (1.6, 30.0))
"""Frame pixels a screen pixel, and degrees."""

MEMORY = """
Resident, in a process of its own, with four panes after looking about at several zooms and rotations; beside it: before
a frame is opened. After many pans: beside what it was after a tenth of them.
"""

CHAPTERS = {
    "opening": Chapter("First paint", opening.FIRST_PAINT),
    "growth": Chapter("Growing frames", opening.GROWTH),
    "slow": Chapter("Files without overviews", opening.SLOW_FILES),
    "pan": Chapter("Moving", moving.MOVING),
    "stretch": Chapter("Stretching", stretching.STRETCHING),
    "compare": Chapter("Comparing", comparing.COMPARING),
    "cold": Chapter("Cold ground", moving.COLD),
    "memory": Chapter("Memory", MEMORY),
    "labels": Chapter("Labels", labels.LABELS),
    "scale": Chapter("A million labels", scale.SCALE),
    "actions": Chapter("Actions", actions.ACTIONS),
    "assist": Chapter("Help from the picture", assist.ASSIST),
    "seam": Chapter("The seam of a torus", seam.SEAM),
    "qgis": Chapter("Beside QGIS", beside_qgis.QGIS),
}
"""What the page says of each section, in the order in which they are run; a method of Run measures each."""


class Run:
    """One run: a method for each section."""

    def __init__(self, scenes: Scenes, extent: Extent) -> None:
        self.bench = Bench()
        self._scenes = scenes
        self._extent = extent
        self._is_quick = extent.is_quick
        cogs = scenes.cogs(extent.cogs)
        self._frames = dict(list(cogs.items())[: 1 if self._is_quick else None])
        self._title_16bit, self._path_16bit = list(cogs.items())[1]

    def opening(self) -> None:
        """Measure first pictures."""
        for (title, path), bar in zip(self._frames.items(), bars.FIRST_PAINTS, strict=False):
            opening.bench_first_paint(self.bench, path, title, bar)

    def growth(self) -> None:
        """Measure first pictures of ever larger frames."""
        opening.bench_growth(self.bench, self._scenes.growing(self._extent.growing))

    def slow(self) -> None:
        """Measure files that have no overviews, before and after they are prepared."""
        files = self._scenes.slow_files(self._extent.slow)
        for title, path in list(files.items())[: 1 if self._is_quick else None]:
            opening.bench_slow_file(self.bench, path, title)
            if not self._is_quick:
                opening.bench_prepared(self.bench, path, title)

    def pan(self) -> None:
        """Measure pans and zooms of two, four and nine panes."""
        for title, path in self._frames.items():
            for layout in ("two panes",) if self._is_quick else ("two panes", "four panes", "nine panes"):
                with desk_of(path, layout=layout) as desk:
                    desk.fill()
                    moving.bench_pan(self.bench, desk, layout, title, EVERY_VIEW[: 1 if self._is_quick else None])
                    if layout == "two panes":
                        moving.bench_zoom(self.bench, desk, layout, title, (0.0,) if self._is_quick else (0.0, 30.0))

    def stretch(self) -> None:
        """Measure stretch limits that are being dragged."""
        stretching.bench_stretch(self.bench, self._path_16bit, self._title_16bit, is_quick=self._is_quick)

    def compare(self) -> None:
        """Measure a pane that compares two frames."""
        comparing.bench_comparing(self.bench, self._scenes.compared(), is_quick=self._is_quick)

    def cold(self) -> None:
        """Measure jumps to and flights over ground that has not been read."""
        for title, path in self._frames.items():
            with desk_of(path) as desk:
                desk.show_first()
                moving.bench_jumps(self.bench, desk, path, title)
                moving.bench_flight(self.bench, desk, path, title, 0.5 if self._is_quick else 2.0)

    def memory(self) -> None:
        """Measure the memory of four panes, in a process of their own."""
        pans = self._extent.pans
        for title, path in self._frames.items():
            command = [sys.executable, str(Path(__file__).with_name("memory.py")), str(path), str(pans)]
            run = subprocess.run(command, check=True, capture_output=True, text=True)
            before, filled, early, late = json.loads(run.stdout.strip().splitlines()[-1])
            self.bench.add_value(f"memory, four panes, {title}", max(filled, early), "MB", before, MEMORY_MB)
            self.bench.add_value(f"memory after {pans} pans, {title}", late, "MB", early)

    def labels(self) -> None:
        """Measure edits, hit tests and paints with many labels."""
        with tempfile.TemporaryDirectory() as folder, desk_of(next(iter(self._frames.values()))) as desk:
            labels.bench_edit(self.bench, desk, Path(folder))
            desk.fill()
            labels.bench_paint(self.bench, desk, is_quick=self._is_quick)
        labels.bench_hits(self.bench, is_quick=self._is_quick)

    def scale(self) -> None:
        """Measure a project of very many labels."""
        big = (self._scenes.folder, self._extent.frames, self._extent.labels)
        scale.bench_open(self.bench, *big, is_quick=self._is_quick)
        scale.bench_edits(self.bench, *big, is_quick=self._is_quick)

    def actions(self) -> None:
        """Count clicks, drags and keys for an aircraft of the demo."""
        actions.bench_actions(self.bench, is_quick=self._is_quick)

    def assist(self) -> None:
        """Measure how well and how fast objects are snapped to, cut out and found on the demo."""
        with tempfile.TemporaryDirectory() as folder:
            assist.bench_assist(self.bench, Path(folder), is_quick=self._is_quick)

    def seam(self) -> None:
        """Measure why the mosaic is no torus."""
        seam.bench_seam(self.bench)

    def qgis(self) -> None:
        """Measure QGIS in the same run, where it is installed."""
        python = beside_qgis.qgis_python()
        for title, path in self._frames.items():
            if python is not None:
                beside_qgis.bench_qgis(self.bench, python, path, title)


def main() -> None:
    """Run the benchmarks that are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="one row of each kind, on small frames")
    parser.add_argument("--small", action="store_true", help="all rows, on frames of 4096 px")
    parser.add_argument("--frames", type=Path, default=ROOT / "build" / "bench-frames", help="where frames are kept")
    parser.add_argument("--only", nargs="+", choices=CHAPTERS, default=list(CHAPTERS), help="these sections alone")
    options = parser.parse_args()
    load = psutil.getloadavg()[0]
    if load > BUSY:
        print(f"Other programs use this machine (load {load:.1f}): ratios of work in two threads suffer most.")
    name, extent = ("quick", QUICK) if options.quick else ("small", SMALL) if options.small else ("full", FULL)
    with tempfile.TemporaryDirectory() as home:
        # Neither the user's settings nor what is prepared for viewing fast are touched.
        os.environ |= dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
        program.make_application()
        run = Run(Scenes(options.frames), extent)
        for section in CHAPTERS:
            if section in options.only:
                run.bench.begin(section)
                print(f"{CHAPTERS[section].title}: {seconds_of(getattr(run, section)):.0f} s", flush=True)
    run.bench.show()
    written = ROOT / "build" / ("bench.json" if extent is FULL else f"bench-{name}.json")
    run.bench.write(written)
    if extent is FULL:
        _write_page(written)


def _write_page(written: Path) -> None:
    """Write the page of figures once every section has been measured on this machine."""
    sections = read_sections(written)
    missing = [section for section in CHAPTERS if section not in sections]
    if missing:
        print(f"{PAGE.relative_to(ROOT)} stays as it is until these are measured too: {', '.join(missing)}.")
    else:
        PAGE.write_text(page.page_of(describe_machine(), CHAPTERS, sections, bars.ALL), encoding="utf-8")


if __name__ == "__main__":
    main()
