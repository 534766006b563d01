"""The main job by hand: frames in, labels drawn and changed, all of it undone, redone, reopened, exported, imported."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from pycocotools import mask
from pycocotools.coco import COCO
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from basewatch_gui.exchange.coco_import import import_coco
from basewatch_gui.geometry.outline import (
    Box,
    OrientedBox,
    Outline,
    Point,
    Polygon,
    area_px,
    bounds_px,
    box_between,
    oriented_box_from_axis,
)
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.tools.shapes.oriented_box import distance_to_axis_px
from basewatch_gui.widgets.demo_drive import choose_category, wait_until
from basewatch_gui.widgets.inspector.inspector_panel import InspectorPanel
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.projects.projects import Projects
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.scene import (
    click_at,
    drag,
    export_to,
    hit,
    key,
    labels_of,
    on_screen,
    open_window,
    opened,
    panel_of,
    ready,
    under,
)

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
AN_124, IL_76, AN_32, OTHER_TRANSPORT, LAUNCHER, SUPPORT = 1, 2, 3, 6, 20, 27


def test_from_new_project_to_export_and_back(window: MainWindow, pair: tuple[Path, Path], tmp_path: Path) -> None:
    project = tmp_path / "base.basewatch"
    states = work(window, project, pair)
    window.close()

    with open_window() as again:
        session, _ = opened(again, project)
        assert labels_of(session) == states[-1]
        entries = len(session.file.history())
        for state in reversed(states[:-1]):
            key(again, Qt.Key.Key_Z, CTRL)
            assert labels_of(session) == state
        assert len(session.file.history()) == entries + len(states) - 1
        for state in states[1:]:
            key(again, Qt.Key.Key_Y, CTRL)
            assert labels_of(session) == state
        export_to(again, tmp_path / "export")
        check_export(tmp_path / "export" / "annotations.json", session.project)
        check_import(tmp_path / "export" / "annotations.json", session.project, tmp_path / "other" / "b.basewatch")


def work(window: MainWindow, project: Path, frames: tuple[Path, Path]) -> list[dict[int, Label]]:
    """Label both frames by mouse and keys; returns the labels before the first edit and after each one."""
    window.parts.get(Projects).create(project)
    window.parts.get(Projects).add_frames(frames)
    session, grid = ready(window)
    assert [session.project.frames[frame or 0].name for frame in grid.shown] == ["before.tif", "after.tif"]
    states: list[dict[int, Label]] = [{}]
    session.edited.connect(lambda _: states.append(labels_of(session)))
    for pane in grid.panes:
        pane.activated.emit(pane.index)
        draw_six(window, pane)
    assert Counter(label.category_id for label in states[-1].values()) == dict.fromkeys(
        (AN_124, IL_76, AN_32, OTHER_TRANSPORT, LAUNCHER, SUPPORT), 2
    )
    assert len(states) == 13
    assert len({label.uid for label in states[-1].values()}) == 12
    for pane in grid.panes:
        pane.activated.emit(pane.index)
        change_by_mouse(window, pane)
    describe(window, grid.panes[0])
    latest = labels_of(session)
    while session.file.undo_action not in (None, "add frames"):
        key(window, Qt.Key.Key_Z, CTRL)
    assert labels_of(session) == {}
    while session.file.redo_action is not None:
        key(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert labels_of(session) == latest
    return states[: states.index(latest) + 1]


def draw_six(window: MainWindow, pane: Pane) -> None:
    """Six labels of six categories and four shapes on one pane, each checked against where the pointer was."""
    step = 10.0 if pane.index == 0 else 9.0
    nose, tail, tip = (4 * step, 4 * step), (4 * step, 10 * step), (7 * step, 7 * step)
    choose_category(window, AN_124)
    for place in (nose, tail, tip):
        click_at(pane, on_screen(pane, place))
    check_newest(window, pane, AN_124, three_points(pane, nose, tail, tip))

    nose, tail, tip = (18 * step, 8 * step), (12 * step, 4 * step), (16 * step, 3 * step)
    choose_category(window, IL_76)
    drag(pane, on_screen(pane, nose), on_screen(pane, tail))
    click_at(pane, on_screen(pane, tip))
    check_newest(window, pane, IL_76, three_points(pane, nose, tail, tip))

    nose, tail = (22 * step, 6 * step), (27 * step, 6 * step)
    choose_category(window, AN_32)
    for place in (nose, tail):
        click_at(pane, on_screen(pane, place))
    key(window, Qt.Key.Key_Return)
    ends = hit(pane, nose), hit(pane, tail)
    length = oriented_box_from_axis(*ends, 1.0).length_px
    check_newest(window, pane, AN_32, oriented_box_from_axis(*ends, length * 29.2 / 23.7))

    choose_category(window, OTHER_TRANSPORT)
    key(window, Qt.Key.Key_R)
    corner, other = (31 * step, 4 * step), (35 * step, 9 * step)
    drag(pane, on_screen(pane, corner), on_screen(pane, other))
    check_newest(window, pane, OTHER_TRANSPORT, box_between(hit(pane, corner), hit(pane, other)))

    choose_category(window, LAUNCHER)
    key(window, Qt.Key.Key_P)
    ring = [(6 * step, 14 * step), (12 * step, 13 * step), (13 * step, 19 * step), (5 * step, 20 * step)]
    for place in ring:
        click_at(pane, on_screen(pane, place))
    if pane.index == 0:
        click_at(pane, on_screen(pane, (9 * step, 21 * step)), button=Qt.MouseButton.RightButton)
    else:
        key(window, Qt.Key.Key_Return)
    check_newest(window, pane, LAUNCHER, Polygon((tuple(hit(pane, place) for place in ring),)))

    choose_category(window, SUPPORT)
    key(window, Qt.Key.Key_Period)
    click_at(pane, on_screen(pane, (20 * step, 16 * step)))
    check_newest(window, pane, SUPPORT, Point(hit(pane, (20 * step, 16 * step))))


def three_points(pane: Pane, nose: XY, tail: XY, tip: XY) -> OrientedBox:
    """The box that clicks near these places make."""
    ends = hit(pane, nose), hit(pane, tail)
    return oriented_box_from_axis(*ends, 2 * distance_to_axis_px(*ends, hit(pane, tip)))


def newest(window: MainWindow) -> Label:
    """The label drawn last."""
    assert window.session is not None
    held = labels_of(window.session)
    return held[max(held)]


def check_newest(window: MainWindow, pane: Pane, category_id: int, outline: Outline) -> None:
    """The label drawn last has this category and outline, lies on the pane's frame and is selected."""
    label = newest(window)
    assert window.session is not None
    assert (label.frame_id, label.category_id) == (pane.frame_id, category_id)
    assert same_place(label.outline, outline), (label.outline, outline)
    assert window.session.selection == {label.id}
    assert label.uid
    assert label.author
    assert label.created == label.modified != ""


def same_place(one: Outline, other: Outline) -> bool:
    """Whether two outlines are alike to a millionth of a pixel."""
    close = bounds_px(one) == pytest.approx(bounds_px(other), abs=1e-6)
    heading = all(
        outline.heading_px_deg == pytest.approx(reference.heading_px_deg)
        for outline, reference in ((one, other),)
        if isinstance(outline, OrientedBox) and isinstance(reference, OrientedBox)
    )
    return type(one) is type(other) and bool(close) and heading and area_px(one) == pytest.approx(area_px(other))


def first(window: MainWindow, pane: Pane, category_id: int) -> Label:
    """The pane's label of a category, as it stands."""
    assert window.session is not None
    return next(
        label
        for label in labels_of(window.session).values()
        if label.frame_id == pane.frame_id and label.category_id == category_id
    )


def change_by_mouse(window: MainWindow, pane: Pane) -> None:
    """Select, move, reshape, turn, move by keys and delete."""
    assert window.session is not None
    key(window, Qt.Key.Key_V)
    before = first(window, pane, AN_124)
    assert isinstance(before.outline, OrientedBox)
    click_at(pane, on_screen(pane, before.outline.centre_px))
    assert window.session.selection == {before.id}

    start = on_screen(pane, before.outline.centre_px)
    drag(pane, start, start + QPoint(15, 9))
    moved = first(window, pane, AN_124).outline
    assert isinstance(moved, OrientedBox)
    (x0, y0), (x1, y1) = under(pane, start), under(pane, start + QPoint(15, 9))
    assert (moved.length_px, moved.width_px, moved.heading_px_deg) == (
        before.outline.length_px,
        before.outline.width_px,
        before.outline.heading_px_deg,
    )
    assert (x1 - x0, y1 - y0) == pytest.approx(
        (moved.centre_px[0] - before.outline.centre_px[0], moved.centre_px[1] - before.outline.centre_px[1]), abs=1e-6
    )

    grip = on_screen(pane, moved.tail_px)
    drag(pane, grip, grip + QPoint(0, 14))
    longer = first(window, pane, AN_124).outline
    assert isinstance(longer, OrientedBox)
    assert longer.nose_px == pytest.approx(moved.nose_px)
    assert longer.length_px > moved.length_px + 5

    grip = on_screen(pane, longer.nose_px)
    drag(pane, grip, on_screen(pane, longer.at(0.0, 40.0)))
    turned = first(window, pane, AN_124).outline
    assert isinstance(turned, OrientedBox)
    assert turned.centre_px == pytest.approx(longer.centre_px)
    assert abs((turned.heading_px_deg - longer.heading_px_deg) % 360 - 90) < 3

    key(window, Qt.Key.Key_Down, SHIFT)
    stepped = first(window, pane, AN_124).outline
    assert isinstance(stepped, OrientedBox)
    assert stepped.centre_px == pytest.approx((turned.centre_px[0], turned.centre_px[1] + 10))

    level = first(window, pane, OTHER_TRANSPORT).outline
    assert isinstance(level, Box)
    middle = ((level.left_px + level.right_px) / 2, (level.top_px + level.bottom_px) / 2)
    click_at(pane, on_screen(pane, middle))
    key(window, Qt.Key.Key_Delete)
    assert window.session.selection == frozenset()
    with pytest.raises(StopIteration):
        first(window, pane, OTHER_TRANSPORT)


def describe(window: MainWindow, pane: Pane) -> None:
    """Change the category and the attributes of a label in the inspector, by keys."""
    inspector = panel_of(window, InspectorPanel)
    assert inspector is not None
    assert window.session is not None
    label = first(window, pane, IL_76)
    assert isinstance(label.outline, OrientedBox)
    click_at(pane, on_screen(pane, label.outline.centre_px))
    key(window, Qt.Key.Key_E, CTRL)
    line = inspector.category.lineEdit()
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "Ka-52")
    QTest.keyClick(line, Qt.Key.Key_Return)
    for field, step in (
        (inspector.choices["identification"], Qt.Key.Key_Down),
        (inspector.choices["state"], Qt.Key.Key_Up),
        (inspector.choices["occluded"], Qt.Key.Key_Down),
    ):
        field.setFocus()
        QTest.keyClick(field, step)
    inspector.note.setFocus()
    QTest.keyClicks(inspector.note, "beside the runway")
    inspector.commit()
    now = labels_of(window.session)[label.id]
    assert (now.category_id, now.identification, now.occluded, now.note) == (
        5,
        "possible",
        "partly",
        "beside the runway",
    )
    assert now.state != label.state
    assert now.outline == label.outline
    pane.setFocus()


def check_export(path: Path, project: Project) -> None:
    """pycocotools reads the file: the counts are the project's, areas and boxes those of the outlines."""
    coco = COCO(str(path))
    held = {label.id: label for label in project.all_labels()}
    assert set(coco.anns) == set(held)
    assert Counter(annotation["category_id"] for annotation in coco.anns.values()) == Counter(
        label.category_id for label in held.values()
    )
    assert set(coco.cats) == set(project.categories)
    assert {(path.parent / image["file_name"]).resolve() for image in coco.imgs.values()} == {
        (path.parents[1] / frame.path).resolve() for frame in project.frames.values()
    }
    for key_, label in held.items():
        annotation = coco.anns[key_]
        left, top, right, bottom = bounds_px(label.outline)
        assert annotation["image_id"] == label.frame_id
        assert annotation["bbox"] == pytest.approx([left, top, right - left, bottom - top], abs=0.011)
        assert annotation["area"] == pytest.approx(area_px(label.outline), abs=0.01)
        if not isinstance(label.outline, Point):
            assert mask.area(coco.annToRLE(annotation)) == pytest.approx(area_px(label.outline), rel=0.1, abs=10)


def check_import(path: Path, project: Project, target: Path) -> None:
    """An empty project takes the file in and holds what was exported."""
    target.parent.mkdir()
    with ProjectFile.create(target, ()) as other:
        other.do(import_coco(other.project, target.parent, path, other))
        assert list(other.project.all_labels()) == list(project.all_labels())
        assert other.project.categories == project.categories
        for frame in other.project.frames.values():
            held = project.frames[frame.id]
            assert replace(frame, path="") == replace(held, path="")
            assert other.frame_path(frame).samefile(path.parents[1] / held.path)


def test_a_note_that_is_being_written_is_kept_when_the_window_closes(
    window: MainWindow, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    project = tmp_path / "base.basewatch"
    window.parts.get(Projects).create(project)
    window.parts.get(Projects).add_frames(pair)
    session, grid = ready(window)
    key(window, Qt.Key.Key_Period)
    click_at(grid.panes[0], on_screen(grid.panes[0], (100.0, 100.0)))
    inspector = panel_of(window, InspectorPanel)
    assert inspector is not None
    QTest.keyClicks(inspector.note, "ramp open")
    wait_until(lambda: not session.jobs.running)
    window.close()
    with ProjectFile.open(project) as file:
        assert [label.note for label in file.project.all_labels()] == ["ramp open"]
