"""Tiles for the panes: cached ones are returned at once, missing ones are read on worker threads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from basewatch_gui.geometry.pyramid import TILE, Pyramid, TileKey
from basewatch_gui.geometry.transform import XY, apply, mean_scale
from basewatch_gui.imagery.byte_cache import ByteCache, return_freed_buffers
from basewatch_gui.imagery.display.stretch import BLACK, Colour, Pixels, Stretch, default_stretch, to_display_pixels
from basewatch_gui.imagery.loader import TileLoader
from basewatch_gui.imagery.pyramids.need import PyramidNeed, find_pyramid_need, read_coarsest_tiles
from basewatch_gui.imagery.raster import Raster
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.imagery.tile import Samples, Tile, Valid
from basewatch_gui.model.errors import BasewatchError

RAW_BYTES = 72 * 2**20
DISPLAY_BYTES = 16 * 2**20
"""Display pixels are kept in the panes' mosaics; here are those on their way into one."""

SLOW_S = 0.02
"""Tiles that take longer to read than this are waited for with something coarser on the screen."""

BEAT_MS = 33
"""Tiles that arrive one after the other are announced together, so often, and the last of them at once: a picture
for each would take from the threads the time in which they read the next."""


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of a frame, counted from 0: their `names`, those `display`ed as red, green and blue unless others are
    chosen, and those that tiles hold, `kept`, in their order.
    """

    names: tuple[str, ...]
    display: tuple[int, int, int]
    kept: tuple[int, ...]

    def in_tile(self, bands: Sequence[int]) -> tuple[int, ...]:
        """Return where a tile holds these bands; -1 for one that it does not."""
        return tuple(self.kept.index(band) if band in self.kept else -1 for band in bands)


@dataclass(frozen=True, slots=True)
class OpenFrame:
    """What the panes need of a frame that has been opened; `top` is its coarsest level, which is one tile.

    `need` is what has to be made of it to be quick to read; its slow levels are not read meanwhile.
    """

    frame: int
    source: RasterSource
    pyramid: Pyramid
    bands: Bands
    stretch: Stretch
    has_valid_pixels: bool
    top: Tile
    need: PyramidNeed | None = None

    @property
    def overview(self) -> tuple[Samples, Valid]:
        """The samples and valid mask of the whole frame at TILE or fewer pixels a side."""
        return self.top.samples, self.top.valid


View = tuple[Affine, tuple[int, int]]
"""The way from a frame's pixels to the screen's, and the screen's width and height in pixels."""

FindPyramid = Callable[[int, RasterSource], Path | None]
"""Gives where the pyramid of a frame is that needs one; called in a loader's thread."""


class TileStore(QObject):
    """Opens frames, reads their tiles in threads and keeps them, raw and as display pixels.

    `arrivals` counts the tiles that have been read: while it stands still, what was missing is missing still. `beats`
    counts how often news has been announced.
    """

    opened = Signal(int)
    arrived = Signal(int)
    failed = Signal(int, object)
    restretched = Signal(int)
    _opened = Signal(object)
    _refused = Signal(int, object, object)
    _prepared = Signal(int, object)
    _read = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        return_freed_buffers()
        self._frames: dict[int, OpenFrame] = {}
        self._sources: dict[int, RasterSource] = {}
        self._fresh: dict[int, OpenFrame] = {}
        self._expected: dict[int, View] = {}
        self._raw: ByteCache[TileKey, Tile] = ByteCache(RAW_BYTES)
        self._display: ByteCache[TileKey, Pixels] = ByteCache(DISPLAY_BYTES)
        self.arrivals = 0
        self.beats = 0
        self._ground = BLACK
        self._news: set[int] = set()
        self._beat = QTimer(self, singleShot=True)
        self._beat.timeout.connect(self._announce)
        self._loader = TileLoader(
            self._store_tile,
            self._read.emit,
            lambda key, fault: self._refused.emit(key.frame, self._sources.get(key.frame), fault),
        )
        self.find_pyramid: FindPyramid = lambda _frame, _source: None
        self._prepared.connect(self.open, Qt.ConnectionType.QueuedConnection)
        self._opened.connect(self._on_frame_opened, Qt.ConnectionType.QueuedConnection)
        self._refused.connect(self._on_refused, Qt.ConnectionType.QueuedConnection)
        self._read.connect(self._on_tile_read, Qt.ConnectionType.QueuedConnection)

    def open(self, frame: int, source: RasterSource) -> None:
        """Open the frame's raster in the background; `opened` or `failed` follows, unless it is opened otherwise first.

        One that is open and gets or loses a pyramid keeps its picture meanwhile, and its stretch.
        """
        self._sources[frame] = source
        self._loader.set_source(frame, source)
        self._loader.prepare_frame(
            frame,
            lambda raster: self._prepare(frame, raster),
            lambda fault: self._refused.emit(frame, source, fault),
            lambda raster: self._read_expected(frame, raster),
        )

    def close_frame(self, frame: int) -> None:
        """Forget a frame and its tiles."""
        self._loader.forget_frame(frame)
        for kept in (self._sources, self._frames, self._fresh, self._expected):
            kept.pop(frame, None)
        for cache in (self._raw, self._display):
            cache.discard_where(lambda key: key.frame == frame)

    def frame(self, frame: int) -> OpenFrame | None:
        """Return the open frame; None while it is not open."""
        return self._frames.get(frame)

    def display(self, key: TileKey) -> Pixels | None:
        """Return the tile's display pixels, if its samples have been read."""
        pixels = self._display.get(key)
        if pixels is None:
            tile = self.tile(key)
            if tile is not None:
                pixels = to_display_pixels(tile, self._frames[key.frame].stretch, self._ground)
                self._display.store(key, pixels)
        return pixels

    def tile(self, key: TileKey) -> Tile | None:
        """Return the tile's samples, if they have been read."""
        opened = self._frames.get(key.frame)
        return opened.top if opened is not None and key == opened.top.key else self._raw.get(key)

    def set_stretch(self, frame: int, stretch: Stretch) -> None:
        """Show an open frame with this stretch from now on; `restretched` follows."""
        opened = self._frames.get(frame)
        if opened is not None and stretch != opened.stretch:
            self._frames[frame] = replace(opened, stretch=stretch)
            self._display.discard_where(lambda key: key.frame == frame)
            self.restretched.emit(frame)

    def set_ground(self, ground: Colour) -> None:
        """Show invalid pixels in this colour from now on."""
        if ground != self._ground:
            self._ground = ground
            self._display.discard_where(lambda _key: True)

    def expect_view(self, frame: int, frame_to_screen: Affine, size_scr: tuple[int, int]) -> None:
        """Announce how a frame that is not open yet will be looked at, so that its tiles are read at once."""
        if frame not in self._frames:
            self._expected[frame] = (frame_to_screen, size_scr)

    def request_tiles(self, owner: str, keys: tuple[TileKey, ...], parents: tuple[TileKey, ...] = ()) -> None:
        """Request tiles, most wanted first, in place of what the owner requested before.

        `parents` are read before them while reading is slow: they show something soon, but all of it later.
        """
        first = parents if self._loader.read_pace_s > SLOW_S else ()
        missing = (key for key in first + keys if self.tile(key) is None)
        self._loader.request(owner, tuple(key for key in missing if not _must_wait(self._frames.get(key.frame), key)))

    def read_without_pyramid(self, frame: int) -> None:
        """Read the slow levels of a frame too, without waiting for a pyramid."""
        opened = self._frames.get(frame)
        if opened is not None and opened.need is not None:
            self._frames[frame] = replace(opened, need=None)
            self.opened.emit(frame)

    def values_at(self, frame: int, at_px: XY) -> NDArray[np.generic] | None:
        """Return the samples of the pixel at this place, one a band; None off the frame or while they are read."""
        opened = self._frames.get(frame)
        if opened is None:
            return None
        column, row = int(np.floor(at_px[0])), int(np.floor(at_px[1]))
        if not (0 <= column < opened.pyramid.width and 0 <= row < opened.pyramid.height):
            return None
        key = TileKey(frame, 0, column // TILE, row // TILE)
        tile = self.tile(key)
        if tile is None:
            self._loader.request("values", (key,))
            return None
        values: NDArray[np.generic] = tile.samples[:, row % TILE, column % TILE]
        return values

    @property
    def idle(self) -> bool:
        """True if nothing is being opened or read, and all that has been read is announced."""
        return self._loader.idle and not self._news and self.arrivals == self._loader.delivered

    @property
    def nbytes(self) -> int:
        """Bytes held in both caches."""
        return self._raw.nbytes + self._display.nbytes

    def close(self) -> None:
        """Stop the threads and forget all tiles."""
        self._loader.close()
        # Queued signals of the threads may still arrive, and a timer must not outlive the thread it belongs to.
        for signal in (self._opened, self._prepared, self._read):
            signal.disconnect()
        self._beat.stop()
        for cache in (self._raw, self._display):
            cache.discard_where(lambda _key: True)

    def _store_tile(self, tile: Tile) -> None:
        """Store a tile, stretched for display if its stretch is known. Loader's thread."""
        opened = self._frames.get(tile.key.frame) or self._fresh.get(tile.key.frame)
        self._raw.store(tile.key, tile)
        if opened is not None:
            self._display.store(tile.key, to_display_pixels(tile, opened.stretch, self._ground))

    def _on_frame_opened(self, opened: OpenFrame) -> None:
        self._fresh.pop(opened.frame, None)
        self._expected.pop(opened.frame, None)
        if self._sources.get(opened.frame) != opened.source:
            return
        before = self._frames.get(opened.frame)
        if before is not None and before.source == replace(opened.source, pyramid=before.source.pyramid):
            opened = replace(opened, stretch=before.stretch)
            if before.source != opened.source:
                for cache in (self._raw, self._display):
                    cache.discard_where(lambda key: key.frame == opened.frame and key.level > 0)
        self._frames[opened.frame] = opened
        self._beat.start(BEAT_MS)
        self._news.add(opened.frame)
        self.opened.emit(opened.frame)

    def _on_refused(self, frame: int, source: RasterSource | None, fault: BasewatchError) -> None:
        """Report a fault of the raster that the frame still has: one that was lost may have been found meanwhile."""
        if source is not None and self._sources.get(frame) == source:
            self.failed.emit(frame, fault)

    def _on_tile_read(self, key: TileKey) -> None:
        self.arrivals += 1
        self._news.add(key.frame)
        if self._loader.idle:
            self._beat.start(0)
        elif not self._beat.isActive():
            self._beat.start(BEAT_MS)

    def _announce(self) -> None:
        """Emit `arrived` for the frames whose tiles have arrived."""
        news, self._news = self._news, set()
        self.beats += 1
        for frame in news:
            self.arrived.emit(frame)

    def _prepare(self, frame: int, raster: Raster) -> None:
        """Read the coarsest level and request the next one, which most first views need. Loader's thread."""
        levels = len(raster.pyramid.sizes)
        need = find_pyramid_need(raster)
        pyramid = self.find_pyramid(frame, raster.source) if need is not None else None
        if pyramid is not None:
            self._prepared.emit(frame, replace(raster.source, pyramid=pyramid))
            return
        is_slow = need is not None and need.is_slow_at_first
        *others, top = (
            read_coarsest_tiles(frame, raster) if is_slow else [raster.read_tile(TileKey(frame, levels - 1, 0, 0))]
        )
        for tile in others:
            self._raw.store(tile.key, tile)
        stretch = default_stretch(top.samples, top.valid, raster.display_bands)
        has_valid = top.valid is None or bool(top.valid.any())
        bands = Bands(raster.all_band_names, raster.all_display_bands, raster.kept_bands)
        opened = OpenFrame(frame, raster.source, raster.pyramid, bands, stretch, has_valid, top, need)
        self._fresh[frame] = opened
        self._opened.emit(opened)
        self._read_expected(frame, raster)

    def _read_expected(self, frame: int, raster: Raster) -> None:
        """Request what a pane will show of the frame, if reading it is quick. Loader's thread."""
        view = self._expected.get(frame)
        if view is not None:
            need, keys = find_pyramid_need(raster), tiles_in_view(frame, raster.pyramid, *view)
            quick = (key for key in keys if need is None or not need.must_wait_for(key.level))
            self._loader.request("opening", (key for key in quick if self._raw.get(key) is None))


def tiles_in_view(
    frame: int, pyramid: Pyramid, frame_to_screen: Affine, size_scr: tuple[int, int]
) -> tuple[TileKey, ...]:
    """Return the tiles that a screen of this size shows of a frame."""
    width, height = size_scr
    to_frame = ~frame_to_screen
    corners = apply(to_frame, [(0, 0), (width, 0), (width, height), (0, height)])
    return tuple(pyramid.tiles(frame, pyramid.level_for(mean_scale(to_frame)), corners))


def _must_wait(opened: OpenFrame | None, key: TileKey) -> bool:
    return opened is not None and opened.need is not None and opened.need.must_wait_for(key.level)
