"""Base of the parts of the image panel, and the look that they show."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from basewatch_gui.imagery.display.stretch import Stretch
from basewatch_gui.model.look import Look
from basewatch_gui.session.tiles import OpenFrame


@dataclass(frozen=True, eq=False)
class ShownLook:
    """An open frame, its look, and the stretch that the look comes to on its samples."""

    opened: OpenFrame
    look: Look
    stretch: Stretch

    @property
    def channels(self) -> int:
        """Return the number of channels: three for colour, one for a single band."""
        return len(self.stretch.bands)

    @property
    def bands(self) -> tuple[int, ...]:
        """Return the indices from 0 of the shown bands among all bands of the frame."""
        return tuple(self.opened.bands.kept[band] for band in self.stretch.bands)

    @property
    def is_whole(self) -> bool:
        """Return True if the samples are whole numbers."""
        return bool(self.opened.top.samples.dtype.kind in "ui")


class ImagePart(QWidget):
    """Part of the image panel: shows a look; `chosen` gives the one that the user wants instead."""

    chosen = Signal(object)

    def show_look(self, shown: ShownLook) -> None:
        """Show a look without emitting `chosen`."""
        raise NotImplementedError
