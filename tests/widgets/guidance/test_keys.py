"""The keys in force: changed, refused, kept, and what a broken file of them does."""

import re

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.settings import Settings
from basewatch_gui.widgets.guidance.keys_window import KeysWindow
from basewatch_gui.widgets.window.actions import records_of
from basewatch_gui.widgets.window.capabilities import CAPABILITIES
from basewatch_gui.widgets.workbench.gestures import gesture_keys, gestures
from basewatch_gui.widgets.workbench.keys import Keys

RECORDS = records_of(CAPABILITIES)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def actions(parent: QWidget) -> dict[str, QAction]:
    return {record.name: QAction(record.text, parent) for record in RECORDS}


@pytest.fixture
def keys(actions: dict[str, QAction]) -> Keys:
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "BaseWatch", "BaseWatch").clear()
    return Keys(Settings(), RECORDS, actions)


def test_no_action_has_a_key_that_the_pane_takes() -> None:
    usual = {QKeySequence(key).toString() for row in RECORDS for key in row.keys}
    assert usual & set(gesture_keys()) == set()
    assert all(gesture.help.endswith(".") and gesture.place and gesture.names for gesture in gestures())


def test_a_changed_key_is_in_force_at_once_and_kept(keys: Keys, actions: dict[str, QAction]) -> None:
    keys.set("stamp", ["Ctrl+T", "Shift+Z"])
    assert [key.toString() for key in actions["stamp"].shortcuts()] == ["Ctrl+T", "Shift+Z"]
    assert "(Ctrl+T, Shift+Z)" in actions["stamp"].toolTip()
    keys.set("fit", ["S"])
    again = Keys(Settings(), RECORDS, actions)
    assert again.of("stamp") == ("Ctrl+T", "Shift+Z")
    assert again.of("fit") == ("S",)
    assert again.is_own("fit")
    again.restore_all()
    assert again.of("stamp") == ("S",)
    assert again.of("fit") == ("F",)
    assert not Keys(Settings(), RECORDS, actions).has_own


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("O", "O belongs to “Oriented box”: give that another key first."),
        ("ctrl+z", "Ctrl+Z belongs to “Undo”: give that another key first."),
        ("3", "3 can't be changed: Take the category"),
        ("T", "T can't be changed: Held: labels are hidden."),
        ("Return", "can't be changed: Finish a drawing"),
        ("Tab", "Tab can't be changed"),
        ("Ctrl+K, C", "A key must be one press"),
        ("nonsense", "A key must be one press"),
    ],
)
def test_a_key_that_is_taken_is_refused_with_the_name_of_what_has_it(keys: Keys, key: str, said: str) -> None:
    with pytest.raises(BasewatchError, match=re.escape(said)):
        keys.set("stamp", [key])
    assert keys.of("stamp") == ("S",)


def test_a_usual_key_is_given_back_only_where_it_is_free(keys: Keys) -> None:
    keys.set("stamp", [])
    keys.set("fit", ["S"])
    with pytest.raises(BasewatchError, match="S belongs to “Fit”"):
        keys.restore("stamp")
    keys.restore("fit")
    keys.restore("stamp")
    assert not keys.has_own


@pytest.mark.parametrize("content", [b"{", b"[1]", b'{"stamp": "S"}', b"\xff\xfe"])
def test_a_broken_file_gives_the_usual_keys_and_one_sentence(
    keys: Keys, actions: dict[str, QAction], content: bytes
) -> None:
    file = Settings().keys_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    made = Keys(Settings(), RECORDS, actions)
    assert str(file) in str(made.fault)
    assert made.of("stamp") == ("S",)
    made.set("stamp", ["Shift+Z"])
    assert Keys(Settings(), RECORDS, actions).fault is None


def test_keys_of_a_file_that_can_t_be_are_left_out_and_said(keys: Keys, actions: dict[str, QAction]) -> None:
    file = Settings().keys_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('{"stamp": ["T", "O"], "fit": ["O", "Shift+Z"], "gone": ["Q"]}')
    made = Keys(Settings(), RECORDS, actions)
    assert made.of("stamp") == ("O",)
    assert made.of("fit") == ("Shift+Z",)
    assert made.of("oriented_box") == ()
    assert made.of("square_up") == ("Q",)
    assert "“Fit”" in str(made.fault)


def test_keys_are_changed_in_their_window(keys: Keys, actions: dict[str, QAction], parent: QWidget) -> None:
    window = KeysWindow(keys, RECORDS, parent)
    window.show()
    assert not window.isModal()
    assert not window.set_button.isEnabled()
    shown = {window.list.topLevelItem(at).text(0) for at in range(window.list.topLevelItemCount())}  # type: ignore[union-attr]
    assert {"Tools", "Mouse", "Held keys", "Keys over a pane"} <= shown

    window.choose("stamp")
    QTest.keyClick(window.field, Qt.Key.Key_O)
    QTest.mouseClick(window.set_button, Qt.MouseButton.LeftButton)
    assert "Oriented box" in window.complaint.text()
    window.field.clear()
    QTest.keyClick(window.field, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    QTest.mouseClick(window.add_button, Qt.MouseButton.LeftButton)
    assert window.complaint.text() == ""
    assert keys.of("stamp") == ("S", "Alt+Z")
    (line,) = window.list.selectedItems()
    assert line.text(1) == "S, Alt+Z"
    QTest.mouseClick(window.none_button, Qt.MouseButton.LeftButton)
    assert actions["stamp"].shortcuts() == []
    QTest.mouseClick(window.restore_button, Qt.MouseButton.LeftButton)
    assert keys.of("stamp") == ("S",)

    QTest.keyClicks(window.search, "wheel")
    lines = [line for at in range(window.list.topLevelItemCount()) for line in below(window, at)]
    assert "Ctrl+wheel" in lines
    assert "Undo" not in lines
    window.close()


def below(window: KeysWindow, at: int) -> list[str]:
    """The lines under a heading that are shown."""
    heading = window.list.topLevelItem(at)
    assert heading is not None
    children = (heading.child(number) for number in range(heading.childCount()))
    return [child.text(0) for child in children if child is not None and not child.isHidden()]
