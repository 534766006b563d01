"""The docks at the right: made once, filled with the panels of the open session."""

from itertools import pairwise

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from basewatch_gui.session.session import Session
from basewatch_gui.widgets.categories.card import TypeCardPanel
from basewatch_gui.widgets.categories.panel import CategoriesPanel
from basewatch_gui.widgets.cells.panel import CellsPanel
from basewatch_gui.widgets.checks.checks_panel import ChecksPanel
from basewatch_gui.widgets.details.panel import DetailsPanel
from basewatch_gui.widgets.fields.seen import catch_up
from basewatch_gui.widgets.frames.panel import FramesPanel
from basewatch_gui.widgets.guidance.help_panel import HelpPanel
from basewatch_gui.widgets.image.panel import ImagePanel
from basewatch_gui.widgets.inspector.panel import InspectorPanel
from basewatch_gui.widgets.labels.panel import LabelsPanel
from basewatch_gui.widgets.registration.panel import RegistrationPanel
from basewatch_gui.widgets.review.panel import ReviewPanel

WIDTH_SCR = 300
"""Width of the docks at first; at 1366 px two panes of 500 px stay."""
HEIGHTS_SCR = (274, 187, 176)
"""Heights of the docks above each other at first: at 768 px eight categories are seen."""
TABS = (
    ("categories", "frames", "details", "card"),
    ("labels", "cells", "checks", "review"),
    ("inspector", "image", "registration", "help"),
)
"""Which docks lie behind each other at first, from above."""


class Docks:
    """Three of them above each other, the others behind as tabs; they move, float and close."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        titles = {
            "categories": window.tr("Categories"),
            "frames": window.tr("Frames"),
            "labels": window.tr("Labels"),
            "inspector": window.tr("Inspector"),
            "details": window.tr("Details"),
            "card": window.tr("Type card"),
            "image": window.tr("Image"),
            "registration": window.tr("Registration"),
            "cells": window.tr("Cells"),
            "checks": window.tr("Checks"),
            "review": window.tr("Review"),
            "help": window.tr("Help"),
        }
        self.docks = {name: _dock(window, name, title) for name, title in titles.items()}
        self.categories: CategoriesPanel | None = None
        self.frames: FramesPanel | None = None
        self.labels: LabelsPanel | None = None
        self.inspector: InspectorPanel | None = None
        self.details: DetailsPanel | None = None
        self.card: TypeCardPanel | None = None
        self.image: ImagePanel | None = None
        self.registration: RegistrationPanel | None = None
        self.cells: CellsPanel | None = None
        self.checks: ChecksPanel | None = None
        self.review: ReviewPanel | None = None
        self.help: HelpPanel | None = None
        self._state: QByteArray | None = None
        self.arrange()

    def arrange(self) -> None:
        """Bring all docks to their first places."""
        window, docks = self._window, self.docks
        for dock in docks.values():
            # Docks that stand below each other, if only for a moment, make the window higher than the screen.
            window.removeDockWidget(dock)
        for names in TABS:
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, docks[names[0]])
            for before, name in pairwise(names):
                window.tabifyDockWidget(docks[before], docks[name])
            for name in names:
                docks[name].setFloating(False)
                docks[name].show()
            docks[names[0]].raise_()
        column = [docks[names[0]] for names in TABS]
        window.resizeDocks(column, HEIGHTS_SCR, Qt.Orientation.Vertical)
        window.resizeDocks(column, [WIDTH_SCR] * 3, Qt.Orientation.Horizontal)

    def show_details(self, frame_id: int) -> None:
        """Bring a frame's details to the front, ready to write its time."""
        if self.details is not None:
            self.details.show_frame(frame_id)
            self.docks["details"].show()
            self.docks["details"].raise_()
            self.details.focus_first()

    def set_away(self, away: bool) -> None:
        """Put all docks away while no project is open, and bring back those that were there."""
        if away:
            self._state = self._window.saveState()
            for dock in self.docks.values():
                dock.hide()
        elif self._state is not None:
            self._window.restoreState(self._state)
            self._state = None

    def state(self) -> QByteArray:
        """Where the docks are, or will be again once a project is open."""
        return self._state if self._state is not None else self._window.saveState()

    def fill(self, session: Session | None) -> None:
        """Show the panels of this session, or none."""
        for dock in self.docks.values():
            old = dock.widget()
            dock.setWidget(QWidget())
            if old is not None:
                old.deleteLater()
        self.categories = self.frames = self.labels = self.inspector = self.details = self.image = None
        self.registration = self.cells = self.checks = self.review = None
        self.card = self.help = None
        if session is None:
            return
        self.categories = CategoriesPanel(session)
        self.frames = FramesPanel(session)
        self.labels = LabelsPanel(session)
        self.inspector = InspectorPanel(session)
        self.details = DetailsPanel(session)
        self.card = TypeCardPanel(session)
        self.image = ImagePanel(session)
        self.registration = RegistrationPanel(session)
        self.cells = CellsPanel(session)
        self.checks = ChecksPanel(session)
        self.review = ReviewPanel(session)
        self.help = HelpPanel()
        panels: dict[str, QWidget] = {
            "categories": self.categories,
            "frames": self.frames,
            "labels": self.labels,
            "inspector": self.inspector,
            "details": self.details,
            "card": self.card,
            "image": self.image,
            "registration": self.registration,
            "cells": self.cells,
            "checks": self.checks,
            "review": self.review,
            "help": self.help,
        }
        for name, panel in panels.items():
            self.docks[name].widget().deleteLater()
            self.docks[name].setWidget(panel)


def _dock(window: QMainWindow, name: str, title: str) -> QDockWidget:
    dock = QDockWidget(title, window)
    dock.setObjectName(name)
    dock.setAccessibleName(title)
    dock.visibilityChanged.connect(lambda _seen: catch_up(dock.widget()))
    return dock
