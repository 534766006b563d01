"""A pane's own frame and the one it is compared with: which is seen, and both in one picture."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF

from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.imagery.display.mixer import Mixer
from basewatch_gui.imagery.display.stretch import Colour, Pixels
from basewatch_gui.model.frame import Frame
from basewatch_gui.session.comparing import Comparing
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.overlays import Side
from basewatch_gui.widgets.pane.showing import Showing


class Blend:
    """Gives the picture of a pane: its own frame's, or that of both while the pane compares.

    `pointed` is the frame that the tools work on: the one that the pointer is over in a swipe, the one held in sight,
    else the pane's own; never another one in the middle of a drawing.
    """

    def __init__(self, session: Session, pane: int, own: Showing, is_drawing: Callable[[], bool]) -> None:
        self._session = session
        self._pane = pane
        self._own = self.pointed = own
        self._is_drawing = is_drawing
        self._at_scr = QPointF()
        self._other: Showing | None = None
        self._frame: Frame | None = None
        self._mixer = Mixer()
        self._key: object = None
        self._mixed: Pixels | None = None

    @property
    def frames(self) -> tuple[int | None, int | None]:
        """The pane's own frame and the one that it is compared with; None where there is none."""
        return self._own.frame_id, self._other.frame_id if self._other is not None else None

    @property
    def swipes(self) -> bool:
        """Whether the pane shows one frame on each side of an edge."""
        comparing = self._comparing
        return self._other is not None and comparing.mode == "swipe" and not comparing.other_seen

    @property
    def shown(self) -> Showing:
        """The frame whose picture is seen; where both are, the pane's own."""
        return self._other if self._other is not None and self._comparing.other_seen else self._own

    def sides(self, size_scr: tuple[int, int]) -> tuple[Side, ...]:
        """The frames that are seen apart from each other, each with its part of the pane in screen pixels."""
        width, height = size_scr
        if not self.swipes or self._other is None:
            return ((self.shown, QRectF(0, 0, width, height)),)
        edge = self.edge_scr(size_scr)
        if self._comparing.upright:
            return (self._own, QRectF(0, 0, edge, height)), (self._other, QRectF(edge, 0, width - edge, height))
        return (self._own, QRectF(0, 0, width, edge)), (self._other, QRectF(0, edge, width, height - edge))

    def edge_scr(self, size_scr: tuple[int, int]) -> int:
        """Where the swipe's edge is, in screen pixels from the left, or from the top where it is level."""
        return round(self._comparing.edge * size_scr[0 if self._comparing.upright else 1])

    def point(self, at_scr: QPointF, size_scr: tuple[int, int]) -> None:
        """Follow the pointer to the frame that is seen there."""
        self._at_scr = at_scr
        if self._other is None:
            self.pointed = self._own
        elif not self._is_drawing() or self.pointed not in (self._own, self._other):
            if self._comparing.held:
                self.pointed = self._other
            else:
                sides = self.sides(size_scr) if self.swipes else ()
                self.pointed = next((showing for showing, part in sides if part.contains(at_scr)), self._own)

    def place(self, viewpoint: Viewpoint, size_scr: tuple[int, int]) -> None:
        """Take the other frame in, or put it away, and lay it out for a Viewpoint."""
        comparing = self._comparing
        wanted = comparing.other if comparing.is_on(self._pane) and self._own.frame_id is not None else None
        if wanted is None:
            self.leave()
            return
        if self._other is None:
            self._other = Showing(self._session, f"pane {self._pane} other")
        frame = self._session.project.frames.get(wanted)
        if frame is not self._frame:
            # Also when the frame has been edited: its file may be another one, which nobody else has opened.
            self._frame = frame
            self._other.show(wanted if frame is not None else None)
        self._other.place(viewpoint, size_scr)
        self.point(self._at_scr, size_scr)

    def picture(self, size_scr: tuple[int, int], ratio: float, ground: Colour) -> Pixels | None:
        """The pixels to show in a pane of this size with so many device pixels a screen pixel; None for the ground."""
        other, comparing = self._other, self._comparing
        if other is None or comparing.mode is None or comparing.other_seen or comparing.mode == "flicker":
            self.shown.compose(size_scr, ratio, ground)
            return self.shown.pixels
        self._own.compose(size_scr, ratio, ground)
        other.compose(size_scr, ratio, ground)
        if self._own.pixels is None or other.pixels is None:
            return self._own.pixels
        edge = round(self.edge_scr(size_scr) * ratio)
        how = (comparing.mode, edge, comparing.upright, comparing.share, comparing.matched, ground)
        key = (self._own.version, other, other.version, how)
        if key != self._key:
            self._key = key
            self._mixer.ground = ground
            self._mixed = self._mix(self._own.pixels, other.pixels, edge)
        return self._mixed

    @property
    def _comparing(self) -> Comparing:
        return self._session.comparing

    def _mix(self, own: Pixels, other: Pixels, edge: int) -> Pixels:
        comparing, mixer = self._comparing, self._mixer
        match comparing.mode:
            case "fade":
                return mixer.fade(own, other, comparing.share)
            case "difference":
                return mixer.difference(own, other, matched=comparing.matched)
            case "colours":
                return mixer.red_cyan(own, other, matched=comparing.matched)
            case _:
                return mixer.swipe(own, other, edge, upright=comparing.upright)

    def leave(self) -> None:
        """Give the other frame's buffers back."""
        if self._other is not None:
            self._other.show(None)
            self._other = self._frame = self._mixed = self._key = None
            self._mixer = Mixer()
        self.pointed = self._own
