"""The inspector from the keyboard, and the fields beyond the common ones."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.attribute import Attribute, Value
from basewatch_gui.model.edit import Edit, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.fields.attribute_fields import NumberedDelegate
from basewatch_gui.widgets.fields.attribute_values import value_text
from basewatch_gui.widgets.inspector.inspector_panel import InspectorPanel

Draw = Callable[..., Label]

ATTRIBUTES = (
    Attribute("livery", "choice", ("white", "grey")),
    Attribute("doors open", "yes_no", required=True),
    Attribute("height", "number"),
    Attribute("tail number"),
)


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> InspectorPanel:
    category = session.project.categories[2]
    session.do(replaced("edit categories", [(category, replace(category, attributes=ATTRIBUTES))]))
    made = InspectorPanel(session)
    qtbot.addWidget(made)
    made.resize(300, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def key(what: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, what, modifier)


def test_a_label_is_described_by_tab_and_digits_alone(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    session.select(1, [draw(category_id=2).id])
    panel.focus_first()
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_4)
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_2)
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_3)
    (label,) = session.selected_labels
    assert (label.identification, label.state, label.occluded) == ("confirmed", "nose open", "mostly")
    key(Qt.Key.Key_9)
    assert session.selected_labels == [label]


def test_an_open_list_says_which_digit_chooses_what(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    session.select(1, [draw().id])
    field = panel.choices["occluded"]
    delegate = field.view().itemDelegate()
    assert isinstance(delegate, NumberedDelegate)
    option = QStyleOptionViewItem()
    delegate.initStyleOption(option, field.model().index(1, 0))
    assert (option.text, field.itemText(1)) == ("2   partly", "partly")


def test_tab_walks_all_fields_in_their_order_also_those_of_the_category(
    panel: InspectorPanel, session: Session, draw: Draw
) -> None:
    session.select(1, [draw(category_id=2, alternates=(6,)).id])
    QApplication.processEvents()
    panel.focus_first()
    walked = []
    for _ in range(16):
        widget = QApplication.focusWidget()
        assert widget is not None
        walked.append(widget.accessibleName())
        key(Qt.Key.Key_Tab)
    assert walked == [
        "Category", "Identification", "State", "Occluded", "Designation",
        "Could also be", "Not other transport aircraft",
        "livery", "doors open", "height", "tail number",
        "high swept wing", "four turbofans on pylons", "glazed nose", "T-tail", "long bullet ahead of the fin",
    ]  # fmt: skip
    assert QApplication.focusWidget() is panel.note


def test_digits_are_taken_from_the_keys_of_categories(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    session.select(1, [draw(category_id=2).id])
    panel.choices["state"].setFocus()
    QTest.keyClick(panel.choices["state"], Qt.Key.Key_1)
    assert session.selected_labels[0].state == "in service"
    box = panel.cues.boxes["T-tail"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_2)
    assert session.selected_labels[0].cues == ("four turbofans on pylons",)


@pytest.mark.parametrize("field", ["state", "category", "note", "designation"])
def test_escape_goes_back_to_the_pane(
    qtbot: QtBot, panel: InspectorPanel, session: Session, draw: Draw, field: str
) -> None:
    session.select(1, [draw(category_id=2).id])
    shown: dict[str, QWidget] = {**panel.choices, **panel.lines, "category": panel.category, "note": panel.note}
    shown[field].setFocus()
    with qtbot.waitSignal(panel.left):
        key(Qt.Key.Key_Escape)


def test_escape_gives_up_a_text_before_it_leaves(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    session.select(1, [draw(category_id=20, designation="5P85S").id])
    panel.lines["designation"].setFocus()
    panel.lines["designation"].selectAll()
    QTest.keyClicks(panel.lines["designation"], "x")
    key(Qt.Key.Key_Escape)
    assert panel.lines["designation"].text() == "5P85S"
    panel.lines["designation"].commit()
    assert session.selected_labels[0].designation == "5P85S"


def test_a_designation_is_proposed_and_kept_for_all_selected(
    panel: InspectorPanel, session: Session, draw: Draw, edits: list[Edit]
) -> None:
    labels = [draw(category_id=20), draw(category_id=20)]
    edits.clear()
    session.select(1, [label.id for label in labels])
    completer = panel.lines["designation"].completer()
    assert completer is not None
    completer.setCompletionPrefix("TE2")
    assert completer.currentCompletion() == "5P85TE2"
    QTest.keyClicks(panel.lines["designation"], "5P85TE2")
    QTest.keyClick(panel.lines["designation"], Qt.Key.Key_Return)
    assert [edit.action for edit in edits] == ["describe"]
    assert [label.designation for label in session.selected_labels] == ["5P85TE2", "5P85TE2"]


def test_a_designation_goes_to_the_label_it_was_written_for(
    panel: InspectorPanel, session: Session, draw: Draw
) -> None:
    one, other = draw(category_id=20), draw(category_id=20)
    session.select(1, [one.id])
    QTest.keyClicks(panel.lines["designation"], "5P85S")
    session.select(1, [other.id])
    labels = session.project.labels(1)
    assert (labels[one.id].designation, labels[other.id].designation) == ("5P85S", "")
    assert panel.lines["designation"].text() == ""


def test_a_cue_that_some_have_is_given_to_all(
    panel: InspectorPanel, session: Session, draw: Draw, edits: list[Edit]
) -> None:
    labels = [draw(category_id=2, cues=("T-tail",)), draw(category_id=2)]
    edits.clear()
    session.select(1, [label.id for label in labels])
    box = panel.cues.boxes["T-tail"]
    assert box.checkState() == Qt.CheckState.PartiallyChecked
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert [label.cues for label in session.selected_labels] == [("T-tail",), ("T-tail",)]
    assert box.checkState() == Qt.CheckState.Checked
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert [label.cues for label in session.selected_labels] == [(), ()]
    assert len(edits) == 2


def test_a_cue_that_the_category_does_not_have_is_shown_and_can_be_unticked(
    panel: InspectorPanel, session: Session, draw: Draw
) -> None:
    session.select(1, [draw(category_id=2, cues=("radome",)).id])
    QTest.keyClick(panel.cues.boxes["radome"], Qt.Key.Key_Space)
    assert session.selected_labels[0].cues == ()
    assert "radome" not in panel.cues.boxes


def test_alternates_are_added_and_taken_away(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    session.select(1, [draw(category_id=3).id, draw(category_id=4, alternates=(3,)).id])
    line = panel.alternates.add.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "other trans")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [label.alternates for label in session.selected_labels] == [(6,), (3, 6)]
    QTest.mouseClick(panel.alternates.rows[6], Qt.MouseButton.LeftButton)
    assert [label.alternates for label in session.selected_labels] == [(), (3,)]


def test_the_categorys_own_attributes_are_answered_by_kind(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    session.select(1, [draw(category_id=2).id, draw(category_id=2).id])
    fields = panel.values.fields
    for name, keys in (("livery", "2"), ("doors open", "1"), ("height", "14,7\r"), ("tail number", "RA-1\r")):
        QTest.keyClicks(fields[name], keys)
    expected: dict[str, Value] = {"livery": "grey", "doors open": True, "height": 14.7, "tail number": "RA-1"}
    assert [label.values for label in session.selected_labels] == [expected, expected]
    assert {name: value_text(value) for name, value in expected.items()} == {
        "livery": "grey",
        "doors open": "yes",
        "height": "14.7",
        "tail number": "RA-1",
    }
    QTest.keyClicks(fields["livery"], "3")
    assert "livery" not in session.selected_labels[0].values


def test_what_is_no_number_is_said_and_not_kept(
    qtbot: QtBot, panel: InspectorPanel, session: Session, draw: Draw
) -> None:
    session.select(1, [draw(category_id=2).id])
    with qtbot.waitSignal(panel.failed) as said:
        QTest.keyClicks(panel.values.fields["height"], "tall\r")
    assert said.args is not None
    assert isinstance(said.args[0], BasewatchError)
    assert session.selected_labels[0].values == {}


def test_only_attributes_that_all_have_are_asked(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    session.select(1, [draw(category_id=2).id, draw(category_id=1).id])
    assert list(panel.values.fields) == []
    assert not panel.values.isVisible()


def test_a_value_without_its_attribute_is_shown_as_a_fact(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    session.select(1, [draw(category_id=1, values={"serial": "01"}).id])
    assert ("serial", "01") in panel.facts.facts


def test_a_pin_keeps_the_value_for_the_next_label(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    session.select(1, [draw(category_id=2, state="loading").id])
    QTest.keyClick(panel.choices["state"], Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert panel.pins["state"].isChecked()
    session.choose_category(2)
    assert session.new_label(1, OrientedBox((5.0, 5.0), 4.0, 4.0, 0.0)).state == "loading"
    QTest.mouseClick(panel.pins["state"], Qt.MouseButton.LeftButton)
    assert not panel.pins["state"].isChecked()
    assert session.new_label(1, OrientedBox((5.0, 5.0), 4.0, 4.0, 0.0)).state == "unknown"


def test_truncated_and_sizes_of_several(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    inside = draw(outline=OrientedBox((2000.0, 2000.0), 100.0, 80.0, 0.0))
    leaving = draw(outline=OrientedBox((10.0, 2000.0), 120.0, 80.0, 0.0))
    session.select(1, [leaving.id])
    assert panel.truncated.text() == "yes: it leaves the frame"
    session.select(1, [inside.id, leaving.id])
    assert panel.truncated.text() == "1 of 2"
    length, width = panel.facts.facts
    assert length[0] == "Length"
    assert length[1].startswith(("49.9 to 59.9", "50.0 to 60.0"))
    assert width[0] == "Width"


def test_the_history_says_who_changed_what(qtbot: QtBot, panel: InspectorPanel, session: Session, draw: Draw) -> None:
    label = draw(category_id=2)
    session.select(1, [label.id])
    session.describe("describe", state="loading", alternates=(6,))
    session.undo()
    panel.history.title.click()
    qtbot.waitUntil(lambda: bool(panel.history.lines))
    assert panel.history.lines == [
        "Undone: Describe: state unknown → loading, could also be – → other transport aircraft",
        "Describe: state unknown → loading, could also be – → other transport aircraft",
        "Draw",
    ]
    session.select(1, [draw(category_id=1).id])
    qtbot.waitUntil(lambda: panel.history.lines == ["Draw"])


def test_nothing_is_wider_than_the_dock(panel: InspectorPanel, session: Session, draw: Draw) -> None:
    session.select(1, [draw(category_id=4, alternates=(6, 28)).id])
    panel.resize(300, 300)
    QApplication.processEvents()
    for box in panel.cues.boxes.values():
        assert box.mapTo(panel, box.rect().topRight()).x() <= 300
        assert box.fontMetrics().horizontalAdvance(box.text()) <= box.width()
    assert panel.choices["state"].mapTo(panel, panel.choices["state"].rect().topRight()).x() <= 300


def test_a_locked_label_keeps_its_category_on_the_screen_too(
    panel: InspectorPanel, session: Session, draw: Draw
) -> None:
    session.select(1, [draw(category_id=2, locked=True).id])
    panel.category.setCurrentIndex(panel.category.findData(3))
    panel.category.activated.emit(panel.category.currentIndex())
    assert session.selected_labels[0].category_id == 2
    assert panel.category.currentData() == 2
