"""What looks like an object is found at any heading; the object itself and other things are not."""

from dataclasses import replace

import numpy as np
import pytest

from basewatch_gui.assist.shape import Shape
from basewatch_gui.assist.similar import SimilarObject, find_similar
from basewatch_gui.geometry.outline import OrientedBox
from tests.assist.scene import AIRCRAFT, OLIVE, Image, concrete, iou, put

OWN = OrientedBox((70.0, 72.0), 60.0, 58.0, 200.0)
OTHERS = (replace(OWN, centre_px=(190.0, 80.0), heading_px_deg=95.0), replace(OWN, centre_px=(120.0, 190.0)))
VEHICLE = OrientedBox((240.0, 200.0), 42.0, 10.0, 70.0)


@pytest.fixture
def apron() -> Image:
    image = concrete(290, 250)
    for box in (OWN, *OTHERS):
        put(image, box)
    put(image, VEHICLE, OLIVE, shape=None)
    return image


def are_at(found: list[SimilarObject], wanted: tuple[OrientedBox, ...]) -> bool:
    """Whether these and no others were found, with their headings."""
    matches = [max(wanted, key=lambda box: iou(box, each.box)) for each in found]
    near = all(iou(box, each.box) > 0.8 for box, each in zip(matches, found, strict=True))
    turned = (
        abs((box.heading_px_deg - each.box.heading_px_deg + 180) % 360 - 180)
        for box, each in zip(matches, found, strict=True)
    )
    return near and max(turned, default=0.0) < 8 and len(found) == len(wanted) == len(set(matches))


@pytest.mark.parametrize("shape", [None, AIRCRAFT], ids=["as it is drawn", "within its shape"])
def test_both_others_are_found_with_their_headings(apron: Image, shape: Shape | None) -> None:
    assert are_at(find_similar(apron, OWN, apron, OWN, shape), OTHERS)


def test_the_best_comes_first_and_scores_are_shares(apron: Image) -> None:
    scores = [each.score for each in find_similar(apron, OWN, apron, OWN, AIRCRAFT)]
    assert scores == sorted(scores, reverse=True)
    assert all(0.5 <= score <= 1 for score in scores)


def test_in_shade_they_are_found_too(apron: Image) -> None:
    shaded = (apron * 0.7 + 10).astype(np.uint8)
    assert are_at(find_similar(apron, OWN, shaded, OWN, AIRCRAFT), OTHERS)


def test_a_view_beside_the_object_is_searched_as_well(apron: Image) -> None:
    view = np.ascontiguousarray(apron[:, 125:])
    own = replace(OWN, centre_px=(OWN.centre_px[0] - 125, OWN.centre_px[1]))
    first = replace(OTHERS[0], centre_px=(65.0, 80.0))
    assert are_at(find_similar(apron, OWN, view, own, AIRCRAFT), (first,))


def test_bare_ground_has_nothing_like_it(apron: Image) -> None:
    assert find_similar(apron, OWN, concrete(200, 200, seed=5), replace(OWN, centre_px=(-500.0, -500.0))) == []


def test_it_can_be_stopped(apron: Image) -> None:
    class StoppedError(Exception):
        pass

    def say(share: float) -> None:
        if share > 0.3:
            raise StoppedError

    with pytest.raises(StoppedError):
        find_similar(apron, OWN, apron, OWN, None, say)
