"""A pane in a window of its own, for instance on a second screen."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from basewatch_gui.widgets.pane.pane import Pane

WINDOW_OFFSET_SCR = 40


class FloatingPane(QWidget):
    """The window of one pane; the main window's shortcuts and held keys work in it too.

    A child of the panes' widget, so that it can't outlive them. `closed` carries the pane's index.
    """

    closed = Signal(int)

    def __init__(self, pane: Pane, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._owner = parent.window()
        self.pane = pane
        size, screen = pane.size(), self._owner.screen()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(pane)
        for action in self._owner.findChildren(QAction):
            if action.shortcuts() and action.shortcutContext() == Qt.ShortcutContext.WindowShortcut:
                self.addAction(action)
        self.setWindowTitle(QCoreApplication.translate("Floating", "Pane {number}").format(number=pane.index + 1))
        self.resize(size)
        elsewhere = [other for other in QGuiApplication.screens() if other is not screen]
        if elsewhere:
            self.setGeometry(elsewhere[0].availableGeometry())
        else:
            corner = self._owner.frameGeometry().topLeft()
            self.move(corner.x() + WINDOW_OFFSET_SCR, corner.y() + WINDOW_OFFSET_SCR)
        pane.show()
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send the main window keys that the pane does not take: held keys act there."""
        QCoreApplication.sendEvent(self._owner, event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Send the main window keys that the pane does not take."""
        QCoreApplication.sendEvent(self._owner, event)

    def changeEvent(self, event: QEvent) -> None:
        """Activate the pane when its window becomes active."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.pane.activated.emit(self.pane.index)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Report that the window was closed, so that the pane is brought back."""
        super().closeEvent(event)
        self.closed.emit(self.pane.index)
