"""The window of keys: every action and gesture, found by a few letters, and the keys of actions changed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.widgets import style
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.texts import sentence
from basewatch_gui.widgets.workbench.action import AnyAction
from basewatch_gui.widgets.workbench.gestures import gestures
from basewatch_gui.widgets.workbench.keys import Keys

NAME = Qt.ItemDataRole.UserRole


class KeysWindow(QDialog):
    """Lists all keys under the headings of the menus; below, the keys of the chosen action are changed.

    It never stands in the way of the work. A key that something else has is refused with the name of that.
    """

    def __init__(self, keys: Keys, records: Sequence[AnyAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self._records = {record.name: record for record in records}
        self._headings: dict[str, QTreeWidgetItem] = {}
        self._lines: dict[str, list[QTreeWidgetItem]] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys"))
        self.resize(860, 600)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find an action or a key"))
        self.search.setAccessibleName(self.tr("Find an action or a key"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = self._make_list()
        self.heading = QLabel(self)
        self.field = QKeySequenceEdit(self)
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(self.tr("New key"))
        self.set_button = self._button(self.tr("Set"), self.tr("Give the action this key only."), self._set)
        self.add_button = self._button(self.tr("Add"), self.tr("Give the action this key too."), self._add)
        self.none_button = self._button(self.tr("No key"), self.tr("Take the action's keys away."), self._take_away)
        self.restore_button = self._button(
            self.tr("Default"), self.tr("Give the action its default keys."), self._restore
        )
        self.restore_all_button = self._button(
            self.tr("Restore defaults"), self.tr("Give all actions their default keys."), keys.restore_all
        )
        self.complaint = QLabel(self)
        self.complaint.setWordWrap(True)
        self._lay_out()
        self._fill()
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(lambda *_: self._refresh_chosen())
        self.field.keySequenceChanged.connect(lambda _key: self._refresh_buttons())
        keys.changed.connect(self._show_keys)
        self._refresh_chosen()
        self.search.setFocus()

    @property
    def chosen(self) -> str | None:
        """The name of the action whose keys are changed; None while a gesture or a heading is chosen."""
        item = self.list.currentItem()
        return None if item is None else item.data(0, NAME)

    def choose(self, name: str) -> None:
        """Choose an action."""
        self.list.setCurrentItem(self._items[name])

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget(self)
        made.setAccessibleName(self.tr("Keys"))
        made.setHeaderLabels([self.tr("Action"), self.tr("Key"), self.tr("What it does")])
        made.setRootIsDecorated(False)
        made.setItemsExpandable(False)
        made.setIndentation(style.RHYTHM)
        made.setUniformRowHeights(True)
        made.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        return made

    def _button(self, text: str, tip: str, function: Callable[[], object]) -> QPushButton:
        made = QPushButton(text, self)
        made.setToolTip(tip)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked: self._attempt(function))
        return made

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(style.RHYTHM)
        line.addWidget(self.heading, 1)
        line.addWidget(self.field)
        for button in (self.set_button, self.add_button, self.none_button, self.restore_button):
            line.addWidget(button)
        last = QHBoxLayout()
        last.addWidget(self.complaint, 1)
        last.addWidget(self.restore_all_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[style.RHYTHM] * 4)
        layout.setSpacing(style.RHYTHM)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addLayout(line)
        layout.addLayout(last)

    def _fill(self) -> None:
        for row in self._records.values():
            self._items[row.name] = self._line(row.menu.path, row.text.rstrip("…"), row.help)
            self._items[row.name].setData(0, NAME, row.name)
        for gesture in gestures():
            line = self._line(gesture.place, gesture.text, gesture.help)
            line.setText(1, self.tr("fixed") if gesture.keys else "")
            line.setForeground(1, style.quiet_colour())
        self.list.expandAll()
        self._show_keys()
        for column in (0, 1):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, self.list.columnWidth(column) + style.RHYTHM)

    def _line(self, heading: str, text: str, tip: str) -> QTreeWidgetItem:
        if heading not in self._headings:
            self._headings[heading] = top = QTreeWidgetItem(self.list, [heading])
            top.setFont(0, style.strong_font(self.font()))
            top.setSizeHint(0, self._size(heading))
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        made = QTreeWidgetItem(self._headings[heading], [text, "", tip])
        made.setToolTip(2, tip)
        made.setSizeHint(0, self._size(text))
        self._lines.setdefault(heading, []).append(made)
        return made

    def _size(self, text: str) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(text) + style.RHYTHM, metrics.height() + style.RHYTHM // 2)

    def _show_keys(self) -> None:
        """Show the keys as they are now; own ones stand out."""
        for name, item in self._items.items():
            item.setText(1, self._keys.text(name))
            item.setFont(1, style.strong_font(self.font()) if self._keys.is_own(name) else self.font())
        self._filter(self.search.text())
        self._refresh_chosen()

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for heading in self._headings.values():
            shown = 0
            for line in self._lines[heading.text(0)]:
                content = " ".join((heading.text(0), line.text(0), line.text(1), line.text(2))).casefold()
                line.setHidden(not all(word in content for word in words))
                shown += not line.isHidden()
            heading.setHidden(not shown)

    def _refresh_chosen(self) -> None:
        """Show the chosen action below the list."""
        name = self.chosen
        self.field.clear()
        self.complaint.clear()
        row = self._records.get(name) if name is not None else None
        self.heading.setText(self._heading(row))
        self.field.setEnabled(row is not None)
        self.none_button.setEnabled(name is not None and bool(self._keys.of(name)))
        self.restore_button.setEnabled(name is not None and self._keys.is_own(name))
        self.restore_all_button.setEnabled(self._keys.has_own)
        self._refresh_buttons()

    def _heading(self, row: AnyAction | None) -> str:
        if row is None:
            return self.tr("Choose an action to change its key.")
        return self.tr("New key of “{action}”:").format(action=row.text.rstrip("…"))

    def _refresh_buttons(self) -> None:
        for button in (self.set_button, self.add_button):
            button.setEnabled(self.chosen is not None and not self.field.keySequence().isEmpty())

    def _attempt(self, function: Callable[[], object]) -> None:
        try:
            function()
        except BasewatchError as fault:
            self.complaint.setText(sentence(fault))
            self.complaint.setStyleSheet(f"color: {style.severity_colour('error').name()}")

    def _typed(self) -> str:
        return self.field.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _set(self) -> None:
        if self.chosen is not None:
            self._keys.set(self.chosen, [self._typed()])

    def _add(self) -> None:
        if self.chosen is not None:
            self._keys.set(self.chosen, [*self._keys.of(self.chosen), self._typed()])

    def _take_away(self) -> None:
        if self.chosen is not None:
            self._keys.set(self.chosen, [])

    def _restore(self) -> None:
        if self.chosen is not None:
            self._keys.restore(self.chosen)
