"""Wheel events, which QTest can't send, and the differences of two pictures."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from basewatch_gui.widgets.pane.pane import Pane


def wheel(
    pane: Pane, at: QPoint, notches: float, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Turn the wheel over a screen pixel of the pane; away from the user is positive."""
    viewport = pane.viewport()
    event = QWheelEvent(
        QPointF(at),
        QPointF(viewport.mapToGlobal(at)),
        QPoint(),
        QPoint(0, round(notches * 120)),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def pixels(image: QImage) -> NDArray[np.uint8]:
    """The picture's red, green and blue as (height, width, 3)."""
    rgb = image.convertToFormat(QImage.Format.Format_RGBA8888)
    array = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine() // 4, 4)
    return array[:, : rgb.width(), :3].copy()


def changed_pixels(one: QImage, other: QImage) -> list[tuple[float, float]]:
    """The centres of the pixels that differ."""
    rows, columns = np.nonzero((pixels(one) != pixels(other)).any(axis=2))
    return [(column + 0.5, row + 0.5) for row, column in zip(rows.tolist(), columns.tolist(), strict=True)]
