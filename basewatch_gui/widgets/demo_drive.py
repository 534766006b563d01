"""Drive the real window through the demo with mouse and keys, for `demo --headless`."""

import sys
from collections.abc import Callable
from math import dist
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QMessageLogContext, QPointF, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from basewatch_gui.demo.project import build_demo_project
from basewatch_gui.demo.truth import truth_labels
from basewatch_gui.exchange.formats import FORMATS
from basewatch_gui.geometry.outline import OrientedBox, centre_px
from basewatch_gui.geometry.transform import XY, apply_one, as_points
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.widgets.application import make_application
from basewatch_gui.widgets.export.label_files import LabelFiles
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.window.main_window import MainWindow

WAIT_LIMIT_S = 120.0
WINDOW_SIZE = (1600, 900)
OBJECT_SHARE = 0.4
"""Share of the pane's shorter side that an object fills while it is drawn."""
SAME_OBJECT_PX = 6.0
"""A label whose centre is nearer than this to an object's is taken for its label."""


def drive_demo(folder: Path, report: Callable[[str], None]) -> None:
    """Build the demo, label every object of both dates by mouse and keys, export COCO, and report the paths."""
    qInstallMessageHandler(_write_qt_message)
    project = build_demo_project(folder)
    _, settings = make_application()
    window = MainWindow(settings)
    window.resize(*WINDOW_SIZE)
    window.show()
    window.open_paths([project])
    assert window.grid is not None
    assert window.workspace is not None
    session = window.session
    assert session is not None
    wait_until(lambda: all(session.tiles.frame(key) is not None for key in session.project.frames))
    drawn = 0
    for pane in window.grid.panes:
        for category_id, box, _state in truth_labels(pane.index + 1):
            if not _is_labelled(pane, window, box):
                choose_category(window, category_id)
                draw_box(window, pane, box)
                drawn += 1
    export = folder / "export"
    window.workspace.parts.get(LabelFiles).export_to(FORMATS[0], export)
    screenshot = folder / "window.png"
    window.grid.fit()
    settle(window)
    window.grab().save(str(screenshot))
    total = sum(len(session.project.labels(key)) for key in session.project.frames)
    window.close()
    report(f"Drew {drawn} labels with mouse and keys; the project holds {total}.")
    for title, path in (
        ("project", project),
        ("frames", folder / "frames"),
        ("export", export / "annotations.json"),
        ("picture", screenshot),
    ):
        report(f"{title:>8}  {path}")


def choose_category(window: MainWindow, category_id: int) -> None:
    """Choose a category with its key, or by typing its name where it has none."""
    assert window.session is not None
    assert window.grid is not None
    category = window.session.project.categories[category_id]
    if category.key:
        QTest.keyClicks(window.grid.active, category.key)
        return
    QTest.keyClicks(window.grid.active, "/")
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, category.name)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(window.grid.active, Qt.Key.Key_O)


def draw_box(window: MainWindow, pane: Pane, box: OrientedBox) -> None:
    """Bring the object into view and click nose, tail and wing tip."""
    centre_on_box(window, pane, box)
    for place in (box.nose_px, box.tail_px, box.at(0.0, box.width_px / 2)):
        click(pane, place)


def centre_on_box(window: MainWindow, pane: Pane, box: OrientedBox) -> None:
    """Centre the pane on an object so that it fills a good part of it."""
    assert window.session is not None
    ground = pane.ground
    assert ground is not None
    x, y = ground.to_plane(as_points(box.centre_px))[0]
    size_m = max(box.length_px, box.width_px) * ground.metres_per_px(box.centre_px)
    scale = size_m / (OBJECT_SHARE * min(pane.size_scr))
    window.session.view.look(pane.index, Viewpoint((float(x), float(y)), scale))
    QApplication.processEvents()


def click(pane: Pane, place_px: XY, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Move the pointer to a place of the frame and click there."""
    assert pane.frame_to_screen is not None
    at = QPointF(*apply_one(pane.frame_to_screen, place_px)).toPoint()
    QTest.mouseMove(pane.viewport(), at)
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, modifier, at)
    QApplication.processEvents()


def settle(window: MainWindow) -> None:
    """Wait until every tile that the panes want is shown."""
    session = window.session
    assert session is not None
    QApplication.processEvents()
    wait_until(lambda: session.tiles.idle)
    QApplication.processEvents()


def wait_until(condition: Callable[[], bool]) -> None:
    """Run the event loop until a condition holds; raise TimeoutError after WAIT_LIMIT_S."""
    end = monotonic() + WAIT_LIMIT_S
    while not condition():
        if monotonic() > end:
            raise TimeoutError("the demo's window did not become ready")
        QTest.qWait(5)


def _write_qt_message(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Write a message of Qt to stderr, except the one that the offscreen platform emits for every window."""
    if "propagateSizeHints" not in text:
        sys.stderr.write(f"{text}\n")


def _is_labelled(pane: Pane, window: MainWindow, box: OrientedBox) -> bool:
    assert window.session is not None
    assert pane.frame_id is not None
    labels = window.session.project.labels(pane.frame_id).values()
    return any(dist(centre_px(label.outline), box.centre_px) < SAME_OBJECT_PX for label in labels)
