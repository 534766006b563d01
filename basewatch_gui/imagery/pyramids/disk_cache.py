"""The user's cache of pyramids: found by the frame's fingerprint, bounded in bytes, shared by all windows."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Final

from filelock import BaseFileLock, FileLock, Timeout
from platformdirs import user_cache_path

from basewatch_gui.imagery.facts.fingerprint import fingerprint
from basewatch_gui.imagery.pyramids.manifest import (
    MANIFEST_NAME,
    CachedPyramid,
    folder_nbytes,
    is_intact,
    read_manifest,
    write_manifest,
)
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.errors import BasewatchError

FORMAT_VERSION: Final = 1
"""Version of the way in which pyramids are stored; those of another version are never found."""

RESERVE_BYTES: Final = 2 * 2**30
"""Bytes of the disk that are left free."""

PART_SUFFIX: Final = ".part"
_LABEL = "frame.txt"
_WAIT_S = 0.2


class PyramidCache:
    """Pyramids in one folder, at most `limit_bytes` together; the least recently used are removed first.

    A pyramid is a folder named by its key. It is made under the name `KEY.part`, by one process at a time, which holds
    `KEY.lock`; a process that reads it holds a lock of its own in `KEY.used`, so that no other process removes it.
    """

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self.folder = folder
        self.limit_bytes = limit_bytes
        self._uses: dict[str, BaseFileLock] = {}
        self._guard = Lock()

    def acquire(self, key: str) -> Path | None:
        """Return the folder of a complete pyramid and mark it used by this process; None where there is none.

        One that is damaged is removed.
        """
        folder = self.folder / key
        if not folder.is_dir():
            return None
        if not is_intact(folder):
            self.remove_damaged(key)
            return None
        self._mark_used(key)
        try:
            # The manifest's time is the time of the last use.
            os.utime(folder / MANIFEST_NAME)
        except OSError:
            return None  # another window has removed it meanwhile
        return folder

    def release_all(self) -> None:
        """Free the locks of all pyramids that this process uses."""
        with self._guard:
            for lock in self._uses.values():
                _free_lock(lock)
            self._uses.clear()

    def remove_damaged(self, key: str) -> None:
        """Remove a pyramid that is damaged, though this process uses it."""
        with self._guard:
            lock = self._uses.pop(key, None)
            if lock is not None:
                _free_lock(lock)
        self.remove(key)

    def list_pyramids(self) -> list[CachedPyramid]:
        """List all pyramids, the most recently used first."""
        found: list[CachedPyramid] = []
        with suppress(OSError):
            folders = [folder for folder in self.folder.iterdir() if folder.is_dir()]
            found = [self._entry(folder) for folder in folders if not folder.name.endswith(".used")]
        return sorted(found, key=lambda entry: -entry.used_s)

    @property
    def nbytes(self) -> int:
        """Bytes of all pyramids, those begun too."""
        return sum(entry.nbytes for entry in self.list_pyramids())

    def remove(self, key: str) -> bool:
        """Remove a pyramid, complete or begun, unless a window uses or makes it; return whether it is gone."""
        if self.is_in_use(key):
            return False
        try:
            lock = self._lock(key)
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            return False
        try:
            for name in (key, key + PART_SUFFIX, key + ".used"):
                self._remove_folder(self.folder / name)
        except OSError:
            return False
        finally:
            _free_lock(lock)
        return True

    def remove_unused(self) -> int:
        """Remove all pyramids that are not in use; return the bytes freed."""
        return sum(entry.nbytes for entry in self.list_pyramids() if self.remove(entry.key))

    def is_in_use(self, key: str) -> bool:
        """Return True if any window reads the pyramid."""
        if key in self._uses:
            return True
        with suppress(OSError):
            for file in (self.folder / f"{key}.used").iterdir():
                lock = FileLock(file)
                try:
                    lock.acquire(timeout=0)
                except Timeout:
                    return True
                # Nobody holds it: its process ended without removing it.
                _free_lock(lock)
        return False

    def make_pyramid(
        self,
        key: str,
        source: RasterSource,
        nbytes: int,
        work: Callable[[Path], None],
        report: Callable[[float], None],
    ) -> Path:
        """Make a pyramid by calling `work` with a folder for it, and return that folder; it has at most `nbytes` bytes.

        A begun one is continued. Waits while another process makes the same one. Raises BasewatchError where there is
        no room, and whatever `work` and `report` raise; what was done then stays.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._making_alone(key, report):
                found = self.acquire(key)
                if found is not None:
                    return found
                part = self.folder / (key + PART_SUFFIX)
                self._make_room(key, source.path.name, nbytes)
                part.mkdir(exist_ok=True)
                (part / _LABEL).write_text(f"{source.path.name}\n{source.path}", encoding="utf-8")
                work(part)
                (part / _LABEL).unlink(missing_ok=True)
                write_manifest(part, source.path.name, str(source.path))
                # Marked before it appears under its name: in between another process could remove it.
                self._mark_used(key)
                part.replace(self.folder / key)
        except OSError as error:
            sentence = "The cache folder {folder} can't be written: {fault}"
            raise BasewatchError(sentence, folder=self.folder, fault=error) from error
        return self.folder / key

    def _make_room(self, key: str, name: str, nbytes: int) -> None:
        """Remove others until a pyramid fits the limit and the disk; raises BasewatchError where it can't."""
        begun = folder_nbytes(self.folder / (key + PART_SUFFIX))
        missing = max(0, nbytes - begun)
        if nbytes > self.limit_bytes:
            sentence = "{name} needs {need} in the cache, whose limit is {limit}: raise it under Project, Cache."
            raise BasewatchError(sentence, name=name, need=size_text(nbytes), limit=size_text(self.limit_bytes))
        self._shrink_to(self.limit_bytes - missing, spared=key)
        free = self._free_bytes()
        while free < missing + RESERVE_BYTES and self._remove_oldest(spared=key):
            free = self._free_bytes()
        if free < missing + RESERVE_BYTES:
            sentence = "{name} needs {need} of disk space to be viewed fast; {free} are free, and {kept} are left free."
            raise BasewatchError(
                sentence, name=name, need=size_text(missing), free=size_text(free), kept=size_text(RESERVE_BYTES)
            )

    def _shrink_to(self, limit_bytes: int, spared: str) -> None:
        while self.nbytes > limit_bytes and self._remove_oldest(spared):
            pass

    def _remove_oldest(self, spared: str) -> bool:
        oldest_first = (entry.key for entry in reversed(self.list_pyramids()))
        return any(self.remove(key) for key in oldest_first if key != spared)

    def _free_bytes(self) -> int:
        return shutil.disk_usage(self.folder).free

    def _entry(self, folder: Path) -> CachedPyramid:
        key = folder.name.removesuffix(PART_SUFFIX)
        manifest = read_manifest(folder) if folder.name == key else None
        name, path = (manifest.frame, manifest.path) if manifest is not None else _read_label(folder)
        used_s = 0.0
        with suppress(OSError):
            used_s = (folder if manifest is None else folder / MANIFEST_NAME).stat().st_mtime
        return CachedPyramid(key, name, path, folder_nbytes(folder), used_s, manifest is not None, self.is_in_use(key))

    def _mark_used(self, key: str) -> None:
        """Hold a lock that tells other processes that this one reads the pyramid."""
        with self._guard:
            if key in self._uses:
                return
            used = self.folder / f"{key}.used"
            used.mkdir(exist_ok=True)
            lock = FileLock(used / f"{os.getpid()}-{id(self)}.lock", thread_local=False)
            lock.acquire(timeout=0)
            self._uses[key] = lock

    def _lock(self, key: str) -> BaseFileLock:
        return FileLock(self.folder / f"{key}.lock", thread_local=False)

    @contextmanager
    def _making_alone(self, key: str, report: Callable[[float], None]) -> Iterator[None]:
        """Hold the lock of the only process that makes this pyramid; wait for it."""
        lock = self._lock(key)
        while True:
            report(0.0)
            try:
                lock.acquire(timeout=_WAIT_S)
                break
            except Timeout:
                continue
        try:
            yield
        finally:
            _free_lock(lock)

    def _remove_folder(self, folder: Path) -> None:
        """Remove a folder so that no half of it is ever found under its name."""
        if folder.is_dir():
            gone = folder.with_name(f"{folder.name}-{os.getpid()}{PART_SUFFIX}")
            folder.replace(gone)
            shutil.rmtree(gone, ignore_errors=True)


def pyramid_key(frame_fingerprint: str, source: RasterSource) -> str:
    """Return the key under which a frame's pyramid is stored.

    Raises BasewatchError where a part of it can't be read.
    """
    parts = [fingerprint(part) if part.is_file() else str(part) for part in source.parts]
    text = "\n".join([str(FORMAT_VERSION), frame_fingerprint, str(source.image), *parts])
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def default_cache_folder() -> Path:
    """Return the folder of the user's pyramids."""
    return user_cache_path("BaseWatch", appauthor=False) / "pyramids"


def size_text(nbytes: float) -> str:
    """Format bytes as people read them, in GB or MB of 10^9 and 10^6."""
    return f"{nbytes / 1e9:.1f} GB" if nbytes >= 1e9 else f"{nbytes / 1e6:.0f} MB"


def _read_label(folder: Path) -> tuple[str, str]:
    """Return name and path of the frame whose pyramid is being made in a folder."""
    with suppress(OSError, ValueError):
        name, path = (folder / _LABEL).read_text(encoding="utf-8").split("\n", 1)
        return name, path
    return "", ""


def _free_lock(lock: BaseFileLock) -> None:
    """Free a lock and remove its file."""
    with suppress(OSError):
        Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()
