"""Form controls of the image panel: numbers, a gamma slider, form rows and icons of colour maps."""

from collections.abc import Sequence
from math import log

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from basewatch_gui.imagery.display.colour_maps import colour_table
from basewatch_gui.widgets import style
from basewatch_gui.widgets.fields.combos import QuietNumber
from basewatch_gui.widgets.icons import icon

GAMMA_RANGE = (0.2, 5.0)
_SLIDER_STEPS = 100
MAP_ICON_SCR = QSize(40, 12)
LABEL_WIDTH_SCR = 56
LEAST_FIELD_WIDTH_SCR = 44
"""Minimum width of a field, so that four fit side by side into a dock of 300 px."""


class NumberField(QuietNumber):
    """Edits a number; `chosen` gives it after each change by the user."""

    chosen = Signal(float)

    def __init__(self, name: str, low: float, high: float, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setRange(low, high)
        self.setMinimumWidth(LEAST_FIELD_WIDTH_SCR)
        self.valueChanged.connect(self.chosen)

    def show_number(self, value: float, decimals: int = 2, step: float = 1.0) -> None:
        """Show a number without emitting `chosen`; unfinished input stays."""
        if self.lineEdit().isModified() and self.hasFocus():
            return
        self.blockSignals(True)
        self.setDecimals(decimals)
        self.setSingleStep(step)
        self.setValue(value)
        self.blockSignals(False)


class GammaField(QWidget):
    """Edits gamma by a slider, linear in log(gamma), and a number."""

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(-_SLIDER_STEPS, _SLIDER_STEPS)
        self.slider.setAccessibleName(self.tr("Gamma"))
        self.slider.setToolTip(self.tr("Above 1 the dark parts become brighter, below 1 darker."))
        self.number = NumberField(self.tr("Gamma"), *GAMMA_RANGE, self)
        self.number.setFixedWidth(52)
        layout = lay_out_row(self, (self.slider, self.number))
        layout.setStretch(0, 1)
        self.slider.valueChanged.connect(
            lambda step: self.chosen.emit(round(GAMMA_RANGE[1] ** (step / _SLIDER_STEPS), 2))
        )
        self.number.chosen.connect(self.chosen)

    def show_gamma(self, gamma: float) -> None:
        """Show gamma without emitting `chosen`."""
        self.slider.blockSignals(True)
        self.slider.setValue(round(_SLIDER_STEPS * log(gamma) / log(GAMMA_RANGE[1])))
        self.slider.blockSignals(False)
        self.number.show_number(gamma, 2, 0.05)


def lay_out_row(parent: QWidget, fields: Sequence[QWidget]) -> QHBoxLayout:
    """Lay out fields side by side in a parent; return the layout."""
    layout = QHBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(style.RHYTHM // 2)
    layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    for field in fields:
        if isinstance(field, QComboBox):
            field.setMinimumWidth(LEAST_FIELD_WIDTH_SCR)
        layout.addWidget(field)
    return layout


def icon_button(name: str, text: str, parent: QWidget, *, checkable: bool = False) -> QToolButton:
    """Return a tool button with an icon; `text` is its tooltip and accessible name."""
    button = QToolButton(parent)
    button.setIcon(icon(name))
    button.setToolTip(text)
    button.setAccessibleName(text)
    button.setCheckable(checkable)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def make_form(parent: QWidget) -> QFormLayout:
    """Return an empty form layout for a part of the image panel."""
    form = QFormLayout(parent)
    form.setContentsMargins(0, 0, 0, 0)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    form.setHorizontalSpacing(style.RHYTHM)
    form.setVerticalSpacing(style.RHYTHM // 2)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def add_form_row(form: QFormLayout, text: str, field: QWidget) -> None:
    """Add a row to a form; its label is as wide as those of the panel's other forms."""
    label = style.quiet_label(text, form.parentWidget())
    label.setMinimumWidth(LABEL_WIDTH_SCR)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    label.setBuddy(field)
    form.addRow(label, field)


def map_icon(name: str) -> QIcon:
    """Return an icon that shows a colour map from dark to bright."""
    ramp = np.ascontiguousarray(np.broadcast_to(colour_table(name), (4, 256, 4)))
    image = QImage(ramp.data, 256, 4, QImage.Format.Format_RGB32)
    return QIcon(QPixmap.fromImage(image.scaled(MAP_ICON_SCR, Qt.AspectRatioMode.IgnoreAspectRatio)))
