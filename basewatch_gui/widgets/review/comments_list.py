"""The comments of the shown frames: go to one, rewrite, resolve or delete it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from basewatch_gui.model.records import Comment
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.texts import author_name, frame_title, time_text

COMMENT = Qt.ItemDataRole.UserRole
ROWS = 5


class CommentsBox(QWidget):
    """A list of comments with their numbers; `asked` gives what the user wants done, `go_to` a comment."""

    go_to = Signal(object)
    asked = Signal(object)
    pin = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.list = _List(self)
        self.resolved = QCheckBox(self.tr("Show resolved"), self)
        self.resolved.setChecked(session.commenting.shows_resolved)
        self.pin_button = QPushButton(self.tr("Comment"), self)
        self.pin_button.setToolTip(self.tr("Pin a comment to a place."))
        self.resolve_button = QPushButton(self.tr("Resolve"), self)
        self.delete_button = QPushButton(self.tr("Delete"), self)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.RHYTHM // 2)
        for button in (self.pin_button, self.resolve_button, self.delete_button):
            buttons.addWidget(button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.RHYTHM // 2)
        layout.addWidget(self.list)
        layout.addLayout(buttons)
        layout.addWidget(self.resolved)
        self._connect()

    def show_frames(self, frame_ids: Sequence[int]) -> None:
        """Show the comments of these frames as they are."""
        commenting, project = self._session.commenting, self._session.project
        with QSignalBlocker(self.list):
            self.list.clear()
            for frame_id in frame_ids:
                for number, comment in commenting.comments_on(frame_id):
                    self.list.addItem(self._item(number, comment, frame_title(project.frames[frame_id])))
                    if comment is commenting.selected:
                        self.list.setCurrentRow(self.list.count() - 1)
        self.list.setVisible(self.list.count() > 0)
        selected = commenting.selected
        for button in (self.resolve_button, self.delete_button):
            button.setEnabled(selected is not None)
        done = selected is not None and selected.resolved
        self.resolve_button.setText(self.tr("Reopen") if done else self.tr("Resolve"))

    def _connect(self) -> None:
        commenting = self._session.commenting
        self.resolved.toggled.connect(commenting.show_resolved)
        self.pin_button.clicked.connect(lambda _checked: self.pin.emit())
        self.resolve_button.clicked.connect(
            lambda: self._ask(lambda comment: commenting.resolve(comment, resolved=not comment.resolved))
        )
        self.delete_button.clicked.connect(lambda: self._ask(commenting.remove))
        self.list.deleted.connect(lambda: self._ask(commenting.remove))
        self.list.itemClicked.connect(lambda item: self.go_to.emit(item.data(COMMENT)))
        self.list.entered_.connect(lambda item: self.go_to.emit(item.data(COMMENT)))
        self.list.itemChanged.connect(
            lambda item: self.asked.emit(lambda: commenting.rewrite(item.data(COMMENT), item.text()))
        )

    def _ask(self, function: Callable[[Comment], object]) -> None:
        selected = self._session.commenting.selected
        if selected is not None:
            self.asked.emit(lambda: function(selected))

    def _item(self, number: int, comment: Comment, frame: str) -> QListWidgetItem:
        item = _Item(number)
        item.setText(comment.text)
        item.setData(COMMENT, comment)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        said = self.tr("{author}, {time}").format(author=author_name(comment.author), time=time_text(comment.created))
        item.setToolTip(f"{comment.text}\n{frame}\n{said}")
        if comment.resolved:
            item.setForeground(style.quiet_colour())
        return item


class _Item(QListWidgetItem):
    """Shows its number before the words, which alone are edited."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def data(self, role: int) -> object:
        """The words with their number where they are shown."""
        value = super().data(role)
        return f"{self._number}  {value}" if role == Qt.ItemDataRole.DisplayRole else value

    def text(self) -> str:
        """The words alone."""
        return str(super().data(Qt.ItemDataRole.EditRole))


class _List(QListWidget):
    entered_ = Signal(object)
    deleted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Comments"))
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(ROWS * (self.fontMetrics().height() + style.RHYTHM))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the comment, Delete removes it."""
        item = self.currentItem() if self.currentRow() >= 0 else None
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_.emit(item)
        elif item is not None and event.key() == Qt.Key.Key_Delete:
            self.entered_.emit(item)
            self.deleted.emit()
        else:
            super().keyPressEvent(event)
