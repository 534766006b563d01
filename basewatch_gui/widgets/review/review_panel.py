"""Review panel: the analyst's name, decisions on labels, progress, authors whose labels are shown, and comments."""

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

AUTHOR_ROLE = Qt.ItemDataRole.UserRole
COUNT_PAUSE_MS = 100
"""Edits in quicker succession are counted once: counting 100,000 labels takes some milliseconds."""
LAPSE_HELP = "A label that is moved, reshaped or retyped after it was approved becomes a draft again."


class ReviewPanel(QWidget):
    """Submits, approves or rejects the selected labels, or without a selection all labels of the active frame.

    `named` gives the analyst's name, `go_to` a comment, `asked` the name of an action to run.
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
        self.name = self._make_line(self.tr("Your name"), self.tr("Your name"))
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.comment = self._make_line(self.tr("What is wrong (to reject)"), self.tr("Reviewer's comment"))
        self.submit_button = self._make_button(
            self.tr("Submit"), lambda: session.reviewing.submit(self.labels_to_decide(submits=True))
        )
        self.approve_button = self._make_button(
            self.tr("Approve"), lambda: session.reviewing.approve(self.labels_to_decide())
        )
        self.reject_button = self._make_button(self.tr("Reject"), self._reject_labels)
        self.next_button = self._make_button(self.tr("Next not reviewed"), lambda: self.asked.emit("next_not_reviewed"))
        self.progress = ProgressTable(session, self)
        self.authors = QListWidget(self)
        self.authors.setAccessibleName(self.tr("Authors whose labels are shown"))
        self.comments = CommentsBox(session, self)
        self._counting = WhenSeen(self, self.refresh_counts, COUNT_PAUSE_MS)
        self._describing = WhenSeen(self, self._refresh_selection)
        self._lay_out()
        self._connect()
        self._request_refresh()

    def set_frames(self, frame_ids: Sequence[int], active: int | None) -> None:
        """Set the frames that the panes show, and that of the active pane."""
        self._frames, self._active = list(frame_ids), active
        self._request_refresh()

    def labels_to_decide(self, *, submits: bool = False) -> list[Label]:
        """Return the labels that a decision concerns: the selected ones, else those of the active frame in its state.

        `submits`: drafts and rejected labels, else drafts and submitted ones.
        """
        selected = self._session.selected_labels
        if selected or self._active is None:
            return selected
        return self._session.reviewing.labels_in_states(
            self._active, ("draft", "rejected") if submits else ("draft", "submitted")
        )

    def ask_reason(self) -> None:
        """Focus the reason of a rejection; after the rejection the focus returns to where it was."""
        if not self.comment.hasFocus():
            self._return_to = QApplication.focusWidget()
        self.comment.setFocus()
        self.comment.selectAll()

    def refresh_counts(self) -> None:
        """Refresh progress, authors, comments and name."""
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
            button.setToolTip(self.tr(LAPSE_HELP))
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
        session.selection_changed.connect(self._describing.request)
        session.edited.connect(self._describing.request)
        for signal in (session.edited, session.commenting.changed, session.reviewing.changed):
            signal.connect(self._counting.request)
        self.name.editingFinished.connect(self._set_name)
        self.comment.returnPressed.connect(lambda: self._do(self._reject_labels))
        self.progress.marked.connect(
            lambda frame, on: self._do(lambda: session.reviewing.set_reviewed(frame, reviewed=on))
        )
        self.authors.itemChanged.connect(
            lambda item: session.reviewing.hide_author(
                item.data(AUTHOR_ROLE), hidden=item.checkState() != Qt.CheckState.Checked
            )
        )
        self.comments.asked.connect(self._do)
        self.comments.go_to.connect(self.go_to)
        self.comments.pin.connect(lambda: self.asked.emit("comment"))

    def _request_refresh(self) -> None:
        self._counting.request()
        self._describing.request()

    def _refresh_selection(self) -> None:
        """Refresh the text about the labels to decide on, their comment and the buttons."""
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
                item.setData(AUTHOR_ROLE, author)
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

    def _reject_labels(self) -> None:
        """Reject with the written reason; raises BasewatchError after asking for the reason if there is none."""
        try:
            self._session.reviewing.reject(self.labels_to_decide(), self.comment.text())
        except BasewatchError:
            self.ask_reason()
            raise
        if self._return_to is not None:
            self._return_to.setFocus()
            self._return_to = None

    def _make_line(self, placeholder: str, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(placeholder)
        line.setAccessibleName(name)
        return line

    def _make_button(self, text: str, function: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(lambda _checked: self._do(function))
        return button

    def _do(self, function: Callable[[], object]) -> None:
        try:
            function()
        except BasewatchError as fault:
            self.failed.emit(fault)
        self._counting.request()
