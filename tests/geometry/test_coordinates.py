"""Coordinates as people write them."""

from contextlib import suppress
from math import hypot

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from basewatch_gui.geometry.coordinates import (
    CoordinateError,
    LonLat,
    PixelPlace,
    degrees_text,
    dms_text,
    latlon_text,
    lonlat_text,
    mgrs_text,
    parse_place,
)
from basewatch_gui.geometry.ground import WGS84

LON, LAT = st.floats(-180, 180), st.floats(-90, 90)
MIDDLE = (39.0, 49.65)


@pytest.mark.parametrize(
    "text",
    [
        "49.65 39.0",
        "49.65, 39.0",
        " 49.65 ,39 ",
        "49,65; 39,0",
        "49.65N 39E",
        "39E 49.65N",
        "39.0 E, 49.65 N",
        "N49.65 E39",
        "n 49.65° e 39°",
        "49°39'N 39°0'E",
        "49 39 00 39 00 00",
        "49:39:00 39:00:00",
        "49 39 39 0",
        "49°39′00″N, 39°00′00″E",
        "49º 39’ 0” N 39º 0’ 0” E",
        "N 49 39 00.0 E 39 00 00.0",
        "493900N 0390000E",
        "4939N 03900E",
    ],
)
def test_one_place_in_many_writings(text: str) -> None:
    place = parse_place(text)
    assert isinstance(place, LonLat)
    assert (place.lon_deg, place.lat_deg) == pytest.approx(MIDDLE)


@pytest.mark.parametrize(
    ("text", "lonlat"),
    [
        ("-33.9 151.2", (151.2, -33.9)),
        ("151.2 -33.9", (151.2, -33.9)),
        ("33.9S 151.2E", (151.2, -33.9)),
        ("−0.5, −0.25", (-0.25, -0.5)),
        ("0 30 30 S 0 15 0 W", (-0.25, -0.508333333)),
    ],
)
def test_signs_and_orders(text: str, lonlat: tuple[float, float]) -> None:
    place = parse_place(text)
    assert isinstance(place, LonLat)
    assert (place.lon_deg, place.lat_deg) == pytest.approx(lonlat)


@pytest.mark.parametrize("text", ["pixel 120, 30.5", "px 120 30.5", "PIXELS: 120; 30.5", "pixel 120,30.5 px"])
def test_a_pixel(text: str) -> None:
    assert parse_place(text) == PixelPlace(120.0, 30.5)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        ("hello", "form"),
        ("49.65", "form"),
        ("49.65 39 20", "form"),
        ("49.65x, 39", "number"),
        ("49..6, 39", "number"),
        ("99 N 10 E", "latitude"),
        ("10 200", "longitude"),
        ("10 N 181 E", "longitude"),
        ("49 61 N 39 0 E", "minutes"),
        ("49 0 60 N 39 0 0 E", "minutes"),
        ("49 N 50 N", "two the same"),
        ("37U DR 123", "mgrs"),
        ("37U DR 123456 123456", "mgrs"),
        ("99X AB 12 34", "mgrs"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, fault: str) -> None:
    with pytest.raises(CoordinateError) as told:
        parse_place(text)
    assert told.value.fault == fault


@given(LON, LAT, st.integers(0, 9))
def test_degrees_come_back(lon: float, lat: float, decimals: int) -> None:
    place = parse_place(latlon_text((lon, lat), decimals))
    assert isinstance(place, LonLat)
    assert (place.lon_deg, place.lat_deg) == pytest.approx((lon, lat), abs=0.51 * 10**-decimals)


@given(LON, LAT)
def test_degrees_with_hemispheres_and_dms_come_back(lon: float, lat: float) -> None:
    for text, off in ((degrees_text((lon, lat)), 0.51e-5), (dms_text((lon, lat)), 0.051 / 3600)):
        place = parse_place(text)
        assert isinstance(place, LonLat)
        assert (place.lon_deg, place.lat_deg) == pytest.approx((lon, lat), abs=off)


@example(0.0, 8.0, 1)  # the middle of its square lies in the next band
@given(st.floats(-179.9, 179.9), st.floats(-79.9, 83.9), st.integers(1, 5))
def test_mgrs_comes_back_within_its_square(lon: float, lat: float, digits: int) -> None:
    place = parse_place(mgrs_text((lon, lat), digits))
    assert isinstance(place, LonLat)
    side = 10 ** (5 - digits)
    reach = hypot(side, side) * (0.51 if digits < 5 else 1.01) + 1.0
    assert WGS84.inv(lon, lat, place.lon_deg, place.lat_deg)[2] < reach


@given(st.text() | st.from_regex(r"\A[-0-9.NSEW°'\" ,:;]{1,24}\Z"))
def test_any_text_is_a_place_or_a_fault(text: str) -> None:
    with suppress(CoordinateError):
        place = parse_place(text)
        assert isinstance(place, PixelPlace) or (abs(place.lat_deg) <= 90 and abs(place.lon_deg) <= 180)


def test_the_forms() -> None:
    assert latlon_text(MIDDLE) == "49.65000, 39.00000"
    assert lonlat_text(MIDDLE, 1) == "39.0, 49.6"
    assert degrees_text((-39.0, -49.65)) == "49.65000°S  39.00000°W"
    assert dms_text((39.0, -49.999999)) == "50°00'00.0\"S  39°00'00.0\"E"
    assert mgrs_text(MIDDLE) == "37U EQ 0000 9971"
    assert mgrs_text(MIDDLE, 0) == "37U EQ"


@pytest.mark.parametrize("lat", [-80.1, 84.1, 90.0])
def test_mgrs_ends_near_the_poles(lat: float) -> None:
    assert mgrs_text((10.0, lat)) == ""
