"""A hand that labels the demo's objects with mouse and keys, and counts what it does."""

from collections import Counter
from collections.abc import Iterable
from itertools import count
from math import dist
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QWidget

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.pane.pane_grid import PaneGrid
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import click_at, drag, on_screen, ready

NAMED_BY = {6: "ot", 22: "acq", 27: "sup"}
"""What finds the categories that have no key."""

LEAST_SCR = 26.0
"""An object is drawn once its shorter side is so long on the screen."""

SAME_SIZE = 0.1
"""A stamp of the category's own size is right for an object that differs by no more than this part of it."""

SAME_PLACE = 0.15
"""A label stands for an object whose middle is no further from its own than this part of its length."""

NOTCH = 120
MOST_TRIES = 200
ACCEPT = QDialogButtonBox.ButtonRole.AcceptRole
PLAIN, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Hand:
    """Works the real window; `done` counts clicks, drags and keys, but for those that only move the view."""

    def __init__(self, window: MainWindow, session: Session, grid: PaneGrid) -> None:
        self.window, self.session, self.grid = window, session, grid
        self.done: Counter[str] = Counter()
        self._chosen: int | None = None

    def press(self, which: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key wherever the focus is."""
        self.done["key"] += 1
        press_focused(which, modifier)

    def go_to(self, pane: Pane) -> None:
        """Take a pane by a click of the wheel, which draws and selects nothing."""
        self.done["click"] += 1
        click_at(pane, pane.viewport().rect().center(), button=Qt.MouseButton.MiddleButton)
        assert self.grid.active is pane
        assert QApplication.focusWidget() is pane

    def command(self, text: str) -> None:
        """Find a command in the palette and carry it out."""
        self.press(Qt.Key.Key_K, CTRL)
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def type(self, text: str) -> None:
        """Write where the focus is."""
        focused = QApplication.focusWidget()
        assert isinstance(focused, QLineEdit)
        self.done["key"] += len(text)
        QTest.keyClicks(focused, text)
        QApplication.processEvents()

    def fill(self, field: QLineEdit, text: str) -> None:
        """Click into a field and write this in the place of what is there."""
        self.click(field)
        assert QApplication.focusWidget() in (field, field.parent())
        self.press(Qt.Key.Key_A, CTRL)
        self.done["key"] += len(text)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()

    def click(self, widget: QWidget) -> None:
        """Click on something beside the panes."""
        assert widget.isVisible()
        assert not widget.visibleRegion().isEmpty()
        self.done["click"] += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def stamp(self, pane: Pane, category_id: int, boxes: Iterable[OrientedBox]) -> None:
        """Set down objects of a category with its key held: one drag each."""
        self._let_go_of_tools()
        digit = Qt.Key(ord(self.session.project.categories[category_id].key))
        self.done["key"] += 1
        pane.setFocus()
        QTest.keyPress(pane, digit)
        for box in boxes:
            self.zoom_to(pane, box)
            self.done["drag"] += 1
            drag(pane, on_screen(pane, box.centre_px), on_screen(pane, box.nose_px))
        QTest.keyRelease(pane, digit)
        wait_until(lambda: self.window.workspace is not None and self.window.workspace.host.name != "stamp")

    def by_points(self, pane: Pane, category_id: int, box: OrientedBox) -> None:
        """Draw an object of a category by its nose, tail and wing tip: a drag and a click."""
        self._choose(pane, category_id)
        self.zoom_to(pane, box)
        self.done["drag"] += 1
        drag(pane, on_screen(pane, box.nose_px), on_screen(pane, box.tail_px))
        self.done["click"] += 1
        click_at(pane, on_screen(pane, box.at(0.0, box.width_px / 2)))

    def fits_stamp(self, frame_id: int, category_id: int, box: OrientedBox) -> bool:
        """Whether a category has a key and, within a part, the size of an object."""
        category = self.session.project.categories[category_id]
        if not (category.key and category.length_m and category.span_m):
            return False
        metres = self.session.project.ground_map(frame_id).metres_per_px(box.centre_px)
        sizes = (box.length_px * metres / category.length_m, box.width_px * metres / category.span_m)
        return all(abs(size - 1) <= SAME_SIZE for size in sizes)

    def zoom_to(self, pane: Pane, box: OrientedBox) -> None:
        """Turn the wheel over an object until it is large enough to be drawn, and all of it in sight."""
        shorter = min(box.length_px, box.width_px)
        for _ in range(60):
            if shorter / pane.frame_px_per_scr >= LEAST_SCR:
                break
            self._wheel(pane, on_screen(pane, box.centre_px), NOTCH)
        for _ in range(60):
            places = [on_screen(pane, place) for place in (box.nose_px, box.tail_px, *box.corners_px)]
            if all(pane.viewport().rect().contains(place) for place in places):
                return
            self._wheel(pane, pane.viewport().rect().center(), -NOTCH)

    def _choose(self, pane: Pane, category_id: int) -> None:
        """Choose a category by its key, or by the first letters of its name, with the tool of three points."""
        if self._chosen == category_id:
            return
        pane.setFocus()
        letter = self.session.project.categories[category_id].key
        if letter:
            self.press(Qt.Key(ord(letter)))
        else:
            QTest.keyClicks(pane, "/")
            field = QApplication.focusWidget()
            assert field is not None
            QTest.keyClicks(field, NAMED_BY[category_id])
            QTest.keyClick(field, Qt.Key.Key_Return)
            self.done["key"] += 2 + len(NAMED_BY[category_id])
        workspace = self.window.workspace
        assert workspace is not None
        if workspace.host.name != "oriented_box":
            self.press(Qt.Key.Key_O)
        self._chosen = category_id
        assert self.session.category is not None
        assert self.session.category.id == category_id, self.session.category.name

    def _let_go_of_tools(self) -> None:
        self._chosen = None

    def _wheel(self, pane: Pane, at: QPoint, delta: int) -> None:
        place = QPointF(at)
        event = QWheelEvent(
            place,
            QPointF(pane.viewport().mapToGlobal(at)),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(pane.viewport(), event)
        self.grid.refresh_now()


def press_focused(which: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key wherever the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, which, modifier)
    QApplication.processEvents()


def answer(window: MainWindow, which: Qt.Key, modifier: Qt.KeyboardModifier, path: Path) -> None:
    """Press the key that asks for a file or folder, and name one in the dialog."""
    tries = count()
    beat = QTimer(interval=10)

    def name() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            return
        field, buttons = dialog.findChild(QLineEdit), dialog.findChild(QDialogButtonBox)
        if field is None or buttons is None or next(tries) == MOST_TRIES:
            dialog.reject()
        elif field.text() != str(path):
            # The first letters may bring the dialog to another folder, which takes them away.
            field.selectAll()
            QTest.keyClicks(field, str(path))
        else:
            accept = next(each for each in buttons.buttons() if buttons.buttonRole(each) == ACCEPT)
            QTest.mouseClick(accept, Qt.MouseButton.LeftButton)

    beat.timeout.connect(name)
    beat.start()
    press_focused(which, modifier)
    beat.stop()
    # Off the screen no window manager gives the focus back.
    window.activateWindow()
    QApplication.processEvents()
    assert next(tries) <= MOST_TRIES


def open_by_hand(window: MainWindow, project: Path) -> Hand:
    """Open a project from the welcome page with Ctrl+Shift+O; gives a hand that works it."""
    answer(window, Qt.Key.Key_O, CTRL | SHIFT, project)
    return Hand(window, *ready(window))


def export_by_hand(window: MainWindow, folder: Path) -> None:
    """Export COCO into a folder with Ctrl+Shift+E."""
    folder.mkdir()
    answer(window, Qt.Key.Key_E, CTRL | SHIFT, folder)


def is_labelled(session: Session, frame_id: int, box: OrientedBox) -> bool:
    """Whether a label's middle is near to an object's."""
    (x, y), near = box.centre_px, SAME_PLACE * box.length_px
    arrays = session.arrays(frame_id)
    centres = arrays.centres_px(arrays.within(x - near, y - near, x + near, y + near))
    return any(dist(centre, box.centre_px) <= near for centre in centres.tolist())
