"""Labels that lie on each other, against a check of every pair by itself."""

from itertools import combinations
from math import dist

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from basewatch_gui.checks import overlaps as checked
from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import FrameContext, LabelTable
from basewatch_gui.checks.overlaps import DUPLICATE_IOU, INSIDE_SHARE, OVERLAP_IOU, SAME_CENTRE_PX, check_overlaps
from basewatch_gui.checks.registry import check_frame, check_labels
from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon, bounds_px, to_shapely
from basewatch_gui.model.label import Label
from tests.checks.conftest import label
from tests.strategies import outlines

CROWDED_PX = 300.0
"""So small a ground that many outlines meet."""


def shapes() -> st.SearchStrategy[Outline]:
    """Outlines of all kinds on a crowded ground."""
    return outlines(CROWDED_PX)


def some_labels(size: int = 12) -> st.SearchStrategy[list[Label]]:
    """Labels of two categories, some of them crowds."""
    kinds = st.tuples(shapes(), st.sampled_from([2, 20]), st.booleans())
    return st.lists(kinds, max_size=size).map(
        lambda rows: [
            label(number, outline, category, is_crowd=crowd and number % 3 == 0)
            for number, (outline, category, crowd) in enumerate(rows, start=1)
        ]
    )


def found_by_hand(one: Label, other: Label) -> tuple[str, str] | None:
    """What is to be said about a pair; the test is given up where rounding decides."""
    if one.is_crowd or other.is_crowd:
        return None
    a, b = to_shapely(one.outline), to_shapely(other.outline)
    shared, small = a.intersection(b).area, min(a.area, b.area)
    union = a.area + b.area - shared
    iou, inside = (shared / union if union else 0.0), (shared / small if small else 0.0)
    apart = dist(middle(one), middle(other))
    limits = ((iou, DUPLICATE_IOU), (iou, OVERLAP_IOU), (inside, INSIDE_SHARE), (apart, SAME_CENTRE_PX))
    assume(all(abs(value - limit) > 1e-6 for value, limit in limits))
    if one.category_id == other.category_id:
        return ("duplicate", "twice") if iou > DUPLICATE_IOU or apart <= SAME_CENTRE_PX else None
    if inside >= INSIDE_SHARE:
        return ("overlap", "inside")
    return ("overlap", "overlap") if iou > OVERLAP_IOU else None


def middle(held: Label) -> tuple[float, float]:
    left, top, right, bottom = bounds_px(held.outline)
    return ((left + right) / 2, (top + bottom) / 2)


def said(findings: list[Finding]) -> dict[tuple[int, ...], tuple[str, str]]:
    made = {finding.about: (finding.check, finding.what) for finding in findings}
    assert len(made) == len(findings)
    return {about: (str(check), what) for about, (check, what) in made.items()}


@given(some_labels())
def test_pairs_are_those_that_a_check_of_every_pair_finds(scene: FrameContext, labels: list[Label]) -> None:
    expected = {
        (one.id, other.id): words
        for one, other in combinations(labels, 2)
        if (words := found_by_hand(one, other)) is not None
    }
    assert said(check_overlaps(scene, LabelTable(labels))) == expected


@given(some_labels(), st.data())
def test_after_an_edit_the_changed_labels_alone_give_what_a_whole_check_gives(
    scene: FrameContext, labels: list[Label], data: st.DataObject
) -> None:
    assume(labels)
    found = check_frame(scene, labels)
    numbers = data.draw(st.sets(st.sampled_from([each.id for each in labels]), min_size=1))
    gone = data.draw(st.sets(st.sampled_from(sorted(numbers))))
    after = [
        label(each.id, data.draw(shapes()), each.category_id) if each.id in numbers else each
        for each in labels
        if each.id not in gone
    ]
    changed = [each for each in after if each.id in numbers]
    neighbours = [each for each in after if each.id not in numbers]
    found.replace_about(numbers, check_labels(scene, changed, neighbours))
    assert set(found) == set(check_frame(scene, after))
    found.replace_about([each.id for each in after], [])
    assert not [finding for finding in found if finding.label_ids]


def test_the_share_of_an_overlap_is_told_and_the_place_lies_between_both(scene: FrameContext) -> None:
    found = check_overlaps(scene, LabelTable([label(1, Box(0, 0, 10, 10), 2), label(2, Box(0, 5, 10, 15), 20)]))
    assert [(each.values, each.at_px, each.severity) for each in found] == [((33,), (5.0, 7.5), "warning")]


def test_a_point_in_a_box_is_no_overlap_but_two_points_on_one_place_are_drawn_twice(scene: FrameContext) -> None:
    held = [label(1, Box(0, 0, 10, 10), 20), label(2, Point((5.0, 5.0)), 2), label(3, Point((6.0, 5.0)), 2)]
    assert said(check_overlaps(scene, LabelTable(held))) == {(2, 3): ("duplicate", "twice")}


def test_what_lies_in_a_polygons_hole_does_not_overlap_it(scene: FrameContext) -> None:
    ring = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
    hole = ((20.0, 20.0), (20.0, 80.0), (80.0, 80.0), (80.0, 20.0))
    held = [label(1, Polygon((ring, hole)), 2), label(2, OrientedBox((50.0, 50.0), 30.0, 20.0, 30.0), 20)]
    assert said(check_overlaps(scene, LabelTable(held))) == {}


def test_labels_imported_many_times_over_end_the_check_early(
    scene: FrameContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checked, "MAX_PAIRS", 50)
    monkeypatch.setattr(checked, "_BATCH_PAIRS", 100)
    heard: list[float] = []
    held = [label(number, Box(0, 0, 10, 10)) for number in range(1, 201)]
    assert len(check_overlaps(scene, LabelTable(held), report=heard.append)) == 50
    assert len(heard) == 1


def test_a_sheet_knows_the_envelopes_and_areas_of_all_shapes(scene: FrameContext) -> None:
    turned = OrientedBox((50.0, 40.0), 30.0, 20.0, 30.0)
    triangle = Polygon((((0.0, 0.0), (10.0, 0.0), (0.0, 10.0)),))
    held: tuple[Outline, ...] = (turned, Box(1, 2, 5, 9), triangle, Point((3.0, 4.0)))
    sheet = LabelTable([label(number, shape) for number, shape in enumerate(held, start=1)])
    assert np.allclose(sheet.bounds_px, [bounds_px(shape) for shape in held])
    assert np.allclose(sheet.quads_px[0], turned.corners_px)
    assert np.allclose(sheet.areas_px, [600.0, 28.0, 50.0, 0.0])
