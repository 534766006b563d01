"""What the names of files tell about the bands in them."""

import re
from collections.abc import Sequence
from typing import Final

_BAND_FILE = re.compile(r"(?:(?P<scene>.+?)_)??(?:SR_|ST_)?(?P<band>B(?:\d{1,2}|8A))(?P<rest>_\d+m)?", re.IGNORECASE)
_PAN_WORD = re.compile(r"(?:^|[^a-z])(?:pan|panchromatic|P\d(?:AS|BS))(?:[^a-z]|$)", re.IGNORECASE)

_NATURAL: Final = (
    (re.compile(r"^L[COT]0[89]", re.IGNORECASE), ("B4", "B3", "B2")),
    (re.compile(r"^L[ETM]0[4-7]", re.IGNORECASE), ("B3", "B2", "B1")),
)
"""Names of red, green and blue by a file's name: Landsat 8 and 9, Landsat 4 to 7 (USGS, band designations)."""

_SENTINEL_2: Final = ("B04", "B03", "B02")


def scene_of_band_file(stem: str) -> str | None:
    """Return the part of a single-band file's name that the scene's other bands share; None for other names."""
    match = _BAND_FILE.fullmatch(stem)
    return None if match is None else match["scene"] or ""


def band_in_file_name(stem: str) -> str | None:
    """Return the band's name that a file's name ends with: `B04`, `B8A`, `B10`; None without one."""
    match = _BAND_FILE.fullmatch(stem)
    return None if match is None else match["band"].upper()


def names_pan_band(stem: str) -> bool:
    """Return True if a file's name says that it holds the panchromatic band."""
    return _PAN_WORD.search(stem) is not None


def natural_colour_bands(stems: Sequence[str], names: Sequence[str]) -> tuple[int, int, int] | None:
    """Return which bands (from 0) are red, green and blue by the names of files and bands.

    None where they don't tell.
    """
    known = (wanted for pattern, wanted in _NATURAL if any(pattern.search(stem) for stem in stems))
    for wanted in (*known, _SENTINEL_2):
        if set(wanted) <= set(names):
            red, green, blue = (list(names).index(name) for name in wanted)
            return (red, green, blue)
    return None
