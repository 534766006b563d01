"""List of the comments of the shown frames: go to one, rewrite, resolve or delete it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from basewatch_gui.model.records import Comment
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.texts import author_name, frame_title, time_text

COMMENT_ROLE = Qt.ItemDataRole.UserRole
VISIBLE_ROWS = 5


class CommentsBox(QWidget):
    """Lists comments with their numbers; `asked` gives a callback that makes an edit, `go_to` a comment.

    `pin` is emitted to start a new comment.
    """

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
        """Refresh the list with the comments of these frames."""
        commenting, project = self._session.commenting, self._session.project
        with QSignalBlocker(self.list):
            self.list.clear()
            for frame_id in frame_ids:
                for number, comment in commenting.comments_on(frame_id):
                    self.list.addItem(self._make_item(number, comment, frame_title(project.frames[frame_id])))
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
            lambda: self._ask_for_selected(lambda comment: commenting.resolve(comment, resolved=not comment.resolved))
        )
        self.delete_button.clicked.connect(lambda: self._ask_for_selected(commenting.remove))
        self.list.deleted.connect(lambda: self._ask_for_selected(commenting.remove))
        self.list.itemClicked.connect(lambda item: self.go_to.emit(item.data(COMMENT_ROLE)))
        self.list.go_to.connect(lambda item: self.go_to.emit(item.data(COMMENT_ROLE)))
        self.list.itemChanged.connect(
            lambda item: self.asked.emit(lambda: commenting.rewrite(item.data(COMMENT_ROLE), item.text()))
        )

    def _ask_for_selected(self, function: Callable[[Comment], object]) -> None:
        selected = self._session.commenting.selected
        if selected is not None:
            self.asked.emit(lambda: function(selected))

    def _make_item(self, number: int, comment: Comment, frame: str) -> QListWidgetItem:
        item = _Item(number)
        item.setText(comment.text)
        item.setData(COMMENT_ROLE, comment)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        origin = self.tr("{author}, {time}").format(author=author_name(comment.author), time=time_text(comment.created))
        item.setToolTip(f"{comment.text}\n{frame}\n{origin}")
        if comment.resolved:
            item.setForeground(style.quiet_colour())
        return item


class _Item(QListWidgetItem):
    """List item that shows the comment's number before its text; only the text is edited."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def data(self, role: int) -> object:
        """Return the value of a role, for display with the number before it."""
        value = super().data(role)
        return f"{self._number}  {value}" if role == Qt.ItemDataRole.DisplayRole else value

    def text(self) -> str:
        """Return the text without the number."""
        return str(super().data(Qt.ItemDataRole.EditRole))


class _List(QListWidget):
    go_to = Signal(object)
    deleted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Comments"))
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(VISIBLE_ROWS * (self.fontMetrics().height() + style.RHYTHM))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the current comment on Enter; on Delete go to it, which selects it, and delete it."""
        item = self.currentItem() if self.currentRow() >= 0 else None
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_to.emit(item)
        elif item is not None and event.key() == Qt.Key.Key_Delete:
            self.go_to.emit(item)
            self.deleted.emit()
        else:
            super().keyPressEvent(event)
