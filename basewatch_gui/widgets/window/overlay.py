"""A widget that lies over the lower edge of another, so that nothing moves when it comes and goes."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Overlay(QObject):
    """Keeps `widget` as wide as `ground`, over its lower edge."""

    def __init__(self, widget: QWidget, ground: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._ground = ground
        ground.installEventFilter(self)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its place when either size changes."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest):
            width = self._ground.width()
            flexible = self._widget.hasHeightForWidth()
            height = self._widget.heightForWidth(width) if flexible else self._widget.sizeHint().height()
            place = (0, self._ground.height() - height, width, height)
            if self._widget.geometry().getRect() != place:
                self._widget.setGeometry(*place)
            self._widget.raise_()
        return False
