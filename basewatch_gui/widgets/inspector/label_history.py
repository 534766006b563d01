"""History of the selected label: who changed what, and when."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.storage.label_search import LabelStep, label_steps
from basewatch_gui.widgets import style
from basewatch_gui.widgets.inspector.inspector_texts import step_text
from basewatch_gui.widgets.texts import sentence, time_text

MAX_STEPS = 40
"""Number of steps that are shown, the newest first."""


class HistoryBox(QWidget):
    """Shows the steps of a label's history; they are read on a worker thread while the box is open."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._label: Label | None = None
        self._read_for: Label | None = None
        self.lines: list[str] = []
        self.title = QToolButton(self)
        self.title.setText(self.tr("History"))
        self.title.setToolTip(self.tr("Who changed this label, and when"))
        self.title.setCheckable(True)
        self.title.setAutoRaise(True)
        self.title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.title.setArrowType(Qt.ArrowType.RightArrow)
        self.title.toggled.connect(self._set_open)
        self._steps = QVBoxLayout()
        self._steps.setContentsMargins(style.RHYTHM // 2, 0, 0, 0)
        self._steps.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.RHYTHM // 2)
        layout.addWidget(self.title)
        layout.addLayout(self._steps)

    def show_label(self, label: Label | None) -> None:
        """Show the history of this label; hide for None."""
        self._label = label
        self.setVisible(label is not None)
        if self.title.isChecked():
            self._read_steps()

    def _set_open(self, is_open: bool) -> None:
        self.title.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        if is_open:
            self._read_steps()
        else:
            self._read_for = None
            self._show_lines([])

    def _read_steps(self) -> None:
        """Read the steps on a worker thread; the answer is dropped if another label is shown by then."""
        label = self._label
        if label is None or label is self._read_for:
            return
        if self._read_for is None or self._read_for.id != label.id:
            self._show_lines([])
        self._read_for = label
        path, uid = self._session.file.path, label.uid

        def read(_progress: object) -> tuple[Label, list[LabelStep]]:
            return label, label_steps(path, uid)

        self._session.jobs.run(self.tr("Reading the label's history"), read, self._show_steps, self._show_fault)

    def _show_steps(self, answer: tuple[Label, list[LabelStep]]) -> None:
        label, steps = answer
        if label is self._read_for and self.title.isChecked():
            project = self._session.project
            self._show_lines([(_step_origin_text(step), step_text(step, project)) for step in steps[:MAX_STEPS]])

    def _show_fault(self, fault: BasewatchError) -> None:
        self._read_for = None
        self._show_lines([("", sentence(fault))])

    def _show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        style.clear_layout(self._steps)
        self.lines = [text for _, text in lines]
        for when, text in lines:
            for words in (when, text):
                if words:
                    self._steps.addWidget(self._make_line(words, is_quiet=words is when))

    def _make_line(self, text: str, *, is_quiet: bool) -> QLabel:
        made = style.quiet_label(text, self) if is_quiet else QLabel(text, self)
        made.setFont(style.small_font(made.font()))
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.setWordWrap(True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made


def _step_origin_text(step: LabelStep) -> str:
    return " · ".join(part for part in (time_text(step.at), step.author) if part)
