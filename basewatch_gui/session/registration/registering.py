"""Registering one frame on another: from tie points or a proposal to a preview, and from there to one edit."""

from dataclasses import dataclass, replace

from affine import Affine
from PySide6.QtCore import QObject, Signal

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.transform import XY, Points, as_points
from basewatch_gui.geometry.transform_fit import FIT_MODELS, Fit, FitModel, fit_transform, possible_models
from basewatch_gui.model.edit import Action, Edit, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import IDENTITY, Frame
from basewatch_gui.session.jobs import Jobs
from basewatch_gui.session.open_project import OpenProject
from basewatch_gui.session.registration.automatic import Automatic
from basewatch_gui.session.registration.nudging import Nudging
from basewatch_gui.session.registration.tie_points import TiePoints


@dataclass(frozen=True, slots=True)
class Residual:
    """How far a tie point is from where the fit brings it: in metres, and in pixels of the frame to move."""

    metres: float
    px: float


class Registering(QObject):
    """What is registered on what, and how it would lie; nothing moves the frame but `apply_fit` and its like.

    `is_open` while the user registers: only then are points and preview shown. `changed` is sent for every change.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, open_project: OpenProject, jobs: Jobs) -> None:
        super().__init__(open_project)
        self._open_project = open_project
        self.ties = TiePoints(open_project.project, open_project.file.display, self)
        self.automatic = Automatic(open_project, jobs)
        self.nudging = Nudging(self)
        self.fit: Fit | None = None
        self.is_open = False
        self.is_previewed = False
        self._wanted: FitModel | None = None
        self._moved: Affine | None = None
        self._shown: tuple[GroundMap, Affine, GroundMap] | None = None
        for signal in (self.ties.changed, self.automatic.changed, self.nudging.changed):
            signal.connect(self._recompute)
        self.automatic.failed.connect(self.failed)
        self.nudging.ended.connect(self._end_nudge)
        open_project.edited.connect(self._on_edited)
        self._compute()

    @property
    def frames(self) -> tuple[Frame, Frame] | None:
        """Reference and moving frame, as they stand; None until two are chosen."""
        pair, held = self.ties.pair, self._open_project.project.frames
        return (held[pair[0]], held[pair[1]]) if pair is not None and set(pair) <= set(held) else None

    @property
    def offered(self) -> tuple[FitModel, ...]:
        """The models that the points in use can carry."""
        return possible_models(*self._places_m(self._used)) if self.frames is not None else ()

    @property
    def px_m(self) -> float:
        """Ground size of a pixel of the moving frame, in metres; 1 without one."""
        if self.frames is None:
            return 1.0
        moving = self.frames[1]
        return self._open_project.project.ground_map(moving.id).metres_per_px(moving.centre_px)

    def choose_model(self, model: FitModel) -> None:
        """Fit this model; while the points can't carry it, the richest below it."""
        self._wanted = model
        self._recompute()

    def residual(self, number: int) -> Residual | None:
        """Return how far a point is off the fit, also one that does not count; None while it is unknown."""
        if self.fit is None or self.frames is None or len(self.ties.points[number].at_px) < 2:
            return None
        start, target = self._places_m([number])
        east, north = self.fit.transform @ (float(start[0, 0]), float(start[0, 1]))
        metres = float(((east - target[0, 0]) ** 2 + (north - target[0, 1]) ** 2) ** 0.5)
        return Residual(metres, metres / self.px_m)

    def ground_map(self, frame_id: int) -> GroundMap:
        """Return the map from a frame's pixels to the plane as shown: with the preview of a fit not applied yet."""
        plain, moved = self._open_project.project.ground_map(frame_id), self._moved
        if moved is None or frame_id != self.ties.moving:
            return plain
        if self._shown is None or self._shown[0] is not plain or self._shown[1] != moved:
            self._shown = (plain, moved, replace(plain, registration=moved @ plain.registration))
        return self._shown[2]

    def set_open(self, is_open: bool) -> None:
        """Show points and preview, or no more."""
        if is_open != self.is_open:
            self.is_open = is_open
            self._recompute()

    def set_preview(self, on: bool) -> None:
        """Show the frame as the proposal, or else the tie points, would move it."""
        if on != self.is_previewed:
            self.is_previewed = on
            self._recompute()

    def apply(self) -> None:
        """Move the frame as the proposal says, or without one the tie points, in one edit."""
        by = self.correction
        if by is None or self.frames is None:
            raise BasewatchError("There is nothing to apply yet: pick tie points or register automatically first.")
        self.is_previewed = False
        self._register(by @ Affine(*self.frames[1].registration), "register")

    def reset(self) -> None:
        """Reset the moving frame to the georeference of its file, in one edit."""
        self._register(Affine(*IDENTITY), "register")

    def nudge_to(self, east_m: float, north_m: float) -> None:
        """Give the moving frame's registration this shift in metres, in one edit."""
        if self.frames is not None:
            a, b, _, d, e, _ = self.frames[1].registration
            self._register(Affine(a, b, east_m, d, e, north_m), "nudge")

    @property
    def correction(self) -> Affine | None:
        """What `apply` would do to the moving frame on the plane; None while there is nothing to apply."""
        proposal = self.automatic.proposal
        if proposal is not None:
            return proposal.transform if proposal.verdict != "no match" else None
        return self.fit.transform if self.fit is not None else None

    def _register(self, registration: Affine, action: Action) -> None:
        if self.frames is not None:
            moving = self.frames[1]
            a, b, c, d, e, f = registration[:6]
            self._open_project.do(replaced(action, [(moving, replace(moving, registration=(a, b, c, d, e, f)))]))

    def _end_nudge(self, shift_m: XY) -> None:
        if self.frames is None:
            return
        _, _, c, _, _, f = self.frames[1].registration
        try:
            self.nudge_to(c + shift_m[0], f + shift_m[1])
        except BasewatchError as fault:
            self._recompute()
            self.failed.emit(fault)

    def _on_edited(self, edit: Edit) -> None:
        if Frame in edit.kinds:
            self.ties.drop_lost()
            self._recompute()

    def _recompute(self) -> None:
        self._compute()
        self.changed.emit()

    def _compute(self) -> None:
        """Compute the fit and the preview from the present points."""
        self.automatic.discard_unless_about(self.frames)
        self.fit = None
        offered = self.offered
        if offered and self.frames is not None:
            wanted = self._wanted or ("shift" if self.frames[1].plane is not None else "affine")
            model = [each for each in offered if FIT_MODELS.index(each) <= FIT_MODELS.index(wanted)][-1]
            self.fit = fit_transform(model, *self._places_m(self._used))
        nudge = Affine.translation(*self.nudging.shift_m)
        shown = self.correction if self.is_open and self.is_previewed else None
        moved = nudge @ shown if shown is not None else nudge
        self._moved = None if moved == Affine.identity() else moved

    @property
    def _used(self) -> list[int]:
        return [number for number, point in enumerate(self.ties.points) if point.used and len(point.at_px) == 2]

    def _places_m(self, numbers: list[int]) -> tuple[Points, Points]:
        """Return places of these points on the plane: where they lie on the moving frame, and on the reference."""
        assert self.frames is not None
        reference, moving = (
            self._open_project.project.ground_map(frame.id).to_plane(
                as_points([self.ties.points[number].at_px[frame.id] for number in numbers])
            )
            for frame in self.frames
        )
        return moving, reference
