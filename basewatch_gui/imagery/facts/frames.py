"""From the files of a raster to the Frame of a project, with the facts of all readers, and to facts for printing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any, Final

from affine import Affine

from basewatch_gui.geometry.ground import parse_crs
from basewatch_gui.imagery.facts import dimap, headers, landsat, maxar, names, planet, sentinel, stac
from basewatch_gui.imagery.facts.fact import Facts
from basewatch_gui.imagery.facts.fingerprint import file_sha256, fingerprint
from basewatch_gui.imagery.raster import Raster, open_raster
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.frame import Coefficients, Frame, Origins, Source, ground_map

MAX_HASHED_BYTES: Final = 64 * 2**20
"""Larger files get no SHA-256 when they are added: it would read all of them."""

FACT_FIELDS: Final = (
    *("acquired", "satellite", "provider", "credit", "catalog_id", "off_nadir_deg"),
    *("sun_elevation_deg", "sun_azimuth_deg", "gsd_m", "url"),
)
"""The fields of a Frame and of its Source that facts may be known of, in the order in which they are shown."""

_FRAME_FIELDS = ("acquired", "gsd_m")
_READERS = (
    *(
        maxar.maxar_facts,
        planet.planet_facts,
        stac.stac_facts,
        dimap.dimap_facts,
        sentinel.sentinel_facts,
        landsat.landsat_facts,
    ),
    *(headers.header_facts, names.file_name_facts, headers.picture_tag_facts),
)
"""Readers of facts, the most trusted first. The time in a TIFF header is often that of the file."""


def describe_frame(source: RasterSource | Path, frame_id: int, stored_path: str) -> Frame:
    """Open a source and describe it as a Frame; `stored_path` is the path to hold in the project.

    Raises BasewatchError when the file can't be opened.
    """
    with open_raster(source) as raster:
        return _frame(raster, frame_id, stored_path)


def describe_file(source: RasterSource | Path) -> dict[str, object]:
    """Return facts about a file by name, for printing; None where unknown.

    Sizes are in pixels, width first; `pixel_size_m` and `centre_lonlat_deg` are at the centre. Raises BasewatchError
    when the file can't be opened.
    """
    with open_raster(source) as raster:
        path = raster.path
        frame = _frame(raster, 0, str(path))
        centre = frame.centre_px
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
            "provider": frame.source.provider,
            "catalog_id": frame.source.catalog_id,
            "off_nadir_deg": frame.source.off_nadir_deg,
            "sun_elevation_deg": frame.source.sun_elevation_deg,
            "sun_azimuth_deg": frame.source.sun_azimuth_deg,
            "url": frame.source.url,
            "origins": dict(frame.origins),
            "fingerprint": frame.fingerprint,
        }


def read_facts(source: RasterSource | Path) -> Facts:
    """Return what a frame's files, and those beside them, state about its taking: of each field the most trusted.

    Raises BasewatchError when the file can't be opened.
    """
    with open_raster(source) as raster:
        return _gathered(raster)


def with_facts(frame: Frame, facts: Facts, fields: Iterable[str]) -> Frame:
    """Return the frame with these fields and their origins as the facts have them; unknown where there is no fact."""
    chosen = {field: facts.get(field) for field in fields}
    values = {field: None if fact is None else fact.value for field, fact in chosen.items()}
    own: dict[str, Any] = {field: value for field, value in values.items() if field in _FRAME_FIELDS}
    source: dict[str, Any] = {field: value for field, value in values.items() if field not in _FRAME_FIELDS}
    origins = {**dict(frame.origins), **{field: "" if fact is None else fact.origin for field, fact in chosen.items()}}
    return replace(frame, **own, source=replace(frame.source, **source), origins=_in_order(origins))


def with_origin(frame: Frame, field: str, words: str) -> Frame:
    """Return the frame with these words for where a field's value came from, or why there is none."""
    return replace(frame, origins=_in_order({**dict(frame.origins), field: words}))


def merge_origins(frame: Frame, found: Frame) -> Origins:
    """Return the origins of a frame whose file is replaced: those in FACT_FIELDS stay, others are the new file's."""
    placed = (pair for pair in found.origins if pair[0] not in FACT_FIELDS)
    return (*placed, *(pair for pair in frame.origins if pair[0] in FACT_FIELDS))


def _in_order(origins: Mapping[str, str]) -> Origins:
    """Return origins sorted: other fields first, then FACT_FIELDS in their order, so that equal ones compare equal."""
    others = [field for field in origins if field not in FACT_FIELDS]
    return tuple((field, origins[field]) for field in (*others, *FACT_FIELDS) if origins.get(field))


def _gathered(raster: Raster) -> Facts:
    """Return the facts of all readers about a raster, the most trusted of each field."""
    facts: Facts = {}
    tags = raster.tags
    for path in (raster.source.path, *raster.source.parts):
        for read in _READERS:
            # Readers come in order of trust: what is known already stays.
            facts = read(path, tags) | facts
        # The tags are those of the first file only.
        tags = {}
    return facts


def _frame(raster: Raster, frame_id: int, stored_path: str) -> Frame:
    """Describe an open raster as a Frame."""
    is_small = raster.path.stat().st_size <= MAX_HASHED_BYTES
    bare = Frame(
        id=frame_id,
        path=stored_path,
        fingerprint=fingerprint(raster.path),
        width=raster.pyramid.width,
        height=raster.pyramid.height,
        bands=raster.file_bands,
        dtype=raster.file_dtype,
        crs_wkt=raster.crs_wkt,
        transform=None if raster.transform is None else _coefficients(raster.transform),
        source=Source(sha256=file_sha256(raster.path) if is_small else None),
        image=raster.source.image,
        parts=tuple(part.as_posix() for part in raster.source.parts),
        rpc=raster.rpc,
        origins=_place_origins(raster),
    )
    facts = _gathered(raster)
    return with_facts(bare, facts, [field for field in FACT_FIELDS if field in facts])


def _place_origins(raster: Raster) -> Origins:
    """Return where the frame's place comes from, unless its file has a plain transform of its own."""
    if raster.rpc is not None:
        return (("rpc", f"rational polynomials (RPC), on ground {raster.rpc.height_offset:.0f} m above the ellipsoid"),)
    points = raster.control_points
    if points is None:
        return ()
    words = f"affine through {points.count} ground control points, residual {points.residual_px:.1f} px"
    return (("transform", words),)


def _coefficients(transform: Affine) -> Coefficients:
    a, b, c, d, e, f = transform[:6]
    return (a, b, c, d, e, f)
