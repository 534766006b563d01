"""What tells one file from another: a quick fingerprint, and the SHA-256 of the whole."""

import hashlib
from pathlib import Path

from basewatch_gui.model.errors import BasewatchError

_BLOCK = 64 * 1024
_BLOCKS = 16


def fingerprint(path: Path) -> str:
    """Return a quick SHA-256, in hex, of a file: over its size and 16 evenly spaced blocks of 64 KiB.

    The first and the last block are among them. Raises BasewatchError when the file can't be read.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            digest = hashlib.sha256(size.to_bytes(8, "little"))
            for offset in _offsets(size):
                file.seek(offset)
                digest.update(file.read(_BLOCK))
    except OSError as error:
        raise _unreadable(path) from error
    return digest.hexdigest()


def file_sha256(path: Path) -> str:
    """Return the SHA-256, in hex, over all bytes of a file; raises BasewatchError when it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(path) from error


def _offsets(size: int) -> list[int]:
    if size <= _BLOCK * _BLOCKS:
        return list(range(0, size, _BLOCK))
    return [index * (size - _BLOCK) // (_BLOCKS - 1) for index in range(_BLOCKS)]


def _unreadable(path: Path) -> BasewatchError:
    return BasewatchError("{name} can't be read: check that it is there and that you may read it.", name=path.name)
