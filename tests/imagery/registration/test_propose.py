from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from affine import Affine

from basewatch_gui.geometry.transform import Points, apply
from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.imagery.registration.proposal import Proposal
from basewatch_gui.imagery.registration.propose import FrameOnPlane, propose_registration
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.model.frame import ground_map
from tests.imagery.registration.ground import GroundPicture, eight_bits, placed, seen, textured, write_side
from tests.rasters import Pixels, random_pixels

GSD_M, SIZE = 0.5, (560, 480)
HERE = placed(GSD_M, SIZE)
CORNERS_M = np.array([[-130.0, -110.0], [130.0, -110.0], [130.0, 110.0], [-130.0, 110.0], [0.0, 0.0]])

Look = Callable[[GroundPicture], Pixels]


def turned(degrees: float, scale: float = 1.0) -> Affine:
    return Affine.rotation(degrees) @ Affine.scale(scale)


def quiet(_share: float) -> None:
    return None


@pytest.fixture(scope="module")
def ground() -> GroundPicture:
    return textured(1)


@pytest.fixture
def reference(tmp_path: Path, ground: GroundPicture) -> FrameOnPlane:
    return write_side(tmp_path / "reference.tif", eight_bits(seen(ground, HERE, SIZE)), HERE)


def error_m(proposal: Proposal, true: Affine, at: Points = CORNERS_M) -> float:
    """How far the proposal misses at the worst of these places."""
    return float(np.hypot(*(apply(proposal.transform, at) - apply(true, at)).T).max())


LOOKS: dict[str, Look] = {
    "as it is": eight_bits,
    "brighter": lambda picture: eight_bits(picture, 90, 140),
    "a negative": lambda picture: eight_bits(picture, -200, 230),
    "16 bits": lambda picture: np.maximum(picture * 900 + 300, 0).astype(np.uint16),
    "gamma": lambda picture: eight_bits(np.sqrt(np.maximum(picture, 0))),
    "noisy": lambda picture: eight_bits(
        picture + np.random.default_rng(5).normal(0, 0.08, picture.shape).astype(np.float32)
    ),
}

CORRECTIONS = {
    "shift": Affine.translation(7.3, -4.15),
    "far shift": Affine.translation(-36.2, 21.7),
    "turn": Affine.translation(3.1, 2.2) @ turned(4.0),
    "turn and scale": Affine.translation(-5.3, 6.1) @ turned(-2.5, 1.03),
    "affine": Affine(1.01, 0.012, -4.4, -0.006, 0.985, 2.7),
}
MODELS = {"shift": "shift", "far shift": "shift", "turn": "similarity", "turn and scale": "similarity"}


@pytest.mark.parametrize(
    ("name", "look"),
    [
        *((name, "as it is") for name in CORRECTIONS),
        *(("turn and scale", look) for look in LOOKS if look != "as it is"),
    ],
)
def test_a_known_correction_is_found_to_part_of_a_pixel(
    tmp_path: Path, ground: GroundPicture, reference: FrameOnPlane, name: str, look: str
) -> None:
    true = CORRECTIONS[name]
    moving = write_side(tmp_path / "moving.tif", LOOKS[look](seen(ground, true @ HERE, SIZE)), HERE)
    found = propose_registration(reference, moving, quiet)
    assert (found.verdict, found.why) == ("good", "agrees")
    assert error_m(found, true) < 0.3 * GSD_M
    assert found.model == MODELS.get(name, "affine")
    assert found.rms_px < 0.3


@pytest.mark.parametrize("gsd_m", [0.3, 0.8])
def test_frames_of_other_pixel_sizes_are_matched_to_part_of_the_finer_pixel(
    tmp_path: Path, ground: GroundPicture, reference: FrameOnPlane, gsd_m: float
) -> None:
    size = (round(240 / gsd_m), round(220 / gsd_m))
    said, true = placed(gsd_m, size, (15.0, -8.0)), Affine.translation(5.2, 3.4) @ turned(1.0)
    moving = write_side(tmp_path / "moving.tif", eight_bits(seen(ground, true @ said, size)), said)
    found = propose_registration(reference, moving, quiet)
    assert found.verdict == "good"
    assert found.px_m == pytest.approx(min(gsd_m, GSD_M), rel=0.02)
    assert error_m(found, true) < 0.3 * min(gsd_m, GSD_M)


def test_a_registration_that_is_there_already_is_built_upon(
    tmp_path: Path, ground: GroundPicture, reference: FrameOnPlane
) -> None:
    true = Affine.translation(6.0, -3.0) @ turned(2.0)
    made = Affine.translation(2.0, -1.0) @ turned(1.5)
    side = write_side(tmp_path / "moving.tif", eight_bits(seen(ground, true @ made @ HERE, SIZE)), HERE)
    registered = FrameOnPlane(side.source, replace(side.ground, registration=made))
    assert error_m(propose_registration(reference, registered, quiet), true) < 0.3 * GSD_M


@pytest.mark.parametrize(("degrees", "said_m"), [(30.0, 0.5), (-75.0, 0.5), (160.0, 1.0)])
def test_a_frame_without_a_place_is_found_turned_and_of_unknown_size(
    tmp_path: Path, ground: GroundPicture, reference: FrameOnPlane, degrees: float, said_m: float
) -> None:
    """Its place is said as that of a frame without a georeference: about the origin, its up to the north."""
    size = (420, 360)
    said = placed(said_m, size)
    true = Affine.translation(21.0, -12.0) @ turned(degrees, GSD_M / said_m)
    moving = write_side(tmp_path / "moving.tif", eight_bits(seen(ground, true @ said, size)), said, is_placed=False)
    found = propose_registration(reference, moving, quiet)
    assert found.verdict in ("good", "doubtful")
    corners = apply(~true, np.array([[-70.0, -60.0], [70.0, -60.0], [70.0, 60.0], [-70.0, 60.0]]))
    assert error_m(found, true, corners) < 0.3 * GSD_M


def test_where_features_are_few_correlation_finds_the_shift(tmp_path: Path, reference: FrameOnPlane) -> None:
    """Two dates of which four fifths of what varies is new: too little for features."""
    old, new, other = textured(1), textured(2), textured(3)
    true = Affine.translation(3.4, -2.6)
    here = eight_bits(0.45 * seen(old, HERE, SIZE) + 0.55 * seen(other, HERE, SIZE))
    there = eight_bits(0.45 * seen(old, true @ HERE, SIZE) + 0.55 * seen(new, HERE, SIZE))
    found = propose_registration(
        write_side(tmp_path / "one.tif", here, HERE), write_side(tmp_path / "other.tif", there, HERE), quiet
    )
    assert found.method == "correlation"
    assert found.verdict in ("good", "doubtful")
    assert error_m(found, true) < GSD_M


def test_other_ground_noise_and_blank_frames_have_no_match(tmp_path: Path, reference: FrameOnPlane) -> None:
    blank = np.full((1, SIZE[1], SIZE[0]), 77, np.uint8)
    for number, pixels in enumerate((eight_bits(seen(textured(9), HERE, SIZE)), random_pixels(*SIZE, seed=4), blank)):
        for is_placed in (True, False):
            path = tmp_path / f"{number} {is_placed}.tif"
            found = propose_registration(reference, write_side(path, pixels, HERE, is_placed=is_placed), quiet)
            assert (found.verdict, found.why) == ("no match", "not alike")
            assert found.transform == Affine.identity()


def test_frames_that_lie_apart_are_not_tried(tmp_path: Path, ground: GroundPicture, reference: FrameOnPlane) -> None:
    said = placed(GSD_M, SIZE, (5000.0, 0.0))
    found = propose_registration(
        reference, write_side(tmp_path / "far.tif", eight_bits(seen(ground, HERE, SIZE)), said), quiet
    )
    assert (found.verdict, found.why) == ("no match", "no overlap")


def test_it_can_be_stopped_and_says_how_far_it_is(
    tmp_path: Path, ground: GroundPicture, reference: FrameOnPlane
) -> None:
    moving = write_side(tmp_path / "moving.tif", eight_bits(seen(ground, HERE, SIZE)), HERE)
    shares: list[float] = []
    propose_registration(reference, moving, shares.append)
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert 0.8 < shares[-1] <= 1.0

    class StopError(BaseException):
        pass

    def stop(share: float) -> None:
        if share > 0.5:
            raise StopError

    with pytest.raises(StopError):
        propose_registration(reference, moving, stop)


REAL = {
    "naip": ("opengeos/naip/m_4709963_se_14_1_20090818.tif", "opengeos/naip/m_4709963_se_14_1_20180716.tif"),
    "joplin": ("xview2/input/pre/tile_337-9136.tif", "xview2/input/post/tile_31500-5137.tif"),
    "landsat": ("opengeos/landsat/1985.tif", "opengeos/landsat/2020.tif"),
}
MOST_PX = {"naip": 0.5, "joplin": 2.5, "landsat": 0.25}
"""How far they are apart by mutual information over a grid of shifts in steps of half a pixel: (0.5, 0.5), (0.5, 1.5)
and (0, 0) pixels."""


@pytest.mark.parametrize("name", REAL)
def test_real_dates_are_matched_and_a_known_offset_is_found_again(shared: Path, name: str) -> None:
    one, other = (shared / "multidate" / path for path in REAL[name])
    frames = [describe_frame(path, number, path.name) for number, path in enumerate((one, other), start=1)]
    plane = frames[0].plane
    reference = FrameOnPlane(RasterSource(one), ground_map(frames[0], plane))
    at = ground_map(frames[1], plane)
    plain = propose_registration(reference, FrameOnPlane(RasterSource(other), at), quiet)
    assert plain.verdict == "good"
    assert plain.moved_m < MOST_PX[name] * plain.px_m
    put_wrong = Affine.translation(6.4 * plain.px_m, -4.7 * plain.px_m)
    wrong = replace(at, registration=put_wrong)
    again = propose_registration(reference, FrameOnPlane(RasterSource(other), wrong), quiet)
    assert error_m(again, plain.transform @ ~put_wrong) < 0.35 * plain.px_m
