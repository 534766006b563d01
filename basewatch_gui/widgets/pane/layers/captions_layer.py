"""The layer of captions, over outlines and marks and under the plates of the pane."""

from collections.abc import Sequence

from affine import Affine
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from basewatch_gui.widgets.pane.layers.labels.caption_places import ScreenRect
from basewatch_gui.widgets.pane.layers.labels.captioned_objects import LabelsInView
from basewatch_gui.widgets.pane.layers.labels.captions import Captions
from basewatch_gui.widgets.pane.layers.layer import Layer


class CaptionsLayer(Layer):
    """Draws a tag beside each label that has room for one."""

    def __init__(self, font: QFont) -> None:
        super().__init__(1.9)
        self.captions = Captions(font)

    def prepare(
        self, labels: LabelsInView, to_screen: Affine, furniture: Sequence[ScreenRect], *, as_draft: bool
    ) -> None:
        """Place the captions of these labels, clear of the rectangles `furniture` in screen pixels."""
        part = self._rect if self._part is None else self._part
        self.captions.prepare(labels, to_screen, part, furniture, as_draft=as_draft)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what `prepare` placed."""
        self.captions.paint(painter)
