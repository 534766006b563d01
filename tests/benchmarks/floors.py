"""The least that the same work costs without the program.

*read*: rasterio alone, two threads with a handle each. *compose*: cv2.warpAffine, cv2.LUT and QPainter.drawImage of
panes. *store*: sqlite3 alone, as durable as the program. Nothing of the program is used here.
"""

import sqlite3
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple

import cv2
import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from rasterio.windows import Window

from tests.benchmarks.rounds import seconds_of_each

THREADS = 2
TILE = 512
SOURCE_PX = 4096
"""Side of the picture that is composed from: larger than what any processor's cache holds."""

_WARP = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP


class Tiles(NamedTuple):
    """Tiles of one level of a frame, by column and row."""

    level: int
    places: tuple[tuple[int, int], ...]


class Reader:
    """Reads tiles of a frame by rasterio alone; `per_level` says that the path is a folder with a file a level."""

    def __init__(self, path: Path, level: int, *, per_level: bool = False) -> None:
        options = {"OVERVIEW_LEVEL": level - 1} if level and not per_level else {}
        self._pool = ThreadPoolExecutor(THREADS)
        self._handles: SimpleQueue[rasterio.DatasetReader] = SimpleQueue()
        for _ in range(THREADS):
            self._handles.put(rasterio.open(path / f"{level}.tif" if per_level else path, **options))

    def read(self, tiles: Tiles) -> None:
        """Read these tiles."""
        for each in self.begin(tiles.places):
            each.result()

    def begin(self, places: Sequence[tuple[int, int]]) -> list[Future[Any]]:
        """Begin to read the tiles at these places."""
        return [self._pool.submit(self.read_place, place) for place in places]

    def read_place(self, place: tuple[int, int]) -> NDArray[Any]:
        """Read a tile in a thread of the pool."""
        column, row = place
        left, top = column * TILE, row * TILE
        handle = self._handles.get()
        with rasterio.Env():
            samples: NDArray[Any] = handle.read(
                window=Window(left, top, min(TILE, handle.width - left), min(TILE, handle.height - top))
            )
        self._handles.put(handle)
        return samples

    def close(self) -> None:
        """Close the handles."""
        self._pool.shutdown(cancel_futures=True)
        for _ in range(THREADS):
            self._handles.get().close()


def open_and_read(path: Path, tiles: Tiles, *, per_level: bool = False) -> None:
    """Open a frame once for each thread, read these tiles and close it."""
    reader = Reader(path, tiles.level, per_level=per_level)
    reader.read(tiles)
    reader.close()


def decode(path: Path) -> None:
    """Read all of a file once, from top to bottom, as one thread does."""
    with rasterio.Env(), rasterio.open(path) as raster:
        for top in range(0, raster.height, TILE):
            raster.read(window=Window(0, top, raster.width, min(TILE, raster.height - top)))


class Composer:
    """Composes panes of these sizes by OpenCV and Qt alone, from ready pictures into ready buffers.

    `screen_to_source` is the linear way from a pane's pixels to the picture's. The pictures are of display pixels, or
    of so many 16-bit `bands`. No more than two are used: panes after the second look at the first two again.
    """

    def __init__(self, screen_to_source: Affine, sizes: Sequence[tuple[int, int]], bands: int = 0) -> None:
        self._turn = screen_to_source
        self._panes = [
            _Screen(width, height, _sources(number % 2, bands)) for number, (width, height) in enumerate(sizes)
        ]

    def compose(self, step: int = 0) -> None:
        """Compose all panes once, at this step of a pan."""
        offset = Affine.translation(SOURCE_PX / 2 + step, SOURCE_PX / 2 + step / 3)
        for pane in self._panes:
            to_source = offset @ self._turn @ Affine.translation(-pane.width / 2, -pane.height / 2)
            pane.compose(np.array(to_source[:6]).reshape(2, 3))

    def steps(self, count: int) -> list[float]:
        """Return the seconds of so many steps of a pan."""
        return seconds_of_each(self.compose, range(count))


class _Screen:
    """One pane of the composing floor."""

    def __init__(self, width: int, height: int, sources: Sequence[NDArray[Any]]) -> None:
        self.width, self.height = width, height
        self._sources = sources
        depth = sources[0].shape[2:]
        self._warped = [np.zeros((height, width, *depth), source.dtype) for source in sources]
        self._table = np.arange(np.iinfo(sources[0].dtype).max + 1).astype(np.uint8)[::-1].copy()
        self._planes = [np.zeros((height, width), np.uint8) for _ in range(3)] if not depth else []
        self._alpha = np.full((height, width), 255, np.uint8)
        self._pixels = np.zeros((height, width, 4), np.uint8)
        self._screen = QImage(width, height, QImage.Format.Format_RGB32)

    def compose(self, matrix: NDArray[np.float64]) -> None:
        """Warp, look up and draw."""
        size = (self.width, self.height)
        for source, warped in zip(self._sources, self._warped, strict=True):
            cv2.warpAffine(source, matrix, size, dst=warped, flags=_WARP, borderMode=cv2.BORDER_CONSTANT)
        if self._planes:
            for plane, warped in zip(self._planes, self._warped, strict=False):
                cv2.LUT(warped, self._table, dst=plane)
            shown = [self._planes[number % len(self._warped)] for number in range(3)]
            cv2.merge((*shown, self._alpha), dst=self._pixels)
        else:
            cv2.LUT(self._warped[0], self._table, dst=self._pixels)
        picture = QImage(self._pixels.data, self.width, self.height, 4 * self.width, self._screen.format())
        painter = QPainter(self._screen)
        painter.drawImage(QPointF(0, 0), picture)
        painter.end()


class Overlay:
    """Draws one ready, transparent picture over each of some panes: the least that labels on them can cost."""

    def __init__(self, sizes: Sequence[tuple[int, int]]) -> None:
        self._screens = [QImage(*size, QImage.Format.Format_RGB32) for size in sizes]
        self._pictures = [QImage(*size, QImage.Format.Format_ARGB32_Premultiplied) for size in sizes]
        for number, picture in enumerate(self._pictures):
            # Neither clear nor opaque, which Qt would skip or copy.
            picture.fill(0x40200000 + number)

    def draw(self) -> None:
        """Draw over every pane once."""
        for screen, picture in zip(self._screens, self._pictures, strict=True):
            painter = QPainter(screen)
            painter.drawImage(QPointF(0, 0), picture)
            painter.end()


class Store:
    """A table of rows as long as a label's in a new SQLite file, durable as a project is when a call returns."""

    def __init__(self, path: Path, rows: int = 0) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=FULL")
        self._database.execute("CREATE TABLE label (id INTEGER PRIMARY KEY, frame INTEGER, content TEXT)")
        self.insert_many(range(1, rows + 1))

    def insert(self) -> None:
        """Insert one row."""
        self._database.execute("INSERT INTO label (content) VALUES (?)", (_CONTENT,))

    def insert_many(self, ids: Sequence[int]) -> None:
        """Insert rows with these ids at once."""
        with self._database:
            self._database.execute("BEGIN")
            self._database.executemany("INSERT INTO label VALUES (?, 1, ?)", [(number, _CONTENT) for number in ids])

    def rewrite(self, ids: Sequence[int]) -> None:
        """Rewrite rows with these ids at once."""
        with self._database:
            self._database.execute("BEGIN")
            self._database.executemany("UPDATE label SET content = ? WHERE id = ?", [(_CONTENT, key) for key in ids])

    def delete(self, ids: Sequence[int]) -> None:
        """Delete rows with these ids at once."""
        with self._database:
            self._database.execute("BEGIN")
            self._database.executemany("DELETE FROM label WHERE id = ?", [(key,) for key in ids])

    def close(self) -> None:
        """Close the file."""
        self._database.close()


_CONTENT = "x" * 300


@lru_cache(maxsize=4)
def _sources(seed: int, bands: int) -> list[NDArray[Any]]:
    """Return a picture of noise: one of display pixels (side, side, 4), or so many 16-bit bands (side, side)."""
    generator = np.random.default_rng(seed)
    if not bands:
        return [generator.integers(0, 255, (SOURCE_PX, SOURCE_PX, 4), np.uint8)]
    return [generator.integers(0, 2048, (SOURCE_PX, SOURCE_PX), np.uint16) for _ in range(bands)]
