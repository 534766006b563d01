"""How many clicks, drags and keys an aircraft takes, counted while the real window is driven over the demo's truth."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from basewatch_gui.demo.project import build_demo_project
from basewatch_gui.demo.truth import truth_labels
from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.widgets.pane.pane import Pane
from tests.benchmarks.rows import Bench
from tests.journeys.demo_hand import Hand
from tests.journeys.scene import open_window, opened

AIRCRAFT = (1, 2, 3, 4, 5, 6)
"""The categories of aircraft in the demo."""

STAMP_BAR, POINTS_BAR = 2.2, 3.2

Drawing = Callable[[Hand, Pane, int, list[OrientedBox]], None]


def bench_actions(bench: Bench) -> None:
    """Outline and category of every aircraft of both dates, those of a category one after the other."""
    for title, draw, bar in (
        ("with the stamp", _stamped, STAMP_BAR),
        ("by nose, tail and wing tip", _by_points, POINTS_BAR),
    ):
        with tempfile.TemporaryDirectory() as folder:
            mean, count = _labelled(build_demo_project(Path(folder)), draw)
        bench.add(f"actions for an aircraft {title}, {count} aircraft", mean, "", None, bar)


def _labelled(project: Path, draw: Drawing) -> tuple[float, int]:
    """The mean of clicks, drags and keys for an aircraft, and how many aircraft there are."""
    count = 0
    with open_window(1366, 768) as window:
        session, grid = opened(window, project)
        hand = Hand(window, session, grid)
        for pane in grid.panes:
            pane.activated.emit(pane.index)
            things = truth_labels(pane.frame_id or 0)
            for category in AIRCRAFT:
                boxes = [box for of, box, _ in things if of == category]
                draw(hand, pane, category, boxes)
                count += len(boxes)
        assert sum(len(session.project.labels(frame)) for frame in session.project.frames) == count
    return hand.done.total() / count, count


def _stamped(hand: Hand, pane: Pane, category: int, boxes: list[OrientedBox]) -> None:
    """With the category's key held; one that is of another size, or has no key, by its points."""
    stamped = [box for box in boxes if hand.fits_stamp(pane.frame_id or 0, category, box)]
    if stamped:
        hand.stamp(pane, category, stamped)
    for box in boxes:
        if box not in stamped:
            hand.by_points(pane, category, box)


def _by_points(hand: Hand, pane: Pane, category: int, boxes: list[OrientedBox]) -> None:
    for box in boxes:
        hand.by_points(pane, category, box)
