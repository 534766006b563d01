"""Makes pyramids for the frames that need one, one at a time in a job, and finds those in the cache."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from basewatch_gui.imagery.pyramids.build import build_pyramid
from basewatch_gui.imagery.pyramids.disk_cache import PyramidCache, default_cache_folder, pyramid_key
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.imagery.stored_levels import DamagedPyramidError
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.frames.frame_files import raster_source
from basewatch_gui.session.jobs import Cancelled, Jobs, Progress
from basewatch_gui.session.open_project import OpenProject
from basewatch_gui.session.settings import Settings
from basewatch_gui.session.tiles import TileStore


def user_cache() -> PyramidCache:
    """Return the user's cache, with the limit that is set."""
    return PyramidCache(default_cache_folder(), Settings().cache_limit_bytes)


class Pyramids(QObject):
    """Opens the session's frames with the pyramids that the cache holds, and has those made that are needed.

    One whose making was cancelled or failed is not tried again before it is asked for; its frame is read as it is.
    """

    changed = Signal()
    failed = Signal(object)
    _removed = Signal(int, object)
    _cancelled = Signal()

    def __init__(self, open_project: OpenProject, tiles: TileStore, jobs: Jobs) -> None:
        super().__init__(open_project)
        self._open_project = open_project
        self._tiles = tiles
        self._jobs = jobs
        self.cache = user_cache()
        self._remover = ThreadPoolExecutor(1, "pyramid-remove")
        self._fingerprints: dict[int, str] = {}
        self.making: int | None = None
        self._waiting: list[int] = []
        self._given_up: set[int] = set()
        self._damaged: set[int] = set()
        self._preferred: int | None = None
        self._removed.connect(self._on_removed, Qt.ConnectionType.QueuedConnection)
        self._cancelled.connect(self._give_up, Qt.ConnectionType.QueuedConnection)
        tiles.find_pyramid = self._find_pyramid
        tiles.opened.connect(self._queue_if_needed)
        tiles.failed.connect(self._on_frame_failed)

    def open(self, frame_id: int) -> None:
        """Open a frame, with its pyramid if the cache holds one."""
        frame = self._open_project.project.frames[frame_id]
        self._fingerprints[frame_id] = frame.fingerprint
        self._tiles.open(frame_id, raster_source(self._open_project.file, frame))

    def prefer(self, frame_id: int | None) -> None:
        """Make this frame's pyramid before others."""
        self._preferred = frame_id

    def retry(self, frame_id: int) -> None:
        """Make a pyramid that was given up before."""
        if frame_id in self._given_up:
            self._given_up.discard(frame_id)
            self._reopen(frame_id, None)

    @property
    def needed(self) -> list[int]:
        """The open frames that need a pyramid and have none, the one that is being made first."""
        known = [self.making, *self._waiting, *sorted(self._given_up)]
        return [key for key in known if key is not None and self._tiles.frame(key) is not None]

    def close(self) -> None:
        """Close the cache; the jobs must have ended."""
        self._remover.shutdown(wait=True)
        self.cache.release_all()

    def _find_pyramid(self, frame_id: int, source: RasterSource) -> Path | None:
        """Return the frame's pyramid if the cache holds one. Loader's thread."""
        try:
            return self.cache.acquire(pyramid_key(self._fingerprints[frame_id], source))
        except (BasewatchError, OSError):
            return None

    def _remove_damaged(self, frame_id: int, source: RasterSource) -> None:
        """Remove a damaged pyramid; runs on a worker thread."""
        with suppress(BasewatchError, OSError):
            self.cache.remove_damaged(pyramid_key(self._fingerprints[frame_id], source))
        self._removed.emit(frame_id, source)

    def _on_removed(self, frame_id: int, source: RasterSource) -> None:
        frame = self._open_project.project.frames.get(frame_id)
        self._damaged.discard(frame_id)
        if frame is not None and raster_source(self._open_project.file, frame) == replace(
            source, pyramid=None, bands=None
        ):
            self._tiles.open(frame_id, source)

    def _queue_if_needed(self, frame_id: int) -> None:
        """Queue an opened frame if it needs a pyramid."""
        opened = self._tiles.frame(frame_id)
        if opened is not None and opened.need is not None:
            if frame_id in self._given_up:
                self._tiles.read_without_pyramid(frame_id)
            elif frame_id != self.making and frame_id not in self._waiting:
                self._waiting.append(frame_id)
        self._continue()

    def _on_frame_failed(self, frame_id: int, fault: BasewatchError) -> None:
        """Read a frame from its own file again, and make its pyramid again."""
        opened = self._tiles.frame(frame_id)
        frame = self._open_project.project.frames.get(frame_id)
        if not isinstance(fault, DamagedPyramidError) or opened is None or frame is None:
            return
        if opened.source.pyramid is not None and frame_id not in self._damaged:
            self._damaged.add(frame_id)
            source = replace(opened.source, pyramid=None)
            self._remover.submit(self._remove_damaged, frame_id, source)

    def _start_next(self) -> None:
        frame_id = self._next_frame() if self.making is None else None
        opened = self._tiles.frame(frame_id) if frame_id is not None else None
        if frame_id is None or opened is None or opened.need is None:
            return
        self._waiting.remove(frame_id)
        frame = self._open_project.project.frames[frame_id]
        source, nbytes, cache = replace(opened.source, pyramid=None), opened.need.nbytes, self.cache

        def make(progress: Progress) -> Path:
            try:
                key = pyramid_key(frame.fingerprint, source)
                return cache.make_pyramid(
                    key, source, nbytes, lambda part: build_pyramid(source, part, progress), progress
                )
            except Cancelled:
                self._cancelled.emit()
                raise

        title = self.tr("Preparing {name} for fast viewing").format(name=frame.name)
        self.making = frame_id
        self._jobs.run(title, make, self._on_made, self._on_failed)

    def _reopen(self, frame_id: int, pyramid: Path | None) -> None:
        opened = self._tiles.frame(frame_id)
        if opened is not None:
            self._tiles.open(frame_id, replace(opened.source, pyramid=pyramid))

    def _next_frame(self) -> int | None:
        """Return the frame whose pyramid is made next; those that were closed meanwhile are forgotten."""
        frames, tiles = self._open_project.project.frames, self._tiles
        self._waiting = [
            key for key in self._waiting if key in frames and (opened := tiles.frame(key)) is not None and opened.need
        ]
        return self._preferred if self._preferred in self._waiting else next(iter(self._waiting), None)

    def _on_made(self, pyramid: Path) -> None:
        frame_id, self.making = self.making, None
        if frame_id is not None:
            self._reopen(frame_id, pyramid)
        self._continue()

    def _on_failed(self, fault: BasewatchError) -> None:
        self._give_up()
        self.failed.emit(fault)

    def _give_up(self) -> None:
        """Read a frame without a pyramid, after its making was cancelled or has failed."""
        frame_id, self.making = self.making, None
        if frame_id is not None:
            self._given_up.add(frame_id)
            self._tiles.read_without_pyramid(frame_id)
        self._continue()

    def _continue(self) -> None:
        self._start_next()
        self.changed.emit()
