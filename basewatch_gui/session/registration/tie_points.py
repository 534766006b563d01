"""Which two frames are registered, and the tie points between them, kept with the project."""

from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.project import Project
from basewatch_gui.storage.display_state import DisplayKey, DisplayState
from basewatch_gui.tools.ties import MoveTie, PlaceTie, RemoveTie, SelectTie, TieRequest, Ties


@dataclass(frozen=True, slots=True)
class TiePoint:
    """One place: by frame id, where it is in that frame's pixels; `used` says whether it counts."""

    at_px: dict[int, XY] = field(default_factory=dict)
    used: bool = True


class TiePoints(QObject):
    """The frames `reference` and `moving`, and the tie points between them.

    Points are in no history: what they lead to, a frame's registration, is. Each pair of frames has its own.
    """

    changed = Signal()

    def __init__(self, project: Project, display: DisplayState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._display = display
        self.points: tuple[TiePoint, ...] = ()
        self.selected: int | None = None
        self.reference: int | None = None
        self.moving: int | None = None
        kept = display.get(DisplayKey.TIE_POINT_PAIR, list[int]) or []
        if len(kept) == 2 and set(kept) <= set(project.frames):
            self._load_pair(*kept)

    def choose(self, reference: int | None, moving: int | None) -> None:
        """Register the second frame on the first from now on; raises BasewatchError when the disk is full."""
        if (reference, moving) != (self.reference, self.moving):
            self._load_pair(reference, moving)
            if reference is not None and moving is not None and reference != moving:
                self._display.put(DisplayKey.TIE_POINT_PAIR, [reference, moving])
            self.changed.emit()

    def drop_lost(self) -> None:
        """Forget frames that the project has no more."""
        ids = (self.reference, self.moving)
        if any(frame is not None and frame not in self._project.frames for frame in ids):
            self.choose(*(frame if frame in self._project.frames else None for frame in ids))

    @property
    def pair(self) -> tuple[int, int] | None:
        """Reference and moving frame; None until two different ones are chosen."""
        if self.reference is None or self.moving is None or self.reference == self.moving:
            return None
        return (self.reference, self.moving)

    @property
    def waiting(self) -> int | None:
        """The frame on which the last point lies that is not placed on the other one yet."""
        last = self.points[-1] if self.points else None
        return next(iter(last.at_px)) if last is not None and len(last.at_px) == 1 else None

    def ties_on(self, frame_id: int) -> Ties:
        """Return the points on one frame, as a tool sees them."""
        held = ((number, point.at_px.get(frame_id)) for number, point in enumerate(self.points))
        crosses = tuple((number, at) for number, at in held if at is not None)
        return Ties(crosses, self.selected, self.waiting)

    def carry_out(self, frame_id: int, request: TieRequest) -> None:
        """Do what the tool asks on a frame; raises BasewatchError where it can't be."""
        match request:
            case PlaceTie(at_px):
                self._place(frame_id, at_px)
            case SelectTie(number):
                self.select(number)
            case MoveTie(number, at_px, is_last):
                self._move(number, frame_id, at_px, store=is_last)
            case RemoveTie(number):
                self.remove(number)

    def select(self, number: int | None) -> None:
        """Select a point, or none."""
        if number != self.selected and (number is None or number < len(self.points)):
            self.selected = number
            self.changed.emit()

    def set_used(self, number: int, used: bool) -> None:
        """Include a point in the fit, or exclude it."""
        self._replace_point(number, replace(self.points[number], used=used))

    def remove(self, number: int) -> None:
        """Remove a point; those after it move up."""
        if number < len(self.points):
            self.selected = None
            self._set_points((*self.points[:number], *self.points[number + 1 :]))

    def clear(self) -> None:
        """Remove all points."""
        self.selected = None
        self._set_points(())

    def _place(self, frame_id: int, at_px: XY) -> None:
        if self.pair is None or frame_id not in self.pair:
            raise BasewatchError(
                "{name} is not one of the two frames that are registered: choose it in the Registration panel.",
                name=self._project.frames[frame_id].name,
            )
        frame = self._project.frames[frame_id]
        if not (0 <= at_px[0] <= frame.width and 0 <= at_px[1] <= frame.height):
            raise BasewatchError("Tie points lie on both frames: this place is outside {name}.", name=frame.name)
        last = len(self.points) - 1
        if self.waiting is not None:
            self.selected = last
            self._replace_point(last, replace(self.points[last], at_px={**self.points[last].at_px, frame_id: at_px}))
        else:
            self.selected = last + 1
            self._set_points((*self.points, TiePoint({frame_id: at_px})))

    def _move(self, number: int, frame_id: int, at_px: XY, *, store: bool) -> None:
        if number < len(self.points) and frame_id in self.points[number].at_px:
            point = self.points[number]
            self._replace_point(number, replace(point, at_px={**point.at_px, frame_id: at_px}), store=store)

    def _replace_point(self, number: int, point: TiePoint, *, store: bool = True) -> None:
        self._set_points((*self.points[:number], point, *self.points[number + 1 :]), store=store)

    def _set_points(self, points: tuple[TiePoint, ...], *, store: bool = True) -> None:
        self.points = points
        if store and self.pair is not None:
            self._display.put(_points_key(*self.pair), list(points) or None)
        self.changed.emit()

    def _load_pair(self, reference: int | None, moving: int | None) -> None:
        swapped = {reference, moving} == {self.reference, self.moving}
        self.reference, self.moving = reference, moving
        if not swapped:
            self.selected = None
            kept: Any = self._display.get(_points_key(*self.pair), list[TiePoint]) if self.pair is not None else None
            self.points = tuple(kept or ())


def _points_key(one: int, other: int) -> str:
    return DisplayKey.TIE_POINTS_OF.of(min(one, other), max(one, other))
