"""A button that stands for an action, and names its keys in the tooltip."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton


class ActionTip(QObject):
    """Gives a button the tooltip of an action, again each time the action's keys change."""

    def __init__(self, button: QAbstractButton, action: QAction) -> None:
        super().__init__(button)
        self._button = button
        self._action = action
        action.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        if self._button.toolTip() != self._action.toolTip():
            self._button.setToolTip(self._action.toolTip())
