"""Converts frames, categories and labels to records of a COCO file and back, without loss."""

from dataclasses import asdict
from operator import attrgetter
from typing import Any

import msgspec

from basewatch_gui.exchange.coco_ground import bounds_wgs84
from basewatch_gui.exchange.coco_schema import (
    ATTRIBUTE_FIELDS,
    CocoAnnotation,
    CocoAttributes,
    CocoCategory,
    CocoCategoryAttributes,
    CocoGeo,
    CocoImage,
    CocoRaster,
    CocoSource,
)
from basewatch_gui.exchange.coco_shape import StandardShape
from basewatch_gui.geometry.ground import GroundMap, parse_crs
from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.geometry.outline_json import outline_from_values, outline_values
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.category import Category
from basewatch_gui.model.frame import IDENTITY, Frame, Source
from basewatch_gui.model.label import KEYPOINTS, Label
from basewatch_gui.model.measures import Measures

OUR_ATTRIBUTES = frozenset(CocoAttributes.__struct_fields__)
_get_attributes = attrgetter(*ATTRIBUTE_FIELDS)

ANGLE_DECIMALS = 2
LENGTH_DECIMALS = 2
LONLAT_DECIMALS = 7
PIXEL_DECIMALS = 2

SKELETON = ((1, 3), (2, 4))
"""Lines between keypoints: the fuselage from nose to tail, and the span."""

_NO_KEYPOINT = (0.0, 0.0, 0)
_LABELLED_AND_VISIBLE = 2


def image_of(frame: Frame, file_name: str, ground: GroundMap, *, plain: bool) -> CocoImage:
    """Return the record of a frame; `ground` is its ground map."""
    captured = None if frame.acquired is None else frame.acquired.replace("T", " ").removesuffix("Z")
    standard = CocoImage(
        id=frame.id, width=frame.width, height=frame.height, file_name=file_name, date_captured=captured
    )
    if plain:
        return standard
    geo = _geo_of(frame, ground)
    return msgspec.structs.replace(
        standard,
        geo=geo if geo != CocoGeo() else None,
        source=CocoSource(**asdict(frame.source)) if frame.source != Source() else None,
        raster=CocoRaster(
            fingerprint=frame.fingerprint,
            bands=frame.bands,
            dtype=frame.dtype,
            image=frame.image,
            parts=frame.parts,
            origins=dict(frame.origins),
        ),
        reviewed=frame.reviewed,
        complete=frame.complete,
    )


def frame_of(image: CocoImage, raster: CocoRaster, path: str) -> Frame:
    """Return the frame of a record, at this path of the project."""
    geo = image.geo or CocoGeo()
    captured = image.date_captured
    return Frame(
        id=image.id,
        path=path,
        fingerprint=raster.fingerprint,
        width=image.width,
        height=image.height,
        bands=raster.bands,
        dtype=raster.dtype,
        crs_wkt=geo.crs_wkt,
        transform=geo.transform,
        gsd_m=geo.gsd_m,
        acquired=None if captured is None else captured.replace(" ", "T") + "Z",
        source=Source(**msgspec.structs.asdict(image.source)) if image.source else Source(),
        registration=geo.registration or IDENTITY,
        reviewed=bool(image.reviewed),
        image=raster.image,
        parts=raster.parts,
        rpc=geo.rpc,
        origins=tuple(raster.origins.items()),
        complete=bool(image.complete),
    )


def category_record(category: Category, *, has_keypoints: bool, plain: bool) -> CocoCategory:
    """Return the record of a category; `has_keypoints` is true where any of its labels has keypoints."""
    values = asdict(category)
    standard = {field: values.pop(field) for field in ("id", "name", "supercategory")}
    return CocoCategory(
        **standard,
        keypoints=KEYPOINTS if has_keypoints else (),
        skeleton=SKELETON if has_keypoints else (),
        attributes=None if plain else msgspec.convert(values, CocoCategoryAttributes),
    )


def category_of(record: CocoCategory) -> Category:
    """Return the category of a record; raises msgspec.ValidationError where a value is of the wrong type."""
    values = msgspec.to_builtins(record.attributes) if record.attributes else {}
    values |= {"id": record.id, "name": record.name, "supercategory": record.supercategory or ""}
    return msgspec.convert(values, Category)


def annotation_of(
    label: Label, frame: Frame, shape: StandardShape, measures: Measures, *, plain: bool
) -> CocoAnnotation:
    """Return the record of a label of this frame, with its standard shape and its size on the ground."""
    keypoints = [place for at in label.keypoints_px for place in _keypoint(at, frame)]
    return CocoAnnotation(
        id=label.id,
        image_id=label.frame_id,
        category_id=label.category_id,
        bbox=shape.bbox,
        area=shape.area,
        segmentation=shape.segmentation,
        iscrowd=int(label.is_crowd),
        keypoints=tuple(keypoints),
        num_keypoints=sum(seen > 0 for seen in keypoints[2::3]) if keypoints else None,
        attributes=None if plain else _attributes_of(label, shape, measures),
    )


def label_of(annotation: CocoAnnotation, values: dict[str, Any]) -> Label:
    """Return the label of a record; `values` are its attributes.

    Raises msgspec.ValidationError where an attribute is missing or wrong, ValueError where the outline is.
    """
    ours = msgspec.convert(values, CocoAttributes)
    foreign = {key: value for key, value in values.items() if key not in OUR_ATTRIBUTES}
    return Label(
        id=annotation.id,
        uid=ours.label_uid,
        frame_id=annotation.image_id,
        category_id=annotation.category_id,
        outline=outline_from_values(ours.outline_px),
        is_crowd=annotation.iscrowd == 1,
        extra=foreign | (ours.extra or {}),
        **dict(zip(ATTRIBUTE_FIELDS, _get_attributes(ours), strict=True)),
    )


def _keypoint(at_px: XY, frame: Frame) -> tuple[float, float, int]:
    """Return x, y and visibility of a keypoint; zeros for one beyond the frame."""
    if not (0 <= at_px[0] <= frame.width and 0 <= at_px[1] <= frame.height):
        return _NO_KEYPOINT
    return (round(at_px[0], PIXEL_DECIMALS), round(at_px[1], PIXEL_DECIMALS), _LABELLED_AND_VISIBLE)


def _geo_of(frame: Frame, ground: GroundMap) -> CocoGeo:
    bounds = bounds_wgs84(ground, frame.width, frame.height)
    is_registered = frame.registration != IDENTITY
    return CocoGeo(
        crs=None if frame.crs_wkt is None else _crs_name(frame.crs_wkt),
        crs_wkt=frame.crs_wkt,
        transform=frame.transform,
        gsd_m=frame.gsd_m,
        bounds_wgs84=None if bounds is None else _rounded_bounds(bounds),
        nudge_m=round(frame.nudge_m, LENGTH_DECIMALS) if is_registered else None,
        registration=frame.registration if is_registered else None,
        rpc=frame.rpc,
    )


def _crs_name(crs_wkt: str) -> str:
    """Return authority and code of a CRS, such as EPSG:32637, where it surely has them; else the WKT itself."""
    crs = parse_crs(crs_wkt)
    authority = crs.to_authority(min_confidence=100) if crs is not None else None
    return ":".join(authority) if authority else crs_wkt


def _rounded_bounds(bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    west, south, east, north = (round(value, LONLAT_DECIMALS) for value in bounds)
    return (west, south, east, north)


def _attributes_of(label: Label, shape: StandardShape, measures: Measures) -> Any:
    """Return what is encoded as a label's attributes: a CocoAttributes, or a dict where there are foreign ones too.

    Few labels have foreign attributes, and the struct is encoded without being converted first.
    """
    outline = outline_values(label.outline)
    heading = label.outline.heading_px_deg if isinstance(label.outline, OrientedBox) else None
    hidden = {key: value for key, value in label.extra.items() if key in OUR_ATTRIBUTES}
    ours = CocoAttributes(
        shape=outline["shape"],
        outline_px=outline,
        heading_px_deg=_angle(heading),
        heading_true_deg=_angle(measures.heading_true_deg),
        length_m=_length(measures.length),
        width_m=_length(measures.width),
        truncated=shape.is_truncated,
        label_uid=label.uid,
        extra=hidden or None,
        **dict(zip(ATTRIBUTE_FIELDS, _get_attributes(label), strict=True)),
    )
    foreign = {key: value for key, value in label.extra.items() if key not in OUR_ATTRIBUTES}
    return {**msgspec.to_builtins(ours), **foreign} if foreign else ours


def _angle(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, ANGLE_DECIMALS) % 360.0


def _length(metres: float | None) -> float | None:
    return None if metres is None else round(metres, LENGTH_DECIMALS)
