from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from basewatch_gui.model.edit import replaced
from basewatch_gui.model.edits.labels import changed
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.categories.categories_panel import CategoriesPanel


def shown(panel: CategoriesPanel) -> list[str]:
    rows = [panel.list.item(row) for row in range(panel.list.count())]
    return [item.text() for item in rows if not item.isHidden()]


def row(panel: CategoriesPanel, name: str) -> QListWidgetItem:
    return panel.list.findItems(name, Qt.MatchFlag.MatchExactly)[0]


def beside_a_field(qtbot: QtBot, session: Session) -> tuple[QWidget, QLineEdit, CategoriesPanel]:
    """An active window, a field in it that has the focus, and the panel beside that."""
    window = QWidget()
    qtbot.addWidget(window)
    elsewhere, panel = QLineEdit(window), CategoriesPanel(session, window)
    layout = QVBoxLayout(window)
    layout.addWidget(elsewhere)
    layout.addWidget(panel)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    elsewhere.setFocus()
    return window, elsewhere, panel


def test_enter_in_the_filter_chooses_the_first_match_and_gives_the_focus_back(qtbot: QtBot, session: Session) -> None:
    window, elsewhere, panel = beside_a_field(qtbot, session)

    panel.focus_filter()
    QTest.keyClicks(panel.filter, "radar")
    assert shown(panel) == [
        "Air-defence component",
        "S-400 engagement radar",
        "S-400 acquisition radar",
        "S-400 all-altitude radar",
    ]
    QTest.keyClick(panel.filter, Qt.Key.Key_Return)

    assert session.category is not None
    assert session.category.name == "S-400 engagement radar"
    assert panel.filter.text() == ""
    assert window.focusWidget() is elsewhere


def test_escape_shows_all_and_chooses_nothing(qtbot: QtBot, session: Session) -> None:
    panel = CategoriesPanel(session)
    qtbot.addWidget(panel)
    everything, before = shown(panel), session.category
    panel.focus_filter()
    QTest.keyClicks(panel.filter, "ka-52")
    assert shown(panel) == ["Helicopter", "Ka-52"]
    QTest.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert shown(panel) == everything
    assert session.category == before


def test_enter_chooses_nothing_where_nothing_matches(qtbot: QtBot, session: Session) -> None:
    panel = CategoriesPanel(session)
    qtbot.addWidget(panel)
    before = session.category
    QTest.keyClicks(panel.filter, "zeppelin")
    QTest.keyClick(panel.filter, Qt.Key.Key_Return)
    assert session.category == before


def test_a_click_chooses_and_a_heading_does_not(qtbot: QtBot, session: Session) -> None:
    panel = CategoriesPanel(session)
    qtbot.addWidget(panel)
    panel.resize(240, 600)
    panel.show()
    for name, chosen in (("Il-76", "Il-76"), ("Helicopter", "Il-76"), ("Ka-52", "Ka-52")):
        place = panel.list.visualItemRect(row(panel, name)).center()
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert session.category is not None
        assert session.category.name == chosen


def test_the_chosen_category_is_marked_however_it_was_chosen(qtbot: QtBot, session: Session) -> None:
    panel = CategoriesPanel(session)
    qtbot.addWidget(panel)
    session.choose_category(20)
    assert panel.list.currentItem().text() == "S-400 launcher"


def test_counts_follow_drawing_retyping_and_undo_on_shown_frames(
    qtbot: QtBot, session: Session, draw: Callable[..., Label]
) -> None:
    panel = CategoriesPanel(session)
    qtbot.addWidget(panel)
    panel.set_frames([1])
    label = draw(1, category_id=1)
    draw(2, category_id=1)
    assert panel.count_of(1) == 1
    session.do(replaced("retype", [(label, changed(label, category_id=2))]))
    assert (panel.count_of(1), panel.count_of(2)) == (0, 1)
    session.undo()
    assert (panel.count_of(1), panel.count_of(2)) == (1, 0)
    panel.set_frames([1, 2])
    assert panel.count_of(1) == 2


def test_the_tooltip_tells_the_size_how_well_it_is_known_and_the_cues(qtbot: QtBot, session: Session) -> None:
    panel = CategoriesPanel(session)
    qtbot.addWidget(panel)
    seen, unconfirmed = row(panel, "An-124").toolTip(), row(panel, "An-32").toolTip()
    assert "69.1 × 73.3 m (seen in a public source)" in seen
    assert "nose raised" in seen
    assert "23.7 × 29.2 m (unconfirmed)" in unconfirmed


def test_an_edit_of_a_category_shows_at_once(qtbot: QtBot, session: Session) -> None:
    panel = CategoriesPanel(session)
    qtbot.addWidget(panel)
    old = session.project.categories[1]
    session.do(replaced("edit categories", [(old, replace(old, name="An-124-100"))]))
    assert "An-124-100" in shown(panel)
    assert "An-124" not in shown(panel)


def test_those_chosen_last_come_first_while_a_name_is_typed(qtbot: QtBot, session: Session) -> None:
    _window, _, panel = beside_a_field(qtbot, session)
    everything = shown(panel)
    for category_id in (23, 5):
        session.choose_category(category_id)
    assert shown(panel) == everything
    panel.focus_filter()
    assert shown(panel)[:3] == ["Recent", "Ka-52", "S-400 all-altitude radar"]
    QTest.keyClicks(panel.filter, "radar")
    assert shown(panel)[:2] == ["Recent", "S-400 all-altitude radar"]
    QTest.keyClick(panel.filter, Qt.Key.Key_Return)
    assert session.category is not None
    assert session.category.name == "S-400 all-altitude radar"
    assert shown(panel) == everything


def test_ctrl_enter_gives_the_match_to_the_selected_labels(
    qtbot: QtBot, session: Session, draw: Callable[..., Label]
) -> None:
    panel = CategoriesPanel(session)
    qtbot.addWidget(panel)
    before = session.category
    session.select(1, [draw(1, category_id=1).id, draw(1, category_id=2).id])
    QTest.keyClicks(panel.filter, "ka-52")
    QTest.keyClick(panel.filter, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [label.category_id for label in session.selected_labels] == [5, 5]
    assert session.category == before
    assert session.file.undo_action == "retype"


def test_the_list_stands_in_the_users_order(qtbot: QtBot, session: Session) -> None:
    panel = CategoriesPanel(session)
    qtbot.addWidget(panel)
    old = session.project.categories[28]
    session.do(replaced("edit categories", [(old, replace(old, rank=-1))]))
    assert shown(panel)[:2] == ["Air-defence component", "S-300/400 family, unresolved"]
