"""The buttons of the panes' layouts and of the view's history, at the right end of the menu bar."""

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

NAMES = (
    "back", "forward", "", "one_pane", "two_panes", "two_stacked", "three_panes", "four_panes", "nine_panes",
    "maximise_pane", "float_pane",
)  # fmt: skip


def pane_buttons(actions: Mapping[str, QAction], parent: QWidget) -> QToolBar:
    """A tool bar of the actions on the panes."""
    bar = QToolBar(parent)
    bar.setIconSize(QSize(16, 16))
    bar.setStyleSheet("QToolBar { padding: 0px; spacing: 1px; } QToolButton { padding: 1px 4px; }")
    bar.setAccessibleName(parent.tr("Panes"))
    for name in NAMES:
        if name:
            bar.addAction(actions[name])
        else:
            bar.addSeparator()
    return bar
