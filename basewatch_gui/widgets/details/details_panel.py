"""Details panel: shows and edits the metadata of one frame."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.imagery.facts.fact import Facts
from basewatch_gui.imagery.facts.fingerprint import file_sha256
from basewatch_gui.imagery.facts.frames import FACT_FIELDS, read_facts, with_facts
from basewatch_gui.model.edit import Edit, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.session.frames.frame_files import raster_source
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.details.detail_field import DetailField
from basewatch_gui.widgets.details.detail_values import (
    caption,
    is_entered,
    origin_of,
    value_text,
    with_entered_value,
    with_file_facts,
)
from basewatch_gui.widgets.details.frame_facts import FrameFact, frame_facts, pixel_text
from basewatch_gui.widgets.fields.elided_label import ElidedLabel
from basewatch_gui.widgets.texts import frame_title, sentence

_ReadFacts = tuple[int, tuple[str, ...], Facts]
"""Frame id, the fields that were asked for (empty: all), and what its files hold."""


class DetailsPanel(QWidget):
    """Shows time, source and angles of one frame, each with its origin; every change is one edit."""

    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._frame_id: int | None = None
        self.title = QLabel(self)
        self.title.setFont(style.strong_font(self.title.font()))
        self.file = ElidedLabel(self)
        self.fields = {field: DetailField(field, self) for field in FACT_FIELDS}
        self.fields["acquired"].line.setPlaceholderText(self.tr("YYYY-MM-DD hh:mm:ss"))
        self.facts = _Facts(self)
        self.reread_button = QPushButton(self.tr("Re-read metadata"), self)
        self.reread_button.setToolTip(self.tr("Read the file and what lies beside it again; values entered stay"))
        self.hash_button = QPushButton(self.tr("Compute SHA-256"), self)
        self.hash_button.setToolTip(self.tr("Read all of the file and keep its SHA-256 in the project"))
        self.answer = style.quiet_label("", self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(style.empty_state(self.tr("Show a frame to see where it came from."), self))
        self._stack.addWidget(self._make_form())
        for field in self.fields.values():
            field.written.connect(self._enter_value)
            field.back_asked.connect(lambda name: self._read_facts((name,)))
        self.reread_button.clicked.connect(lambda: self._read_facts(()))
        self.hash_button.clicked.connect(self._compute_hash)
        session.edited.connect(self._on_edited)

    @property
    def frame_id(self) -> int | None:
        """Return the id of the shown frame, None for none."""
        return self._frame_id

    def show_frame(self, frame_id: int | None) -> None:
        """Show a frame, or the empty state for None; input for the frame before is stored first."""
        if frame_id == self._frame_id:
            return
        self.commit()
        self._frame_id = frame_id
        self.answer.setText("")
        self._refresh_fields(even_written=True)

    def commit(self) -> None:
        """Store what is being written; to be called before the project closes."""
        for field in self.fields.values():
            field.commit()

    def focus_first(self) -> None:
        """Focus the time of acquisition and select its text."""
        self.fields["acquired"].line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.fields["acquired"].line.selectAll()

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what is being written before hiding."""
        self.commit()
        super().hideEvent(event)

    def _make_form(self) -> QScrollArea:
        body = QWidget(self)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(style.RHYTHM)
        form.setVerticalSpacing(style.RHYTHM // 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in self.fields.items():
            label = style.quiet_label(caption(name), body)
            label.setFixedHeight(field.line.sizeHint().height())
            label.setBuddy(field.line)
            form.addRow(label, field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.reread_button)
        buttons.addWidget(self.hash_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM, style.RHYTHM, style.RHYTHM)
        layout.setSpacing(style.RHYTHM)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.title)
        head.addWidget(self.file)
        layout.addLayout(head)
        layout.addLayout(form)
        layout.addWidget(self.facts)
        layout.addLayout(buttons)
        layout.addWidget(self.answer)
        layout.addStretch(1)
        return style.scrolling(body, self)

    @property
    def _frame(self) -> Frame | None:
        return None if self._frame_id is None else self._session.project.frames.get(self._frame_id)

    def _refresh_fields(self, *, even_written: bool = False) -> None:
        """Refresh all values; lines with unfinished input are left alone unless `even_written`."""
        frame = self._frame
        self._stack.setCurrentIndex(0 if frame is None else 1)
        if frame is None:
            self._frame_id = None
            return
        project, may_write = self._session.project, not self._session.file.read_only
        self.title.setText(frame_title(frame))
        self.file.set_text(frame.name)
        for name, field in self.fields.items():
            field.line.setReadOnly(not may_write)
            if even_written or not field.line.isModified():
                field.show_value(value_text(frame, name), origin_of(frame, name), is_entered(frame, name) and may_write)
        self.fields["gsd_m"].show_beside(pixel_text(frame))
        self.facts.show_facts(frame_facts(frame, project))
        self.reread_button.setEnabled(may_write)
        self.hash_button.setVisible(frame.source.sha256 is None)
        self.hash_button.setEnabled(may_write)

    def _on_edited(self, edit: Edit) -> None:
        if Frame in edit.kinds:
            self._refresh_fields()

    def _enter_value(self, name: str, text: str) -> None:
        frame = self._frame
        if frame is None:
            return
        try:
            changed = with_entered_value(frame, name, text, self._session.author)
        except BasewatchError as fault:
            self.fields[name].show_fault(sentence(fault))
            return
        self._replace_frame(frame, changed)
        self.fields[name].restore()

    def _replace_frame(self, before: Frame, after: Frame) -> None:
        try:
            self._session.do(replaced("edit frame", [(before, after)]))
        except BasewatchError as fault:
            self.failed.emit(fault)
            self._refresh_fields(even_written=True)

    def _read_facts(self, names: tuple[str, ...]) -> None:
        """Read these fields, or all for (), from the frame's files on a worker thread, and store them."""
        frame = self._frame
        if frame is None:
            return
        frame_id, source = frame.id, raster_source(self._session.file, frame)
        self._session.jobs.run(
            self.tr("Reading metadata"),
            lambda _progress: (frame_id, names, read_facts(source)),
            self._store_facts,
            self.failed.emit,
        )

    def _store_facts(self, read: _ReadFacts) -> None:
        frame_id, names, facts = read
        frame = self._session.project.frames.get(frame_id)
        if frame is None:
            return
        changed = with_facts(frame, facts, names) if names else with_file_facts(frame, facts)
        if not names:
            news = self.tr("Nothing new was found.") if changed == frame else self.tr("The values are up to date.")
            self.answer.setText(news)
        self._replace_frame(frame, changed)

    def _compute_hash(self) -> None:
        """Compute the SHA-256 of the frame's file on a worker thread, and store it."""
        frame = self._frame
        if frame is None:
            return
        frame_id, path = frame.id, self._session.frame_path(frame.id)
        self._session.jobs.run(
            self.tr("Computing SHA-256"),
            lambda _progress: (frame_id, file_sha256(path)),
            self._store_hash,
            self.failed.emit,
        )

    def _store_hash(self, made: tuple[int, str]) -> None:
        frame = self._session.project.frames.get(made[0])
        if frame is not None:
            self._replace_frame(frame, replace(frame, source=replace(frame.source, sha256=made[1])))


class _Facts(QWidget):
    """Shows read-only facts, each in a line that can be copied whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(style.RHYTHM)
        self._layout.setVerticalSpacing(style.RHYTHM // 4)
        self.facts: list[FrameFact] = []

    def show_facts(self, facts: Sequence[FrameFact]) -> None:
        """Replace the rows by these facts."""
        if facts == self.facts:
            return
        while self._layout.rowCount():
            self._layout.removeRow(0)
        self.facts = list(facts)
        for fact in facts:
            value = QLineEdit(fact.text, self)
            value.setReadOnly(True)
            value.setFont(style.small_font(value.font()))
            value.setStyleSheet("border: none; background: transparent; padding: 0;")
            value.setCursorPosition(0)
            value.setToolTip(f"{fact.text}\n{fact.origin}")
            value.setAccessibleName(fact.name)
            title = style.quiet_label(fact.name, self)
            title.setFont(value.font())
            self._layout.addRow(title, value)
