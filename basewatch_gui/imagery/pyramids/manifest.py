"""What the cache knows of one pyramid in it, kept beside its levels."""

import os
from contextlib import suppress
from pathlib import Path

import msgspec

MANIFEST_NAME = "manifest.json"


class ManifestFile(msgspec.Struct, frozen=True):
    """One file of an entry as it was when it was complete: a change since then shows in its size or time."""

    name: str
    nbytes: int
    changed_ns: int


class Manifest(msgspec.Struct, frozen=True):
    """What a complete pyramid is of, and its files."""

    frame: str
    path: str
    files: tuple[ManifestFile, ...]


class CachedPyramid(msgspec.Struct, frozen=True):
    """A pyramid in the cache, complete or begun: the frame's name and path, bytes on the disk, seconds of last use."""

    key: str
    frame: str
    path: str
    nbytes: int
    used_s: float
    is_complete: bool
    is_in_use: bool


def write_manifest(folder: Path, frame: str, path: str) -> None:
    """Say in a folder of complete levels what they are of; raises OSError."""
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
    """What a folder says it holds; None where it says nothing that can be understood."""
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode((folder / MANIFEST_NAME).read_bytes(), type=Manifest)
    return None


def is_intact(folder: Path) -> bool:
    """Whether all files are there, of their sizes, and untouched since they were complete."""
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
    """Bytes of all files of a folder; 0 where there is none."""
    total = 0
    with suppress(OSError):
        for file in folder.iterdir():
            with suppress(OSError):
                total += file.stat().st_size
    return total
