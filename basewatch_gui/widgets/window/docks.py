"""The docks at the right: made once, filled with the panels of the open session."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from basewatch_gui.session.session import Session
from basewatch_gui.widgets.docks.categories.card import TypeCardPanel
from basewatch_gui.widgets.docks.categories.panel import CategoriesPanel
from basewatch_gui.widgets.docks.cells.panel import CellsPanel
from basewatch_gui.widgets.docks.details.panel import DetailsPanel
from basewatch_gui.widgets.docks.display.panel import ImagePanel
from basewatch_gui.widgets.docks.frames.panel import FramesPanel
from basewatch_gui.widgets.docks.inspector.panel import InspectorPanel
from basewatch_gui.widgets.docks.labels.panel import LabelsPanel
from basewatch_gui.widgets.docks.registration.panel import RegistrationPanel
from basewatch_gui.widgets.docks.review.checks_panel import ChecksPanel
from basewatch_gui.widgets.docks.review.panel import ReviewPanel
from basewatch_gui.widgets.guidance.help_panel import HelpPanel

WIDTH_SCR = 300
"""Width of the docks at first; at 1366 px two panes of 500 px stay."""


class Docks:
    """Categories, Frames and Details above, then Labels, and Inspector, Image and Registration below.

    They move, float and close.
    """

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
            dock.setFloating(False)
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
            dock.show()
        window.splitDockWidget(docks["categories"], docks["labels"], Qt.Orientation.Vertical)
        window.splitDockWidget(docks["labels"], docks["inspector"], Qt.Orientation.Vertical)
        window.tabifyDockWidget(docks["labels"], docks["cells"])
        window.tabifyDockWidget(docks["cells"], docks["checks"])
        window.tabifyDockWidget(docks["checks"], docks["review"])
        window.tabifyDockWidget(docks["categories"], docks["frames"])
        window.tabifyDockWidget(docks["frames"], docks["details"])
        window.tabifyDockWidget(docks["details"], docks["card"])
        window.tabifyDockWidget(docks["inspector"], docks["image"])
        window.tabifyDockWidget(docks["image"], docks["registration"])
        window.tabifyDockWidget(docks["registration"], docks["help"])
        docks["categories"].raise_()
        docks["inspector"].raise_()
        docks["labels"].raise_()
        column = [docks["categories"], docks["labels"], docks["inspector"]]
        window.resizeDocks(column, [260, 200, 300], Qt.Orientation.Vertical)
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
    return dock
