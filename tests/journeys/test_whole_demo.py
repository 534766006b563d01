"""The whole demo labelled by hand: walked, stamped, carried to the second date, checked, reviewed and exported."""

import json
from collections import Counter
from math import dist
from pathlib import Path
from typing import Any

import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from basewatch_gui.demo.project import build_demo_project
from basewatch_gui.demo.truth import TruthLabel, truth_labels
from basewatch_gui.geometry.outline import OrientedBox, centre_px, to_shapely
from basewatch_gui.geometry.transform import XY, as_points
from basewatch_gui.model.grid import CellAt, Squares
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.cells.cells_panel import CellsPanel
from basewatch_gui.widgets.checks.checks_panel import ChecksPanel
from basewatch_gui.widgets.demo_drive import wait_until
from basewatch_gui.widgets.inspector.inspector_panel import InspectorPanel
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.review.review_panel import ReviewPanel
from tests.journeys.demo_hand import CTRL, SHIFT, Hand, export_by_hand, is_labelled, open_by_hand
from tests.journeys.scene import labels_of, open_window, panel_of

ALT = Qt.KeyboardModifier.AltModifier
KEY = Qt.Key
SECOND_ANALYST = "second analyst"
CELL_PX = 1024
SAME_IOU = 0.8
"""A label carried over from the other date stays where it overlaps the object so well; others are drawn anew."""


def iou(one: OrientedBox, other: OrientedBox) -> float:
    a, b = to_shapely(one), to_shapely(other)
    return float(a.intersection(b).area / shapely.union(a, b).area)


@pytest.fixture
def project(demo_folder: Path, tmp_path: Path) -> Path:
    (tmp_path / "frames").symlink_to(demo_folder / "frames", target_is_directory=True)
    return build_demo_project(tmp_path)


def test_the_demo_is_labelled_by_hand_and_scores_against_its_truth(project: Path, tmp_path: Path) -> None:
    with open_window(1366, 768) as window:
        hand = open_by_hand(window, project)
        session = hand.session
        for pane, frame_id in zip(hand.grid.panes, (1, 2), strict=True):
            hand.go_to(pane)
            if frame_id == 2:
                carry_over(hand, pane)
            lay_grid(hand, pane)
            walk(hand, pane)
        describe_all(hand)
        let_pass(hand)
        review(hand)
        latest = labels_of(session)
        export_by_hand(window, tmp_path / "export")
        check_score(tmp_path / "export" / "annotations.json")
        undo_and_redo(hand, latest)
        export_by_hand(window, tmp_path / "again")
    first, again = (json.loads((tmp_path / name / "annotations.json").read_text()) for name in ("export", "again"))
    assert {key: first[key] for key in first if key != "info"} == {key: again[key] for key in again if key != "info"}
    with ProjectFile.open(project) as file:
        assert {label.id: label for label in file.project.all_labels()} == latest


def carry_over(hand: Hand, pane: Pane) -> None:
    """Have the first date's labels suggested on the second, and settle each: it stays, or it has departed."""
    hand.press(KEY.Key_D, CTRL | ALT)
    session, frame_id = hand.session, pane.frame_id or 0
    wait_until(lambda: bool(session.suggestions.suggestions_on(frame_id)) and session.suggestions.current is not None)
    truth = truth_labels(frame_id)
    while (suggestion := session.suggestions.current) is not None:
        outline = suggestion.outline
        assert isinstance(outline, OrientedBox)
        stays = any(
            category == suggestion.category_id and iou(outline, box) > SAME_IOU
            for category, box, _ in truth
            if dist(box.centre_px, outline.centre_px) < box.length_px
        )
        hand.press(KEY.Key_Return if stays else KEY.Key_Delete)
    assert {observation.verdict for observation in session.project.observations.values()} == {"departed"}
    tracks = Counter(label.track_id for label in labels_of(session).values() if label.track_id is not None)
    assert set(tracks.values()) == {2}


def lay_grid(hand: Hand, pane: Pane) -> None:
    """Make a grid over the pane's frame in the dock Cells."""
    hand.command("Cells panel")
    panel = panel_of(hand.window, CellsPanel)
    assert panel is not None
    hand.fill(panel.grid_fields.cell.lineEdit(), str(CELL_PX))
    grid = hand.session.labelling_grid.grid(pane.frame_id or 0)
    assert grid is not None
    assert grid.cell == CELL_PX


def walk(hand: Hand, pane: Pane) -> None:
    """Look at every cell, label what is in it and is not labelled, and mark it; then declare the frame complete."""
    session, frame_id = hand.session, pane.frame_id or 0
    labelling_grid = session.labelling_grid
    hand.go_to(pane)
    hand.press(KEY.Key_C, SHIFT)
    squares = labelling_grid.squares(frame_id)
    assert squares is not None
    things = truth_labels(frame_id)
    while (progress := labelling_grid.progress(frame_id)) is not None and progress.left:
        cell = labelling_grid.walk.cell
        assert cell is not None
        here = [thing for thing in things if is_in(squares, cell, thing[1].centre_px)]
        draw(hand, pane, [(of, box, state) for of, box, state in here if not is_labelled(session, frame_id, box)])
        holds_labels = any(is_in(squares, cell, centre_px(label.outline)) for label in labels_on(session, frame_id))
        hand.press(KEY.Key_Return, CTRL if holds_labels else CTRL | SHIFT)
    while labelling_grid.walk.is_on:
        hand.press(KEY.Key_Escape)
    hand.command("Declare frame complete")
    assert session.project.frames[frame_id].complete
    assert len(labels_on(session, frame_id)) == len(things)


def draw(hand: Hand, pane: Pane, things: list[TruthLabel]) -> None:
    """Label these objects, those of a category together."""
    frame_id = pane.frame_id or 0
    for category in sorted({thing[0] for thing in things}):
        boxes = [box for of, box, _ in things if of == category]
        stamped = [box for box in boxes if hand.fits_stamp(frame_id, category, box) and is_broad(box)]
        if stamped:
            hand.stamp(pane, category, stamped)
        for box in boxes:
            if box not in stamped:
                hand.by_points(pane, category, box)


def is_broad(box: OrientedBox) -> bool:
    """Whether an object is broad enough for a stamp to cover it well although the reference size differs a little."""
    return min(box.length_px, box.width_px) > 0.5 * max(box.length_px, box.width_px)


def is_in(squares: Squares, cell: CellAt, place_px: XY) -> bool:
    return bool(squares.holds(cell, as_points(place_px))[0])


def labels_on(session: Session, frame_id: int) -> list[Label]:
    return list(session.project.labels(frame_id).values())


def describe_all(hand: Hand) -> None:
    """Say of every label how sure its category is, those of a frame at once, in the inspector by keys."""
    for pane in hand.grid.panes:
        hand.go_to(pane)
        hand.press(KEY.Key_A, CTRL)
        hand.press(KEY.Key_E, CTRL)
        inspector = panel_of(hand.window, InspectorPanel)
        assert inspector is not None
        while QApplication.focusWidget() is not inspector.choices["identification"]:
            hand.press(KEY.Key_Tab)
        hand.press(KEY.Key_4)
        hand.press(KEY.Key_Escape)
    assert {label.identification for label in labels_of(hand.session).values()} == {"confirmed"}


def let_pass(hand: Hand) -> None:
    """Go through what the checks have found, and let it pass with a reason."""
    session = hand.session
    wait_until(lambda: not session.checking.is_running and session.checking.checked >= {1, 2})
    hand.command("Checks panel")
    panel = panel_of(hand.window, ChecksPanel)
    assert panel is not None
    found = session.checking.findings(("error", "warning"))
    assert {finding.check for finding in found} <= {"size"}
    while session.checking.count:
        before = session.checking.count
        hand.press(KEY.Key_F8)
        hand.fill(panel.reason, "being dismantled")
        assert session.checking.count < before
    assert len(session.project.waivers) == len(found)


def review(hand: Hand) -> None:
    """Submit all; then another analyst says who she is, approves all and says that the frames are reviewed."""
    session = hand.session
    for pane in hand.grid.panes:
        hand.go_to(pane)
        hand.command("Submit all of the frame")
    hand.command("Review panel")
    panel = panel_of(hand.window, ReviewPanel)
    assert panel is not None
    hand.fill(panel.name, SECOND_ANALYST)
    for pane in hand.grid.panes:
        hand.go_to(pane)
        hand.command("Approve all of the frame")
        hand.press(KEY.Key_R, CTRL | SHIFT)
    assert {entry.author for entry in session.file.history(4)} == {SECOND_ANALYST}
    assert SECOND_ANALYST not in {label.author for label in labels_of(session).values()}
    assert {label.review for label in labels_of(session).values()} == {"approved"}
    assert all(frame.reviewed and frame.complete for frame in session.project.frames.values())


def check_score(path: Path) -> None:
    """Every object of the truth has one annotation of its category, well on it, and nothing else is annotated."""
    exported = json.loads(path.read_text())
    overlaps = []
    for frame_id in (1, 2):
        left = [each for each in exported["annotations"] if each["image_id"] == frame_id]
        for category, box, _ in truth_labels(frame_id):
            best = max(left, key=lambda each: overlap_of(each, box))
            left.remove(best)
            assert best["category_id"] == category
            overlaps.append(overlap_of(best, box))
        assert not left
    assert sum(overlaps) / len(overlaps) > 0.85
    assert min(overlaps) > 0.6


def overlap_of(annotation: dict[str, Any], box: OrientedBox) -> float:
    ring = annotation["segmentation"][0]
    shape = shapely.Polygon(zip(ring[::2], ring[1::2], strict=True))
    truth = to_shapely(box)
    return float(shape.intersection(truth).area / shape.union(truth).area)


def undo_and_redo(hand: Hand, latest: dict[int, Label]) -> None:
    """Take everything back, key by key, down to the project as it came, and do it all again."""
    session, project = hand.session, hand.session.project
    done = 0
    while session.file.undo_action != "add frames":
        hand.press(KEY.Key_Z, CTRL)
        done += 1
    assert labels_of(session) == {}
    records = (project.grids, project.cells, project.waivers, project.observations, project.comments)
    assert not any(records)
    assert not any(frame.complete or frame.reviewed for frame in project.frames.values())
    for number in range(done):
        hand.press(*((KEY.Key_Y, CTRL) if number % 2 else (KEY.Key_Z, CTRL | SHIFT)))
    assert session.file.redo_action is None
    assert labels_of(session) == latest
