import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.outline import Box, OrientedBox, Point
from basewatch_gui.model.edit import added, removed, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.model.query.language import parse
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.labels.column_texts import Column
from basewatch_gui.widgets.labels.labels_panel import LabelsPanel

Draw = Callable[..., Label]


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> LabelsPanel:
    made = LabelsPanel(session)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.set_frames([1])
    return made


def column(panel: LabelsPanel, number: Column) -> list[str]:
    model = panel.model
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def ids(panel: LabelsPanel) -> list[int]:
    return [panel.model.label_at(row).id for row in range(panel.model.rowCount())]


def test_a_row_says_category_frame_size_and_true_heading(panel: LabelsPanel, draw: Draw) -> None:
    draw(1, 1, OrientedBox((2000.0, 2000.0), 138.2, 146.6, 0.0), identification="probable", note="nose\nopen")
    row = [str(panel.model.index(0, number).data()) for number in Column][:9]
    # Grid north of UTM zone 36 leans 1.7 degrees from true north here, and a grid metre is 1.0004 true ones.
    assert row == [
        "An-124",
        "2024-12-13",
        "probable",
        "unknown",
        "69.1 × 73.3 m",
        "002°",
        "nose open",
        "69.1 m",
        "73.3 m",
    ]


@pytest.mark.parametrize(
    ("frame", "outline", "size", "heading"),
    [
        (3, OrientedBox((500.0, 500.0), 42.0, 10.0, 30.0), "42 × 10 px", ""),
        (1, Box(100.0, 100.0, 120.0, 140.0), "20.0 × 10.0 m", ""),
        (1, Point((100.0, 100.0)), "", ""),
    ],
)
def test_measures_are_blank_or_in_pixels_where_metres_are_unknown(
    panel: LabelsPanel, draw: Draw, frame: int, outline: OrientedBox, size: str, heading: str
) -> None:
    panel.set_frames([1, 3])
    draw(frame, 1, outline)
    assert column(panel, Column.SIZE) == [size]
    assert column(panel, Column.HEADING) == [heading]


def test_the_table_follows_edits_and_undo(panel: LabelsPanel, session: Session, draw: Draw) -> None:
    first, second = draw(), draw()
    draw(frame_id=2)
    assert ids(panel) == [first.id, second.id]
    session.select(1, [first.id])
    session.describe("describe", identification="confirmed")
    assert column(panel, Column.IDENTIFICATION) == ["confirmed", "unassessed"]
    session.delete_selected()
    assert ids(panel) == [second.id]
    session.undo()
    assert ids(panel) == [first.id, second.id]
    session.undo()
    assert column(panel, Column.IDENTIFICATION) == ["unassessed", "unassessed"]


def test_an_edit_changes_rows_without_a_reset(qtbot: QtBot, panel: LabelsPanel, session: Session, draw: Draw) -> None:
    label = draw()
    with qtbot.assertNotEmitted(panel.model.modelReset):
        draw()
        session.select(1, [label.id])
        session.describe("describe", note="seen")
        session.delete_selected()
        session.undo()


def test_a_new_shape_has_new_measures(panel: LabelsPanel, session: Session, draw: Draw) -> None:
    label = draw(outline=Box(0.0, 0.0, 20.0, 40.0))
    assert column(panel, Column.SIZE) == ["20.0 × 10.0 m"]
    session.do(replaced("reshape", [(label, replace(label, outline=Box(0.0, 0.0, 20.0, 60.0)))]))
    assert column(panel, Column.SIZE) == ["30.0 × 10.0 m"]


def test_many_labels_at_once_fill_the_table_anew(
    qtbot: QtBot, panel: LabelsPanel, session: Session, draw: Draw
) -> None:
    kept = draw()
    many = [
        Label(session.file.new_label_id(), f"many-{number}", 1, 2, Point((number, number))) for number in range(200)
    ]
    session.select(1, [kept.id])
    with qtbot.assertNotEmitted(panel.model.rowsInserted):
        session.do(added("import", many))
    assert panel.model.rowCount() == 201
    assert panel.table.selected_rows() == [0]
    session.do(removed("delete", many))
    assert ids(panel) == [kept.id]


@pytest.mark.parametrize("query", ["", "note:seen"])
def test_many_labels_that_change_at_once_are_said_in_one_word(panel: LabelsPanel, session: Session, query: str) -> None:
    many = [Label(session.file.new_label_id(), f"many-{number}", 1, 2, Point((number, 1))) for number in range(100)]
    session.do(added("import", many))
    panel.model.set_query(parse(query))
    told: list[int] = []
    panel.model.dataChanged.connect(lambda first, last: told.append(last.row() - first.row()))
    session.do(replaced("describe", [(label, replace(label, note="seen")) for label in many]))
    assert column(panel, Column.NOTE) == ["seen"] * 100
    assert told == ([] if query else [99])
    session.undo()
    assert column(panel, Column.NOTE) == ([] if query else [""] * 100)


def test_selection_goes_both_ways(panel: LabelsPanel, session: Session, draw: Draw) -> None:
    first, second, third = draw(), draw(), draw()
    panel.table.selectRow(1)
    assert session.selection == {second.id}
    session.select(1, [first.id, third.id])
    assert panel.table.selected_rows() == [0, 2]
    assert panel.summary.text() == "3 labels, 2 selected"
    session.select(None)
    assert panel.table.selected_rows() == []


def test_selected_rows_are_of_one_frame(panel: LabelsPanel, session: Session, draw: Draw) -> None:
    panel.set_frames([1, 2])
    one, _other = draw(1), draw(2)
    session.select(1, [one.id])
    panel.table.selectAll()
    assert session.selection == {one.id}
    assert [panel.model.label_at(row).id for row in panel.table.selected_rows()] == list(session.selection)


def test_the_selection_outlives_sorting_and_filtering(panel: LabelsPanel, session: Session, draw: Draw) -> None:
    draw(category_id=2)
    mine = draw(category_id=1, note="nose raised")
    session.select(1, [mine.id])
    panel.table.sortByColumn(Column.CATEGORY, Qt.SortOrder.AscendingOrder)
    assert panel.table.selected_rows() == [0]
    panel.filter.setText("Il-76")
    assert session.selection == {mine.id}
    assert panel.table.selected_rows() == []
    panel.filter.setText("RAISED")
    assert ids(panel) == [mine.id]
    assert panel.table.selected_rows() == [0]
    assert panel.summary.text() == "1 of 2 labels, 1 selected"


def test_sorting_by_size_is_by_metres_with_blanks_last(panel: LabelsPanel, draw: Draw) -> None:
    sizes = {draw(outline=OrientedBox((500.0, 500.0), length, 5.0, 0.0)).id: length for length in (90.0, 100.0, 11.0)}
    blank = draw(outline=Point((9.0, 9.0))).id
    by_size = sorted(sizes, key=lambda key: sizes[key])
    panel.table.sortByColumn(Column.SIZE, Qt.SortOrder.AscendingOrder)
    assert ids(panel) == [*by_size, blank]
    panel.table.sortByColumn(Column.SIZE, Qt.SortOrder.DescendingOrder)
    assert ids(panel) == [*by_size[::-1], blank]


@pytest.mark.parametrize("order", list(Qt.SortOrder))
def test_a_new_label_takes_its_place_in_the_order(panel: LabelsPanel, draw: Draw, order: Qt.SortOrder) -> None:
    for category in (1, 5, 2):
        draw(category_id=category)
    panel.table.sortByColumn(Column.CATEGORY, order)
    draw(category_id=3)
    expected = ["An-124", "An-32", "Il-76", "Ka-52"]
    assert column(panel, Column.CATEGORY) == (expected if order == Qt.SortOrder.AscendingOrder else expected[::-1])


def test_a_cell_is_changed_in_place_by_one_edit(panel: LabelsPanel, session: Session, draw: Draw) -> None:
    label = draw(category_id=1, state="nose open")
    panel.model.setData(panel.model.index(0, Column.CATEGORY), 20)
    changed = session.project.labels(1)[label.id]
    assert (changed.category_id, changed.state) == (20, "unknown")
    session.undo()
    assert session.project.labels(1)[label.id] == label


def test_the_editor_of_a_state_offers_the_states_of_the_category(panel: LabelsPanel, draw: Draw) -> None:
    draw(category_id=20)
    panel.show()
    panel.table.edit(panel.model.index(0, Column.STATE))
    combo = panel.table.findChild(QComboBox)
    assert combo is not None
    assert [combo.itemData(row) for row in range(combo.count())][:2] == ["deployed", "travelling"]
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert column(panel, Column.STATE) == ["travelling"]
    assert panel.table.state() != QAbstractItemView.State.EditingState


def test_a_change_that_cannot_be_kept_is_said(
    qtbot: QtBot, panel: LabelsPanel, session: Session, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw()
    fault = BasewatchError("The disk is full.")

    def refuse(_edit: object, **_how: object) -> None:
        raise fault

    monkeypatch.setattr(session.file, "do", refuse)
    with qtbot.waitSignal(panel.failed) as said:
        panel.model.setData(panel.model.index(0, Column.IDENTIFICATION), "confirmed")
    assert said.args == [fault]


def test_enter_and_double_click_go_to_the_label(qtbot: QtBot, panel: LabelsPanel, draw: Draw) -> None:
    label = draw()
    panel.show()
    panel.table.selectRow(0)
    with qtbot.waitSignal(panel.go_to) as asked:
        QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert asked.args == [1, label.id]
    with qtbot.waitSignal(panel.go_to) as asked:
        panel.table.doubleClicked.emit(panel.model.index(0, 0))
    assert asked.args == [1, label.id]


def test_the_empty_table_says_what_to_do(panel: LabelsPanel, draw: Draw) -> None:
    assert "draw an oriented box" in panel.empty_text
    draw()
    assert panel.empty_text == ""
    panel.filter.setText("zeppelin")
    assert "Clear the filter" in panel.empty_text


def test_frames_are_named_by_day_by_time_where_they_share_it_else_by_file(
    panel: LabelsPanel, session: Session, draw: Draw
) -> None:
    for frame_id in (1, 2, 3):
        draw(frame_id)
    panel.set_frames([1, 2, 3])
    assert column(panel, Column.FRAME) == ["2024-12-13", "2024-12-05", "news.png"]
    later = replace(session.project.frames[2], acquired="2024-12-13T10:30:00Z")
    session.do(replaced("edit frame", [(session.project.frames[2], later)]))
    assert column(panel, Column.FRAME) == ["2024-12-13 08:22 UTC", "2024-12-13 10:30 UTC", "news.png"]


def test_labels_of_a_frame_that_is_removed_go_with_it(panel: LabelsPanel, session: Session, draw: Draw) -> None:
    label = draw(1)
    panel.set_frames([1, 2])
    session.do(removed("remove frames", [label, session.project.frames[1]]))
    assert panel.model.rowCount() == 0
    session.undo()
    panel.set_frames([1, 2])
    assert ids(panel) == [label.id]


def test_a_query_finds_labels_and_new_ones_as_they_come(panel: LabelsPanel, draw: Draw) -> None:
    draw(outline=OrientedBox((500.0, 500.0), 100.0, 5.0, 0.0))
    long = draw(outline=OrientedBox((500.0, 500.0), 140.0, 5.0, 0.0), category_id=2)
    panel.filter.setText("category:Il-76 length>45")
    assert ids(panel) == [long.id]
    draw()
    later = draw(outline=OrientedBox((500.0, 500.0), 120.0, 5.0, 0.0), category_id=2)
    assert ids(panel) == [long.id, later.id]
    panel.filter.setText("category:Il-76 lenght>45")
    assert panel.query.error.text() == "There is no field “lenght”. Do you mean “length”?"
    assert ids(panel) == [long.id, later.id]


def test_many_labels_are_measured_beside_the_window(qtbot: QtBot, panel: LabelsPanel, session: Session) -> None:
    many = [
        Label(number, f"u{number}", 1, 1, OrientedBox((9.0, 9.0), 10.0 + number, 5.0, 0.0)) for number in range(1, 3202)
    ]
    session.do(added("import", many))
    panel.filter.setText("length>=1603.5")
    qtbot.waitUntil(lambda: not session.jobs.running)
    assert ids(panel) == [3199, 3200, 3201]
    panel.filter.setText("")
    panel.table.sortByColumn(Column.LENGTH, Qt.SortOrder.DescendingOrder)
    assert ids(panel)[:2] == [3201, 3200]


def test_rows_are_copied_as_csv(panel: LabelsPanel, draw: Draw) -> None:
    draw(note='said "open", twice')
    draw(category_id=2, note="=1+1")
    panel.table.show_columns([Column.CATEGORY, Column.NOTE])
    panel.show()
    panel.table.setFocus()
    panel.table.selectRow(1)
    QTest.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    # Qt holds Ctrl down until it hears of a key without it.
    QTest.keyClick(panel.table, Qt.Key.Key_Escape)
    assert QApplication.clipboard().text() == "Category,Note\r\nIl-76,'=1+1\r\n"
    panel.csv.copy_all()
    text = QApplication.clipboard().text()
    assert list(csv.reader(io.StringIO(text)))[1] == ["An-124", 'said "open", twice']


def test_the_table_is_saved_as_csv(
    qtbot: QtBot, panel: LabelsPanel, session: Session, draw: Draw, tmp_path: Path
) -> None:
    draw(note="Kyjiv – Київ")
    panel.table.show_columns([Column.NOTE])
    panel.csv.save_all(tmp_path / "labels.csv")
    qtbot.waitUntil(lambda: not session.jobs.running)
    assert (tmp_path / "labels.csv").read_text("utf-8-sig") == "Note\nKyjiv – Київ\n"


def test_labels_of_all_frames_are_listed_and_that_is_kept(
    qtbot: QtBot, panel: LabelsPanel, session: Session, draw: Draw
) -> None:
    one, other, third = draw(1), draw(2), draw(3)
    assert ids(panel) == [one.id]
    panel.set_all_frames(True)
    qtbot.waitUntil(lambda: not panel.scope.is_reading)
    assert ids(panel) == [one.id, other.id, third.id]
    panel.table.show_columns([Column.ID])
    panel.table.columns_changed.emit()
    again = LabelsPanel(session)
    qtbot.addWidget(again)
    again.set_frames([1])
    qtbot.waitUntil(lambda: not again.scope.is_reading)
    assert ids(again) == [one.id, other.id, third.id]
    assert again.table.shown_columns == [Column.ID]
    panel.set_all_frames(False)
    assert ids(panel) == [one.id]


def test_frames_with_too_many_labels_are_left_out_and_that_is_said(
    qtbot: QtBot, panel: LabelsPanel, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("basewatch_gui.widgets.labels.frame_scope.MAX_TABLE_LABELS", 2)
    mine = [draw(1).id, draw(2).id]
    draw(3)
    panel.set_all_frames(True)
    qtbot.waitUntil(lambda: not panel.scope.is_reading)
    assert ids(panel) == mine
    assert "without 1 frame" in panel.summary.text()


def test_all_listed_labels_of_a_frame_are_selected(panel: LabelsPanel, session: Session, draw: Draw) -> None:
    panel.set_frames([1, 2])
    first, _other, third, on_other = draw(1), draw(1, 2), draw(1), draw(2)
    panel.filter.setText("category:An-124")
    panel.select_listed()
    assert (session.selected_frame, set(session.selection)) == (1, {first.id, third.id})
    session.select(2, [on_other.id])
    panel.select_listed()
    assert (session.selected_frame, set(session.selection)) == (2, {on_other.id})


def test_the_panes_go_along_with_the_selection_unless_told_not_to(qtbot: QtBot, panel: LabelsPanel, draw: Draw) -> None:
    first = draw()
    draw()
    with qtbot.waitSignal(panel.go_to) as asked:
        panel.table.selectRow(0)
    assert asked.args == [1, first.id]
    panel.set_goes_along(False)
    with qtbot.assertNotEmitted(panel.go_to):
        panel.table.selectRow(1)


def test_a_click_in_a_column_half_in_sight_moves_no_columns(panel: LabelsPanel, draw: Draw) -> None:
    draw()
    table = panel.table
    table.resize(260, 120)
    cut = next(column for column in Column if table.columnViewportPosition(column + 1) > table.viewport().width())
    table.scrollTo(panel.model.index(0, cut))
    assert table.horizontalScrollBar().value() == 0
    table.scrollTo(panel.model.index(0, table.shown_columns[-1]))
    assert table.horizontalScrollBar().value() > 0
