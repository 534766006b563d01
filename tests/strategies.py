"""Hypothesis strategies for what a project holds: outlines, labels, frames, categories, records, all of them valid."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from math import cos, radians, sin
from typing import Any, get_args

from hypothesis import strategies as st
from pyproj import CRS

from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon, Ring
from basewatch_gui.geometry.rpc import Rpc
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.attribute import Attribute, Kind, Value
from basewatch_gui.model.category import FIRST_USER_ID, Category, LookAlike
from basewatch_gui.model.frame import IDENTITY, Coefficients, Frame, Source
from basewatch_gui.model.label import KEYPOINTS, LABEL_FIELDS, Label, LabelField
from basewatch_gui.model.records import (
    CELLS_CHECK,
    Cell,
    CellState,
    Comment,
    Grid,
    Observation,
    Record,
    Verdict,
    Waiver,
)

FRAME_PX = 10_000.0
MIN_SIZE_PX = 1.0
MAX_SIZE_PX = 500.0

GRID_ID = 2**31 + 1

ids = st.integers(1, 2**31)
category_ids = st.integers(1, FIRST_USER_ID + 50)
names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
"""Anything a user can type, in any script."""

texts = st.text(max_size=40)
"""Any text at all, control characters included."""


def places(size_px: float = FRAME_PX) -> st.SearchStrategy[XY]:
    """Places on a frame of this size and a little beyond its edges."""
    along = st.floats(-0.05 * size_px, 1.05 * size_px)
    return st.tuples(along, along)


def sizes() -> st.SearchStrategy[float]:
    """Lengths of objects, in pixels."""
    return st.floats(MIN_SIZE_PX, MAX_SIZE_PX)


def headings() -> st.SearchStrategy[float]:
    """Degrees, 0 <= heading < 360."""
    return st.floats(0.0, 360.0, exclude_max=True)


def oriented_boxes(size_px: float = FRAME_PX) -> st.SearchStrategy[OrientedBox]:
    """Oriented boxes centred on a frame."""
    return st.builds(OrientedBox, places(size_px), sizes(), sizes(), headings())


def boxes(size_px: float = FRAME_PX) -> st.SearchStrategy[Box]:
    """Level boxes with an extent."""

    def box_at(corner: XY, width: float, height: float) -> Box:
        return Box(corner[0], corner[1], corner[0] + width, corner[1] + height)

    return st.builds(box_at, places(size_px), sizes(), sizes())


@st.composite
def polygons(draw: st.DrawFn, size_px: float = FRAME_PX) -> Polygon:
    """Simple polygons: star-shaped about a place, in either direction, with at most one hole."""
    x, y = draw(places(size_px))
    count = draw(st.integers(3, 12))
    step = 360.0 / count
    turns = draw(st.lists(st.floats(0.0, 0.4), min_size=count, max_size=count))
    radii = draw(st.lists(sizes(), min_size=count, max_size=count))

    def ring(scale: float) -> Ring:
        angles = [radians(step * (index + turn)) for index, turn in enumerate(turns)]
        return tuple(
            (x + scale * radius * sin(angle), y - scale * radius * cos(angle))
            for angle, radius in zip(angles, radii, strict=True)
        )

    hole = (ring(0.3)[::-1],) if draw(st.booleans()) else ()
    shell = ring(1.0)
    return Polygon((shell[::-1] if draw(st.booleans()) else shell, *hole))


def points(size_px: float = FRAME_PX) -> st.SearchStrategy[Point]:
    """Single places."""
    return st.builds(Point, places(size_px))


def outlines(size_px: float = FRAME_PX) -> st.SearchStrategy[Outline]:
    """Outlines of all four shapes, from 1 to 1,000 px across, on a frame of this size and a little beyond its edges."""
    return st.one_of(oriented_boxes(size_px), boxes(size_px), polygons(size_px), points(size_px))


def times() -> st.SearchStrategy[str]:
    """UTC times as the model writes them."""
    moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
    return moments.map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


def json_values() -> st.SearchStrategy[Any]:
    """What JSON can say exactly."""
    numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    return st.recursive(
        st.none() | st.booleans() | numbers | texts,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
        max_leaves=5,
    )


def labels(
    label_ids: st.SearchStrategy[int] = ids,
    frame_ids: st.SearchStrategy[int] = ids,
    category_numbers: st.SearchStrategy[int] = category_ids,
    shapes: st.SearchStrategy[Outline] | None = None,
) -> st.SearchStrategy[Label]:
    """Labels with every field that there is; of all shapes unless `shapes` says which."""
    special: dict[str, st.SearchStrategy[Any]] = {
        "state": st.sampled_from(["unknown", "complete", "partial"]),
        "alternates": st.lists(category_numbers, max_size=2, unique=True).map(tuple),
        "designation": names,
        "cues": st.lists(names, max_size=2).map(tuple),
        "note": texts,
        "track_id": st.none() | ids,
        "author": names,
        "created": times(),
        "modified": times(),
        "extra": st.dictionaries(texts, json_values(), max_size=2),
        "values": st.dictionaries(names, values(), max_size=2),
        "comment": texts,
        "keypoints_px": st.just(()) | st.tuples(*(places() for _ in KEYPOINTS)),
    }
    return st.builds(
        Label,
        id=label_ids,
        uid=st.uuids().map(str),
        frame_id=frame_ids,
        category_id=category_numbers,
        outline=outlines() if shapes is None else shapes,
        **{each.name: _of_field(each) for each in LABEL_FIELDS} | special,
    )


def _of_field(field: LabelField) -> st.SearchStrategy[Any]:
    return st.sampled_from(field.choices) if field.choices else st.from_type(field.kind)


def values() -> st.SearchStrategy[Value]:
    """What a category's own attribute can be."""
    return st.one_of(names, st.floats(-1e9, 1e9), st.booleans())


@cache
def utm_wkt(zone: int = 37) -> str:
    """WKT of a northern UTM zone."""
    return str(CRS.from_epsg(32600 + zone).to_wkt())


def transforms() -> st.SearchStrategy[Coefficients]:
    """North-up or turned transforms of 0.3 to 10 m pixels into a UTM zone."""

    def placed(gsd: float, turn: float, east: float, north: float) -> Coefficients:
        a, b = gsd * cos(radians(turn)), gsd * sin(radians(turn))
        return (a, b, east, b, -a, north)

    return st.builds(placed, st.floats(0.3, 10.0), st.just(0.0) | headings(), st.floats(4e5, 6e5), st.floats(4e6, 6e6))


def rpcs() -> st.SearchStrategy[Rpc]:
    """RPC models of any numbers: for what is kept, not for what they mean."""
    number = st.floats(-1e6, 1e6)
    polynomial = st.lists(number, min_size=20, max_size=20).map(tuple)
    return st.builds(Rpc, *(number for _ in range(10)), *(polynomial for _ in range(4)))


@st.composite
def frames(draw: st.DrawFn, frame_ids: st.SearchStrategy[int] = ids) -> Frame:
    """Frames with and without a georeference, with and without a registration."""
    placed = draw(st.booleans())
    size = st.integers(1, 100_000)
    shift = st.floats(-30.0, 30.0)
    path = st.lists(names.filter(lambda name: name.strip(". /\\") == name != ""), min_size=1, max_size=3)
    registrations = st.tuples(shift, shift).map(lambda by: (1.0, 0.0, by[0], 0.0, 1.0, by[1]))
    unknown_or_text = st.none() | names
    unknown_or_degrees = st.none() | st.floats(-90.0, 360.0)
    return Frame(
        id=draw(frame_ids),
        path=draw(path.map("/".join)) + ".tif",
        fingerprint=draw(st.text("0123456789abcdef", min_size=16, max_size=16)),
        width=draw(size),
        height=draw(size),
        bands=draw(st.integers(1, 8)),
        dtype=draw(st.sampled_from(["uint8", "uint16", "float32"])),
        crs_wkt=utm_wkt() if placed else None,
        transform=draw(transforms()) if placed else None,
        gsd_m=draw(st.none() | st.floats(0.1, 30.0)),
        acquired=draw(st.none() | times()),
        source=Source(
            provider=draw(unknown_or_text),
            credit=draw(unknown_or_text),
            catalog_id=draw(unknown_or_text),
            off_nadir_deg=draw(unknown_or_degrees),
            sun_azimuth_deg=draw(unknown_or_degrees),
        ),
        registration=draw(st.just(IDENTITY) | registrations),
        reviewed=draw(st.booleans()),
        image=draw(st.integers(0, 3)),
        parts=tuple(draw(st.lists(path.map("/".join), max_size=2))),
        rpc=None if placed else draw(st.none() | rpcs()),
        origins=tuple(draw(st.dictionaries(names, names, max_size=2)).items()),
        complete=draw(st.booleans()),
    )


def categories(
    category_numbers: st.SearchStrategy[int] = category_ids,
) -> st.SearchStrategy[Category]:
    """Categories, BaseWatch's own and users'."""
    length = st.none() | st.floats(0.5, 100.0)
    return st.builds(
        Category,
        id=category_numbers,
        name=names.filter(bool),
        supercategory=names,
        length_m=length,
        span_m=length,
        mark=st.sampled_from(["", "V", "U"]),
        source=names,
        colour=st.text("0123456789abcdef", min_size=6, max_size=6).map("#{}".format),
        dash=st.sampled_from(["solid", "dash", "dot", "dash-dot"]),
        key=st.sampled_from(["", "a", "7"]),
        tool=st.sampled_from(["oriented_box", "box", "polygon", "point"]),
        silhouette=names,
        cues=st.lists(names, max_size=2).map(tuple),
        states=st.lists(names, min_size=1, max_size=3).map(tuple),
        designations=st.lists(names, max_size=2).map(tuple),
        attributes=st.lists(attributes(), max_size=2).map(tuple),
        look_alikes=st.lists(st.builds(LookAlike, names, names, length, length, names), max_size=2).map(tuple),
        rank=st.integers(-5, 50),
    )


def attributes() -> st.SearchStrategy[Attribute]:
    """Attributes of a category's labels."""
    return st.builds(
        Attribute,
        name=names,
        kind=st.sampled_from(get_args(Kind)),
        choices=st.lists(names, max_size=3).map(tuple),
        default=st.none() | values(),
        sticky=st.booleans(),
        required=st.booleans(),
    )


def records(
    record_ids: st.SearchStrategy[int] = ids,
    frame_ids: st.SearchStrategy[int] = ids,
    grid_ids: st.SearchStrategy[int] = ids,
    label_ids: st.SearchStrategy[int] = ids,
) -> st.SearchStrategy[Record]:
    """Records of every kind."""
    side, number = st.floats(1.0, 5000.0), st.integers(0, 100)
    who = {"author": names, "created": st.just("") | times()}
    about = st.tuples(names, st.lists(label_ids, max_size=2).map(tuple))
    about |= st.tuples(st.just(CELLS_CHECK), st.tuples(grid_ids, number, number))
    area = st.lists(places(), max_size=4).map(tuple)
    return st.one_of(
        st.builds(Grid, record_ids, st.none() | frame_ids, side, st.floats(0.0, 100.0), area),
        st.builds(Cell, record_ids, grid_ids, frame_ids, number, number, st.sampled_from(get_args(CellState))),
        st.builds(Comment, record_ids, frame_ids, places(), texts, resolved=st.booleans(), **who),
        st.builds(
            lambda key, frame, found, *rest: Waiver(key, frame, *found, *rest),
            *(record_ids, frame_ids, about, texts, names, times()),
        ),
        st.builds(Observation, record_ids, frame_ids, label_ids, st.sampled_from(get_args(Verdict)), **who),
    )


@st.composite
def record_lists(draw: st.DrawFn, frames: Sequence[Frame], labels: Sequence[Label]) -> list[Record]:
    """Up to six records with ids of their own, about nothing but these frames, these labels and a grid among them."""
    if not frames or not labels:
        return []
    numbered = records(
        frame_ids=st.sampled_from([frame.id for frame in frames]),
        grid_ids=st.just(GRID_ID),
        label_ids=st.sampled_from([label.id for label in labels]),
    )
    drawn = draw(st.lists(numbered, max_size=6, unique_by=lambda record: record.id))
    return [*drawn, Grid(GRID_ID, None, 500.0)]
