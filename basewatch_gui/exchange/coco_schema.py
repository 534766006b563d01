"""The COCO file as BaseWatch writes and reads it: its fields, and what makes a file good.

Defaults are part of the format. Fields that are None, "" or () are left out of the file.
"""

import json
from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from basewatch_gui.geometry.rpc import Rpc
from basewatch_gui.model.errors import BasewatchError

Id = Annotated[int, Meta(ge=1, le=2**63 - 1)]
Size = Annotated[int, Meta(ge=1)]
BBox = tuple[float, float, float, float]
Six = tuple[float, float, float, float, float, float]


class Rle(Struct, frozen=True, kw_only=True):
    """A mask as run lengths down the columns; `size` is height, width."""

    size: tuple[Size, Size]
    counts: list[Annotated[int, Meta(ge=0)]]


class CocoInfo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the file is, and the conventions its numbers follow."""

    description: str | None = None
    version: str | None = None
    date_created: str | None = None
    conventions: dict[str, str] | None = None


class CocoGeo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frame's place on the Earth; `transform` is a, b, c, d, e, f from pixels to the CRS."""

    crs: str | None = None
    crs_wkt: str | None = None
    transform: Six | None = None
    gsd_m: float | None = None
    bounds_wgs84: tuple[float, float, float, float] | None = None
    nudge_m: float | None = None
    registration: Six | None = None
    rpc: Rpc | None = None


class CocoSource(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a frame came from."""

    provider: str | None = None
    credit: str | None = None
    satellite: str | None = None
    catalog_id: str | None = None
    off_nadir_deg: float | None = None
    sun_elevation_deg: float | None = None
    sun_azimuth_deg: float | None = None
    url: str | None = None
    sha256: str | None = None


class CocoRaster(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What names a frame's files and its samples, and where what is said of it came from."""

    fingerprint: str
    bands: Size
    dtype: str
    image: int = 0
    parts: tuple[str, ...] = ()
    origins: dict[str, str] = {}


class CocoImage(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frame; `date_captured` is UTC, `YYYY-MM-DD HH:MM:SS`."""

    id: Id
    width: Size
    height: Size
    file_name: str
    date_captured: str | None = None
    geo: CocoGeo | None = None
    source: CocoSource | None = None
    raster: CocoRaster | None = None
    reviewed: bool | None = None


class CocoCategoryAttributes(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What BaseWatch knows of a category beside its name."""

    length_m: float | None = None
    span_m: float | None = None
    mark: str = ""
    source: str = ""
    colour: str
    dash: str
    key: str = ""
    tool: str
    silhouette: str = ""
    cues: tuple[str, ...] = ()
    states: tuple[str, ...]
    designations: tuple[str, ...] = ()


class CocoCategory(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a label can be."""

    id: Id
    name: str
    supercategory: str | None = None
    attributes: CocoCategoryAttributes | None = None


class CocoAttributes(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What BaseWatch knows of a label beside COCO's own fields; `extra` holds foreign keys that bear a name of ours."""

    shape: str
    outline_px: dict[str, Any]
    heading_px_deg: float | None = None
    heading_true_deg: float | None = None
    length_m: float | None = None
    width_m: float | None = None
    identification: str
    state: str
    occluded: str
    truncated: bool
    alternates: tuple[Id, ...] = ()
    designation: str = ""
    cues: tuple[str, ...] = ()
    note: str = ""
    track_id: int | None = None
    label_uid: str
    author: str = ""
    created: str = ""
    modified: str = ""
    extra: dict[str, Any] | None = None


class CocoAnnotation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A label; `attributes` is a CocoAttributes and foreign keys beside it."""

    id: Id
    image_id: Id
    category_id: Id
    bbox: BBox
    area: float
    segmentation: list[list[float]] | Rle
    iscrowd: Annotated[int, Meta(ge=0, le=1)]
    attributes: dict[str, Any] | None = None


class CocoDocument(Struct, frozen=True, kw_only=True):
    """A whole file, in the order in which it is written."""

    info: CocoInfo = CocoInfo()
    images: list[CocoImage]
    annotations: list[CocoAnnotation]
    categories: list[CocoCategory]


def read_coco(path: Path) -> CocoDocument:
    """The file's contents, checked; raises BasewatchError naming the file and the path of the field that is wrong."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise BasewatchError("{file} can't be read: {reason}.", file=path, reason=fault.strerror) from fault
    try:
        document = msgspec.json.decode(content, type=CocoDocument)
    except msgspec.ValidationError as fault:
        reason, _, field = str(fault).partition(" - at `$")
        raise field_fault(path, field.strip(".`"), reason) from fault
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise _no_json(path, content) from fault
    _check_ids(path, document)
    return document


def encode_coco(document: CocoDocument) -> bytes:
    """The file's bytes: UTF-8, one line for each image, annotation and category, so that versions can be compared."""
    encode = msgspec.json.Encoder().encode
    images, annotations, categories = (
        b",\n".join(encode(row) for row in rows)
        for rows in (document.images, document.annotations, document.categories)
    )
    head = b'{\n"info": ' + encode(document.info)
    tables = b',\n"images": [\n%b\n],\n"annotations": [\n%b\n],\n"categories": [\n%b\n]\n}\n'
    return head + tables % (images, annotations, categories)


def field_fault(path: Path, field: str, reason: str) -> BasewatchError:
    """The fault of a file in which one field is wrong."""
    sentence = "{file} is not a COCO file that can be imported. {field}: {reason}."
    return BasewatchError(sentence, file=path, field=field or "The file", reason=reason)


def _no_json(path: Path, content: bytes) -> BasewatchError:
    """What is wrong with bytes that msgspec refuses: Python's own reader says the line, and lets NaN pass."""
    try:
        values = json.loads(content)
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        return BasewatchError("{file} is not JSON: {reason} ({where}).", file=path, reason=fault.msg, where=where)
    except UnicodeDecodeError:
        return BasewatchError("{file} is not JSON: it is no UTF-8 text.", file=path)
    except RecursionError:
        return BasewatchError("{file} can't be read: it is nested too deeply.", file=path)
    return field_fault(path, _no_number(values, "") or "The file", "a finite number is expected")


def _no_number(value: Any, field: str) -> str | None:
    """The path of the first number that is NaN or infinite."""
    if isinstance(value, float):
        return None if isfinite(value) else field
    inner: Iterable[tuple[str, Any]] = ()
    if isinstance(value, dict):
        inner = ((f"{field}.{key}".lstrip("."), item) for key, item in value.items())
    elif isinstance(value, list):
        inner = ((f"{field}[{index}]", item) for index, item in enumerate(value))
    return next((found for name, item in inner if (found := _no_number(item, name))), None)


def _check_ids(path: Path, document: CocoDocument) -> None:
    images = _unique(path, "images", "id", (image.id for image in document.images))
    categories = _unique(path, "categories", "id", (category.id for category in document.categories))
    _unique(path, "images", "file_name", map(_picture_of, document.images))
    _unique(path, "annotations", "id", (annotation.id for annotation in document.annotations))
    for index, annotation in enumerate(document.annotations):
        if annotation.image_id not in images:
            raise field_fault(path, f"annotations[{index}].image_id", f"there is no image {annotation.image_id}")
        if annotation.category_id not in categories:
            reason = f"there is no category {annotation.category_id}"
            raise field_fault(path, f"annotations[{index}].category_id", reason)


def _picture_of(image: CocoImage) -> str:
    """What no two images share: the file, and which of its images where it holds several."""
    number = image.raster.image if image.raster is not None else 0
    return f"{image.file_name} #{number}" if number > 1 else image.file_name


def _unique(path: Path, table: str, field: str, values: Iterable[object]) -> set[object]:
    seen: set[object] = set()
    for index, value in enumerate(values):
        if value in seen:
            raise field_fault(path, f"{table}[{index}].{field}", f"{value} is there twice")
        seen.add(value)
    return seen
