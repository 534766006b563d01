"""Labels merged, simplified and aligned."""

import pytest

from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon, area_px
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.edits.shapes import align, merge_labels, simplify, square
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label

DENSE = tuple((float(x), 0.2 * (x % 20) / 10) for x in range(0, 100, 10)) + ((100.0, 100.0), (52.0, 98.5), (0.0, 100.0))


def labels_of(*outlines: Outline, locked: bool = False) -> list[Label]:
    return [Label(n, f"u{n}", 1, 1, outline, locked=locked) for n, outline in enumerate(outlines, 1)]


def outlines_after(edit: Edit) -> list[Outline]:
    """The outlines of the labels that the edit changes."""
    return [change.after.outline for change in edit.changes if isinstance(change.after, Label)]


def test_merged_labels_become_the_largest_one_in_one_edit() -> None:
    small, large = labels_of(Box(0, 0, 50, 50), OrientedBox((100, 50), 100, 100, 0))
    edit, kept = merge_labels([small, large])
    assert kept is large
    assert [(change.item.id, change.after is None) for change in edit.changes] == [(small.id, True), (large.id, False)]
    (outline,) = outlines_after(edit)
    assert area_px(outline) == pytest.approx(12_500)


@pytest.mark.parametrize(
    ("drawn", "locked", "words"),
    [
        ((Box(0, 0, 50, 50),), False, "two or more"),
        ((Box(0, 0, 50, 50), Box(60, 0, 90, 50)), False, "don't touch"),
        ((Box(0, 0, 50, 50), Box(20, 0, 90, 50)), True, "locked"),
        ((Point((1, 1)), Box(60, 0, 90, 50)), False, "don't touch"),
    ],
)
def test_what_can_not_be_merged_is_said(drawn: tuple[Outline, ...], locked: bool, words: str) -> None:
    with pytest.raises(BasewatchError, match=words):
        merge_labels(labels_of(*drawn, locked=locked))


def test_each_step_of_simplifying_takes_points_by_the_least_tolerance() -> None:
    first = simplify(labels_of(Polygon((DENSE,)), Box(0, 0, 10, 10)))
    assert (first.before, first.after, first.tolerance_px) == (13, 5, 0.5)
    second = simplify(labels_of(*outlines_after(first.edit)))
    assert (second.before, second.after, second.tolerance_px) == (5, 4, 2.0)
    (polygon,) = outlines_after(second.edit)
    assert isinstance(polygon, Polygon)
    assert len(polygon.rings[0]) == 4
    with pytest.raises(BasewatchError, match="no point to spare"):
        simplify(labels_of(polygon))


@pytest.mark.parametrize("labels", [labels_of(Box(0, 0, 10, 10)), labels_of(Polygon((DENSE,)), locked=True)])
def test_simplifying_asks_for_an_unlocked_polygon(labels: list[Label]) -> None:
    with pytest.raises(BasewatchError, match="Select a polygon"):
        simplify(labels)


def test_boxes_take_the_heading_beside_them_or_a_right_angle_to_it() -> None:
    boxes = labels_of(OrientedBox((9, 9), 8, 6, 3), OrientedBox((50, 9), 8, 6, 190), Box(0, 0, 9, 9))
    beside = list(zip(boxes, (95.0, 405.0, 45.0), strict=True))
    assert outlines_after(align(beside)) == [OrientedBox((9, 9), 8, 6, 95), OrientedBox((50, 9), 8, 6, 45)]
    assert outlines_after(square(beside)) == [OrientedBox((9, 9), 8, 6, 5), OrientedBox((50, 9), 8, 6, 225)]
