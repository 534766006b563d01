"""Part of the image panel that chooses how limits are found, and shows the limits as numbers."""

from dataclasses import replace
from math import floor, log10
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from basewatch_gui.model.look import Limits, Mode
from basewatch_gui.widgets.fields.combos import ValueCombo
from basewatch_gui.widgets.image.image_fields import NumberField, add_form_row, icon_button, lay_out_row, make_form
from basewatch_gui.widgets.image.image_part import ImagePart, ShownLook
from basewatch_gui.widgets.image.image_texts import channel_names, mode_name

CHANNEL_WIDTH_SCR = 72
_LARGEST_LIMIT = 1e12
_STEPS_BETWEEN_LIMITS = 200
"""An arrow key moves a limit by about 1 / this of the distance between the two."""


class LimitsPart(ImagePart):
    """Chooses the mode of limits with its numbers, view or whole frame as their source, and the limits themselves.

    `view_asked` requests limits from what the pane shows now.
    """

    view_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: ShownLook | None = None
        self.mode = ValueCombo(self.tr("How limits are chosen"), self)
        self.mode.setMinimumContentsLength(8)
        self.low_percent = NumberField(self.tr("Lower percentile"), 0.0, 50.0, self)
        self.high_percent = NumberField(self.tr("Upper percentile"), 50.0, 100.0, self)
        self.sigmas = NumberField(self.tr("Standard deviations from the mean"), 0.1, 10.0, self)
        self.scope = ValueCombo(self.tr("Where limits come from"), self)
        self.take_view = icon_button("stretch-view", self.tr("Take the limits from what the pane shows now (G)"), self)
        self.channel = ValueCombo(self.tr("Channel"), self)
        self.channel.setMinimumContentsLength(4)
        self.low = NumberField(self.tr("Lower limit"), -_LARGEST_LIMIT, _LARGEST_LIMIT, self)
        self.high = NumberField(self.tr("Upper limit"), -_LARGEST_LIMIT, _LARGEST_LIMIT, self)
        self.together = icon_button("alike", self.tr("Same limits for all channels"), self, checkable=True)
        self._lay_out()
        self._connect()

    def show_look(self, shown: ShownLook) -> None:
        """Show how the look's limits are found, and the limits."""
        self._shown, look = shown, shown.look
        modes = ("percentile", "sigma", "minmax", "manual") + (("matched",) if look.mode == "matched" else ())
        self.mode.offer(modes, mode_name)
        self.mode.show_value(look.mode, "")
        self._numbers.setCurrentIndex({"percentile": 0, "sigma": 1}.get(look.mode, 2))
        self.low_percent.show_number(look.percents[0], 1, 0.5)
        self.high_percent.show_number(look.percents[1], 1, 0.5)
        self.sigmas.show_number(look.sigmas, 1, 0.1)
        self.scope.show_value(look.scope, "")
        self.scope.setEnabled(look.mode in ("percentile", "sigma", "minmax"))
        one = shown.channels == 1 or (look.together and len(set(shown.stretch.limits)) == 1)
        names = (self.tr("All"),) if one and shown.channels == 3 else channel_names(shown.channels)
        now = max(self.channel.currentIndex(), 0)
        self.channel.offer(names, str)
        self.channel.setCurrentIndex(min(now, len(names) - 1))
        self.channel.setEnabled(len(names) > 1)
        self.together.setVisible(shown.channels == 3)
        self.together.setChecked(look.together)
        self._show_limits()

    def _lay_out(self) -> None:
        self.scope.offer(
            ("frame", "view"), {"frame": self.tr("Whole frame"), "view": self.tr("Current view")}.__getitem__
        )
        self._numbers = QStackedWidget(self)
        for fields in ((self.low_percent, self.high_percent), (self.sigmas,), ()):
            page = QWidget(self)
            lay_out_row(page, fields)
            self._numbers.addWidget(page)
        self._numbers.setFixedHeight(self.sigmas.sizeHint().height())
        limits, how, where = QWidget(self), QWidget(self), QWidget(self)
        lay_out_row(limits, (self.channel, self.low, self.high, self.together))
        self.channel.setMinimumWidth(CHANNEL_WIDTH_SCR)
        lay_out_row(how, (self.mode, self._numbers)).setStretch(0, 1)
        lay_out_row(where, (self.scope, self.take_view)).setStretch(0, 1)
        self._numbers.setMinimumWidth(92)
        self._numbers.setMaximumWidth(100)
        form = make_form(self)
        add_form_row(form, self.tr("Limits"), limits)
        add_form_row(form, self.tr("From"), how)
        add_form_row(form, self.tr("Over"), where)

    def _connect(self) -> None:
        self.mode.chosen.connect(self._choose_mode)
        self.scope.chosen.connect(self._choose_scope)
        self.take_view.clicked.connect(self.view_asked)
        self.channel.activated.connect(self._show_limits)
        self.together.clicked.connect(lambda on: self._emit_look(together=on))
        self.sigmas.chosen.connect(lambda value: self._emit_look(sigmas=value))
        for number in (self.low_percent, self.high_percent):
            number.chosen.connect(
                lambda _value: self._emit_look(percents=(self.low_percent.value(), self.high_percent.value()))
            )
        for number in (self.low, self.high):
            number.chosen.connect(self._emit_limits)

    def _show_limits(self) -> None:
        if self._shown is None:
            return
        low, high = self._shown.stretch.limits[max(self.channel.currentIndex(), 0)]
        digits = 0 if self._shown.is_whole else max(0, 3 - floor(log10(max(high - low, 1e-9))))
        step = (high - low) / _STEPS_BETWEEN_LIMITS
        for number, value in ((self.low, low), (self.high, high)):
            number.show_number(value, min(digits, 9), max(step, 1.0) if self._shown.is_whole else step)

    def _choose_mode(self, mode: str) -> None:
        if self._shown is None or mode == self._shown.look.mode:
            return
        look = self._shown.look
        if mode == "manual":
            self.chosen.emit(
                replace(look, mode="manual", scope="frame", limits=self._shown.stretch.limits, reference=None)
            )
        else:
            self.chosen.emit(replace(look, mode=cast(Mode, mode), limits=(), reference=None))

    def _choose_scope(self, scope: str) -> None:
        if scope == "view":
            self.view_asked.emit()
        elif self._shown is not None:
            self._emit_look(scope="frame")

    def _emit_look(self, **changes: object) -> None:
        """Emit the look with these changes; its limits are found again unless they are manual."""
        if self._shown is not None:
            look = self._shown.look
            keeps = look.limits if look.mode == "manual" and not changes.get("together") else ()
            mode = "percentile" if look.mode == "matched" or (look.mode == "manual" and not keeps) else look.mode
            self.chosen.emit(replace(look, limits=keeps, mode=mode, reference=None, **changes))  # type: ignore[arg-type]

    def _emit_limits(self) -> None:
        """Emit the look with the limits as written, as manual ones; crossed limits are ignored."""
        if self._shown is None or self.high.value() <= self.low.value():
            return
        limits: list[Limits] = list(self._shown.stretch.limits)
        given = (self.low.value(), self.high.value())
        if self.channel.count() == 1:
            limits = [given] * len(limits)
        else:
            limits[max(self.channel.currentIndex(), 0)] = given
        self.chosen.emit(replace(self._shown.look, mode="manual", scope="frame", limits=tuple(limits), reference=None))
