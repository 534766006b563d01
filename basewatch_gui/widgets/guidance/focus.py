"""The way round the window by keyboard: from the panes to each dock in sight, to the tool bar, and back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolBar, QWidget

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.main_window import MainWindow


def go_to_part(window: "MainWindow", step: int) -> None:
    """Give the focus to the next part of the window, or with -1 to the one before."""
    parts = _parts(window)
    at = next((number for number, part in enumerate(parts) if _holds(part)), 0 if step > 0 else len(parts))
    for distance in range(1, len(parts) + 1):
        inside = _first_inside(parts[(at + step * distance) % len(parts)])
        if inside is not None:
            inside.setFocus(Qt.FocusReason.TabFocusReason)
            return


def reachable(bar: QToolBar) -> QToolBar:
    """The bar with buttons that the keyboard reaches; a click still leaves the focus where it is."""
    for action in bar.actions():
        button = bar.widgetForAction(action)
        if not action.isSeparator():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return bar


def _parts(window: "MainWindow") -> list[QWidget]:
    middle: QWidget = window.grid.active if window.grid is not None else window.welcome
    docks = [dock for dock in window.docks.docks.values() if not dock.visibleRegion().isEmpty()]
    docks.sort(key=lambda dock: (dock.y(), dock.x()))
    bars = [bar for bar in window.findChildren(QToolBar) if bar.isVisible()]
    return [middle, *docks, *bars]


def _holds(part: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is part or part.isAncestorOf(focused))


def _first_inside(part: QWidget) -> QWidget | None:
    """The first widget of a part that takes the focus by Tab."""
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return part
    inside = part.nextInFocusChain()
    while inside is not None and inside is not part:
        takes = bool(inside.focusPolicy() & Qt.FocusPolicy.TabFocus) and inside.isEnabled() and inside.isVisible()
        if takes and part.isAncestorOf(inside):
            return inside
        inside = inside.nextInFocusChain()
    return None
