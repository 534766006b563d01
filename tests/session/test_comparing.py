"""What is compared with what, and how, without any pane."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTimer

from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.comparing import FASTEST_HZ, MODES, SLOWEST_HZ, Comparing, Mode, default_other
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.demo_drive import wait_until


@pytest.fixture
def file(qapp: object, tmp_path: Path) -> Iterator[ProjectFile]:
    with ProjectFile.create(tmp_path / "p.basewatch", shipped_categories(), "analyst") as made:
        yield made


@pytest.fixture
def comparing(file: ProjectFile) -> Comparing:
    return Comparing(file.display)


@pytest.mark.parametrize("mode", MODES)
def test_the_same_way_again_leaves_it(comparing: Comparing, mode: Mode) -> None:
    comparing.toggle(mode, 1)
    assert comparing.is_on(1)
    assert not comparing.is_on(0)
    comparing.toggle(mode, 1)
    assert not comparing.is_on(1)
    assert comparing.mode is None


def test_the_same_way_in_another_pane_goes_there(comparing: Comparing) -> None:
    comparing.toggle("swipe", 0)
    comparing.toggle("swipe", 1)
    assert (comparing.is_on(0), comparing.is_on(1)) == (False, True)


def test_the_other_frame_is_seen_while_it_is_held(comparing: Comparing) -> None:
    told: list[bool] = []
    comparing.changed.connect(lambda: told.append(comparing.other_seen))
    comparing.hold(True, 1)
    comparing.hold(True, 1)
    assert comparing.is_on(1)
    comparing.hold(False, 1)
    assert told == [True, False]
    assert not comparing.is_on(1)


def test_holding_works_in_the_pane_that_compares_and_leaves_it_comparing(comparing: Comparing) -> None:
    comparing.start("fade", 0)
    comparing.hold(True, 1)
    assert (comparing.pane, comparing.other_seen) == (0, True)
    comparing.hold(False, 1)
    assert (comparing.mode, comparing.other_seen) == ("fade", False)


def test_a_flicker_changes_by_itself_until_it_is_left(comparing: Comparing) -> None:
    seen: list[bool] = []
    comparing.set_rate(FASTEST_HZ)
    comparing.start("flicker", 0)
    comparing.changed.connect(lambda: seen.append(comparing.other_seen))
    wait_until(lambda: len(seen) >= 4)
    assert seen[:4] == [True, False, True, False]
    comparing.stop()
    assert [timer.isActive() for timer in comparing.findChildren(QTimer)] == [False]


@given(steps=st.lists(st.integers(-40, 40), max_size=5), mode=st.sampled_from(MODES))
def test_steps_stay_within_bounds(file: ProjectFile, steps: list[int], mode: Mode) -> None:
    comparing = Comparing(file.display)
    comparing.start(mode, 0)
    for step in steps:
        comparing.step(step)
    assert 0 <= comparing.edge <= 1
    assert 0 <= comparing.share <= 1
    assert SLOWEST_HZ <= comparing.rate_hz <= FASTEST_HZ
    moved = {"swipe": comparing.edge != 0.5, "fade": comparing.share != 0.5}
    if len(steps) == 1:
        assert moved.get(mode, steps[0] != 0) == (steps[0] != 0)
    comparing.stop()


def test_how_one_compared_last_is_remembered(file: ProjectFile) -> None:
    first = Comparing(file.display)
    first.start("difference", 0)
    first.set_rate(4.5)
    first.set_upright(False)
    first.set_matched(False)
    first.stop()
    again = Comparing(file.display)
    assert (again.last, again.rate_hz, again.upright, again.matched) == ("difference", 4.5, False, False)
    assert again.mode is None


@pytest.mark.parametrize(
    "kept", [{"mode": "x", "rate_hz": "fast"}, {"rate_hz": 1e9}, {"upright": 3, "matched": None}, [1], "swipe"]
)
def test_what_was_kept_by_another_version_does_no_harm(file: ProjectFile, kept: object) -> None:
    file.display.put("compare", kept)
    made = Comparing(file.display)
    assert made.last in MODES
    assert SLOWEST_HZ <= made.rate_hz <= FASTEST_HZ


@pytest.mark.parametrize(
    ("shown", "pane", "other"),
    [
        ([1, 2], 0, 2),
        ([1, 2], 1, 1),
        ([1, None, 3], 0, 3),
        ([1, 1, 3, 2], 1, 3),
        ([1, 2, 3], 2, 1),
        ([1], 0, 2),
        ([2, 2], 0, 3),
        ([3], 0, 2),
        ([None, 2], 0, None),
        ([9], 0, None),
    ],
)
def test_the_next_pane_s_frame_is_compared_with_else_the_next_date(
    shown: list[int | None], pane: int, other: int | None
) -> None:
    assert default_other(shown, pane, [1, 2, 3]) == other


def test_a_single_frame_has_no_other() -> None:
    assert default_other([1, 1], 0, [1]) is None
