"""How many clicks, drags and keys an aircraft takes, counted while the real window is driven over the demo's truth."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.program import OrientedBox
from tests.benchmarks.program_window import Hand, Pane, build_demo_project, open_window, opened, truth_labels
from tests.benchmarks.rows import Bench

AIRCRAFT = (1, 2, 3, 4, 5, 6)
"""The categories of aircraft in the demo."""

STAMP_BAR, POINTS_BAR = 2.2, 3.2

ACTIONS = """
Clicks, drags and keys for outline and category of the demo's aircraft on both dates, those of a category one after the
other, counted while the real window is driven. A count compares with nothing, so its bar is a number.
"""

Drawing = Callable[[Hand, Pane, int, list[OrientedBox]], None]


def bench_actions(bench: Bench, *, is_quick: bool) -> None:
    """Count what it takes to outline and name every aircraft of both dates."""
    ways = (("with the stamp", _stamped, STAMP_BAR), ("by nose, tail and wing tip", _by_points, POINTS_BAR))
    for title, draw, bar in ways[: 1 if is_quick else None]:
        with tempfile.TemporaryDirectory() as folder:
            mean, count = _labelled(build_demo_project(Path(folder)), draw)
        bench.add_value(f"actions for an aircraft {title}, {count} aircraft", mean, bar=bar)


def _labelled(project: Path, draw: Drawing) -> tuple[float, int]:
    """Return the mean of clicks, drags and keys for an aircraft, and how many aircraft there are."""
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
    """Draw with the category's key held; one that is of another size, or has no key, by its points."""
    stamped = [box for box in boxes if hand.fits_stamp(pane.frame_id or 0, category, box)]
    if stamped:
        hand.stamp(pane, category, stamped)
    for box in boxes:
        if box not in stamped:
            hand.by_points(pane, category, box)


def _by_points(hand: Hand, pane: Pane, category: int, boxes: list[OrientedBox]) -> None:
    for box in boxes:
        hand.by_points(pane, category, box)
