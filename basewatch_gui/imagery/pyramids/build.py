"""One pass over a frame that makes its pyramid, in threads of its own with the lowest priority."""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Final

import msgspec

from basewatch_gui.imagery import environment
from basewatch_gui.imagery.pyramids.need import find_pyramid_need
from basewatch_gui.imagery.pyramids.writer import LevelWriter, PyramidPlan
from basewatch_gui.imagery.raster import Raster, open_raster
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.imagery.tile import Samples, Valid
from basewatch_gui.model.errors import BasewatchError

CHUNK_BYTES: Final = 16 * 2**20
"""The frame is read in pieces of about so many bytes, but never in less than a row of its blocks."""

SYNC_EVERY_S: Final = 4.0
"""What has been written is brought onto the disk so often, in seconds; no more of the work is ever lost."""

JOURNAL_NAME: Final = "journal.json"
_NICENESS = 10


class Journal(msgspec.Struct, frozen=True):
    """What is on the disk already: rows of the frame, of which plan."""

    plan: PyramidPlan
    rows: int


def build_pyramid(
    source: RasterSource,
    folder: Path,
    report: Callable[[float], None],
    sync_every_s: float = SYNC_EVERY_S,
) -> None:
    """Make the pyramid that a frame needs in a folder, or continue what was begun there.

    `report` gets how far the work is, from 0 to 1, and may raise to stop it; what has been done then stays. Raises
    BasewatchError when the frame can't be read or the folder can't be written.
    """
    with (
        ThreadPoolExecutor(1, "pyramid-read", _lower_priority) as reading,
        ThreadPoolExecutor(1, "pyramid-write", _lower_priority) as writing,
    ):
        raster = reading.submit(open_all_bands, source).result()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _copy(raster, folder, report, sync_every_s, reading, writing)
        except environment.GDAL_FAULTS as error:
            sentence = "{name} can't be prepared for fast viewing: {fault}"
            raise BasewatchError(sentence, name=source.path.name, fault=error) from error
        finally:
            reading.submit(raster.close).result()


def rows_done(folder: Path, plan: PyramidPlan) -> int:
    """Return the rows of the frame that an earlier pass with the same plan has brought onto the disk."""
    with suppress(OSError, msgspec.MsgspecError):
        journal = msgspec.json.decode((folder / JOURNAL_NAME).read_bytes(), type=Journal)
        if journal.plan == plan:
            return journal.rows
    return 0


def open_all_bands(source: RasterSource) -> Raster:
    """Open the frame with all its bands, from its own files; raises BasewatchError."""
    own = replace(source, pyramid=None, bands=None)
    raster = open_raster(own)
    if len(raster.all_band_names) == raster.bands:
        return raster
    raster.close()
    return open_raster(replace(own, bands=tuple(range(len(raster.all_band_names)))))


def _copy(
    raster: Raster,
    folder: Path,
    report: Callable[[float], None],
    sync_every_s: float,
    reading: ThreadPoolExecutor,
    writing: ThreadPoolExecutor,
) -> None:
    """Read the frame from top to bottom while the rows before are made smaller and written."""
    need = find_pyramid_need(raster)
    if need is None:
        raise BasewatchError("{name} needs no preparation: it is quick to view as it is.", name=raster.path.name)
    plan, height = need.plan, need.plan.sizes[0][1]
    # The raster belongs to the reading thread, the files to the writing one: a GDAL handle is used by one thread only.
    # This thread hands rows over; one piece is read while the one before is written, and no third is in memory.
    store = writing.submit(_Store, folder, plan, sync_every_s).result()
    try:
        top = store.writer.rows
        writes: Future[None] | None = None
        while top < height:
            report(top / height)
            rows = _piece(raster, top)
            samples, valid = reading.submit(raster.read_rows, top, rows).result()
            if writes is not None:
                writes.result()
            writes = writing.submit(store.add_rows, samples, valid)
            top += rows
        if writes is not None:
            writes.result()
        report(1.0)
        writing.submit(store.writer.finish).result()
        (folder / JOURNAL_NAME).unlink(missing_ok=True)
    finally:
        writing.submit(store.writer.close).result()


def _piece(raster: Raster, top: int) -> int:
    """Return how many rows to read at once from `top` on: whole rows of blocks."""
    rows = raster.block_shape[0]
    row_bytes = raster.pyramid.width * raster.bands * raster.dtype.itemsize
    most = rows * max(1, CHUNK_BYTES // (rows * row_bytes))
    return min(top // rows * rows + most, raster.pyramid.height) - top


class _Store:
    """Takes rows; now and then brings them onto the disk and records that in the journal."""

    def __init__(self, folder: Path, plan: PyramidPlan, sync_every_s: float) -> None:
        self._folder, self._plan, self._sync_every_s = folder, plan, sync_every_s
        done = rows_done(folder, plan)
        try:
            self.writer = LevelWriter(folder, plan, done)
        except environment.GDAL_FAULTS:
            if not done:
                raise
            self.writer = LevelWriter(folder, plan)
        if not self.writer.rows:
            (folder / JOURNAL_NAME).unlink(missing_ok=True)
        self._synced_s = monotonic()

    def add_rows(self, samples: Samples, valid: Valid) -> None:
        step, start = self._plan.step, 0
        while start < samples.shape[1]:
            end = min(start + step - self.writer.rows % step, samples.shape[1])
            self.writer.add_rows(samples[:, start:end], None if valid is None else valid[start:end])
            start = end
            if self.writer.rows % step == 0 and monotonic() - self._synced_s >= self._sync_every_s:
                self._sync()

    def _sync(self) -> None:
        # First the rows, then the journal that counts them, which appears only when whole: after a crash it never
        # counts rows that are not on the disk.
        self.writer.sync()
        fresh = self._folder / f"{JOURNAL_NAME}.new"
        fresh.write_bytes(msgspec.json.encode(Journal(self._plan, self.writer.rows)))
        fresh.replace(self._folder / JOURNAL_NAME)
        self._synced_s = monotonic()


def _lower_priority() -> None:
    """Give this thread a priority below all others; only Linux has a niceness of single threads."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
