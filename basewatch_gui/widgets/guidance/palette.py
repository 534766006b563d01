"""The command palette: a line over the panes that finds every action, category, frame and bookmark."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.widgets import style
from basewatch_gui.widgets.guidance.entries import found
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.workbench.capability import PaletteEntry

WIDTH_SCR = 600
LINES = 12
MOST = 60
"""More lines than these are not listed: another letter finds more than a scroll."""


class Palette(QFrame):
    """Lies over the upper edge of the panes, so that nothing moves. Enter carries out, Esc puts it away.

    `chosen` tells which entry was carried out. The focus goes back to where it was before.
    """

    chosen = Signal(str)

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        self._entries: list[PaletteEntry] = []
        self._recent: Sequence[str] = ()
        self._shown: list[PaletteEntry] = []
        self._before: QWidget | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Command palette"))
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("What to do, or a category, frame or bookmark"))
        self.field.setAccessibleName(self.tr("Find a command"))
        self.field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setColumnCount(3)
        self.list.header().hide()
        self.list.header().setStretchLastSection(False)
        for column, mode in enumerate(("Stretch", "ResizeToContents", "ResizeToContents")):
            self.list.header().setSectionResizeMode(column, QHeaderView.ResizeMode[mode])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = style.quiet_label(self.tr("Nothing is called so."), self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[style.RHYTHM] * 4)
        layout.setSpacing(style.RHYTHM // 2)
        layout.addWidget(self.field)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        self.field.textChanged.connect(lambda _text: self._fill())
        self.list.itemClicked.connect(lambda _item: self._carry_out())
        self.field.installEventFilter(self)
        ground.installEventFilter(self)
        self.hide()

    def open(self, entries: Sequence[PaletteEntry], recent: Sequence[str]) -> None:
        """Show the palette with these entries, and with nothing typed those that were chosen lately first."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._entries, self._recent = list(entries), recent
        self.field.clear()
        self._fill()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Put the palette away and give the focus back."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that move within the list, follow the ground's size, and go where another thing is clicked."""
        if watched is self._ground and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is not self.field:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and not self.field.hasFocus() and self.isActiveWindow():
            self._before = None
            self.hide()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -LINES, Qt.Key.Key_PageDown: LINES}
        commands: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Escape: self.leave,
            Qt.Key.Key_Return: self._carry_out,
            Qt.Key.Key_Enter: self._carry_out,
        }
        key = Qt.Key(event.key())
        if key in steps and self._shown:
            row = self.list.currentIndex().row() + steps[key]
            at = row % len(self._shown) if abs(steps[key]) == 1 else min(max(row, 0), len(self._shown) - 1)
            self.list.setCurrentIndex(self.list.model().index(at, 0))
        elif key in commands:
            commands[key]()
        return key in steps or key in commands

    def _carry_out(self) -> None:
        """Carry out the current entry; a disabled one stays, with its reason beside it."""
        row = self.list.currentIndex().row()
        if row < 0 or not self._shown[row].enabled:
            return
        entry = self._shown[row]
        self.leave()
        self.chosen.emit(entry.name)
        entry.action()

    def _fill(self) -> None:
        query = self.field.text().strip()
        self._shown = found(query, self._entries, self._recent)[:MOST]
        self.list.clear()
        grey = self.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        for entry in self._shown:
            item = QTreeWidgetItem([entry.text, entry.reason or entry.kind, entry.keys])
            for column, colour in enumerate((None, style.quiet_colour(), style.quiet_colour())):
                tint: QColor | None = colour if entry.enabled else grey
                if tint is not None:
                    item.setForeground(column, tint)
            item.setToolTip(0, entry.more)
            item.setSizeHint(0, QSize(0, self.fontMetrics().height() + style.RHYTHM))
            self.list.addTopLevelItem(item)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.nothing.setVisible(not self._shown)
        self.list.setVisible(bool(self._shown))
        self._place()

    def _place(self) -> None:
        width = min(WIDTH_SCR, self._ground.width() - 2 * style.RHYTHM)
        lines = min(len(self._shown), LINES)
        line = self.list.sizeHintForRow(0) if self._shown else self.fontMetrics().height()
        chrome = self.field.sizeHint().height() + 3 * style.RHYTHM
        height = min(chrome + max(lines, 1) * line, self._ground.height() - 2 * style.RHYTHM)
        self.setGeometry((self._ground.width() - width) // 2, style.RHYTHM, width, height)
