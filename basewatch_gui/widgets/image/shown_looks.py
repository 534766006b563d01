"""What the parts of the dock show, and what they answer."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from basewatch_gui.imagery.display.stretch import Stretch
from basewatch_gui.model.look import Look
from basewatch_gui.session.tiles import OpenFrame


@dataclass(frozen=True, eq=False)
class Shown:
    """An open frame, its look, and the stretch that follows from it."""

    opened: OpenFrame
    look: Look
    stretch: Stretch

    @property
    def channels(self) -> int:
        """Three for colour, one for one band."""
        return len(self.stretch.bands)

    @property
    def bands(self) -> tuple[int, ...]:
        """The bands shown, counted among all of the frame's."""
        return tuple(self.opened.bands.kept[band] for band in self.stretch.bands)

    @property
    def is_whole(self) -> bool:
        """Whether the samples are whole numbers."""
        return bool(self.opened.top.samples.dtype.kind in "ui")


class Part(QWidget):
    """A part of the dock: shows a look, and gives the one that the user wants in its place."""

    chosen = Signal(object)

    def show_look(self, shown: Shown) -> None:
        """Show this without answering."""
        raise NotImplementedError
