"""The panel that registers one frame on another."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from basewatch_gui.geometry.transform_fit import FIT_MODELS, FitModel
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import IDENTITY, Frame
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.combos import ValueCombo
from basewatch_gui.widgets.registration.nudge_fields import NudgeFields
from basewatch_gui.widgets.registration.pair_field import PairFields
from basewatch_gui.widgets.registration.points_table import PointsTable
from basewatch_gui.widgets.registration.proposal_box import ProposalBox
from basewatch_gui.widgets.registration.registration_texts import advice_text, model_name, rms_text

BLINK_MS = 600


class RegistrationPanel(QWidget):
    """Pair, tie points, proposal, preview and nudge; only Apply, Reset and the nudge change the frame.

    `pick` and `search` ask for the actions; `pair_chosen` gives the frames that the user wants side by side.
    """

    failed = Signal(object)
    pick = Signal()
    search = Signal()
    pair_chosen = Signal(int, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._registering = session.registering
        self._shown: list[int] = []
        self.pair = PairFields(session, self)
        self.points = PointsTable(session.registering, self)
        self.model = ValueCombo(self.tr("Model"), self)
        self.rms = QLabel(self)
        self.advice = style.quiet_label("", self)
        self.advice.setWordWrap(True)
        self.proposal = ProposalBox(self)
        self.preview = QCheckBox(self.tr("Preview"), self)
        self.blink = QCheckBox(self.tr("Blink"), self)
        self.blink.setToolTip(self.tr("Show the frame before and after, in turn."))
        self.nudge = NudgeFields(self)
        self.pick_button = self._button(self.tr("Pick points"), self.pick.emit)
        self.clear_button = self._button(self.tr("Clear"), self._registering.ties.clear)
        self.search_button = self._button(self.tr("Automatic"), self._search_or_stop)
        self.search_button.setToolTip(self.tr("Propose from the pictures how the frame lies; nothing moves yet."))
        self.apply_button = self._button(self.tr("Apply"), self._registering.apply)
        self.discard_button = self._button(self.tr("Discard"), self._registering.automatic.discard)
        self.reset_button = self._button(self.tr("Reset registration"), self._registering.reset)
        self._area = QScrollArea(self)
        self._timer = QTimer(self)
        self._timer.setInterval(BLINK_MS)
        self._lay_out()
        self._connect()
        self._refresh_fields()

    def set_shown(self, shown: Sequence[int | None]) -> None:
        """Set which frames the panes show: the first two are offered while no pair is chosen."""
        self._shown = list(dict.fromkeys(frame for frame in shown if frame is not None))
        if self.isVisible():
            self.suggest()

    def suggest(self) -> None:
        """Choose the first two shown frames as the pair, unless both frames of the pair are shown."""
        ties, frames = self._registering.ties, self._session.project.frames
        if (ties.pair is None or not set(ties.pair) <= set(self._shown)) and len(self._shown) > 1:
            one, other = self._shown[:2]
            if frames[one].plane is None and frames[other].plane is not None:
                one, other = other, one
            self._do(lambda: ties.choose(one, other))

    def showEvent(self, event: QShowEvent) -> None:
        """Show points and preview in the panes."""
        super().showEvent(event)
        self.suggest()
        self._registering.set_open(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Show the frames as they lie."""
        super().hideEvent(event)
        self.blink.setChecked(False)
        self._registering.set_open(False)

    def _lay_out(self) -> None:
        body, foot = QWidget(self), QWidget(self)
        layout = _column(body)
        layout.addWidget(self.pair)
        layout.addLayout(_row((self.search_button, self.pick_button)))
        layout.addWidget(self.proposal)
        layout.addWidget(self.points)
        layout.addLayout(_row((self.model, self.clear_button)))
        layout.addWidget(self.rms)
        layout.addWidget(self.advice)
        layout.addWidget(_line(body))
        layout.addWidget(self.nudge)
        layout.addWidget(self.reset_button)
        layout.addStretch(1)
        self._area.setWidget(body)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        below = _column(foot)
        below.addLayout(_row((self.preview, self.blink)))
        below.addLayout(_row((self.apply_button, self.discard_button)))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for part in (self._area, _line(self), foot):
            outer.addWidget(part)

    def _connect(self) -> None:
        registering = self._registering
        registering.changed.connect(self._refresh_fields)
        registering.failed.connect(self.failed)
        self._session.edited.connect(self._on_edited)
        self.pair.chosen.connect(self._choose_pair)
        self.model.chosen.connect(self._choose_model)
        self.preview.toggled.connect(registering.set_preview)
        self.blink.toggled.connect(self._set_blinking)
        self._timer.timeout.connect(lambda: registering.set_preview(not registering.is_previewed))
        self.nudge.written.connect(lambda east, north: self._do(lambda: registering.nudge_to(east, north)))
        self.nudge.stepped.connect(
            lambda east, north: registering.nudging.step(east * registering.px_m, north * registering.px_m)
        )

    def _on_edited(self, edit: Edit) -> None:
        if Frame in edit.kinds:
            self._refresh_fields()

    def _refresh_fields(self) -> None:
        registering = self._registering
        frames, proposal = registering.frames, registering.automatic.proposal
        complete = sum(len(point.at_px) == 2 for point in registering.ties.points)
        self.pair.refresh_pair()
        self.points.refresh_points()
        self.model.offer(registering.offered, model_name)
        self.model.setEnabled(len(registering.offered) > 1)
        self.model.show_value(registering.fit.model if registering.fit is not None else None, self.tr("Model"))
        for part in (self.points, self.model, self.clear_button):
            part.setVisible(bool(registering.ties.points))
        self.rms.setText(rms_text(registering.fit, registering.px_m))
        self.rms.setVisible(bool(self.rms.text()))
        advice = advice_text(registering.fit, complete, registering.offered)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        if proposal is not self.proposal.shown:
            self.proposal.show_proposal(proposal)
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.proposal, 0, 0))
        running = registering.automatic.is_running
        self.search_button.setText(self.tr("Stop") if running else self.tr("Automatic"))
        can_apply = registering.correction is not None and frames is not None
        for button, on in (
            (self.pick_button, frames is not None),
            (self.search_button, frames is not None),
            (self.apply_button, can_apply),
            (self.preview, can_apply),
            (self.blink, can_apply),
            (self.discard_button, proposal is not None),
            (self.nudge, frames is not None),
            (self.reset_button, frames is not None and frames[1].registration != IDENTITY),
        ):
            button.setEnabled(on)
        if not can_apply:
            self.blink.setChecked(False)
        with QSignalBlocker(self.preview):
            self.preview.setChecked(registering.is_previewed)
        if frames is not None:
            _, _, c, _, _, f = frames[1].registration
            east, north = registering.nudging.shift_m
            self.nudge.show_shift((c + east, f + north))

    def _choose_pair(self, reference: int, moving: int) -> None:
        self._do(lambda: self._registering.ties.choose(reference, moving))
        if reference != moving:
            self.pair_chosen.emit(reference, moving)

    def _choose_model(self, name: str) -> None:
        model: FitModel = next(model for model in FIT_MODELS if model == name)
        self._registering.choose_model(model)

    def _set_blinking(self, on: bool) -> None:
        if on:
            self._timer.start()
        else:
            self._timer.stop()

    def _search_or_stop(self) -> None:
        if self._registering.automatic.is_running:
            self._registering.automatic.discard()
        else:
            self.search.emit()

    def _button(self, text: str, function: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(lambda _checked: self._do(function))
        return button

    def _do(self, function: Callable[[], object]) -> None:
        try:
            function()
        except BasewatchError as fault:
            self.failed.emit(fault)
            self._refresh_fields()


def _column(parent: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(style.RHYTHM, style.RHYTHM, style.RHYTHM, style.RHYTHM)
    layout.setSpacing(style.RHYTHM)
    return layout


def _row(parts: Sequence[QWidget]) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(style.RHYTHM)
    for part in parts:
        layout.addWidget(part, 1)
    return layout


def _line(parent: QWidget) -> QFrame:
    made = QFrame(parent)
    made.setFixedHeight(1)
    made.setAutoFillBackground(True)
    made.setBackgroundRole(made.palette().ColorRole.Mid)
    return made
