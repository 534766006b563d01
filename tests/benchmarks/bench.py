"""The benchmarks: each figure beside its floor from the same run, as a table and in build/bench.json.

Run by `make bench`; `make bench ARGS=--small` takes frames of 4096 px, to try the script itself.
"""

import argparse
import gc
import json
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep
from typing import TypedDict

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from basewatch_gui.imagery import environment  # noqa: E402

# isort: split
import cv2  # noqa: E402
import numpy as np  # noqa: E402
import psutil  # noqa: E402
import rasterio  # noqa: E402
from affine import Affine  # noqa: E402
from PySide6.QtCore import QCoreApplication, QEvent, QPointF  # noqa: E402
from PySide6.QtGui import QImage, QPainter  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from basewatch_gui.geometry.outline import OrientedBox  # noqa: E402
from basewatch_gui.geometry.transform import linear  # noqa: E402
from basewatch_gui.geometry.viewpoint import Viewpoint  # noqa: E402
from basewatch_gui.imagery.facts.frames import describe_frame  # noqa: E402
from basewatch_gui.model.edit import added  # noqa: E402
from basewatch_gui.model.label import Label  # noqa: E402
from basewatch_gui.model.resources import shipped_categories  # noqa: E402
from basewatch_gui.session.label_arrays import LabelArrays  # noqa: E402
from basewatch_gui.session.session import Session  # noqa: E402
from basewatch_gui.storage.project_file import ProjectFile  # noqa: E402
from basewatch_gui.widgets.application import make_application  # noqa: E402
from basewatch_gui.widgets.pane.grid import PaneGrid  # noqa: E402
from basewatch_gui.widgets.pane.tool_host import ToolHost  # noqa: E402
from tests.benchmarks.scenes import cog_8bit, cog_16bit  # noqa: E402

PANE = (960, 1080)
STEPS = 300
STEP_SCR = (9, 3)
"""How far a drag goes from one paint to the next: whole pixels, as a pointer moves."""
ZOOM_STEP = 1.01
OPENINGS = 7
EDITS = 200
MANY = 100_000


class Row(TypedDict):
    """One figure of build/bench.json."""

    name: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None


class Bench:
    """The rows measured so far."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(self, name: str, value: float, unit: str, floor: float | None = None) -> None:
        """Keep a figure, beside its floor where it has one."""
        ratio = round(value / floor, 2) if floor else None
        self.rows.append(
            {"name": name, "value": round(value, 2), "unit": unit, "floor": round(floor, 2) if floor else None,
             "ratio": ratio}
        )  # fmt: skip

    def show(self) -> None:
        """Print the table and write build/bench.json."""
        table = Table("what", "value", "floor", "ratio")
        for row in self.rows:
            floor = f"{row['floor']} {row['unit']}" if row["floor"] is not None else ""
            table.add_row(row["name"], f"{row['value']} {row['unit']}", floor, str(row["ratio"] or ""))
        Console(width=110).print(table)
        path = ROOT / "build" / "bench.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(self.rows, indent=1), encoding="utf-8")


class Desk:
    """A project with a frame, and two panes of 960 x 1080 that can show it."""

    def __init__(self, folder: Path, frame: Path) -> None:
        self.file = ProjectFile.create(folder / "bench.basewatch", shipped_categories())
        described = describe_frame(frame, self.file.new_frame_id(), self.file.stored_path(frame))
        self.file.do(added("add frames", [described]))
        self.frame = described
        self.session = Session(self.file)
        self.grid = PaneGrid(self.session, ToolHost(self.session))
        self.grid.resize(2 * PANE[0] + self.grid.handleWidth(), PANE[1])
        self.grid.show()
        QApplication.processEvents()

    def paint(self) -> None:
        """Make the panes ready and paint them, as the window does once for a turn of its event loop."""
        self.grid.refresh_now()
        QApplication.processEvents()

    def complete(self) -> None:
        """Paint until no tile is missing."""
        while True:
            QApplication.processEvents()
            sleep(0.0005)
            if self.session.tiles.idle and all(self.session.tiles.frame(key) for key in self.shown):
                QApplication.processEvents()
                self.paint()
                if self.session.tiles.idle:
                    return

    @property
    def shown(self) -> list[int]:
        """The frames in the panes."""
        return [frame for frame in self.grid.shown if frame is not None]

    def viewpoint(self, x_px: float, y_px: float, scale: float, rotation_deg: float) -> Viewpoint:
        """The Viewpoint at a place of the frame with so many frame pixels a screen pixel."""
        ground = self.session.project.ground_map(self.frame.id)
        x, y = ground.to_plane(np.array([[x_px, y_px]]))[0]
        metres = ground.metres_per_px((self.frame.width / 2, self.frame.height / 2)) * scale
        return Viewpoint((float(x), float(y)), metres, rotation_deg)

    def look(self, viewpoint: Viewpoint) -> None:
        """Look from there."""
        self.session.view.look(0, viewpoint)

    def close(self) -> None:
        """Take all away."""
        self.grid.hide()
        self.grid.deleteLater()
        self.session.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def median_ms(times: list[float]) -> float:
    """The median in milliseconds."""
    return statistics.median(times) * 1000


def p95_ms(times: list[float]) -> float:
    """The 95th percentile in milliseconds."""
    return float(np.percentile(times, 95)) * 1000


def bench_first_paint(bench: Bench, path: Path, title: str) -> None:
    """From the call that shows a frame to its whole picture without a missing tile, against a bare read of it."""
    ours, floors = [], []
    for _ in range(OPENINGS):
        floors.append(_timed(lambda: _bare_read(path)))
        with tempfile.TemporaryDirectory() as folder:
            desk = Desk(Path(folder), path)
            start = perf_counter()
            desk.grid.show_frame(0, desk.frame.id)
            desk.complete()
            ours.append(perf_counter() - start)
            desk.close()
    bench.add(f"first paint, {title}", median_ms(ours), "ms", median_ms(floors))


def _bare_read(path: Path) -> None:
    """rasterio alone, one thread: open and read the whole frame as large as the pane shows it."""
    with environment.gdal_session(), rasterio.open(path) as raster:
        side = min(PANE)
        raster.read(out_shape=(raster.count, side, side))


def bench_pan(bench: Bench, desk: Desk, title: str) -> None:
    """One paint of both panes at every step of a pan over ground whose tiles have been read."""
    for scale in (1.0, 1.6):
        for rotation in (0.0, 30.0):
            times = _pan(desk, scale, rotation)
            floor = _bare_warps(desk)
            name = f"pan, two panes, {title}, {scale:g} px a px, {rotation:g} deg"
            bench.add(f"{name}, median", median_ms(times), "ms", median_ms(floor))
            bench.add(f"{name}, p95", p95_ms(times), "ms", p95_ms(floor))


def bench_zoom(bench: Bench, desk: Desk, title: str) -> None:
    """One paint of both panes at every step of a slow zoom: nothing of the last picture can be kept."""
    middle = desk.frame.width / 2
    for rotation in (0.0, 30.0):
        walk = [desk.viewpoint(middle, middle, 1.6 / ZOOM_STEP**number, rotation) for number in range(STEPS // 2)]
        times = _walked(desk, walk)
        desk.look(walk[len(walk) // 2])
        desk.paint()
        floor = _bare_warps(desk)
        name = f"zoom, two panes, {title}, {rotation:g} deg"
        bench.add(f"{name}, median", median_ms(times), "ms", median_ms(floor))
        bench.add(f"{name}, p95", p95_ms(times), "ms", p95_ms(floor))


def _pan(desk: Desk, scale: float, rotation: float) -> list[float]:
    middle = desk.frame.width / 2
    start_at = desk.viewpoint(middle, middle, scale, rotation)
    walk = [start_at.panned(-STEP_SCR[0] * number, -STEP_SCR[1] * number) for number in range(STEPS)]
    return _walked(desk, walk)


def _walked(desk: Desk, walk: list[Viewpoint]) -> list[float]:
    """Seconds of every paint on the way, once all tiles along it have been read."""
    for viewpoint in walk[::10]:
        desk.look(viewpoint)
        desk.complete()
    times: list[float] = []
    for viewpoint in walk:
        start = perf_counter()
        desk.look(viewpoint)
        desk.paint()
        times.append(perf_counter() - start)
    return times


def _bare_warps(desk: Desk) -> list[float]:
    """cv2 and Qt alone: the warps of the last pan from ready pictures into ready buffers, and their drawImage."""
    width, height = PANE
    to_screen = desk.grid.panes[0].frame_to_screen
    assert to_screen is not None
    turn = linear(~to_screen)
    generator = np.random.default_rng(0)
    side = 4096
    sources = [generator.integers(0, 255, (side, side, 4), np.uint8) for _ in range(2)]
    buffers = [np.zeros((height, width, 4), np.uint8) for _ in range(2)]
    screens = [QImage(width, height, QImage.Format.Format_RGB32) for _ in range(2)]
    times = []
    for number in range(STEPS):
        start = perf_counter()
        offset = Affine.translation(side / 2 + number, side / 2 + number / 3)
        to_source = offset @ turn @ Affine.translation(-width / 2, -height / 2)
        matrix = np.array(to_source[:6]).reshape(2, 3)
        for source, pixels, screen in zip(sources, buffers, screens, strict=True):
            flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
            cv2.warpAffine(source, matrix, (width, height), dst=pixels, flags=flags, borderMode=cv2.BORDER_CONSTANT)
            painter = QPainter(screen)
            painter.drawImage(QPointF(0, 0), QImage(pixels.data, width, height, 4 * width, screen.format()))
            painter.end()
        times.append(perf_counter() - start)
    return times


def bench_seam(bench: Bench) -> None:
    """A picture across the seam of a torus, as BORDER_WRAP draws it, against one within: why the mosaic is no torus."""
    width, height = PANE
    side = 2560
    source = np.random.default_rng(0).integers(0, 255, (side, side, 4), np.uint8)
    pixels = np.zeros((height, width, 4), np.uint8)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP

    def draw(left: float) -> None:
        matrix = np.array([[1.0, 0.0, left], [0.0, 1.0, 500.5]])
        cv2.warpAffine(source, matrix, (width, height), dst=pixels, flags=flags, borderMode=cv2.BORDER_WRAP)

    across = [_timed(lambda: draw(side - width / 2)) for _ in range(40)]
    within = [_timed(lambda: draw(width / 2)) for _ in range(40)]
    bench.add("one pane drawn across a BORDER_WRAP seam", median_ms(across), "ms", median_ms(within))


def bench_hits(bench: Bench) -> None:
    """What is under the pointer, among 100,000 labels of a frame."""
    places = np.random.default_rng(0).uniform(0, 30_000, (MANY, 2))
    boxes = (OrientedBox((float(x), float(y)), 60.0, 50.0, float(x % 360)) for x, y in places)
    arrays = LabelArrays(Label(number, "", 1, 1, box) for number, box in enumerate(boxes, start=1))
    pointers = [(float(x) + 3.0, float(y)) for x, y in places[:200]]
    times = [_timed(lambda at=at: arrays.near(at, 8.0)) for at in pointers]  # type: ignore[misc]
    bench.add(f"hit test among {MANY} labels, p95", p95_ms(times), "ms")


def bench_edit(bench: Bench, desk: Desk) -> None:
    """One drawn label, durable and followed by the session, against a bare insert with the same durability."""
    times = []
    for number in range(EDITS):
        outline = OrientedBox((100.0 + number, 100.0), 40.0, 30.0, 10.0)
        edit = added("draw", [desk.session.new_label(desk.frame.id, outline)])
        times.append(_timed(lambda edit=edit: desk.session.do(edit)))  # type: ignore[misc]
    bench.add("one edit, durable, median", median_ms(times), "ms", median_ms(_bare_inserts(desk.file.path.parent)))


def _bare_inserts(folder: Path) -> list[float]:
    database = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE label (id INTEGER PRIMARY KEY, outline TEXT)")

    def insert() -> None:
        database.execute("INSERT INTO label (outline) VALUES (?)", ("x" * 300,))

    times = [_timed(insert) for _ in range(EDITS)]
    database.close()
    return times


def _timed(deed: Callable[[], object]) -> float:
    start = perf_counter()
    deed()
    return perf_counter() - start


def memory_mb() -> float:
    """Resident memory of this process in MB."""
    return float(psutil.Process().memory_info().rss / 2**20)


def main() -> None:
    """Run all benchmarks."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true", help="frames of 4096 px")
    parser.add_argument(
        "--frames", type=Path, default=ROOT / "build" / "bench-frames", help="where the frames are kept"
    )
    options = parser.parse_args()
    sides = (4096, 4096) if options.small else (32768, 20480)
    make_application()
    bench = Bench()
    frames = (
        (cog_8bit(options.frames, sides[0]), f"8-bit COG {sides[0]} px"),
        (cog_16bit(options.frames, sides[1]), f"16-bit 4-band COG {sides[1]} px"),
    )
    empty = memory_mb()
    for path, title in frames:
        bench_first_paint(bench, path, title)
    for path, title in frames:
        with tempfile.TemporaryDirectory() as folder:
            desk = Desk(Path(folder), path)
            for index in (0, 1):
                desk.grid.show_frame(index, desk.frame.id)
            desk.complete()
            bench_pan(bench, desk, title)
            bench_zoom(bench, desk, title)
            bench.add(f"memory, two panes, {title}", memory_mb(), "MB", empty)
            if path is frames[0][0]:
                bench_edit(bench, desk)
            desk.close()
    bench_seam(bench)
    bench_hits(bench)
    bench.show()


if __name__ == "__main__":
    main()
