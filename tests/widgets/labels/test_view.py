"""What the table paints after edits is what it would paint anew."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from basewatch_gui.geometry.outline import Box
from basewatch_gui.model.edit import added, removed, replaced
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.labels.labels_panel import LabelsPanel

BOX = Box(100.0, 100.0, 140.0, 120.0)
DEEDS = st.sampled_from(["add", "remove first", "remove last", "retype first", "retype last", "scroll"])


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> LabelsPanel:
    made = LabelsPanel(session)
    qtbot.addWidget(made)
    made.resize(500, 260)
    made.set_frames([1])
    made.show()
    return made


def made_label(session: Session, number: int) -> Label:
    """A label that looks unlike its neighbours in the table."""
    return replace(session.new_label(1, BOX), category_id=1 + number % 3)


def on_screen(panel: LabelsPanel) -> QImage:
    """The rows that have been painted, without painting them now."""
    image: QImage = panel.screen().grabWindow(panel.winId()).toImage()
    rows = panel.table.viewport()
    return image.copy(QRect(rows.mapTo(panel, QPoint()), rows.size()))


@settings(max_examples=12)
@example([("retype first", True)])
@given(st.lists(st.tuples(DEEDS, st.booleans()), min_size=1, max_size=8))
def test_the_table_shows_its_rows_after_any_edits(
    panel: LabelsPanel, session: Session, deeds: list[tuple[str, bool]]
) -> None:
    session.do(added("draw", [made_label(session, number) for number in range(30)]))
    for _ in range(5):
        QApplication.processEvents()
    table, bar = panel.table, panel.table.verticalScrollBar()
    for number, (deed, is_seen_at_once) in enumerate(deeds):
        labels = list(session.project.labels(1).values())
        match deed:
            case "add":
                session.do(added("draw", [made_label(session, number)]))
            case "remove first" | "remove last":
                session.do(removed("delete", [labels[0 if deed.endswith("first") else -1]]))
            case "scroll":
                bar.setValue(37 * number % (bar.maximum() + 1))
            case _:
                label = labels[0 if deed.endswith("first") else -1]
                session.do(replaced("retype", [(label, replace(label, category_id=label.category_id % 4 + 1))]))
        if is_seen_at_once:
            QApplication.processEvents()
    for _ in range(5):
        QApplication.processEvents()
    rows = table.model().rowCount()
    assert bar.maximum() == rows * table.rowHeight(0) - table.viewport().height()
    kept = on_screen(panel)
    panel.repaint()
    table.viewport().repaint()
    assert on_screen(panel) == kept
    session.do(removed("delete", list(session.project.labels(1).values())))
