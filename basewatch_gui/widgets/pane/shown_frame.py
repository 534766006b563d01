"""One frame as a pane shows it: where it lies on the screen, and its composed picture."""

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

MOST_LINEAR_ERROR_SCR = 0.01
"""A linearisation is used again while its error at the view's centre stays below this, in screen pixels."""


class ShownFrame:
    """A frame in a pane: `to_screen` leads from frame pixels to screen pixels, `pixels` is its picture in BGRA.

    A pane has one of these, and a second one while it compares two frames. `owner` is the name under which its tiles
    are wanted. `version` changes with every picture. GUI thread only: tiles are read on worker threads and arrive by
    signal.
    """

    def __init__(self, session: Session, owner: str) -> None:
        self.frame_id: int | None = None
        self.to_screen: Affine | None = None
        self.pixels: Pixels | None = None
        self.version = 0
        self._session = session
        self._owner = owner
        self._linearised: NearLinear | None = None
        self._layout_key: object = None
        self._composer = Composer()
        self._picture: ComposedPicture | None = None
        self._look_key: object = None
        self._picture_view: View | None = None
        self._arrivals = 0
        self._first_beat: tuple[int, int] | None = None
        self._warped: tuple[object, Tile, Pixels] | None = None

    def set_frame(self, frame_id: int | None) -> None:
        """Set the frame to show and have it opened; None for none."""
        self.frame_id = frame_id
        if frame_id is None:
            self._session.tiles.request_tiles(self._owner, ())
        else:
            self._session.open_frame(frame_id)

    @property
    def ground(self) -> GroundMap | None:
        """The map from frame pixels to the ground plane in metres; None while no frame is shown."""
        if self.frame_id is None or self.frame_id not in self._session.project.frames:
            return None
        return self._session.registering.ground_map(self.frame_id)

    @property
    def opened(self) -> OpenFrame | None:
        """The frame with its pyramid and stretch; None until it has been opened."""
        return self._session.tiles.frame(self.frame_id) if self.frame_id is not None else None

    def to_frame(self, at_scr: XY) -> XY | None:
        """Convert a place in screen pixels to frame pixels; None while no frame is laid out."""
        return apply_one(~self.to_screen, at_scr) if self.to_screen is not None else None

    def lay_out(self, viewpoint: Viewpoint, size_scr: tuple[int, int], nudge_m: XY = (0.0, 0.0)) -> None:
        """Compute `to_screen` for a Viewpoint, with the frame moved on the ground by a nudge that is being dragged."""
        linear = self._linear(viewpoint, size_scr, nudge_m)
        placed = (linear, viewpoint, size_scr, nudge_m)
        if placed != self._layout_key:
            self._layout_key = placed
            to_screen = viewpoint.plane_to_screen(size_scr)
            self.to_screen = chained(to_screen, Affine.translation(*nudge_m), linear) if linear is not None else None

    def compose(self, size_scr: tuple[int, int], ratio: float, background: Colour) -> None:
        """Compose the picture for a pane of this size with `ratio` device pixels to a screen pixel, and want its tiles.

        The picture is composed again only when view, look (frame, pyramid, stretch, background) or missing tiles have
        changed: pyqtgraph repaints twice for one `setRange`, and the second paint must be free. Where tiles are
        missing, coarser ones stand in for them until they arrive.
        """
        tiles, opened = self._session.tiles, self.opened
        if self.frame_id is None or self.to_screen is None:
            self.release_tiles()
            return
        size = (round(size_scr[0] * ratio), round(size_scr[1] * ratio))
        to_device = chained(Affine.scale(ratio), self.to_screen)
        if opened is None:
            self.release_tiles()
            tiles.expect_view(self.frame_id, to_device, size)
            return
        look = (opened.frame, opened.pyramid, opened.stretch, background)
        key = (to_device, size)
        changed = look != self._look_key
        # A stretch is dragged over a view that stands still: the samples are warped once, then only stretched.
        if changed and key == self._picture_view and self._restretch_picture(opened, to_device, size, background):
            self._look_key = look
            return
        if changed or (self._warped is not None and key != self._picture_view):
            self._composer.ground = background
            self._composer.invalidate()
            self._look_key, self._warped = look, None
        news = self._arrivals != tiles.arrivals
        if self._picture is None or (key != self._picture_view and _is_other_place(self._picture_view, key)):
            # Tiles are asked for before composing: drawing what stands in for them takes a while, in which they are
            # read on worker threads.
            wanted = tiles_in_view(opened.frame, opened.pyramid, to_device, size)
            tiles.request_tiles(self._owner, wanted)
            if self._picture is None and self._waits_for_tiles(opened.frame, wanted):
                self._composer.prepare_buffers(wanted, size)
                return
        if changed or key != self._picture_view or self._picture is None or (self._picture.missing and news):
            self._arrivals = tiles.arrivals
            self._picture = self._composer.compose(opened.frame, opened.pyramid, to_device, size, tiles.display)
            self.pixels, self._picture_view = self._picture.pixels, key
            self.version += 1
        tiles.request_tiles(self._owner, self._picture.missing, self._picture.parents)

    def _waits_for_tiles(self, frame: int, wanted: Sequence[TileKey]) -> bool:
        """Return True if the first picture of a frame is put off by one beat of the tile store.

        Drawing coarse stand-ins at once would delay the reading of the tiles that replace them.
        """
        tiles = self._session.tiles
        if self._first_beat is None or self._first_beat[0] != frame:
            self._first_beat = (frame, tiles.beats)
        return self._first_beat[1] == tiles.beats and any(tiles.tile(key) is None for key in wanted)

    def release_tiles(self) -> None:
        """Drop the picture and want no tiles."""
        self.pixels = self._picture = self._picture_view = self._warped = self._first_beat = None
        self._session.tiles.request_tiles(self._owner, ())

    @property
    def is_complete(self) -> bool:
        """True if the picture misses no tile."""
        return self._picture is not None and not self._picture.missing

    def _restretch_picture(
        self, opened: OpenFrame, to_device: Affine, size: tuple[int, int], background: Colour
    ) -> bool:
        """Give the picture another stretch without composing it; False if tiles are missing for that."""
        bands = bands_used_by(opened.stretch)
        about = (opened.frame, opened.pyramid, to_device, size, bands)
        if not self.is_complete:
            return False
        if self._warped is None or self._warped[0] != about:
            tile = warp_samples(opened.frame, opened.pyramid, to_device, size, bands, self._session.tiles.tile)
            if tile is None:
                return False
            self._warped = (about, tile, np.empty((size[1], size[0], 4), np.uint8))
        _, tile, buffer = self._warped
        self.pixels = to_display_pixels(tile, stretch_on_bands(opened.stretch, bands), background, buffer)
        self.version += 1
        return True

    def _linear(self, viewpoint: Viewpoint, size_scr: tuple[int, int], nudge_m: XY) -> Affine | None:
        """Return the ground map linearised near the view's centre; None while no frame is shown."""
        ground = self.ground
        if ground is None:
            return None
        if self._linearised is None or self._linearised.ground is not ground:
            self._linearised = NearLinear(ground)
        centre = (viewpoint.centre_m[0] - nudge_m[0], viewpoint.centre_m[1] - nudge_m[1])
        scale = viewpoint.metres_per_scr
        return self._linearised.at(centre, hypot(*size_scr) / 2 * scale, MOST_LINEAR_ERROR_SCR * scale)


def _is_other_place(before: View | None, now: View) -> bool:
    """Return True if the middle of a view has left the next one, or its scale has changed by a factor of 2 or more."""
    if before is None:
        return True
    (old, (width, height)), (new, _) = before, now
    x, y = apply_one(chained(new, ~old), (width / 2, height / 2))
    return not (0 <= x <= width and 0 <= y <= height and 0.5 < mean_scale(new) / mean_scale(old) < 2)
