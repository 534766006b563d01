"""Small fields of the dock: numbers, a slider for gamma, and pictures of colour maps."""

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

GAMMA = (0.2, 5.0)
_STEPS = 100
SWATCH = QSize(40, 12)
LABEL_WIDTH = 56
LEAST_WIDTH = 44
"""Fields may be as narrow as this, so that four stand side by side in a dock of 300 px."""


class Number(QuietNumber):
    """A number; `chosen` gives it once the user has decided."""

    chosen = Signal(float)

    def __init__(self, name: str, low: float, high: float, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setRange(low, high)
        self.setMinimumWidth(LEAST_WIDTH)
        self.valueChanged.connect(self.chosen)

    def show_number(self, value: float, decimals: int = 2, step: float = 1.0) -> None:
        """Show a number without answering; leaves one alone that is being typed."""
        if self.lineEdit().isModified() and self.hasFocus():
            return
        self.blockSignals(True)
        self.setDecimals(decimals)
        self.setSingleStep(step)
        self.setValue(value)
        self.blockSignals(False)


class GammaField(QWidget):
    """A slider with a number beside it; the slider's steps are even in the logarithm."""

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(-_STEPS, _STEPS)
        self.slider.setAccessibleName(self.tr("Gamma"))
        self.slider.setToolTip(self.tr("Above 1 the dark parts become brighter, below 1 darker."))
        self.number = Number(self.tr("Gamma"), *GAMMA, self)
        self.number.setFixedWidth(52)
        layout = row(self, (self.slider, self.number))
        layout.setStretch(0, 1)
        self.slider.valueChanged.connect(lambda step: self.chosen.emit(round(GAMMA[1] ** (step / _STEPS), 2)))
        self.number.chosen.connect(self.chosen)

    def show_gamma(self, gamma: float) -> None:
        """Show gamma without answering."""
        self.slider.blockSignals(True)
        self.slider.setValue(round(_STEPS * log(gamma) / log(GAMMA[1])))
        self.slider.blockSignals(False)
        self.number.show_number(gamma, 2, 0.05)


def row(parent: QWidget, fields: Sequence[QWidget]) -> QHBoxLayout:
    """The fields side by side."""
    layout = QHBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(style.RHYTHM // 2)
    layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    for field in fields:
        if isinstance(field, QComboBox):
            field.setMinimumWidth(LEAST_WIDTH)
        layout.addWidget(field)
    return layout


def icon_button(name: str, text: str, parent: QWidget, *, checkable: bool = False) -> QToolButton:
    """A button with an icon that says in its tooltip what it does."""
    button = QToolButton(parent)
    button.setIcon(icon(name))
    button.setToolTip(text)
    button.setAccessibleName(text)
    button.setCheckable(checkable)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def form_of(parent: QWidget) -> QFormLayout:
    """An empty form for a part of the dock."""
    form = QFormLayout(parent)
    form.setContentsMargins(0, 0, 0, 0)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    form.setHorizontalSpacing(style.RHYTHM)
    form.setVerticalSpacing(style.RHYTHM // 2)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def form_row(form: QFormLayout, text: str, field: QWidget) -> None:
    """A row whose label is as wide as those of the other parts."""
    label = style.quiet_label(text, form.parentWidget())
    label.setMinimumWidth(LABEL_WIDTH)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    label.setBuddy(field)
    form.addRow(label, field)


def map_icon(name: str) -> QIcon:
    """A colour map from dark to bright."""
    ramp = np.ascontiguousarray(np.broadcast_to(colour_table(name), (4, 256, 4)))
    image = QImage(ramp.data, 256, 4, QImage.Format.Format_RGB32)
    return QIcon(QPixmap.fromImage(image.scaled(SWATCH, Qt.AspectRatioMode.IgnoreAspectRatio)))
