"""The window that edits the list of categories, by its fields and buttons."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from basewatch_gui.model.attribute import Attribute
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.categories.category_editor import CategoryEditor

Draw = Callable[..., Label]


@pytest.fixture
def editor(qtbot: QtBot, session: Session) -> CategoryEditor:
    made = CategoryEditor(session)
    qtbot.addWidget(made)
    made.show()
    return made


def press(editor: CategoryEditor, text: str) -> None:
    (button,) = [button for button in editor.findChildren(QPushButton) if button.text() == text and button.isVisible()]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def add(editor: CategoryEditor) -> None:
    """Press the button of the list; those of the tables have the same word."""
    editor.findChildren(QPushButton, options=Qt.FindChildOption.FindDirectChildrenOnly)[0].click()


def shown(editor: CategoryEditor, session: Session) -> Category:
    assert editor.current_id is not None
    return session.project.categories[editor.current_id]


def write(field: QLineEdit, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_category_is_added_named_and_undone_from_the_keyboard(
    editor: CategoryEditor, session: Session, edits: list[Edit]
) -> None:
    add(editor)
    write(editor.form.name, "Il-78")
    write(editor.form.length, "46,59")
    write(editor.form.span, "50.5")
    made = shown(editor, session)
    assert (made.id, made.name, made.length_m, made.span_m) == (100, "Il-78", 46.59, 50.5)
    assert [edit.action for edit in edits] == ["edit categories"] * 4
    for _ in range(4):
        session.undo()
    assert 100 not in session.project.categories
    assert editor.list.ids == [category.id for category in session.project.categories_in_order]


def test_a_name_that_is_taken_is_refused_beside_the_form(editor: CategoryEditor, session: Session) -> None:
    editor.refresh_list(1)
    write(editor.form.name, "Il-76")
    assert "Il-76" in editor.notice.text.text()
    assert session.project.categories[1].name == "An-124"
    assert editor.form.name.text() == "An-124"


@pytest.mark.parametrize("text", ["wide", "0", "-3"])
def test_what_is_no_size_is_refused(editor: CategoryEditor, session: Session, text: str) -> None:
    editor.refresh_list(1)
    write(editor.form.length, text)
    assert editor.notice.isVisible()
    assert session.project.categories[1].length_m == 69.1


def test_a_key_is_swapped_and_said(editor: CategoryEditor, session: Session) -> None:
    editor.refresh_list(1)
    QTest.keyClick(editor.form.key, Qt.Key.Key_3)
    assert [session.project.categories[key].key for key in (1, 3)] == ["3", "1"]
    assert editor.notice.text.text() == "An-32 has the key 1 now."


def test_a_free_look_is_taken_at_once_and_a_taken_one_is_asked_for(editor: CategoryEditor, session: Session) -> None:
    editor.refresh_list(1)
    look = editor.form.look
    QTest.mouseClick(look, Qt.MouseButton.LeftButton, pos=look.swatch_centre(("#FFAABB", "solid")).toPoint())
    assert session.project.categories[1].colour == "#FFAABB"
    QTest.mouseClick(look, Qt.MouseButton.LeftButton, pos=look.swatch_centre(("#56B4E9", "solid")).toPoint())
    assert session.project.categories[1].colour == "#FFAABB"
    assert "Il-76 has this colour and dash" in editor.notice.text.text()
    press(editor, "Take it all the same")
    assert session.project.categories[1].colour == "#56B4E9"


def test_a_look_is_chosen_by_arrows(editor: CategoryEditor, session: Session) -> None:
    editor.refresh_list(1)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(editor.form.look, key)
    assert (session.project.categories[1].colour, session.project.categories[1].dash) == ("#E69F00", "dot")


def test_alt_and_arrows_reorder(editor: CategoryEditor, session: Session, edits: list[Edit]) -> None:
    editor.refresh_list(2)
    QTest.keyClick(editor.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [category.id for category in session.project.categories_in_order][:3] == [2, 1, 3]
    assert editor.current_id == 2
    QTest.keyClick(editor.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert len(edits) == 1


def test_a_dropped_row_reorders(qtbot: QtBot, editor: CategoryEditor, session: Session) -> None:
    model = editor.list.model()
    model.moveRow(editor.list.rootIndex(), 4, editor.list.rootIndex(), 0)
    qtbot.waitUntil(lambda: next(iter(session.project.categories_in_order)).id == 5)


def test_states_cues_and_designations_are_written_one_a_line(editor: CategoryEditor, session: Session) -> None:
    editor.refresh_list(20)
    editor.form.states.setPlainText("erected\n\n stowed  flat \nerected")
    editor.form.commit()
    editor.form.cues.setPlainText("tubes")
    editor.form.commit()
    made = session.project.categories[20]
    assert made.states == ("erected", "stowed flat", "unknown")
    assert made.cues == ("tubes",)
    assert made.designations[0] == "5P85SE2"


def test_an_attribute_is_added_completed_and_renamed_with_its_values(
    qtbot: QtBot, editor: CategoryEditor, session: Session, draw: Draw
) -> None:
    editor.refresh_list(1)
    table = editor.form.attributes
    table.add_button.click()
    cells = table.table
    cells.item(0, 0).setText("livery")  # type: ignore[union-attr]
    combo = cells.cellWidget(0, 1)
    combo.setCurrentIndex(combo.findData("choice"))  # type: ignore[attr-defined]
    combo.activated.emit(combo.currentIndex())  # type: ignore[attr-defined]
    assert "choices of livery" in editor.notice.text.text()
    cells.item(0, 2).setText("white, grey")  # type: ignore[union-attr]
    cells.item(0, 4).setCheckState(Qt.CheckState.Checked)  # type: ignore[union-attr]
    assert session.project.categories[1].attributes == (Attribute("livery", "choice", ("white", "grey"), sticky=True),)
    label = draw(1, 1, values={"livery": "grey"})
    cells.item(0, 0).setText("paint")  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: session.project.categories[1].attributes[0].name == "paint")
    assert session.project.labels(1)[label.id].values == {"paint": "grey"}
    cells.setCurrentCell(0, 0)
    table.remove_button.click()
    assert not session.project.categories[1].attributes


def test_deleting_asks_where_the_labels_go(qtbot: QtBot, editor: CategoryEditor, session: Session, draw: Draw) -> None:
    label = draw(2, 1)
    other = draw(1, 4, alternates=(1,))
    editor.refresh_list(1)
    press(editor, "Delete…")
    qtbot.waitUntil(editor.notice.isVisible)
    assert editor.notice.text.text() == "An-124 has 1 label. Which category do they go to?"
    press(editor, "Give them to it")
    assert 1 not in session.project.categories
    assert session.project.labels(2)[label.id].category_id == 2
    assert session.project.labels(1)[other.id].alternates == ()
    assert editor.current_id != 1


def test_deleting_a_category_without_labels_asks_nothing(
    qtbot: QtBot, editor: CategoryEditor, session: Session
) -> None:
    editor.refresh_list(25)
    press(editor, "Delete…")
    qtbot.waitUntil(lambda: 25 not in session.project.categories)
    session.undo()
    assert 25 in session.project.categories


def test_a_list_is_shared_as_a_file(editor: CategoryEditor, session: Session, tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    editor.export_categories(path)
    editor.propose_import(path)
    assert "nothing that is not here already" in editor.notice.text.text()
    editor.refresh_list(1)
    write(editor.form.name, "Ruslan")
    editor.propose_import(path)
    assert editor.notice.text.text() == "1 change: Ruslan (name). 16 stay as they are."
    assert session.project.categories[1].name == "Ruslan"
    press(editor, "Take over")
    assert session.project.categories[1].name == "An-124"
