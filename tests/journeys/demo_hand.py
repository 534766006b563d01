"""A hand that labels the demo's objects with mouse and keys, and counts what it does."""

from collections import Counter
from collections.abc import Iterable
from math import dist

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.pane.grid import PaneGrid
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import click_at, drag, key, on_screen

NAMED_BY = {6: "ot", 22: "acq", 27: "sup"}
"""What finds the categories that have no key."""

LEAST_SCR = 26.0
"""An object is drawn once its shorter side is so long on the screen."""

SAME_SIZE = 0.1
"""A stamp of the category's own size is right for an object that differs by no more than this part of it."""

SAME_PLACE = 0.15
"""A label stands for an object whose middle is no further from its own than this part of its length."""

NOTCH = 120


class Hand:
    """Works the real window; `done` counts clicks, drags and keys, but for those that only move the view."""

    def __init__(self, window: MainWindow, session: Session, grid: PaneGrid) -> None:
        self.window, self.session, self.grid = window, session, grid
        self.done: Counter[str] = Counter()
        self._chosen: int | None = None
        self._tool = ""

    def press(self, which: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        self.done["key"] += 1
        key(self.window, which, modifier)

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


def is_labelled(session: Session, frame_id: int, box: OrientedBox) -> bool:
    """Whether a label's middle is near to an object's."""
    (x, y), near = box.centre_px, SAME_PLACE * box.length_px
    arrays = session.arrays(frame_id)
    centres = arrays.centres_px(arrays.within(x - near, y - near, x + near, y + near))
    return any(dist(centre, box.centre_px) <= near for centre in centres.tolist())
