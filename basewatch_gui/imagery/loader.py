"""Worker threads that read tiles: newest wanted first, one read per tile, stale requests dropped."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Condition, Thread

from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.imagery.environment import gdal_session
from basewatch_gui.imagery.product.source import RasterSource
from basewatch_gui.imagery.raster import Raster
from basewatch_gui.imagery.tile import Tile
from basewatch_gui.model.errors import BasewatchError

HANDLES_PER_THREAD = 12
"""Open rasters a thread keeps: a handle with its overviews costs a few hundred kilobytes."""

Work = Callable[[Raster], None]


class TileLoader:
    """Reads tiles and does other work on rasters in its own threads.

    `on_tile(tile)` and `on_fault(frame, error)` are called in those threads. A tile that could not be read is not
    tried again until its frame is opened anew; one whose frame is gone or elsewhere by the time it is read is dropped.
    """

    def __init__(
        self,
        on_tile: Callable[[Tile], None],
        on_fault: Callable[[TileKey, BasewatchError], None],
        threads: int = 2,
    ) -> None:
        self._on_tile = on_tile
        self._on_fault = on_fault
        self._sources: dict[int, RasterSource] = {}
        self._wanted: dict[str, tuple[TileKey, ...]] = {}
        self._work: OrderedDict[int, tuple[Work, Callable[[BasewatchError], None]]] = OrderedDict()
        self._turn: list[str] = []
        self._reading: set[TileKey] = set()
        self._at_work = 0
        self._unreadable: set[TileKey] = set()
        self._closed = False
        self._changed = Condition()
        self._threads = [Thread(target=self._run, name=f"tiles-{i}", daemon=True) for i in range(threads)]
        for thread in self._threads:
            thread.start()

    def add(self, frame: int, source: RasterSource) -> None:
        """Say what a frame's raster is read from; a new source makes its unreadable tiles worth another try."""
        with self._changed:
            self._sources[frame] = source
            self._unreadable = {key for key in self._unreadable if key.frame != frame}

    def remove(self, frame: int) -> None:
        """Forget a frame and what was wanted of it."""
        with self._changed:
            self._sources.pop(frame, None)
            self._work.pop(frame, None)
            self._wanted = {
                owner: tuple(key for key in keys if key.frame != frame) for owner, keys in self._wanted.items()
            }

    def want(self, owner: str, keys: Iterable[TileKey]) -> None:
        """Replace what the owner wants, most wanted first; this owner is served before the others now."""
        with self._changed:
            self._wanted[owner] = tuple(keys)
            if owner in self._turn:
                self._turn.remove(owner)
            self._turn.insert(0, owner)
            self._changed.notify_all()

    def prepare(self, frame: int, work: Work, failed: Callable[[BasewatchError], None]) -> None:
        """Do this work on the frame's raster once, before any tile is read."""
        with self._changed:
            self._work[frame] = (work, failed)
            self._changed.notify_all()

    @property
    def idle(self) -> bool:
        """Whether nothing is wanted and nothing is being done."""
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
        for owner in self._turn:
            for key in self._wanted[owner]:
                if key not in self._reading and key not in self._unreadable and key.frame in self._sources:
                    return key
        return None

    def _run(self) -> None:
        rasters: OrderedDict[int, Raster] = OrderedDict()
        with gdal_session():
            while True:
                with self._changed:
                    self._changed.wait_for(lambda: self._closed or self._work or self._next_key() is not None)
                    if self._closed:
                        break
                    task = self._work.popitem(last=False) if self._work else None
                    key = None if task else self._next_key()
                    frame = task[0] if task else key.frame if key else 0
                    source = self._sources.get(frame)
                    if source is None:
                        continue
                    self._at_work += task is not None
                    if key is not None:
                        self._reading.add(key)
                if task is not None:
                    _do(rasters, frame, source, *task[1])
                    with self._changed:
                        self._at_work -= 1
                elif key is not None:
                    self._read(rasters, key, source)
            for raster in rasters.values():
                raster.close()

    def _read(self, rasters: "OrderedDict[int, Raster]", key: TileKey, source: RasterSource) -> None:
        try:
            tile = _raster(rasters, key.frame, source).read(key)
        except BasewatchError as fault:
            with self._changed:
                self._unreadable.add(key)
                self._done(key)
            self._on_fault(key, fault)
        else:
            if self._sources.get(key.frame) == source:
                self._on_tile(tile)
            with self._changed:
                self._done(key)

    def _done(self, key: TileKey) -> None:
        self._reading.discard(key)
        for owner, keys in self._wanted.items():
            if key in keys:
                self._wanted[owner] = tuple(other for other in keys if other != key)


def _do(
    rasters: "OrderedDict[int, Raster]",
    frame: int,
    source: RasterSource,
    work: Work,
    failed: Callable[[BasewatchError], None],
) -> None:
    try:
        work(_raster(rasters, frame, source))
    except BasewatchError as fault:
        failed(fault)


def _raster(rasters: "OrderedDict[int, Raster]", frame: int, source: RasterSource) -> Raster:
    """The calling thread's handle of the frame, opened when it is needed and kept for a while."""
    raster = rasters.pop(frame, None)
    if raster is not None and raster.source != source:
        raster.close()
        raster = None
    if raster is None:
        raster = Raster(source)
    rasters[frame] = raster
    while len(rasters) > HANDLES_PER_THREAD:
        rasters.popitem(last=False)[1].close()
    return raster
