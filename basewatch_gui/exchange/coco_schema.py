"""The fields of the COCO file that BaseWatch writes and reads, its encoding and its validation.

Defaults are part of the format. Fields that are None, "" or () are left out of the file.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from basewatch_gui.exchange.json_files import COCO_FILE, field_fault, read_json
from basewatch_gui.geometry.rpc import Rpc
from basewatch_gui.model.attribute import Kind, Value
from basewatch_gui.model.label import LABEL_FIELDS

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
    """A frame's georeference; `transform` is a, b, c, d, e, f from pixels to the CRS."""

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
    """A frame's files and samples, and the origins of its metadata."""

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
    complete: bool | None = None


class CocoCategoryAttribute(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One attribute that only labels of this category have."""

    name: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    default: Value | None = None
    sticky: bool = False
    required: bool = False


class CocoLookAlike(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A type that can be mistaken for the category's."""

    name: str
    difference: str = ""
    length_m: float | None = None
    span_m: float | None = None
    mark: str = ""


class CocoCategoryAttributes(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Fields of a category that COCO does not have."""

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
    attributes: tuple[CocoCategoryAttribute, ...] = ()
    look_alikes: tuple[CocoLookAlike, ...] = ()
    rank: int = 0


class CocoCategory(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A category; `skeleton` has pairs of indices into `keypoints`, counted from 1."""

    id: Id
    name: str
    supercategory: str | None = None
    keypoints: tuple[str, ...] = ()
    skeleton: tuple[tuple[int, int], ...] = ()
    attributes: CocoCategoryAttributes | None = None


_ELSEWHERE = ("is_crowd", "extra")
"""Fields of a label that are not in its `attributes` under their own names."""

ATTRIBUTE_FIELDS = tuple(each.name for each in LABEL_FIELDS if each.name not in _ELSEWHERE)
"""Fields of a label that are in its `attributes`, in this order."""

_ALWAYS_WRITTEN = ("identification", "state", "occluded")
_STANDS_BEFORE: dict[str, tuple[str, Any]] = {"alternates": ("truncated", bool), "author": ("label_uid", str)}
"""Attributes that are no field of a label, or have another name, by the field before which they are written."""


def _attributes_struct() -> type[Struct]:
    """Return the struct of a label's attributes that are ours, in the order of the file.

    First what is derived from the outline; then the fields of the label; last `extra`, for foreign attributes that have
    the name of one of ours.
    """
    members: list[Any] = [("shape", str), ("outline_px", dict[str, Any])]
    members += [(name, float | None, None) for name in ("heading_px_deg", "heading_true_deg", "length_m", "width_m")]
    for each in LABEL_FIELDS:
        if each.name in _STANDS_BEFORE:
            members.append(_STANDS_BEFORE[each.name])
        if each.name in _ALWAYS_WRITTEN:
            members.append((each.name, each.kind))
        elif each.name in ATTRIBUTE_FIELDS:
            members.append((each.name, each.kind, each.default))
    members.append(("extra", dict[str, Any] | None, None))
    return msgspec.defstruct("CocoAttributes", members, frozen=True, kw_only=True, omit_defaults=True)


CocoAttributes: Any = _attributes_struct()


class CocoAnnotation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A label; `attributes` are those of CocoAttributes and foreign ones.

    `keypoints` are x, y and visibility each: 2 on the frame, 0 with x and y of 0 beyond it.
    """

    id: Id
    image_id: Id
    category_id: Id
    bbox: BBox
    area: float
    segmentation: list[list[float]] | Rle
    iscrowd: Annotated[int, Meta(ge=0, le=1)]
    keypoints: tuple[float, ...] = ()
    num_keypoints: int | None = None
    attributes: dict[str, Any] | None = None


class CocoRecords(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a project holds beside frames, categories and labels, with the fields of model/records.py."""

    grids: list[dict[str, Any]] = []
    cells: list[dict[str, Any]] = []
    comments: list[dict[str, Any]] = []
    waivers: list[dict[str, Any]] = []
    observations: list[dict[str, Any]] = []


class CocoDocument(Struct, frozen=True, kw_only=True):
    """A whole file, in the order in which it is written; `basewatch` holds what has no place in COCO."""

    info: CocoInfo = CocoInfo()
    images: list[CocoImage]
    annotations: list[CocoAnnotation]
    categories: list[CocoCategory]
    basewatch: CocoRecords | None = None


def read_coco(path: Path) -> CocoDocument:
    """Read and validate a file; raises BasewatchError naming the file and the path of the field that is wrong."""
    document = read_json(path, CocoDocument, COCO_FILE)
    _check_ids(path, document)
    return document


def encode_coco(document: CocoDocument) -> bytes:
    """Encode a document as UTF-8, one line for each thing that it holds, so that versions can be compared."""
    encode = msgspec.json.Encoder().encode
    images, annotations, categories = (
        b",\n".join(encode(row) for row in rows)
        for rows in (document.images, document.annotations, document.categories)
    )
    head = b'{\n"info": ' + encode(document.info)
    tables = b',\n"images": [\n%b\n],\n"annotations": [\n%b\n],\n"categories": [\n%b\n]'
    return head + tables % (images, annotations, categories) + _encoded_records(document.basewatch) + b"\n}\n"


def _encoded_records(records: CocoRecords | None) -> bytes:
    if records is None:
        return b""
    encode = msgspec.json.Encoder().encode
    tables = [
        b'"%b": [\n%b\n]' % (name.encode(), b",\n".join(map(encode, rows)))
        for name, rows in msgspec.structs.asdict(records).items()
        if rows
    ]
    return b',\n"basewatch": {\n%b\n}' % b",\n".join(tables)


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
    """Return what no two images share: the file, and the image's number where the file holds several."""
    number = image.raster.image if image.raster is not None else 0
    return f"{image.file_name} #{number}" if number > 1 else image.file_name


def _unique(path: Path, table: str, field: str, values: Iterable[object]) -> set[object]:
    """Return the values as a set; raises BasewatchError where one of them is there twice."""
    seen: set[object] = set()
    for index, value in enumerate(values):
        if value in seen:
            raise field_fault(path, f"{table}[{index}].{field}", f"{value} is there twice")
        seen.add(value)
    return seen
