"""What a file says about itself, as a Frame of the project and as facts to print."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import Final

from affine import Affine

from basewatch_gui.geometry.ground import parse_crs
from basewatch_gui.imagery.facts.fingerprint import fingerprint, sha256
from basewatch_gui.imagery.raster import Raster
from basewatch_gui.model.frame import Coefficients, Frame, Source, ground_map

MAX_HASHED_BYTES: Final = 64 * 2**20
"""Larger files get no SHA-256 when they are added: it would read all of them."""

_TIMES: Final = (
    ("IMAGERY/ACQUISITIONDATETIME", "%Y-%m-%d %H:%M:%S"),
    ("IMD/IMAGE_1.firstLineTime", "%Y-%m-%dT%H:%M:%S.%fZ"),
    ("IMD/IMAGE_1.TLCTime", "%Y-%m-%dT%H:%M:%S.%fZ"),
    ("IMAGING_DATE_TIME", "%Y-%m-%d %H:%M:%S"),
    ("NITF_IDATIM", "%Y%m%d%H%M%S"),
    ("TIFFTAG_DATETIME", "%Y:%m:%d %H:%M:%S"),
)
_FIRST_YEAR = 1957


def describe_frame(path: Path, frame_id: int, stored_path: str) -> Frame:
    """The frame that a file is; `stored_path` is the path to keep in the project.

    Raises BasewatchError when the file can't be opened.
    """
    with Raster(path) as raster:
        return _frame(raster, frame_id, stored_path)


def info_of(path: Path) -> dict[str, object]:
    """Facts about a file, by name; None where unknown.

    Sizes are in pixels, width first; `pixel_size_m` and `centre_lonlat_deg` are at the centre.
    Raises BasewatchError when the file can't be opened.
    """
    with Raster(path) as raster:
        frame = _frame(raster, 0, str(path))
        centre = (frame.width / 2, frame.height / 2)
        plane = frame.plane
        ground = ground_map(frame, plane)
        size_m = ground.metres_per_px(centre)
        crs = None if frame.crs_wkt is None else parse_crs(frame.crs_wkt)
        return {
            "path": str(path),
            "bytes": path.stat().st_size,
            "driver": raster.driver,
            "width": frame.width,
            "height": frame.height,
            "bands": frame.bands,
            "band_names": list(raster.band_names),
            "dtype": frame.dtype,
            "nodata": raster.nodata,
            "crs": None if crs is None else crs.name,
            "pixel_size_m": size_m if plane is not None and isfinite(size_m) else None,
            "centre_lonlat_deg": ground.to_lonlat(centre),
            "overviews": list(raster.overview_sizes),
            "compression": raster.compression,
            "block_size": raster.block_shape[::-1],
            "gsd_m": frame.gsd_m,
            "acquired": frame.acquired,
            "satellite": frame.source.satellite,
            "credit": frame.source.credit,
            "fingerprint": frame.fingerprint,
        }


def acquired_from(tags: Mapping[str, str]) -> str | None:
    """The acquisition time in UTC that the tags of a Raster give, as `YYYY-MM-DDTHH:MM:SSZ`; None where none is whole.

    Sources, best first: GDAL's IMAGERY domain, Maxar's IMD, DIMAP, NITF IDATIM, and TIFF DateTime, which is the time
    that the image was made: Planet writes the acquisition there.
    """
    given = dict(tags)
    if "IMAGING_DATE" in tags and "IMAGING_TIME" in tags:
        given["IMAGING_DATE_TIME"] = f"{tags['IMAGING_DATE'].strip()} {tags['IMAGING_TIME'].strip()[:8]}"
    for key, form in _TIMES:
        time = _time(given.get(key, ""), form)
        if time is not None:
            return time
    return None


def source_from(tags: Mapping[str, str]) -> Source:
    """Credit line, satellite, catalogue id and angles (degrees) that the tags of a Raster give."""
    mission = " ".join(part for part in (_text(tags, "MISSION"), _text(tags, "MISSION_INDEX")) if part)
    return Source(
        credit=_text(tags, "TIFFTAG_COPYRIGHT", "NITF_FSCPYT"),
        satellite=_text(tags, "IMAGERY/SATELLITEID", "IMD/IMAGE_1.satId") or mission or None,
        catalog_id=_text(tags, "IMD/IMAGE_1.CatId", "IMD/productCatalogId"),
        off_nadir_deg=_angle(tags, "meanOffNadirViewAngle", "offNadirViewAngle"),
        sun_elevation_deg=_angle(tags, "meanSunEl", "sunEl"),
        sun_azimuth_deg=_angle(tags, "meanSunAz", "sunAz"),
    )


def gsd_from(tags: Mapping[str, str]) -> float | None:
    """The mean collected ground sample distance in metres, 0.01 to 10,000, that the tags of a Raster give, or None."""
    keys = ("IMD/IMAGE_1.meanCollectedGSD", "IMAGERY/MeanCollectedGSD")
    return next((size for key in keys if (size := _number(tags, key, 0.01, 10_000)) is not None), None)


def _frame(raster: Raster, frame_id: int, stored_path: str) -> Frame:
    tags = raster.tags
    is_small = raster.path.stat().st_size <= MAX_HASHED_BYTES
    source = source_from(tags)
    return Frame(
        id=frame_id,
        path=stored_path,
        fingerprint=fingerprint(raster.path),
        width=raster.pyramid.width,
        height=raster.pyramid.height,
        bands=raster.file_bands,
        dtype=raster.file_dtype,
        crs_wkt=raster.crs_wkt,
        transform=None if raster.transform is None else _coefficients(raster.transform),
        gsd_m=gsd_from(tags),
        acquired=acquired_from(tags),
        source=replace(source, sha256=sha256(raster.path)) if is_small else source,
    )


def _coefficients(transform: Affine) -> Coefficients:
    a, b, c, d, e, f = transform[:6]
    return (a, b, c, d, e, f)


def _time(text: str, form: str) -> str | None:
    try:
        time = datetime.strptime(text.strip().strip('"'), form).replace(tzinfo=UTC)
    except ValueError:
        return None
    return time.strftime("%Y-%m-%dT%H:%M:%SZ") if _FIRST_YEAR <= time.year <= datetime.now(UTC).year else None


def _text(tags: Mapping[str, str], *keys: str) -> str | None:
    """The first of these tags that says something: quotes dropped, placeholders of zeros alone left out."""
    found: Iterable[str] = (tags.get(key, "").strip().strip('"').strip() for key in keys)
    return next((text for text in found if re.search(r"[^0\s]", text)), None)


def _angle(tags: Mapping[str, str], *keys: str) -> float | None:
    """The first of these angles that Maxar's IMD gives, in degrees; GDAL names them by the format's version."""
    found = (_number(tags, f"IMD/IMAGE_1.{key}", -360, 360) for key in keys)
    return next((angle for angle in found if angle is not None), None)


def _number(tags: Mapping[str, str], key: str, lowest: float, highest: float) -> float | None:
    try:
        value = float(tags.get(key, ""))
    except ValueError:
        return None
    return value if isfinite(value) and lowest <= value <= highest else None
