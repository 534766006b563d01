from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.inspector import inspector_panel
from basewatch_gui.widgets.inspector.field_rows import FieldRow, field_rows
from basewatch_gui.widgets.inspector.inspector_panel import InspectorPanel
from basewatch_gui.widgets.texts import review_name

Draw = Callable[..., Label]


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> InspectorPanel:
    made = InspectorPanel(session)
    qtbot.addWidget(made)
    made.show()
    return made


def pick(combo: QComboBox, value: object) -> None:
    """Choose as a user does: the current row changes and is activated."""
    row = combo.findData(value)
    assert row >= 0
    combo.setCurrentIndex(row)
    combo.activated.emit(row)


def test_one_label_shows_its_values(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    label = draw(category_id=2, identification="probable", state="loading", occluded="partly", note="two trucks")
    session.select(1, [label.id])
    assert panel.title.text() == "Il-76"
    assert panel.category.currentData() == 2
    assert panel.choices["identification"].currentData() == "probable"
    assert panel.choices["state"].currentData() == "loading"
    assert panel.choices["occluded"].currentData() == "partly"
    assert panel.note.toPlainText() == "two trucks"


def test_values_that_differ_are_shown_as_several(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    one = draw(category_id=1, identification="probable", note="a")
    other = draw(category_id=2, identification="probable", state="loading", note="b")
    session.select(1, [one.id, other.id])
    assert panel.title.text() == "2 labels selected"
    line = panel.category.lineEdit()
    assert line is not None
    assert (panel.category.currentIndex(), line.text(), line.placeholderText()) == (-1, "", "several")
    assert (panel.choices["state"].currentIndex(), panel.choices["state"].placeholderText()) == (-1, "several")
    assert panel.choices["identification"].currentData() == "probable"
    assert (panel.note.toPlainText(), panel.note.placeholderText()) == ("", "several")


@pytest.mark.parametrize(
    ("field", "value"), [("identification", "confirmed"), ("state", "nose open"), ("occluded", "mostly")]
)
def test_a_choice_is_one_edit_of_all_selected_labels(
    panel: InspectorPanel, session: Session, draw: Draw, edits: list[Edit], field: str, value: str
) -> None:
    labels = [draw(), draw()]
    edits.clear()
    session.select(1, [label.id for label in labels])
    pick(panel.choices[field], value)
    assert [edit.action for edit in edits] == ["describe"]
    assert [getattr(label, field) for label in session.selected_labels] == [value, value]
    session.undo()
    assert session.selected_labels == labels
    assert panel.choices[field].currentData() == getattr(labels[0], field)


def test_the_same_value_again_is_no_edit(
    panel: InspectorPanel, session: Session, draw: Draw, edits: list[Edit]
) -> None:
    session.select(1, [draw(identification="probable").id])
    edits.clear()
    pick(panel.choices["identification"], "probable")
    assert edits == []


def test_a_state_that_the_new_category_lacks_becomes_unknown(
    panel: InspectorPanel, session: Session, draw: Draw, edits: list[Edit]
) -> None:
    labels = [draw(state="nose open"), draw(state="being dismantled")]
    edits.clear()
    session.select(1, [label.id for label in labels])
    pick(panel.category, 20)
    assert [edit.action for edit in edits] == ["retype"]
    assert [(label.category_id, label.state) for label in session.selected_labels] == [
        (20, "unknown"),
        (20, "being dismantled"),
    ]


def test_labels_of_two_kinds_offer_the_states_that_both_have(
    panel: InspectorPanel, session: Session, draw: Draw
) -> None:
    session.select(1, [draw(category_id=1).id, draw(category_id=20).id])
    offered = [panel.choices["state"].itemData(row) for row in range(panel.choices["state"].count())]
    assert offered == ["being dismantled", "parts only", "unknown"]


def test_a_category_is_found_by_a_part_of_its_name(
    qtbot: QtBot, panel: InspectorPanel, session: Session, draw: Draw
) -> None:
    session.select(1, [draw().id])
    line = panel.category.lineEdit()
    assert line is not None
    line.clear()
    QTest.keyClicks(line, "mast")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [label.category_id for label in session.selected_labels] == [25]


def test_a_name_that_is_no_category_changes_nothing(
    qtbot: QtBot, panel: InspectorPanel, session: Session, draw: Draw, edits: list[Edit]
) -> None:
    session.select(1, [draw().id])
    edits.clear()
    line = panel.category.lineEdit()
    assert line is not None
    line.clear()
    QTest.keyClicks(line, "zeppelin")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert edits == []


def test_a_note_is_kept_as_one_edit_when_the_user_pauses(
    qtbot: QtBot, panel: InspectorPanel, session: Session, draw: Draw
) -> None:
    session.select(1, [draw().id])
    panel.note.pause_ms = 10
    with qtbot.waitSignal(session.edited) as said:
        QTest.keyClicks(panel.note, "under netting")
    assert said.args is not None
    assert said.args[0].action == "describe"
    assert session.selected_labels[0].note == "under netting"
    assert panel.note.toPlainText() == "under netting"


def test_a_note_goes_to_the_label_it_was_written_for(
    qtbot: QtBot, panel: InspectorPanel, session: Session, draw: Draw, edits: list[Edit]
) -> None:
    one, other = draw(), draw(note="other")
    session.select(1, [one.id])
    edits.clear()
    QTest.keyClicks(panel.note, "mine")
    session.select(1, [other.id])
    labels = session.project.labels(1)
    assert (labels[one.id].note, labels[other.id].note) == ("mine", "other")
    assert panel.note.toPlainText() == "other"
    assert len(edits) == 1


def test_what_is_being_written_survives_an_edit_of_something_else(
    qtbot: QtBot, panel: InspectorPanel, session: Session, draw: Draw
) -> None:
    session.select(1, [draw().id])
    QTest.keyClicks(panel.note, "half a sen")
    session.describe("describe", identification="probable")
    assert panel.note.toPlainText() == "half a sen"
    panel.commit()
    assert (session.selected_labels[0].note, session.selected_labels[0].identification) == ("half a sen", "probable")


def test_a_note_of_a_deleted_label_is_let_go(qtbot: QtBot, panel: InspectorPanel, session: Session, draw: Draw) -> None:
    session.select(1, [draw().id])
    QTest.keyClicks(panel.note, "gone")
    session.delete_selected()
    assert session.project.labels(1) == {}
    assert not panel.note.isVisible()


def test_facts_of_a_georeferenced_label(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    label = draw(outline=OrientedBox((2000.0, 2000.0), 138.2, 146.6, 0.0), author="analyst")
    session.select(1, [label.id])
    facts = dict(panel.facts.facts)
    assert facts["Length × width"] == "69.1 × 73.3 m\n138 × 147 px"
    assert facts["Heading"] == "002° true\n000° in the frame"
    # 760 000 + 1000 east, 3 923 000 - 1000 north in UTM zone 36: 35.4032 N, 35.8743 E by pyproj.
    assert facts["Lat, lon"].startswith("35.40")
    assert facts["MGRS"] == "36S YE 6100 2200"
    assert facts["Author"] == "analyst"
    assert facts["Id"] == str(label.id)


def test_a_frame_without_scale_has_pixels_and_no_place(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    label = draw(3, outline=OrientedBox((500.0, 500.0), 42.0, 10.0, 30.0))
    session.select(3, [label.id])
    facts = dict(panel.facts.facts)
    assert facts["Length × width"] == "42 × 10 px"
    assert facts["Area"] == "420 px²"
    assert facts["Heading"] == "030° in the frame"
    assert "MGRS" not in facts


def test_a_change_that_cannot_be_kept_is_said_and_taken_back(
    qtbot: QtBot, panel: InspectorPanel, session: Session, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.select(1, [draw().id])
    fault = BasewatchError("The disk is full.")

    def refuse(_edit: object, **_how: object) -> None:
        raise fault

    monkeypatch.setattr(session.file, "do", refuse)
    with qtbot.waitSignal(panel.failed) as said:
        pick(panel.choices["identification"], "confirmed")
    assert said.args == [fault]
    assert panel.choices["identification"].currentData() == "unassessed"


def test_a_row_more_shows_and_changes_a_field(
    qtbot: QtBot, session: Session, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = FieldRow("author", "Author", offers=lambda _row, _labels, _categories: ("anna",))
    choice = FieldRow("review", "Review", review_name)
    monkeypatch.setattr(inspector_panel, "field_rows", lambda: (*field_rows(), more, choice))
    panel = InspectorPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    session.select(1, [draw(author="ben").id])
    assert panel.lines["author"].text() == "ben"
    panel.lines["author"].clear()
    QTest.keyClicks(panel.lines["author"], "anna\r")
    pick(panel.choices["review"], "submitted")
    (label,) = session.selected_labels
    assert (label.author, label.review) == ("anna", "submitted")
