"""What the demo says is there: the story, the sizes, the places."""

from collections import Counter

import numpy as np
import pytest

from basewatch_gui.demo.frames import FRAMES
from basewatch_gui.demo.truth import TruthObject, truth_labels, truth_objects
from basewatch_gui.geometry.ground import WGS84
from basewatch_gui.geometry.outline import leaves_frame, to_shapely
from basewatch_gui.model.resources import shipped_categories

FIRST, SECOND = "2024-12-07", "2024-12-13"


def by_uid(date: str) -> dict[str, TruthObject]:
    return {thing.uid: thing for thing in truth_objects(date)}


def counts(date: str) -> Counter[tuple[int, str]]:
    return Counter((thing.category_id, thing.state) for thing in truth_objects(date))


def test_the_story_of_the_first_date() -> None:
    seen = counts(FIRST)
    assert (seen[1, "nose open"], seen[1, "in service"]) == (1, 1)
    assert (seen[2, "in service"], seen[3, "in service"], seen[4, "in service"]) == (2, 2, 1)
    assert seen[5, "in service"] == 2
    assert (seen[20, "deployed"], seen[21, "deployed"], seen[22, "deployed"], seen[24, "deployed"]) == (3, 1, 1, 1)
    assert 20 <= len(truth_objects(FIRST)) <= 30


def test_the_story_of_the_second_date() -> None:
    seen = Counter(thing.category_id for thing in truth_objects(SECOND))
    assert (seen[1], seen[2], seen[3], seen[4], seen[5]) == (1, 5, 2, 1, 2)
    assert counts(SECOND)[5, "being dismantled"] == 1
    assert counts(SECOND)[20, "packed for transport"] == 3
    assert 20 <= len(truth_objects(SECOND)) <= 30


def test_what_happened_in_between() -> None:
    first, second = by_uid(FIRST), by_uid(SECOND)
    assert sorted(first.keys() - second.keys()) == ["an-124 2"]
    assert sorted(second.keys() - first.keys()) == ["il-76 3", "il-76 4", "il-76 5"]
    moved = {uid for uid in first.keys() & second.keys() if first[uid].centre_m != second[uid].centre_m}
    assert {"an-72 1", "launcher 1", "launcher 2", "launcher 3"} <= moved
    assert {"il-76 1", "an-32 1", "ka-52 2", "an-124 1"}.isdisjoint(moved)
    assert first["ka-52 2"].state != second["ka-52 2"].state


@pytest.mark.parametrize("date", [FIRST, SECOND])
def test_things_have_reference_sizes_and_states(date: str) -> None:
    categories = {category.id: category for category in shipped_categories()}
    for thing in truth_objects(date):
        category = categories[thing.category_id]
        assert thing.state in category.states
        if category.length_m is not None and thing.state != "being dismantled":
            assert (thing.length_m, thing.width_m) == (category.length_m, category.span_m)
    assert len({round(thing.heading_true_deg) for thing in truth_objects(date)}) > 10


def test_an_unknown_date() -> None:
    with pytest.raises(KeyError):
        truth_objects("2024-12-08")


@pytest.mark.parametrize("frame", FRAMES)
def test_boxes_lie_on_the_frame_and_apart(frame) -> None:  # type: ignore[no-untyped-def]
    labels = truth_labels(frame.number)
    assert [label[::2] for label in labels] == [(t.category_id, t.state) for t in truth_objects(frame.date)]
    shapes = [to_shapely(box) for _, box, _ in labels]
    for number, (_, box, _) in enumerate(labels):
        assert not leaves_frame(box, frame.width, frame.height)
        assert not any(shapes[number].intersects(other) for other in shapes[:number])


@pytest.mark.parametrize("frame", FRAMES)
def test_boxes_are_true_on_the_ground(frame) -> None:  # type: ignore[no-untyped-def]
    for (_, box, _), thing in zip(truth_labels(frame.number), truth_objects(frame.date), strict=True):
        nose, tail = frame.ground.to_lonlat(box.nose_px), frame.ground.to_lonlat(box.tail_px)
        bearing, _, length = WGS84.inv(*tail, *nose)
        assert length == pytest.approx(thing.length_m, abs=0.01)
        assert (bearing - thing.heading_true_deg + 180) % 360 - 180 == pytest.approx(0, abs=0.02)
        left, right = box.at(0, -box.width_px / 2), box.at(0, box.width_px / 2)
        assert frame.ground.distance_m(left, right) == pytest.approx(thing.width_m, abs=0.02)
        assert frame.ground.to_lonlat(box.centre_px) == pytest.approx(thing.centre_lonlat, abs=1e-8)


def test_the_second_frame_covers_most_of_the_first_but_not_all() -> None:
    west, south, east, north = FRAMES[0].ground.bounds_m(FRAMES[0].width, FRAMES[0].height)
    left, bottom, right, top = FRAMES[1].ground.bounds_m(FRAMES[1].width, FRAMES[1].height)
    assert west < left < right < east
    assert south < bottom < top < north
    places = np.array([thing.centre_m for thing in (*truth_objects(FIRST), *truth_objects(SECOND))])
    assert ((places > (left, bottom)) & (places < (right, top))).all()
