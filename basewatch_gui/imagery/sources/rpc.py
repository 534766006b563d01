"""The rational polynomial coefficients (RPC) that an open file brings, in its own tags or in a file beside it."""

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

import basewatch_gui.imagery.environment  # noqa: F401 (before rasterio)

# isort: split
import numpy as np
from rasterio.io import DatasetReader

from basewatch_gui.geometry.rpc import LevelGround, Rpc
from basewatch_gui.geometry.transform import as_points

_TERMS: Final = 20
_NUMBERS: Final = {
    "line_offset": "LINE_OFF",
    "line_scale": "LINE_SCALE",
    "sample_offset": "SAMP_OFF",
    "sample_scale": "SAMP_SCALE",
    "lat_offset": "LAT_OFF",
    "lat_scale": "LAT_SCALE",
    "lon_offset": "LONG_OFF",
    "lon_scale": "LONG_SCALE",
    "height_offset": "HEIGHT_OFF",
    "height_scale": "HEIGHT_SCALE",
}
_POLYNOMIALS: Final = {
    "line_numerator": "LINE_NUM_COEFF",
    "line_denominator": "LINE_DEN_COEFF",
    "sample_numerator": "SAMP_NUM_COEFF",
    "sample_denominator": "SAMP_DEN_COEFF",
}


def read_rpc(dataset: DatasetReader) -> Rpc | None:
    """Read the RPC model of a dataset as GDAL finds it: RPC00B of NITF, GeoTIFF's tag, `.RPB`, `_RPC.TXT`, DIMAP.

    None where it has none, or one that is not whole: `dataset.rpcs` raises a ValueError for these. Raises GDAL_FAULTS.
    """
    return rpc_from_tags(dataset.tags(ns="RPC"))


def rpc_from_tags(tags: Mapping[str, str]) -> Rpc | None:
    """Parse the tags of GDAL's RPC domain into a model; None where a value is missing, absurd or no number."""
    numbers = {name: _floats(tags.get(key, ""), 1) for name, key in _NUMBERS.items()}
    polynomials = {name: _floats(tags.get(key, ""), _TERMS) for name, key in _POLYNOMIALS.items()}
    if not all(numbers.values()) or not all(polynomials.values()):
        return None
    values: dict[str, Any] = {name: number for name, (number,) in numbers.items()} | polynomials
    rpc = Rpc(**values)
    return rpc if _is_sound(rpc) else None


def _is_sound(rpc: Rpc) -> bool:
    """Return True if the model has scales, lies on the globe, and leads there and back beside its middle."""
    scales = (rpc.line_scale, rpc.sample_scale, rpc.lat_scale, rpc.lon_scale, rpc.height_scale)
    if min(scales) <= 0 or abs(rpc.lat_offset) > 90 or abs(rpc.lon_offset) > 360:
        return False
    # The middle leads there and back in any model: a place away from it tells.
    beside = as_points((rpc.lon_offset + rpc.lon_scale / 2, rpc.lat_offset - rpc.lat_scale / 2))
    ground = LevelGround(rpc)
    return bool(np.abs(ground.to_ground(ground.to_image(beside)) - beside).max() < 1e-6)


def _floats(text: str, count: int) -> tuple[float, ...]:
    """Return the first numbers of a text, without a unit after them; none where they are too few or not all finite."""
    try:
        values = tuple(float(word) for word in text.split()[:count])
    except ValueError:
        return ()
    return values if len(values) == count and all(map(isfinite, values)) else ()
