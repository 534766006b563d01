"""Worker threads that read tiles: most recent request first, one read per tile, stale requests and answers dropped."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from threading import Condition, Thread
from time import perf_counter

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.environment import gdal_session, warm_up_proj
from basewatch_gui.imagery.raster import Raster, open_raster
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.imagery.tile import Tile
from basewatch_gui.model.errors import BasewatchError

HANDLES_PER_THREAD = 12
"""Open rasters that a thread keeps: a handle with its overviews takes a few hundred kilobytes."""

PACE_TILES = 8
"""The reading pace is a running mean over about so many tiles."""

Work = Callable[[Raster], None]
_Rasters = OrderedDict[int, Raster]


def _do_nothing(_raster: Raster) -> None:
    """Do nothing with a raster."""


class TileLoader:
    """Reads tiles and does other work on rasters in its own threads; every method may be called from any thread.

    `on_tile(tile)` is called in those threads when a tile has been read, and `on_read(key)` when nobody waits for it
    any more; `on_fault(key, error)` instead of both where it can't be read: it is not tried again until its frame gets
    another source. `delivered` counts the tiles that `on_read` was or is being called for, `read_pace_s` is how long a
    tile takes to read of late. A tile whose frame is gone or has another source by the time it is read is dropped.
    """

    def __init__(
        self,
        on_tile: Callable[[Tile], None],
        on_read: Callable[[TileKey], None],
        on_fault: Callable[[TileKey, BasewatchError], None],
        threads: int = 2,
    ) -> None:
        self._on_tile = on_tile
        self._on_read = on_read
        self._on_fault = on_fault
        self._sources: dict[int, RasterSource] = {}
        self._wanted: dict[str, tuple[TileKey, ...]] = {}
        self._work: OrderedDict[int, tuple[Work, Callable[[BasewatchError], None]]] = OrderedDict()
        self._fresh: dict[int, tuple[int, Work]] = {}
        self._turn: list[str] = []
        self._reading: set[TileKey] = set()
        self._at_work = 0
        self.delivered = 0
        self.read_pace_s = 0.0
        self._unreadable: set[TileKey] = set()
        self._closed = False
        self._changed = Condition()
        self._threads = [Thread(target=self._run, name=f"tiles-{i}", daemon=True) for i in range(threads)]
        for thread in self._threads:
            thread.start()

    def set_source(self, frame: int, source: RasterSource) -> None:
        """Set what a frame's raster is read from; tiles that couldn't be read are tried again from it."""
        with self._changed:
            self._sources[frame] = source
            self._unreadable = {key for key in self._unreadable if key.frame != frame}

    def forget_frame(self, frame: int) -> None:
        """Drop a frame and all that was requested of it."""
        with self._changed:
            self._sources.pop(frame, None)
            self._work.pop(frame, None)
            self._fresh.pop(frame, None)
            self._wanted = {
                owner: tuple(key for key in keys if key.frame != frame) for owner, keys in self._wanted.items()
            }

    def request(self, owner: str, keys: Iterable[TileKey]) -> None:
        """Replace the tiles that an owner waits for, most wanted first.

        This owner is served before the others from now on.
        """
        with self._changed:
            self._wanted[owner] = tuple(keys)
            if owner in self._turn:
                self._turn.remove(owner)
            # What was asked for last is what the user looks at now; what is no longer wanted is never read.
            self._turn.insert(0, owner)
            self._changed.notify_all()

    def prepare_frame(
        self, frame: int, work: Work, failed: Callable[[BasewatchError], None], also: Work = _do_nothing
    ) -> None:
        """Do this work on the frame's raster once, in one thread, before any tile is read; `failed` gets its fault.

        Meanwhile each other thread opens the frame too and does the work `also` on its own handle.
        """
        with self._changed:
            self._work[frame] = (work, failed)
            self._fresh[frame] = (len(self._threads) - 1, also)
            self._changed.notify_all()

    @property
    def idle(self) -> bool:
        """True if nothing is requested and nothing is being done."""
        with self._changed:
            return not self._work and not self._at_work and not self._reading and self._next_key() is None

    def close(self) -> None:
        """Stop the threads; returns when they are gone."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _next_key(self) -> TileKey | None:
        """Return the most wanted tile that no thread is reading; None if there is none."""
        for owner in self._turn:
            for key in self._wanted[owner]:
                if key not in self._reading and key not in self._unreadable and key.frame in self._sources:
                    return key
        return None

    def _run(self) -> None:
        """Do steps until the loader is closed; the body of each thread."""
        # Handles belong to this thread: a rasterio dataset must not be read by two threads at once, and with one handle
        # each they decode at the same time, as rasterio releases the GIL.
        rasters: _Rasters = OrderedDict()
        with gdal_session():
            warm_up_proj()
            while (step := self._next_step()) is not None:
                step(rasters)
            for raster in rasters.values():
                raster.close()

    def _next_step(self) -> Callable[[_Rasters], None] | None:
        """Wait for and return what the calling thread does next; None when the loader is closed."""
        with self._changed:
            while not self._closed:
                if self._work:
                    frame, task = self._work.popitem(last=False)
                    if (source := self._sources.get(frame)) is not None:
                        self._at_work += 1
                        return partial(self._prepare, frame, source, *task)
                elif (key := self._next_key()) is not None:
                    self._reading.add(key)
                    return partial(self._read, key, self._sources[key.frame])
                elif self._fresh:
                    return partial(self._open_too, *self._take_fresh())
                else:
                    self._changed.wait()
        return None

    def _take_fresh(self) -> tuple[int, RasterSource, Work]:
        frame, (threads, also) = self._fresh.popitem()
        if threads > 1:
            self._fresh[frame] = (threads - 1, also)
        return frame, self._sources[frame], also

    def _open_too(self, frame: int, source: RasterSource, also: Work, rasters: _Rasters) -> None:
        """Open the frame in this thread before the first tile of it is requested.

        Its faults are reported by `_prepare`.
        """
        with suppress(BasewatchError):
            also(_raster(rasters, frame, source))

    def _prepare(
        self, frame: int, source: RasterSource, work: Work, failed: Callable[[BasewatchError], None], rasters: _Rasters
    ) -> None:
        try:
            work(_raster(rasters, frame, source))
        except BasewatchError as fault:
            failed(fault)
        with self._changed:
            self._at_work -= 1

    def _read(self, key: TileKey, source: RasterSource, rasters: _Rasters) -> None:
        start = perf_counter()
        try:
            tile = _raster(rasters, key.frame, source).read_tile(key)
        except BasewatchError as fault:
            with self._changed:
                # The file that the frame has by now may be a good one.
                is_current = self._sources.get(key.frame) == source
                if is_current:
                    self._unreadable.add(key)
                self._done(key)
            if is_current:
                self._on_fault(key, fault)
            return
        # While the tile was read its frame may have been closed, or got another source: then the answer is stale.
        is_current = self._sources.get(key.frame) == source
        if is_current:
            self._on_tile(tile)
        with self._changed:
            self._done(key)
            self.delivered += is_current
            self.read_pace_s += (perf_counter() - start - self.read_pace_s) / PACE_TILES
        if is_current:
            self._on_read(key)

    def _done(self, key: TileKey) -> None:
        self._reading.discard(key)
        for owner, keys in self._wanted.items():
            if key in keys:
                self._wanted[owner] = tuple(other for other in keys if other != key)


def _raster(rasters: _Rasters, frame: int, source: RasterSource) -> Raster:
    """Return the calling thread's handle of the frame, opened when it is first needed and kept for a while."""
    raster = rasters.pop(frame, None)
    if raster is not None and raster.source != source:
        raster.close()
        raster = None
    if raster is None:
        raster = open_raster(source)
    rasters[frame] = raster
    while len(rasters) > HANDLES_PER_THREAD:
        rasters.popitem(last=False)[1].close()
    return raster
