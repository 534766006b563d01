from dataclasses import replace
from math import nan

import pytest
from affine import Affine

from basewatch_gui.geometry.ground import GroundMap, parse_crs, plane_of_frame
from basewatch_gui.geometry.measure import Figure, Leg, ShadowMeasures, measure_path
from basewatch_gui.tools.preview import Measures, Preview
from basewatch_gui.widgets.pane.layers.figure_text import area_text, bearing_text, figure_text, leg_texts, path_lines
from basewatch_gui.widgets.pane.layers.preview_text import copied_text, preview_texts

SCREENSHOT = GroundMap(None, None, Affine(0.5, 0, 0, 0, -0.5, 0), Affine.identity())
UTM = Affine(0.5, 0, 768_000, 0, -0.5, 3_921_000)
GROUND = GroundMap(plane_of_frame("EPSG:32636", UTM, 2000, 2000), parse_crs("EPSG:32636"), UTM, Affine.identity())
RING = [(0.0, 0.0), (200.0, 0.0), (200.0, 100.0)]
SHADOW = ShadowMeasures(Figure(20.04, 0.5), Leg(Figure(40.08, 1.0), 350.0), 26.6, 7.4, 24.0, True, True)


@pytest.mark.parametrize(
    ("value", "error", "unit", "text"),
    [
        (412.345, 0.5, "m", "412.3 m ± 0.5"),
        (412.345, 0.031, "m", "412.35 m ± 0.03"),
        (412.345, 0.96, "m", "412 m ± 1"),
        (412.345, 9.7, "m", "410 m ± 10"),
        (412.345, 0.5, "km", "0.4123 km ± 0.0005"),
        (412.345, 0.31, "ft", "1\u202f353 ft ± 1"),
        (1852.0, 0.5, "NM", "1.0000 NM ± 0.0003"),
        (1234567.8, 31.0, "m", "1\u202f234\u202f570 m ± 30"),
        (nan, 0.5, "m", "– m ± –"),
    ],
)
def test_a_figure_is_as_long_as_its_error_allows(value: float, error: float, unit: str, text: str) -> None:
    assert figure_text(Figure(value, error), unit) == text


def test_areas_are_in_the_square_of_the_unit() -> None:
    assert area_text(Figure(2_500_000.0, 40_000.0), "km") == "2.50 km² ± 0.04"
    assert area_text(Figure(100.0, 4.0), "ft") == "1\u202f080 ft² ± 40"


def test_without_a_scale_figures_are_in_pixels_whatever_the_unit() -> None:
    path = measure_path(SCREENSHOT, RING, in_metres=False)
    assert path_lines(path, "ft")[0] == "total 300 px ± 1"
    assert leg_texts(path, "ft") == ("200 px", "100 px")


@pytest.mark.parametrize(
    ("bearing", "length", "text"),
    [(45.26, 500.0, "bearing 045.3°"), (9.96, 10.0, "bearing 010°"), (359.97, 500.0, "bearing 000.0°"), (nan, 0, "")],
)
def test_bearings_have_three_digits(bearing: float, length: float, text: str) -> None:
    assert bearing_text(Leg(Figure(length, 0.5), bearing), is_true=True) == text


def test_a_heading_that_is_not_from_true_north_says_so() -> None:
    assert bearing_text(Leg(Figure(9.0, 0.5), 45.0), is_true=False) == "045° from the frame's up"


def test_the_lines_of_a_path() -> None:
    one, two = measure_path(GROUND, RING[:2]), measure_path(GROUND, RING)
    assert path_lines(one, "m") == ("100.0 m ± 0.5", "bearing 091.7°")
    assert [line.split()[0] for line in path_lines(two, "m")] == ["total", "last", "bearing"]
    ring = measure_path(GROUND, RING, closed=True)
    assert [line.split()[0] for line in path_lines(ring, "m")] == ["area", "perimeter"]
    bow = measure_path(GROUND, [*RING, (0.0, 100.0), (300.0, 20.0)], closed=True)
    assert path_lines(bow, "m")[0] == "crosses itself: no area"


@pytest.mark.parametrize(
    ("off", "nadir", "said"),
    [
        (7.4, 24.0, ["7° clockwise of the sun's line", "24° off nadir: start at the foot, not the top"]),
        (-7.4, 5.0, ["7° anticlockwise of the sun's line"]),
        (0.3, None, ["runs straight away from the sun"]),
        (None, None, ["bearing 350°"]),
    ],
)
def test_the_lines_of_a_shadow(off: float | None, nadir: float | None, said: list[str]) -> None:
    shadow = replace(SHADOW, off_sun_deg=off, off_nadir_deg=nadir)
    lines = preview_texts(Preview(1, measured=shadow), "m").lines
    assert list(lines) == ["height 20.0 m ± 0.5", "shadow 40 m ± 1, sun 26.6° high", *said]


def test_what_is_copied_lists_the_legs() -> None:
    path = measure_path(GROUND, RING)
    text = copied_text(Preview(1, measured=path), "m")
    assert text.splitlines()[0] == "total 149.9 m ± 0.7"
    assert text.splitlines()[-1] == "2\t50.0 m ± 0.5\tbearing 182°"
    assert copied_text(Preview(1), "m") == ""
    assert copied_text(None, "m") == ""


def test_other_previews_keep_their_texts() -> None:
    preview = Preview(1, measures=Measures(69.1, 73.3, 12.0))
    assert preview_texts(preview, "ft").lines == ("69.1 × 73.3 m", "heading 12°")
    assert preview_texts(None, "m").lines == ()
