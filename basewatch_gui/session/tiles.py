"""Tiles for the panes: what is there is given at once, what is missing is read beside the window."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal

from basewatch_gui.geometry.pyramid import TILE, Pyramid, TileKey
from basewatch_gui.geometry.transform import XY
from basewatch_gui.imagery.cache import ByteCache
from basewatch_gui.imagery.display.compose import Pixels
from basewatch_gui.imagery.display.stretch import BLACK, Colour, Stretch, default_stretch, to_display
from basewatch_gui.imagery.loader import TileLoader
from basewatch_gui.imagery.product.source import RasterSource
from basewatch_gui.imagery.raster import Raster
from basewatch_gui.imagery.tile import Samples, Tile, Valid
from basewatch_gui.model.errors import BasewatchError

RAW_BYTES = 128 * 2**20
DISPLAY_BYTES = 96 * 2**20
OVERVIEW_SIDE = 512
"""Side of the decimated read that the default stretch comes from: enough for stable percentiles."""


@dataclass(frozen=True, slots=True)
class OpenFrame:
    """What the panes need of a frame that has been opened; `overview` is all of it at OVERVIEW_SIDE or fewer pixels."""

    frame: int
    source: RasterSource
    pyramid: Pyramid
    band_names: tuple[str, ...]
    stretch: Stretch
    has_valid_pixels: bool
    overview: tuple[Samples, Valid]


class TileStore(QObject):
    """Opens frames, reads their tiles in threads and keeps them, raw and as display pixels.

    `arrivals` counts the tiles that have been read: while it stands still, what was missing is missing still.
    """

    opened = Signal(int)
    arrived = Signal(int)
    failed = Signal(int, object)
    restretched = Signal(int)
    _opened = Signal(object)
    _tile = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frames: dict[int, OpenFrame] = {}
        self._sources: dict[int, RasterSource] = {}
        self._raw: ByteCache[TileKey, Tile] = ByteCache(RAW_BYTES)
        self._display: ByteCache[TileKey, Pixels] = ByteCache(DISPLAY_BYTES)
        self.arrivals = 0
        self._ground = BLACK
        self._loader = TileLoader(self._on_tile, self._on_fault)
        self._opened.connect(self._take_frame, Qt.ConnectionType.QueuedConnection)
        self._tile.connect(self._take_tile, Qt.ConnectionType.QueuedConnection)

    def open(self, frame: int, source: RasterSource) -> None:
        """Open the frame's raster in the background; `opened` or `failed` follows."""
        self._sources[frame] = source
        self._loader.add(frame, source)
        self._loader.prepare(
            frame,
            lambda raster: self._opened.emit(_prepare(frame, raster)),
            lambda fault: self.failed.emit(frame, fault),
        )

    def close_frame(self, frame: int) -> None:
        """Forget a frame and its tiles."""
        self._loader.remove(frame)
        self._sources.pop(frame, None)
        self._frames.pop(frame, None)
        for cache in (self._raw, self._display):
            cache.discard(lambda key: key.frame == frame)

    def frame(self, frame: int) -> OpenFrame | None:
        """The open frame; None while it is not open."""
        return self._frames.get(frame)

    def display(self, key: TileKey) -> Pixels | None:
        """The tile's display pixels, if its samples have been read."""
        pixels = self._display.get(key)
        if pixels is None:
            tile = self._raw.get(key)
            if tile is not None:
                pixels = to_display(tile, self._frames[key.frame].stretch, self._ground)
                self._display.put(key, pixels)
        return pixels

    def set_stretch(self, frame: int, stretch: Stretch) -> None:
        """Show an open frame with this stretch from now on; `restretched` follows."""
        opened = self._frames.get(frame)
        if opened is not None and stretch != opened.stretch:
            self._frames[frame] = replace(opened, stretch=stretch)
            self._display.discard(lambda key: key.frame == frame)
            self.restretched.emit(frame)

    def set_ground(self, ground: Colour) -> None:
        """Show invalid pixels in this colour from now on."""
        if ground != self._ground:
            self._ground = ground
            self._display.discard(lambda _key: True)

    def want(self, owner: str, keys: tuple[TileKey, ...]) -> None:
        """Have these tiles read, most wanted first, in the place of what the owner wanted before."""
        self._loader.want(owner, tuple(key for key in keys if self._raw.get(key) is None))

    def values_at(self, frame: int, at_px: XY) -> NDArray[np.generic] | None:
        """The samples of the frame's own pixel at this place, one a band; None off the frame or while they are read."""
        opened = self._frames.get(frame)
        if opened is None:
            return None
        column, row = int(np.floor(at_px[0])), int(np.floor(at_px[1]))
        if not (0 <= column < opened.pyramid.width and 0 <= row < opened.pyramid.height):
            return None
        key = TileKey(frame, 0, column // TILE, row // TILE)
        tile = self._raw.get(key)
        if tile is None:
            self._loader.want("values", (key,))
            return None
        values: NDArray[np.generic] = tile.samples[:, row % TILE, column % TILE]
        return values

    @property
    def idle(self) -> bool:
        """Whether nothing is being opened or read."""
        return self._loader.idle

    @property
    def nbytes(self) -> int:
        """Bytes held in both caches."""
        return self._raw.nbytes + self._display.nbytes

    def close(self) -> None:
        """Stop the threads and forget all tiles."""
        self._loader.close()
        for cache in (self._raw, self._display):
            cache.discard(lambda _key: True)

    def _on_tile(self, tile: Tile) -> None:
        """In a loader's thread: keep the tile, made ready for display where its stretch is known."""
        opened = self._frames.get(tile.key.frame)
        self._raw.put(tile.key, tile)
        if opened is not None:
            self._display.put(tile.key, to_display(tile, opened.stretch, self._ground))
        self._tile.emit(tile.key)

    def _on_fault(self, key: TileKey, fault: BasewatchError) -> None:
        self.failed.emit(key.frame, fault)

    def _take_frame(self, opened: OpenFrame) -> None:
        if self._sources.get(opened.frame) != opened.source:
            return
        self._frames[opened.frame] = opened
        self.opened.emit(opened.frame)

    def _take_tile(self, key: TileKey) -> None:
        self.arrivals += 1
        self.arrived.emit(key.frame)


def _prepare(frame: int, raster: Raster) -> OpenFrame:
    samples, valid = raster.read_overview(OVERVIEW_SIDE)
    stretch = default_stretch(samples, valid, raster.display_bands)
    return OpenFrame(
        frame,
        raster.source,
        raster.pyramid,
        raster.band_names,
        stretch,
        valid is None or bool(valid.any()),
        (samples, valid),
    )
