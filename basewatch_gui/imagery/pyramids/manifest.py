"""The manifest of a cached pyramid: what it is of, and its files as they were when it was complete."""

import os
from contextlib import suppress
from pathlib import Path

import msgspec

MANIFEST_NAME = "manifest.json"


class ManifestFile(msgspec.Struct, frozen=True):
    """One file of a pyramid as it was when it was complete: a change since then shows in its size or time."""

    name: str
    nbytes: int
    changed_ns: int


class Manifest(msgspec.Struct, frozen=True):
    """Name and path of the frame that a complete pyramid is of, and the pyramid's files."""

    frame: str
    path: str
    files: tuple[ManifestFile, ...]


class CachedPyramid(msgspec.Struct, frozen=True):
    """A pyramid in the cache, complete or begun.

    `frame` and `path` are the frame's name and path, `nbytes` bytes on the disk, `used_s` the time of the last use.
    """

    key: str
    frame: str
    path: str
    nbytes: int
    used_s: float
    is_complete: bool
    is_in_use: bool


def write_manifest(folder: Path, frame: str, path: str) -> None:
    """Write the manifest of a folder of complete levels onto the disk; raises OSError."""
    files = tuple(
        ManifestFile(file.name, stat.st_size, stat.st_mtime_ns)
        for file in sorted(folder.glob("*.tif"))
        for stat in (file.stat(),)
    )
    with (folder / MANIFEST_NAME).open("wb") as written:
        written.write(msgspec.json.encode(Manifest(frame, path, files)))
        written.flush()
        os.fsync(written.fileno())


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest of a folder; None where there is none that can be understood."""
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode((folder / MANIFEST_NAME).read_bytes(), type=Manifest)
    return None


def is_intact(folder: Path) -> bool:
    """Return True if all files of a pyramid are there, of their sizes, and untouched since they were complete."""
    manifest = read_manifest(folder)
    if manifest is None or not manifest.files:
        return False
    try:
        stats = [(folder / file.name).stat() for file in manifest.files]
    except OSError:
        return False
    return all(
        (stat.st_size, stat.st_mtime_ns) == (file.nbytes, file.changed_ns)
        for stat, file in zip(stats, manifest.files, strict=True)
    )


def folder_nbytes(folder: Path) -> int:
    """Return the bytes of all files of a folder; 0 where there is none."""
    total = 0
    with suppress(OSError):
        for file in folder.iterdir():
            with suppress(OSError):
                total += file.stat().st_size
    return total
