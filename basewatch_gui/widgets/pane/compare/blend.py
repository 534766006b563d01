"""A pane's own frame and the one it is compared with: which is visible where, and both in one picture."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF

from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.imagery.display.mixer import Mixer
from basewatch_gui.imagery.display.stretch import Colour, Pixels
from basewatch_gui.model.frame import Frame
from basewatch_gui.session.comparing import Comparing
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.pane.overlays import Side
from basewatch_gui.widgets.pane.shown_frame import ShownFrame


class Blend:
    """The picture of a pane: its own frame's, or one mixed of two frames while the pane compares.

    `pointed` is the frame that the tools work on: in a swipe the one under the pointer, while the other one is held
    visible that one, else the pane's own. It does not change in the middle of a drawing.
    """

    def __init__(self, session: Session, pane: int, own: ShownFrame, is_drawing: Callable[[], bool]) -> None:
        self._session = session
        self._pane = pane
        self._own = self.pointed = own
        self._is_drawing = is_drawing
        self._at_scr = QPointF()
        self._other: ShownFrame | None = None
        self._frame: Frame | None = None
        self._mixer = Mixer()
        self._mix_key: object = None
        self._mixed: Pixels | None = None

    @property
    def frame_ids(self) -> tuple[int | None, int | None]:
        """Ids of the pane's own frame and of the one it is compared with; None where there is none."""
        return self._own.frame_id, self._other.frame_id if self._other is not None else None

    @property
    def is_swiping(self) -> bool:
        """True if the pane shows one frame on each side of an edge."""
        comparing = self._comparing
        return self._other is not None and comparing.mode == "swipe" and not comparing.other_seen

    @property
    def shown_frame(self) -> ShownFrame:
        """The frame that is visible; the pane's own if both are."""
        return self._other if self._other is not None and self._comparing.other_seen else self._own

    def visible_sides(self, size_scr: tuple[int, int]) -> tuple[Side, ...]:
        """Return each frame that labels are shown of, with its part of the pane in screen pixels; two in a swipe."""
        width, height = size_scr
        if not self.is_swiping or self._other is None:
            return ((self.shown_frame, QRectF(0, 0, width, height)),)
        edge = self.edge_scr(size_scr)
        if self._comparing.upright:
            return (self._own, QRectF(0, 0, edge, height)), (self._other, QRectF(edge, 0, width - edge, height))
        return (self._own, QRectF(0, 0, width, edge)), (self._other, QRectF(0, edge, width, height - edge))

    def edge_scr(self, size_scr: tuple[int, int]) -> int:
        """Return where the swipe's edge is, in screen pixels from the left, or from the top if it is level."""
        return round(self._comparing.edge * size_scr[0 if self._comparing.upright else 1])

    def set_pointer(self, at_scr: QPointF, size_scr: tuple[int, int]) -> None:
        """Set the pointer's place in screen pixels, and `pointed` by it."""
        self._at_scr = at_scr
        if self._other is None:
            self.pointed = self._own
        elif not self._is_drawing() or self.pointed not in (self._own, self._other):
            if self._comparing.held:
                self.pointed = self._other
            else:
                sides = self.visible_sides(size_scr) if self.is_swiping else ()
                self.pointed = next((showing for showing, part in sides if part.contains(at_scr)), self._own)

    def lay_out(self, viewpoint: Viewpoint, size_scr: tuple[int, int]) -> None:
        """Lay the other frame out for a Viewpoint; take it in when a comparison starts, drop it when it ends."""
        comparing = self._comparing
        wanted = comparing.other if comparing.is_on(self._pane) and self._own.frame_id is not None else None
        if wanted is None:
            self.drop_other()
            return
        if self._other is None:
            self._other = ShownFrame(self._session, f"pane {self._pane} other")
        frame = self._session.project.frames.get(wanted)
        if frame is not self._frame:
            # Also when the frame was edited: its file may be another one, which nothing else has opened.
            self._frame = frame
            self._other.set_frame(wanted if frame is not None else None)
        self._other.lay_out(viewpoint, size_scr)
        self.set_pointer(self._at_scr, size_scr)

    def compose_picture(self, size_scr: tuple[int, int], ratio: float, background: Colour) -> Pixels | None:
        """Return the pixels of a pane of this size with `ratio` device pixels to a screen pixel; None without any.

        The two pictures are mixed again only when one of them, or how they are mixed, has changed.
        """
        other, comparing = self._other, self._comparing
        if other is None or comparing.mode is None or comparing.other_seen or comparing.mode == "flicker":
            self.shown_frame.compose(size_scr, ratio, background)
            return self.shown_frame.pixels
        self._own.compose(size_scr, ratio, background)
        other.compose(size_scr, ratio, background)
        if self._own.pixels is None or other.pixels is None:
            return self._own.pixels
        edge = round(self.edge_scr(size_scr) * ratio)
        how = (comparing.mode, edge, comparing.upright, comparing.share, comparing.matched, background)
        key = (self._own.version, other, other.version, how)
        if key != self._mix_key:
            self._mix_key = key
            self._mixer.ground = background
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

    def drop_other(self) -> None:
        """Drop the other frame with its buffers, which are as large as the pane."""
        if self._other is not None:
            self._other.set_frame(None)
            self._other = self._frame = self._mixed = self._mix_key = None
            self._mixer = Mixer()
        self.pointed = self._own
