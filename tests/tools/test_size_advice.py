import pytest

from basewatch_gui.model.category import Category, LookAlike
from basewatch_gui.tools.size_advice import advise_on_size, size_accuracy_m

AN_32 = Category(3, "An-32", length_m=23.7, span_m=29.2)
AN_26 = Category(100, "An-26", length_m=23.8, span_m=29.2)
IL_76 = Category(2, "Il-76", length_m=46.59, span_m=50.5)
UNSIZED = Category(6, "other transport aircraft")
ALL = (AN_32, AN_26, IL_76, UNSIZED)


@pytest.mark.parametrize(
    ("length_m", "width_m", "verdict", "percent"),
    [
        (23.7, 29.2, "fits", 0),
        (23.7 * 1.09, 29.2 * 0.91, "fits", 0),
        (23.7 * 1.18, 29.2, "too long", 18),
        (23.7 * 0.8, 29.2, "too short", 20),
        (23.7, 29.2 * 1.5, "too wide", 50),
        (23.7, 29.2 * 0.7, "too narrow", 30),
        (23.7 * 2, 29.2 * 3, "too long", 100),
    ],
)
def test_the_verdict_names_the_side_and_the_per_cent(
    length_m: float, width_m: float, verdict: str, percent: int
) -> None:
    given = advise_on_size(AN_32, length_m, width_m, (AN_32,))
    assert given == (verdict, "An-32", percent, ())


def test_sizes_that_fit_others_as_well_say_so() -> None:
    given = advise_on_size(AN_32, 23.7, 29.2, ALL)
    assert given is not None
    assert given.others == ("An-26",)
    too_long = advise_on_size(AN_32, 46.0, 50.0, ALL)
    assert too_long is not None
    assert (too_long.verdict, too_long.others) == ("too long", ("Il-76",))


def test_length_or_width_alone_is_judged() -> None:
    assert advise_on_size(AN_32, 23.7, None, ())[:2] == ("fits", "An-32")  # type: ignore[index]
    assert advise_on_size(AN_32, None, 40.0, ())[:2] == ("too wide", "An-32")  # type: ignore[index]


def test_nothing_is_said_without_a_size() -> None:
    assert advise_on_size(UNSIZED, 23.7, 29.2, ALL) is None
    assert advise_on_size(AN_32, None, None, ALL) is None


def test_look_alikes_of_the_category_are_named_once() -> None:
    like = (LookAlike("An-26", length_m=23.8, span_m=29.2), LookAlike("An-12", length_m=33.2, span_m=38.0))
    given = advise_on_size(Category(3, "An-32", length_m=23.7, span_m=29.2, look_alikes=like), 23.7, 29.2, ALL)
    assert given is not None
    assert given.others == ("An-26",)
    larger = advise_on_size(Category(3, "An-32", length_m=23.7, span_m=29.2, look_alikes=like), 33.0, 38.0, ALL)
    assert larger is not None
    assert (larger.verdict, larger.others) == ("too long", ("An-12",))


@pytest.mark.parametrize(
    ("width_m", "metres_per_px", "gsd_m", "verdict"),
    [
        (3.15 * 1.2, 0.5, None, "fits"),
        (3.15 * 1.2, 0.1, None, "too wide"),
        (3.15 * 1.2, 0.1, 0.5, "fits"),
        (3.15 * 0.8, 0.5, None, "fits"),
        (3.15 * 0.6, 0.5, None, "too narrow"),
    ],
)
def test_a_frame_too_coarse_for_a_tenth_allows_a_pixel_at_each_edge(
    width_m: float, metres_per_px: float, gsd_m: float | None, verdict: str
) -> None:
    launcher = Category(20, "S-400 launcher", length_m=13.11, span_m=3.15)
    given = advise_on_size(launcher, 13.11, width_m, (), size_accuracy_m(metres_per_px, gsd_m))
    assert given is not None
    assert given.verdict == verdict
