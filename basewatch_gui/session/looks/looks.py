"""How each frame is displayed: its look, kept beside the work, and the stretch that follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import isfinite

from affine import Affine
from PySide6.QtCore import QObject, QTimer, Signal

from basewatch_gui.imagery.display.histogram import Histogram, histogram_of
from basewatch_gui.imagery.display.look_stretch import (
    DecimatedSamples,
    match_brightness,
    restrict_to_frame,
    stretch_for_look,
)
from basewatch_gui.imagery.display.stretch import Stretch, channel_samples
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.look import Limits, Look
from basewatch_gui.model.project import Project
from basewatch_gui.session.open_project import OpenProject
from basewatch_gui.session.tiles import Bands, OpenFrame, TileStore
from basewatch_gui.storage.display_state import DisplayKey

STORE_AFTER_MS = 1000
"""A look is written once it has stood still for so long: not at every step of a drag."""


@dataclass(frozen=True, slots=True)
class _StoredLooks:
    """The looks of a project as they lie in its display state."""

    frames: dict[int, Look] = field(default_factory=dict)
    locked: bool = False


class Looks(QObject):
    """The look of every frame; `changed` follows when a frame is shown otherwise than before.

    While they are locked, frames with the same bands and type share one look with one set of limits. Nothing here is
    an edit: looks are in no history.
    """

    changed = Signal(int)
    lock_changed = Signal(bool)

    def __init__(self, open_project: OpenProject, tiles: TileStore) -> None:
        super().__init__(open_project)
        self._open_project = open_project
        self._tiles = tiles
        kept = open_project.file.display.get(DisplayKey.LOOKS, _StoredLooks) or _StoredLooks()
        self._looks = dict(kept.frames)
        self._locked = kept.locked
        self._views: dict[int, DecimatedSamples] = {}
        self._timer = QTimer(self, singleShot=True, interval=STORE_AFTER_MS)
        self._timer.timeout.connect(self.store)
        tiles.opened.connect(self._on_opened)

    def look(self, frame_id: int) -> Look:
        """Return the frame's look."""
        return self._looks.get(frame_id, Look())

    def stretch(self, frame_id: int) -> Stretch | None:
        """Return the stretch that the frame is shown with; None while it is not open."""
        opened = self._tiles.frame(frame_id)
        return opened.stretch if opened is not None else None

    def set_look(self, frame_id: int, look: Look) -> None:
        """Show the frame with this look, and with it those that are locked to it or matched to it."""
        if look == self._looks.get(frame_id):
            return
        if look.mode == "matched" and look.reference == frame_id:
            look = replace(look, mode="percentile", reference=None)
        self._looks[frame_id] = look
        self._apply_stretch(frame_id)
        stretch = self.stretch(frame_id)
        keeps = look.mode == "manual" or look.scope == "view" or self._locked
        if keeps and look.mode != "matched" and stretch is not None and look.limits != stretch.limits:
            look = self._looks[frame_id] = replace(look, limits=stretch.limits)
        self._report_changed([frame_id])
        if self._locked and look.mode != "matched":
            self._share_look(frame_id)

    def set_limits(self, frame_id: int, limits: tuple[Limits, ...]) -> None:
        """Show the frame with limits given by hand, one pair a channel."""
        self.set_look(frame_id, replace(self.look(frame_id), mode="manual", scope="frame", limits=limits))

    def set_limits_from_samples(self, frame_id: int, sight: DecimatedSamples) -> None:
        """Set the frame's limits by these samples of what a pane shows."""
        look = self.look(frame_id)
        self._views[frame_id] = sight
        mode = look.mode if look.mode in ("percentile", "sigma", "minmax") else "percentile"
        self._looks.pop(frame_id, None)
        self.set_look(frame_id, replace(look, mode=mode, scope="view", limits=(), reference=None))

    def reset(self, frame_id: int) -> None:
        """Show the frame as one that has just come in."""
        self._views.pop(frame_id, None)
        self.set_look(frame_id, Look())

    def match(self, frame_ids: Iterable[int], reference: int) -> None:
        """Show these frames as bright as the reference; raises BasewatchError where the reference is not open."""
        opened = self._tiles.frame(reference)
        if opened is None:
            name = self._open_project.project.frames[reference].name
            raise BasewatchError("{name} is not open: show it in a pane to match others to it.", name=name)
        like = self.look(reference)
        for frame_id in frame_ids:
            if frame_id != reference:
                look = replace(like, mode="matched", scope="frame", limits=(), reference=reference)
                self.set_look(frame_id, look)

    def match_all(self, reference: int) -> None:
        """Show all frames of the project as bright as this one."""
        self.set_locked(False, reference)
        self.match(list(self._open_project.project.frames), reference)

    @property
    def locked(self) -> bool:
        """True if frames of the same bands and type share one look."""
        return self._locked

    def set_locked(self, locked: bool, frame_id: int) -> None:
        """Share the look and the limits of this frame among all dates from now on, or stop sharing them."""
        if locked == self._locked:
            return
        self._locked = locked
        stretch, look = self.stretch(frame_id), self.look(frame_id)
        if locked and stretch is not None:
            mode = "manual" if look.mode == "matched" else look.mode
            self._looks[frame_id] = replace(look, mode=mode, reference=None, limits=stretch.limits)
            self._apply_stretch(frame_id)
            self._report_changed([frame_id])
            self._share_look(frame_id)
        self._timer.start()
        self.lock_changed.emit(locked)

    def histograms(self, frame_id: int) -> tuple[Histogram, ...]:
        """Return a histogram per shown channel, one if all are the same; of the view if the limits come from it."""
        opened = self._tiles.frame(frame_id)
        if opened is None:
            return ()
        sight = self._samples_of(opened, self.look(frame_id))
        shown = channel_samples(sight.samples, opened.stretch)
        return tuple(histogram_of(plane, sight.valid) for plane in shown)

    def store(self) -> None:
        """Write all looks into the project's display state now."""
        self._timer.stop()
        kept = _StoredLooks(self._looks, self._locked)
        self._open_project.file.display.put(DisplayKey.LOOKS, kept if kept != _StoredLooks() else None)

    def close(self) -> None:
        """Store the looks that have changed."""
        if self._timer.isActive():
            self.store()

    def _samples_of(self, opened: OpenFrame, look: Look) -> DecimatedSamples:
        found = self._views.get(opened.frame) if look.scope == "view" else None
        return found if found is not None else DecimatedSamples(*opened.overview)

    def _apply_stretch(self, frame_id: int) -> None:
        opened = self._tiles.frame(frame_id)
        if opened is None:
            return
        look = self.look(frame_id)
        lacking = _bands_to_read(look, opened.bands)
        if lacking is not None:
            self._views.pop(frame_id, None)
            self._tiles.close_frame(frame_id)
            self._tiles.open(frame_id, replace(opened.source, bands=lacking or None))
            return
        stretch = stretch_for_look(
            _look_in_tile(look, opened.bands), self._samples_of(opened, look), _display_bands_in_tile(opened.bands)
        )
        reference = self._tiles.frame(look.reference) if look.reference is not None else None
        if look.mode == "matched" and reference is not None:
            own, other = _common_samples(self._open_project.project, opened, reference)
            stretch = match_brightness(stretch, own, reference.stretch, other)
        self._tiles.set_stretch(frame_id, stretch)

    def _report_changed(self, frame_ids: list[int]) -> None:
        """Emit `changed` for these frames, and match again those that are matched to one of them."""
        for frame_id, look in self._looks.items():
            if look.mode == "matched" and look.reference in frame_ids and frame_id not in frame_ids:
                self._apply_stretch(frame_id)
                frame_ids = [*frame_ids, frame_id]
        self._timer.start()
        for frame_id in frame_ids:
            self.changed.emit(frame_id)

    def _share_look(self, leader: int) -> None:
        """Give all frames like the leader its look and limits."""
        frames, look = self._open_project.project.frames, self.look(leader)
        first = frames.get(leader)
        alike = [
            key for key, frame in frames.items() if first is not None and key != leader and _is_alike(frame, first)
        ]
        for frame_id in alike:
            self._looks[frame_id] = look
            self._apply_stretch(frame_id)
        self._report_changed(alike)

    def _on_opened(self, frame_id: int) -> None:
        if frame_id in self._looks:
            self._apply_stretch(frame_id)
        elif self._locked:
            frames = self._open_project.project.frames
            own = frames.get(frame_id)
            leader = next((key for key in self._looks if own is not None and _is_alike(frames.get(key), own)), None)
            if leader is not None:
                self._looks[frame_id] = self._looks[leader]
                self._apply_stretch(frame_id)
        matched_to_it = [key for key, look in self._looks.items() if look.reference == frame_id]
        for other in matched_to_it:
            self._apply_stretch(other)
        for each in (frame_id, *matched_to_it):
            self.changed.emit(each)


def _bands_to_read(look: Look, bands: Bands) -> tuple[int, ...] | None:
    """Return the bands to read a frame with if its tiles lack some of the look's; () for the default bands."""
    wanted = {*look.bands} & {*range(len(bands.names))}
    if look.sharpening != "off" and look.pan is not None and look.pan < len(bands.names):
        wanted |= {look.pan}
    if len(look.bands) == 0:
        wanted |= {*bands.display}
    if wanted <= {*bands.kept}:
        return None
    return tuple(sorted(wanted)) if look.bands or look.sharpening != "off" else ()


def _look_in_tile(look: Look, bands: Bands) -> Look:
    """Return the look with the bands where a tile has them."""
    pan = None if look.pan is None or look.pan not in bands.kept else bands.kept.index(look.pan)
    return replace(look, bands=bands.in_tile(look.bands), pan=pan)


def _display_bands_in_tile(bands: Bands) -> tuple[int, int, int]:
    """Return the bands that the file wants shown, where a tile has them."""
    red, green, blue = (max(place, 0) for place in bands.in_tile(bands.display))
    return (red, green, blue)


def _is_alike(one: Frame | None, other: Frame) -> bool:
    """Return whether one stretch suits both frames."""
    return one is not None and (one.bands, one.dtype) == (other.bands, other.dtype)


def _common_samples(project: Project, one: OpenFrame, other: OpenFrame) -> tuple[DecimatedSamples, DecimatedSamples]:
    """Return what is seen of two frames on the ground they share, or all of both where they share none."""
    sights = DecimatedSamples(*one.overview), DecimatedSamples(*other.overview)
    if one.frame not in project.frames or other.frame not in project.frames:
        return sights
    to_plane = []
    for opened, sight in zip((one, other), sights, strict=True):
        width, height = opened.pyramid.sizes[0]
        across, down = width / sight.samples.shape[2], height / sight.samples.shape[1]
        linear = project.ground_map(opened.frame).linear_at((width / 2, height / 2))
        to_plane.append(linear @ Affine.scale(across, down))
    if not all(isfinite(value) for affine in to_plane for value in affine[:6]):
        return sights
    if any(affine.determinant == 0 for affine in to_plane):
        return sights
    own_size, other_size = ((sight.samples.shape[2], sight.samples.shape[1]) for sight in sights)
    own = restrict_to_frame(sights[0], ~to_plane[1] @ to_plane[0], other_size)
    if own is sights[0]:
        return sights
    return own, restrict_to_frame(sights[1], ~to_plane[0] @ to_plane[1], own_size)
