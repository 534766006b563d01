"""What a TIFF says in its own directories that GDAL does not tell, or only slowly."""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

MAX_DIRECTORIES: Final = 64
"""Most directories that are read; a pyramid with its masks has fewer."""

_SUBFILE, _WIDTH, _HEIGHT, _ORIENTATION = 254, 256, 257, 274
_REDUCED, _MASK = 1, 4
_MAX_ENTRIES = 4096


@dataclass(frozen=True, slots=True)
class Directory:
    """One image of a TIFF: width and height in pixels, its subfile type and its orientation (TIFF 6.0, page 36)."""

    width: int
    height: int
    subfile: int
    orientation: int

    @property
    def is_mask(self) -> bool:
        """True if it is the valid mask of another image."""
        return bool(self.subfile & _MASK)

    @property
    def is_overview(self) -> bool:
        """True if it is a smaller picture of another image."""
        return bool(self.subfile & _REDUCED) and not self.is_mask


def read_tiff_directories(path: Path) -> list[Directory]:
    """Read the images of a TIFF or BigTIFF in the order of the file; none where it is neither, or can't be read.

    A chain of directories that is damaged, or leads back, ends where it can't be followed.
    """
    try:
        with path.open("rb") as file:
            return _directories(file)
    except (OSError, struct.error, OverflowError):
        return []


def _directories(file: BinaryIO) -> list[Directory]:
    head = file.read(16)
    order = {b"II": "<", b"MM": ">"}.get(head[:2])
    if order is None or len(head) < 16:
        return []
    (version,) = struct.unpack(f"{order}H", head[2:4])
    if version not in (42, 43):
        return []
    is_big = version == 43
    (offset,) = struct.unpack(f"{order}Q", head[8:16]) if is_big else struct.unpack(f"{order}I", head[4:8])
    found: list[Directory] = []
    seen: set[int] = set()
    while offset and offset not in seen and len(found) < MAX_DIRECTORIES:
        seen.add(offset)
        try:
            directory, offset = _directory(file, offset, order, is_big)
        except struct.error:
            break
        found.append(directory)
    return found


def _directory(file: BinaryIO, offset: int, order: str, is_big: bool) -> tuple[Directory, int]:
    """Read the directory at an offset, and the next one's offset; raises struct.error."""
    count_form, entry_form, next_form = ("Q", "HHQQ", "Q") if is_big else ("H", "HHII", "I")
    file.seek(offset)
    (count,) = struct.unpack(order + count_form, file.read(struct.calcsize(order + count_form)))
    if count > _MAX_ENTRIES:
        raise struct.error
    size = struct.calcsize(order + entry_form)
    block = file.read(size * count + struct.calcsize(order + next_form))
    values: dict[int, int] = {}
    for at in range(count):
        tag, kind, length, value = struct.unpack_from(order + entry_form, block, at * size)
        if tag in (_SUBFILE, _WIDTH, _HEIGHT, _ORIENTATION) and length == 1:
            # A 16-bit value stands in the first two bytes of its field, whatever the byte order.
            short = struct.unpack_from(f"{order}H", block, (at + 1) * size - (8 if is_big else 4))[0]
            values[tag] = short if kind == 3 else value
    (following,) = struct.unpack_from(order + next_form, block, count * size)
    directory = Directory(
        values.get(_WIDTH, 0), values.get(_HEIGHT, 0), values.get(_SUBFILE, 0), values.get(_ORIENTATION, 1)
    )
    return directory, following
