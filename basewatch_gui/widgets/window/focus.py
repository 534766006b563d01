"""The way round the window by keyboard: from the panes to each dock in sight, to the tool bars, and back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolBar, QWidget


def focus_part(parts: Sequence[QWidget], step: int) -> None:
    """Give the focus to the next part of the window, or with -1 to the one before."""
    at = next((number for number, part in enumerate(parts) if _has_focus(part)), 0 if step > 0 else len(parts))
    for distance in range(1, len(parts) + 1):
        inside = _first_inside(parts[(at + step * distance) % len(parts)])
        if inside is not None:
            inside.setFocus(Qt.FocusReason.TabFocusReason)
            return


def reachable(bar: QToolBar) -> QToolBar:
    """Make the buttons of a bar take the focus by Tab and return the bar; a click leaves the focus where it is."""
    for action in bar.actions():
        button = bar.widgetForAction(action)
        if not action.isSeparator():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return bar


def _has_focus(part: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is part or part.isAncestorOf(focused))


def _first_inside(part: QWidget) -> QWidget | None:
    """Return the first widget of a part that takes the focus by Tab."""
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return part
    inside = part.nextInFocusChain()
    while inside is not None and inside is not part:
        takes = bool(inside.focusPolicy() & Qt.FocusPolicy.TabFocus) and inside.isEnabled() and inside.isVisible()
        if takes and part.isAncestorOf(inside):
            return inside
        inside = inside.nextInFocusChain()
    return None
