"""Where an open file says that it lies: CRS and affine, and how well the affine holds its ground control points."""

from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, Final

import basewatch_gui.imagery.environment  # noqa: F401 (before rasterio)

# isort: split
import numpy as np
from affine import Affine
from pyproj import CRS
from pyproj.exceptions import CRSError
from rasterio.io import DatasetReader
from rasterio.transform import from_gcps

from basewatch_gui.geometry.transform import apply

_MAX_PRJ_BYTES: Final = 64 * 1024
_WKT_STARTS = ("PROJCS", "GEOGCS", "PROJCRS", "GEOGCRS", "COMPD_CS", "COMPOUNDCRS", "BOUNDCRS")


@dataclass(frozen=True, slots=True)
class ControlPointFit:
    """How many ground control points an affine was laid through, and its root mean square residual in pixels."""

    count: int
    residual_px: float


def read_georeference(dataset: DatasetReader, path: Path) -> tuple[str | None, Affine | None]:
    """Return the CRS (WKT) and the affine from corner-origin pixels to it; (None, None) where there are none.

    Absurd ones count as none. Ground control points give the affine by least squares. A world file's CRS is that of a
    `.prj` beside the file, as OGC's or ESRI's WKT; without one its affine is given as it is. RPCs are left alone.
    """
    crs, transform = dataset.crs, dataset.transform
    points, points_crs = dataset.gcps
    if crs is None and points_crs is not None:
        crs, transform = points_crs, _from_points(points)
    if dataset.driver == "WEBP" and transform.is_identity:
        transform = _from_world_file(path) or transform
    # GDAL gives the identity for a file without a georeference.
    if transform is None or transform.is_identity or not _is_sound(transform, dataset.width, dataset.height):
        return (None, None)
    if crs is None:
        return (_crs_beside(path), transform)
    if not (crs.is_geographic or crs.is_projected):
        return (None, None)
    return (crs.to_wkt(), transform)


def control_point_fit(dataset: DatasetReader, transform: Affine | None) -> ControlPointFit | None:
    """Return how well the affine fits the dataset's ground control points.

    None where there are none, or it stands for none.
    """
    points, _ = dataset.gcps
    if not points or dataset.crs is not None or transform is None or transform.determinant == 0:
        return None
    there = apply(~transform, [(point.x, point.y) for point in points])
    off = there - np.array([(point.col, point.row) for point in points])
    return ControlPointFit(len(points), float(np.sqrt((off**2).sum(axis=1).mean())))


def _from_points(points: list[Any]) -> Affine | None:
    """Return the affine through ground control points; None with fewer than three, or all on one line."""
    at_px = np.array([(point.col, point.row) for point in points], dtype=np.float64).reshape(-1, 2)
    if len(at_px) < 3 or not np.isfinite(at_px).all():
        return None
    spread = np.linalg.svd(at_px - at_px.mean(axis=0), compute_uv=False)
    if spread[1] <= 1e-6 * spread[0]:
        return None
    fitted: Affine = from_gcps(points)
    return fitted


def _from_world_file(path: Path) -> Affine | None:
    """Return the affine of a world file, whose six numbers speak of pixel centres.

    For formats whose driver reads none.
    """
    suffix = path.suffix[1:]
    endings = (f".{suffix[:1]}{suffix[-1:]}w", f".{suffix}w", ".wld")
    text = next((text for ending in endings if (text := _text_beside(path, ending)) is not None), None)
    try:
        a, d, b, e, x, y = (float(word) for word in (text or "").split())
    except ValueError:
        return None
    return Affine(a, b, x, d, e, y) @ Affine.translation(-0.5, -0.5)


def _crs_beside(path: Path) -> str | None:
    """Return the WKT of a `.prj` beside the file; None where there is none that can be read."""
    text = (_text_beside(path, ".prj") or "").strip()
    if not text.upper().startswith(_WKT_STARTS):
        return None
    try:
        crs = CRS.from_wkt(text)
    except CRSError:
        return None
    return str(crs.to_wkt()) if crs.is_geographic or crs.is_projected else None


def _text_beside(path: Path, ending: str) -> str | None:
    """Return the text of a file with the raster's name and another ending, in lower or upper case.

    None if there is none.
    """
    for name in (path.with_suffix(ending), path.with_suffix(ending.upper())):
        try:
            with name.open("rb") as file:
                return file.read(_MAX_PRJ_BYTES).decode("utf-8", "replace")
        except (OSError, ValueError):
            continue
    return None


def _is_sound(transform: Affine, width: int, height: int) -> bool:
    """Return True if the affine puts all corners at finite places and has an inverse."""
    with np.errstate(all="ignore"):
        corners = apply(transform, [(0, 0), (width, 0), (0, height), (width, height)])
    determinant = transform.determinant
    return bool(np.isfinite(corners).all()) and isfinite(determinant) and determinant != 0
