"""The window of bookmarks: go there, rename, delete."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
)

from basewatch_gui.geometry.coordinates import latlon_text
from basewatch_gui.session.view_history import Bookmark
from basewatch_gui.widgets import style
from basewatch_gui.widgets.workbench.workspace import Workspace


class BookmarksDialog(QDialog):
    """Lists the project's bookmarks beside the work; it never stands in the way."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.grid)
        self._shell = workspace.shell
        self._grid = workspace.grid
        self._places = workspace.session.places
        self.setWindowTitle(self.tr("Bookmarks"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Bookmarks"))
        empty = self.tr("No bookmarks yet. {add_bookmark} keeps what the active pane looks at.")
        self._empty = style.empty_state(self._shell.keys.filled(empty), self)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.go_button = self._button(self.tr("Go there"), self._go)
        self.rename_button = self._button(self.tr("Rename"), self._rename)
        self.delete_button = self._button(self.tr("Delete"), self._delete)
        buttons = QHBoxLayout()
        for button in (self.go_button, self.rename_button, self.delete_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[style.RHYTHM] * 4)
        layout.addLayout(self._stack, 1)
        layout.addLayout(buttons)
        self.resize(340, 300)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list, self._delete)
        self.list.itemActivated.connect(lambda _item: self._go())
        self.list.itemChanged.connect(self._renamed)
        self.list.currentRowChanged.connect(lambda _row: self._follow_row())
        self._places.bookmarks_changed.connect(self._fill)
        self._fill()

    def choose(self, at: int) -> None:
        """Select a bookmark, ready to be renamed."""
        self.list.setCurrentRow(at)
        self._rename()

    def _button(self, text: str, function: Callable[[], None]) -> QPushButton:
        made = QPushButton(text, self)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked: function())
        return made

    def _fill(self) -> None:
        names = [self.list.item(at).text() for at in range(self.list.count())]
        if names == [bookmark.name for bookmark in self._places.bookmarks] != []:
            return
        row = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for bookmark in self._places.bookmarks:
            item = QListWidgetItem(bookmark.name, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(_help(bookmark))
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        self.list.blockSignals(False)
        self._stack.setCurrentIndex(0 if self._places.bookmarks else 1)
        self._follow_row()

    def _follow_row(self) -> None:
        for button in (self.go_button, self.rename_button, self.delete_button):
            button.setEnabled(self.list.currentRow() >= 0)

    def _go(self) -> None:
        if self.list.currentRow() >= 0:
            self._places.go_to_bookmark(self.list.currentRow(), self._grid.active.index)

    def _rename(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.list.editItem(item)

    def _renamed(self, item: QListWidgetItem) -> None:
        at, name = self.list.row(item), item.text().strip()
        if name and name != self._places.bookmarks[at].name:
            self._shell.attempt(lambda: self._places.rename_bookmark(at, name))
        else:
            item.setText(self._places.bookmarks[at].name)

    def _delete(self) -> None:
        at = self.list.currentRow()
        if at >= 0:
            self._shell.attempt(lambda: self._delete_at(at))

    def _delete_at(self, at: int) -> None:
        shell, places = self._shell, self._places
        gone = places.remove_bookmark(at)

        def put_back() -> None:
            if shell.session is not None and shell.session.places is places:
                shell.attempt(lambda: places.insert_bookmark(min(at, len(places.bookmarks)), gone))

        shell.show_message(
            self.tr("Deleted the bookmark “{name}”.").format(name=gone.name), [(self.tr("Undo"), put_back)]
        )


def _help(bookmark: Bookmark) -> str:
    text = QCoreApplication.translate("Bookmarks", "{metres:.3g} m a screen pixel")
    scale = text.format(metres=bookmark.viewpoint.metres_per_scr)
    return scale if bookmark.lonlat_deg is None else f"{latlon_text(bookmark.lonlat_deg)}\n{scale}"
