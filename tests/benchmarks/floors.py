"""What the same work costs without the program: rasterio alone, OpenCV and Qt alone."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import Any

import cv2
import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from rasterio.windows import Window

from basewatch_gui.geometry.pyramid import TILE, TileKey
from basewatch_gui.imagery import environment
from basewatch_gui.imagery.display.stretch import Stretch, to_display_pixels
from basewatch_gui.imagery.tile import Tile

THREADS = 2


class BareReader:
    """rasterio alone, with the program's number of threads and a handle for each: reads tiles of one level."""

    def __init__(self, path: Path, level: int) -> None:
        options = {} if level == 0 else {"OVERVIEW_LEVEL": level - 1}
        self._pool = ThreadPoolExecutor(THREADS)
        self._handles = [rasterio.open(path, **options) for _ in range(THREADS)]

    def read(self, keys: Sequence[TileKey]) -> float:
        """Seconds to read these tiles."""
        start = perf_counter()
        list(self._pool.map(self._read_all, self._handles, [keys[at::THREADS] for at in range(THREADS)]))
        return perf_counter() - start

    def close(self) -> None:
        """Close the handles."""
        self._pool.shutdown()
        for handle in self._handles:
            handle.close()

    def _read_all(self, handle: rasterio.DatasetReader, keys: Sequence[TileKey]) -> None:
        with environment.gdal_session():
            for key in keys:
                left, top = key.column * TILE, key.row * TILE
                wide, high = min(TILE, handle.width - left), min(TILE, handle.height - top)
                self._take(key, handle.read(window=Window(left, top, wide, high)))

    def _take(self, key: TileKey, samples: NDArray[Any]) -> None:
        """What is done with a tile that was read: nothing."""


class BareTiles(BareReader):
    """The same, and the tiles are made ready for display as the program does it."""

    def __init__(self, path: Path, level: int, stretch: Stretch) -> None:
        super().__init__(path, level)
        self._stretch = stretch

    def _take(self, key: TileKey, samples: NDArray[Any]) -> None:
        to_display_pixels(Tile(key, samples, None), self._stretch)


def bare_first_read(path: Path, keys: Sequence[TileKey]) -> float:
    """Seconds to open a frame in each thread and read these tiles of one level."""
    start = perf_counter()
    reader = BareReader(path, keys[0].level)
    reader.read(keys)
    taken = perf_counter() - start
    reader.close()
    return taken


def bare_decode(path: Path) -> float:
    """Seconds to read all of a file once, from top to bottom in strips, as one thread does."""
    start = perf_counter()
    with environment.gdal_session(), rasterio.open(path) as raster:
        for top in range(0, raster.height, TILE):
            raster.read(window=Window(0, top, raster.width, min(TILE, raster.height - top)))
    return perf_counter() - start


def bare_warps(turn: Affine, size: tuple[int, int], panes: int, steps: int) -> list[float]:
    """Seconds of steps of a pan by cv2 and Qt alone: warps from ready pictures into ready buffers, and drawImage.

    `turn` is the linear way from screen to frame.
    """
    width, height = size
    generator = np.random.default_rng(0)
    side = 4096
    sources = [generator.integers(0, 255, (side, side, 4), np.uint8) for _ in range(min(panes, 2))]
    buffers = [np.zeros((height, width, 4), np.uint8) for _ in range(panes)]
    screens = [QImage(width, height, QImage.Format.Format_RGB32) for _ in range(panes)]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    times = []
    for number in range(steps):
        start = perf_counter()
        offset = Affine.translation(side / 2 + number, side / 2 + number / 3)
        to_source = offset @ turn @ Affine.translation(-width / 2, -height / 2)
        matrix = np.array(to_source[:6]).reshape(2, 3)
        for index, (pixels, screen) in enumerate(zip(buffers, screens, strict=True)):
            source = sources[index % len(sources)]
            cv2.warpAffine(source, matrix, (width, height), dst=pixels, flags=flags, borderMode=cv2.BORDER_CONSTANT)
            painter = QPainter(screen)
            painter.drawImage(QPointF(0, 0), QImage(pixels.data, width, height, 4 * width, screen.format()))
            painter.end()
        times.append(perf_counter() - start)
    return times
