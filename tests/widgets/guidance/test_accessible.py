"""The whole window for those who hear it or work it by keyboard alone."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDockWidget,
    QKeySequenceEdit,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QToolBar,
    QWidget,
)

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.edit import added
from basewatch_gui.widgets.fields.attribute_fields import PinButton
from basewatch_gui.widgets.guidance.palette import Palette
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import key, opened

WORKED: tuple[type[QWidget], ...] = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    Pane,
)
INNER = (QAbstractItemView, QAbstractSpinBox, QComboBox, QKeySequenceEdit, QLineEdit, QMenu)

BY_A_KEY = (PinButton, Palette)
"""Ctrl+P in its field presses a pin; the keys of the palette's line move in its list."""


def worked(window: QWidget) -> list[QWidget]:
    """Everything in the window that is clicked, chosen or typed into, without the parts that Qt makes of it."""
    return [
        widget
        for kind in WORKED
        for widget in window.findChildren(kind)
        if not isinstance(widget, QScrollBar) and not widget.objectName().startswith("qt_") and not is_inner(widget)
    ]


def is_inner(widget: QWidget) -> bool:
    """Whether the widget is a part of a field, of a list or of a menu that is never shown."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, INNER):
            return True
        above = above.parentWidget()
    return False


def spoken(widget: QWidget) -> str:
    """The name by which a screen reader says it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def described(widget: QWidget) -> str:
    """Where a widget is, for who must give it a name."""
    chain = [type(widget).__name__]
    above = widget.parentWidget()
    while above is not None:
        chain.append(type(above).__name__)
        above = above.parentWidget()
    return " in ".join(chain[:5])


def test_everything_that_is_worked_has_a_name_and_is_reached_by_keyboard(window: MainWindow, project: Path) -> None:
    session, _ = opened(window, project)
    session.do(added("draw", [session.new_label(1, OrientedBox((100.0, 100.0), 40.0, 30.0, 90.0))]))
    session.select(1, [1])
    QApplication.processEvents()
    found = worked(window)
    assert len(found) > 100
    assert [described(widget) for widget in found if not spoken(widget).strip()] == []
    unreached = [widget for widget in found if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    by_key = [widget for widget in unreached if isinstance(widget, BY_A_KEY) or isinstance(widget.parent(), BY_A_KEY)]
    assert [described(widget) for widget in unreached if widget not in by_key] == []


def test_f6_goes_round_the_window(window: MainWindow, project: Path) -> None:
    _, grid = opened(window, project)
    key(window, Qt.Key.Key_V)
    parts: list[QWidget] = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        parts.append(part_of(focused))
        QTest.keyClick(focused, Qt.Key.Key_F6)
        if QApplication.focusWidget() is grid.active:
            break
    assert parts[0] is grid.active
    assert len(set(parts)) == len(parts)
    assert window.docks.docks["categories"] in parts
    assert [type(part) for part in parts].count(QToolBar) == 2
    QTest.keyClick(grid.active, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert part_of(QApplication.focusWidget()) is parts[-1]


def part_of(widget: QWidget | None) -> QWidget:
    """The pane, dock or tool bar that a widget is in."""
    part = widget
    while not isinstance(part, Pane | QDockWidget | QToolBar):
        assert part is not None
        part = part.parentWidget()
    return part
