"""The panel of the review: your name, decisions on labels, progress, whose labels are shown, and comments."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.when_seen import WhenSeen
from basewatch_gui.widgets.review.comments_list import CommentsBox
from basewatch_gui.widgets.review.review_progress import ProgressTable
from basewatch_gui.widgets.texts import author_name, frame_title, labels_text, review_name

AUTHOR = Qt.ItemDataRole.UserRole
PAUSE_MS = 100
"""Edits that follow each other faster are counted together: 100,000 labels take some milliseconds."""
HELP = "A label that is moved, reshaped or retyped after it was approved becomes a draft again."


class ReviewPanel(QWidget):
    """Decisions concern the selected labels, or all of the frame that was used last while none is selected.

    `named` gives the analyst's name, `go_to` a comment; `asked` names an action of the window.
    """

    named = Signal(str)
    go_to = Signal(object)
    asked = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._frames: list[int] = []
        self._active: int | None = None
        self._return_to: QWidget | None = None
        self.name = self._line(self.tr("Your name"), self.tr("Your name"))
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.comment = self._line(self.tr("What is wrong (to reject)"), self.tr("Reviewer's comment"))
        self.submit_button = self._button(self.tr("Submit"), lambda: session.reviewing.submit(self.meant(submits=True)))
        self.approve_button = self._button(self.tr("Approve"), lambda: session.reviewing.approve(self.meant()))
        self.reject_button = self._button(self.tr("Reject"), self._reject)
        self.next_button = self._button(self.tr("Next not reviewed"), lambda: self.asked.emit("next_not_reviewed"))
        self.progress = ProgressTable(session, self)
        self.authors = QListWidget(self)
        self.authors.setAccessibleName(self.tr("Authors whose labels are shown"))
        self.comments = CommentsBox(session, self)
        self._counting = WhenSeen(self, self.refresh, PAUSE_MS)
        self._telling = WhenSeen(self, self._follow_selection)
        self._lay_out()
        self._connect()
        self._ask()

    def set_frames(self, frame_ids: Sequence[int], active: int | None) -> None:
        """Follow the frames that the panes show, and the one that was used last."""
        self._frames, self._active = list(frame_ids), active
        self._ask()

    def meant(self, *, submits: bool = False) -> list[Label]:
        """The labels that a decision concerns: the selected ones, or those of the frame that wait for it."""
        selected = self._session.selected_labels
        if selected or self._active is None:
            return selected
        return self._session.reviewing.labels_in_states(
            self._active, ("draft", "rejected") if submits else ("draft", "submitted")
        )

    def ask_reason(self) -> None:
        """Have the reason of a rejection written, then the focus back where it was."""
        if not self.comment.hasFocus():
            self._return_to = QApplication.focusWidget()
        self.comment.setFocus()
        self.comment.selectAll()

    def refresh(self) -> None:
        """Count the labels again."""
        frames = [frame for frame in self._frames if frame in self._session.project.frames]
        self.progress.show_frames(frames)
        self._show_authors(self._session.reviewing.authors(frames))
        self.comments.show_frames(frames)
        if not self.name.hasFocus():
            self.name.setText(self._session.author)

    def _lay_out(self) -> None:
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM, style.RHYTHM, style.RHYTHM)
        layout.setSpacing(style.RHYTHM // 2)
        you = QHBoxLayout()
        you.setSpacing(style.RHYTHM)
        title = style.quiet_label(self.tr("You are"), self)
        title.setBuddy(self.name)
        you.addWidget(title)
        you.addWidget(self.name, 1)
        layout.addLayout(you)
        layout.addWidget(self.about)
        decide = QHBoxLayout()
        decide.setSpacing(style.RHYTHM // 2)
        for button in (self.submit_button, self.approve_button, self.reject_button):
            button.setToolTip(self.tr(HELP))
            decide.addWidget(button, 1)
        layout.addLayout(decide)
        layout.addWidget(self.comment)
        layout.addWidget(self.next_button)
        for heading, part in ((self.tr("Progress"), self.progress), (self.tr("Show labels of"), self.authors),
                              (self.tr("Comments"), self.comments)):  # fmt: skip
            named = QLabel(heading, self)
            named.setFont(style.strong_font(named.font()))
            layout.addSpacing(style.RHYTHM // 2)
            layout.addWidget(named)
            layout.addWidget(part)
        layout.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(style.scrolling(body, self))

    def _connect(self) -> None:
        session = self._session
        session.selection_changed.connect(self._telling.request)
        session.edited.connect(self._telling.request)
        for signal in (session.edited, session.commenting.changed, session.reviewing.changed):
            signal.connect(self._counting.request)
        self.name.editingFinished.connect(self._set_name)
        self.comment.returnPressed.connect(lambda: self._do(self._reject))
        self.progress.marked.connect(
            lambda frame, on: self._do(lambda: session.reviewing.set_reviewed(frame, reviewed=on))
        )
        self.authors.itemChanged.connect(
            lambda item: session.reviewing.hide_author(
                item.data(AUTHOR), hidden=item.checkState() != Qt.CheckState.Checked
            )
        )
        self.comments.asked.connect(self._do)
        self.comments.go_to.connect(self.go_to)
        self.comments.pin.connect(lambda: self.asked.emit("comment"))

    def _ask(self) -> None:
        self._counting.request()
        self._telling.request()

    def _follow_selection(self) -> None:
        labels = self._session.selected_labels
        frame = self._session.project.frames.get(self._active) if self._active is not None else None
        if labels:
            states = ", ".join(review_name(each) for each in dict.fromkeys(label.review for label in labels))
            self.about.setText(
                self.tr("{labels} selected: {states}").format(labels=labels_text(len(labels)), states=states)
            )
        elif frame is not None:
            self.about.setText(self.tr("All labels of {frame} that wait").format(frame=frame_title(frame)))
        else:
            self.about.setText(self.tr("Show a frame to review its labels."))
        comments = {label.comment for label in labels}
        if not self.comment.hasFocus():
            self.comment.setText(comments.pop() if len(comments) == 1 else "")
        for button in (self.submit_button, self.approve_button, self.reject_button):
            button.setEnabled(bool(labels) or frame is not None)

    def _show_authors(self, authors: dict[str, int]) -> None:
        hidden = self._session.reviewing.hidden_authors
        with QSignalBlocker(self.authors):
            self.authors.clear()
            for author, count in authors.items():
                item = QListWidgetItem(f"{author_name(author)} ({count:,})")
                item.setData(AUTHOR, author)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked if author in hidden else Qt.CheckState.Checked)
                self.authors.addItem(item)
        rows = min(max(self.authors.count(), 1), 6)
        self.authors.setFixedHeight(rows * (self.fontMetrics().height() + style.RHYTHM // 2) + style.RHYTHM)

    def _set_name(self) -> None:
        if self.name.text().strip() == self._session.author:
            return
        self._do(lambda: self._session.reviewing.set_author(self.name.text()))
        self.name.setText(self._session.author)
        self.named.emit(self._session.author)

    def _reject(self) -> None:
        try:
            self._session.reviewing.reject(self.meant(), self.comment.text())
        except BasewatchError:
            self.ask_reason()
            raise
        if self._return_to is not None:
            self._return_to.setFocus()
            self._return_to = None

    def _line(self, placeholder: str, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(placeholder)
        line.setAccessibleName(name)
        return line

    def _button(self, text: str, function: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(lambda _checked: self._do(function))
        return button

    def _do(self, function: Callable[[], object]) -> None:
        try:
            function()
        except BasewatchError as fault:
            self.failed.emit(fault)
        self._counting.request()
