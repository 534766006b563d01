"""What is said about a label by itself, and about cells."""

from dataclasses import replace

import numpy as np
import pytest

from basewatch_gui.checks.cells import find_unfinished_cells
from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import FrameContext
from basewatch_gui.checks.frame_findings import FrameFindings
from basewatch_gui.checks.registry import check_frame
from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point
from basewatch_gui.model.attribute import Attribute
from basewatch_gui.model.frame import ground_map
from basewatch_gui.model.grid import STATES, CellAt, Squares
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Grid
from tests.checks.conftest import label

IL_76_PX = (46.59 / 0.5, 50.5 / 0.5)


def fitting(centre: tuple[float, float] = (1000.0, 1000.0), long: float = 1.0, wide: float = 1.0) -> OrientedBox:
    """An Il-76 of its size, or so many times as long and wide."""
    return OrientedBox(centre, IL_76_PX[0] * long, IL_76_PX[1] * wide, 30.0)


def said(scene: FrameContext, held: Label, check: str) -> list[tuple[str, str, tuple[str | int, ...]]]:
    """Severity, sentence and values of what a check says of a label."""
    found = check_frame(scene, [held])
    return [(each.severity, each.what, each.values) for each in found if each.check == check]


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        (fitting((50.0, 1000.0)), []),
        (fitting((-20.0, 1000.0)), [("warning", "mostly", ())]),
        (fitting((4200.0, 1000.0)), [("error", "gone", ())]),
        (Box(-30.0, 10.0, 0.0, 50.0), [("error", "gone", ())]),
        (Point((0.0, 4000.0)), []),
        (Point((-1.0, 50.0)), [("error", "gone", ())]),
    ],
)
def test_outside_the_frame(scene: FrameContext, outline: Outline, expected: list[object]) -> None:
    assert said(scene, label(1, outline), "outside") == expected


def test_what_lies_outside_is_gone_to_at_the_frames_edge(scene: FrameContext) -> None:
    found = [each for each in check_frame(scene, [label(1, fitting((5000.0, -700.0)))]) if each.check == "outside"]
    assert [each.at_px for each in found] == [(4000.0, 0.0)]


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        (fitting(), []),
        (fitting(long=1.09, wide=0.91), []),
        (fitting(long=1.2), [("warning", "too long", (20,))]),
        (fitting(wide=0.8), [("warning", "too narrow", (20,))]),
        (fitting(long=0.4, wide=0.4), [("error", "tiny", (20, 50))]),
        (fitting(long=2.5), [("error", "huge", (116, 50))]),
        (OrientedBox((50.0, 50.0), 2.0, 1.0, 0.0), [("error", "tiny px", (2, 1))]),
        (Box(0.0, 0.0, 4100.0, 20.0), [("error", "huge px", (4100, 20))]),
        (Box(0.0, 0.0, 70.0, 70.0), []),
        (Box(0.0, 0.0, 40.0, 30.0), [("error", "tiny", (20, 50))]),
        (Point((5.0, 5.0)), []),
    ],
)
def test_size(scene: FrameContext, outline: Outline, expected: list[object]) -> None:
    assert said(scene, label(1, outline), "size") == expected


def test_a_level_box_may_be_as_small_as_the_shorter_side_lets_it(scene: FrameContext) -> None:
    launcher = scene.categories[20]
    assert (launcher.length_m, launcher.span_m) == (13.11, 3.15)
    assert said(scene, label(1, Box(0.0, 0.0, 10.0, 10.0), 20), "size") == []
    assert said(scene, label(1, OrientedBox((5.0, 5.0), 10.0, 10.0, 0.0), 20), "size") == [("error", "tiny", (5, 13))]


def test_the_frames_own_accuracy_is_taken_in(scene: FrameContext) -> None:
    coarse = replace(scene.frame, gsd_m=10.0)
    assert said(replace(scene, frame=coarse), label(1, fitting(long=1.3)), "size") == []


def test_a_frame_without_a_scale_says_nothing_about_metres(scene: FrameContext) -> None:
    frame = replace(scene.frame, crs_wkt=None, transform=None, gsd_m=None)
    bare = replace(scene, frame=frame, ground=ground_map(frame, None))
    assert said(bare, label(1, fitting(long=3.0)), "size") == []


@pytest.mark.parametrize(
    ("category_id", "outline", "missing"),
    [(2, fitting(), False), (2, Box(0, 0, 100, 90), True), (2, Point((5.0, 5.0)), True), (25, Point((5.0, 5.0)), None)],
)
def test_heading(scene: FrameContext, category_id: int, outline: Outline, missing: bool | None) -> None:
    expects = scene.categories[category_id].tool == "oriented_box" if missing is None else missing
    assert said(scene, label(1, outline, category_id), "heading") == ([("warning", "missing", ())] if expects else [])


@pytest.mark.parametrize("tool", ["stamp", "diamond"])
def test_every_tool_with_a_nose_gives_a_heading(scene: FrameContext, tool: str) -> None:
    drawn_so = replace(scene, categories={2: replace(scene.categories[2], tool=tool)})
    assert said(drawn_so, label(1, Box(0, 0, 100, 90)), "heading") == [("warning", "missing", ())]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, [("warning", "missing", ("engines, crew",))]),
        ({"engines": 4.0, "crew": ""}, [("warning", "missing", ("crew",))]),
        ({"engines": 0.0, "crew": False}, []),
    ],
)
def test_required_attributes(scene: FrameContext, values: dict[str, object], expected: list[object]) -> None:
    asks = (Attribute("engines", "number", required=True), Attribute("crew", "yes_no", required=True), Attribute("x"))
    categories = {2: replace(scene.categories[2], attributes=asks)}
    held = label(1, fitting(), values=values)
    assert said(replace(scene, categories=categories), held, "attribute") == expected


def test_an_unassessed_identification_is_a_hint(scene: FrameContext) -> None:
    assert said(scene, label(1, fitting()), "identification") == [("hint", "unassessed", ())]
    assert said(scene, label(1, fitting(), identification="probable"), "identification") == []


def test_a_category_that_is_gone_breaks_no_check(scene: FrameContext) -> None:
    assert len(check_frame(scene, [label(1, fitting(), 999, identification="confirmed")])) == 0


def test_an_empty_frame_has_no_findings(scene: FrameContext) -> None:
    assert len(check_frame(scene, [])) == 0


def test_cells_left_are_one_finding_at_the_first_of_them(scene: FrameContext) -> None:
    squares = Squares(100.0, 100.0, False, CellAt(0, 0), np.ones((2, 3), np.bool_))
    states = np.array([["done", "to do", "in progress"], ["empty", "second look", "not observable"]])
    places = np.vectorize(STATES.index)(states).astype(np.uint8)
    found = list(find_unfinished_cells(scene, Grid(7, 1, 100.0), squares, places))
    assert [(each.what, each.about, each.at_px, each.values) for each in found] == [
        ("left", (7,), (150.0, 50.0), (2, 6)),
        ("second look", (7, 1, 1), (150.0, 150.0), ()),
    ]
    assert all(each.label_ids == () for each in found)


def test_cells_of_the_common_ground_are_gone_to_on_the_frame(scene: FrameContext) -> None:
    squares = Squares(50.0, 50.0, True, CellAt(-1, 2), np.ones((1, 1), np.bool_))
    (found,) = find_unfinished_cells(scene, Grid(7, None, 50.0), squares, np.zeros((1, 1), np.uint8))
    assert np.allclose(scene.ground.place_at(found.at_px), (-25.0, -125.0), atol=0.01)


def test_a_check_is_replaced_as_a_whole() -> None:
    def cell(number: int) -> Finding:
        return Finding(1, "cells", (number,), "warning", "left", (0.0, 0.0))

    label_7 = Finding(1, "heading", (7,), "warning", "missing", (0.0, 0.0))
    found = FrameFindings([label_7, cell(1), cell(2)])
    found.replace_check("cells", [cell(2), cell(3)])
    assert list(found.group("warning", "cells")) == [(2,), (3,)]
    assert list(found) == [label_7, cell(2), cell(3)]
    found.replace_about([7], [])
    assert list(found) == [cell(2), cell(3)]
