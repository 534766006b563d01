"""One frame as a pane shows it: where it lies on the screen, and its picture."""

from collections.abc import Sequence
from math import hypot

import numpy as np
from affine import Affine

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.near_linear import NearLinear
from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.geometry.transform import XY, apply_one, chained, mean_scale
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.imagery.display.compose import ComposedPicture, Composer
from basewatch_gui.imagery.display.stretch import Colour, Pixels, to_display_pixels
from basewatch_gui.imagery.display.warped_samples import bands_used_by, stretch_on_bands, warp_samples
from basewatch_gui.imagery.tile import Tile
from basewatch_gui.session.session import Session
from basewatch_gui.session.tiles import OpenFrame, View, tiles_in_view

MOST_OFF_SCR = 0.01
"""How far a kept linearisation may be off at the view's centre, in screen pixels."""


class Showing:
    """A frame in a pane: `to_screen` leads from its pixels to the pane's, `pixels` is its picture.

    A pane has one of these, and a second one while it compares two frames. `owner` names whose tiles are wanted.
    `version` changes with every picture.
    """

    def __init__(self, session: Session, owner: str) -> None:
        self.frame_id: int | None = None
        self.to_screen: Affine | None = None
        self.pixels: Pixels | None = None
        self.version = 0
        self._session = session
        self._owner = owner
        self._near: NearLinear | None = None
        self._placed: object = None
        self._composer = Composer()
        self._picture: ComposedPicture | None = None
        self._shown: object = None
        self._key: View | None = None
        self._arrivals = 0
        self._first: tuple[int, int] | None = None
        self._warped: tuple[object, Tile, Pixels] | None = None

    def show(self, frame_id: int | None) -> None:
        """Show another frame, or none."""
        self.frame_id = frame_id
        if frame_id is None:
            self._session.tiles.want(self._owner, ())
        else:
            self._session.open_frame(frame_id)

    @property
    def ground(self) -> GroundMap | None:
        """The way from the frame's pixels to the ground; None while no frame is shown."""
        if self.frame_id is None or self.frame_id not in self._session.project.frames:
            return None
        return self._session.registering.ground_map(self.frame_id)

    @property
    def opened(self) -> OpenFrame | None:
        """The frame as it is open; None while it is not."""
        return self._session.tiles.frame(self.frame_id) if self.frame_id is not None else None

    def to_frame(self, at_scr: XY) -> XY | None:
        """The place on the frame in frame pixels under a screen place; None while no frame can be seen."""
        return apply_one(~self.to_screen, at_scr) if self.to_screen is not None else None

    def place(self, viewpoint: Viewpoint, size_scr: tuple[int, int], nudge_m: XY = (0.0, 0.0)) -> None:
        """Lay the frame out for a Viewpoint, moved on the ground by a nudge that is not done yet."""
        linear = self._linear(viewpoint, size_scr, nudge_m)
        placed = (linear, viewpoint, size_scr, nudge_m)
        if placed != self._placed:
            self._placed = placed
            to_screen = viewpoint.plane_to_screen(size_scr)
            self.to_screen = chained(to_screen, Affine.translation(*nudge_m), linear) if linear is not None else None

    def compose(self, size_scr: tuple[int, int], ratio: float, ground: Colour) -> None:
        """Have the picture for a pane of this size and so many device pixels a screen pixel, and ask for its tiles."""
        tiles, opened = self._session.tiles, self.opened
        if self.frame_id is None or self.to_screen is None:
            self.rest()
            return
        size = (round(size_scr[0] * ratio), round(size_scr[1] * ratio))
        to_device = chained(Affine.scale(ratio), self.to_screen)
        if opened is None:
            self.rest()
            tiles.expect(self.frame_id, to_device, size)
            return
        shown = (opened.frame, opened.pyramid, opened.stretch, ground)
        key = (to_device, size)
        changed = shown != self._shown
        if changed and key == self._key and self._restretch(opened, to_device, size, ground):
            self._shown = shown
            return
        if changed or (self._warped is not None and key != self._key):
            self._composer.ground = ground
            self._composer.invalidate()
            self._shown, self._warped = shown, None
        news = self._arrivals != tiles.arrivals
        if self._picture is None or (key != self._key and _is_elsewhere(self._key, key)):
            # It takes a while to draw what stands in for them, and the tiles can be read meanwhile.
            wanted = tiles_in_view(opened.frame, opened.pyramid, to_device, size)
            tiles.want(self._owner, wanted)
            if self._picture is None and self._waits_a_beat(opened.frame, wanted):
                self._composer.prepare_buffers(wanted, size)
                return
        if changed or key != self._key or self._picture is None or (self._picture.missing and news):
            self._arrivals = tiles.arrivals
            self._picture = self._composer.compose(opened.frame, opened.pyramid, to_device, size, tiles.display)
            self.pixels, self._key = self._picture.pixels, key
            self.version += 1
        tiles.want(self._owner, self._picture.missing, self._picture.parents)

    def _waits_a_beat(self, frame: int, wanted: Sequence[TileKey]) -> bool:
        """Whether the first picture of a frame is put off: what would stand in for its tiles delays their reading."""
        tiles = self._session.tiles
        if self._first is None or self._first[0] != frame:
            self._first = (frame, tiles.beats)
        return self._first[1] == tiles.beats and any(tiles.tile(key) is None for key in wanted)

    def rest(self) -> None:
        """Have no picture, and want no tiles."""
        self.pixels = self._picture = self._key = self._warped = self._first = None
        self._session.tiles.want(self._owner, ())

    @property
    def is_whole(self) -> bool:
        """Whether the picture misses nothing."""
        return self._picture is not None and not self._picture.missing

    def _restretch(self, opened: OpenFrame, to_device: Affine, size: tuple[int, int], ground: Colour) -> bool:
        """Show what is on the screen with another stretch; False where that takes composing it anew."""
        bands = bands_used_by(opened.stretch)
        about = (opened.frame, opened.pyramid, to_device, size, bands)
        if not self.is_whole:
            return False
        if self._warped is None or self._warped[0] != about:
            tile = warp_samples(opened.frame, opened.pyramid, to_device, size, bands, self._session.tiles.tile)
            if tile is None:
                return False
            self._warped = (about, tile, np.empty((size[1], size[0], 4), np.uint8))
        _, tile, buffer = self._warped
        self.pixels = to_display_pixels(tile, stretch_on_bands(opened.stretch, bands), ground, buffer)
        self.version += 1
        return True

    def _linear(self, viewpoint: Viewpoint, size_scr: tuple[int, int], nudge_m: XY) -> Affine | None:
        ground = self.ground
        if ground is None:
            return None
        if self._near is None or self._near.ground is not ground:
            self._near = NearLinear(ground)
        centre = (viewpoint.centre_m[0] - nudge_m[0], viewpoint.centre_m[1] - nudge_m[1])
        scale = viewpoint.metres_per_scr
        return self._near.at(centre, hypot(*size_scr) / 2 * scale, MOST_OFF_SCR * scale)


def _is_elsewhere(before: View | None, now: View) -> bool:
    """Whether what was in the middle of a view has left the next one, or was shown at quite another scale."""
    if before is None:
        return True
    (old, (width, height)), (new, _) = before, now
    x, y = apply_one(chained(new, ~old), (width / 2, height / 2))
    return not (0 <= x <= width and 0 <= y <= height and 0.5 < mean_scale(new) / mean_scale(old) < 2)
