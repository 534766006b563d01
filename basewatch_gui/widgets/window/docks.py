"""The docks at the right: made once from their records, filled with the panels of the open project."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from basewatch_gui.widgets.fields.when_seen import run_pending_work
from basewatch_gui.widgets.workbench.dock import Dock, Slot
from basewatch_gui.widgets.workbench.workspace import Workspace

WIDTH_SCR = 300
"""Width of the docks at first; at 1366 px two panes of 500 px stay."""
HEIGHTS_SCR = {Slot.UPPER: 274, Slot.MIDDLE: 187, Slot.LOWER: 176}
"""Heights of the slots at first: at 768 px eight categories are seen."""


class Docks:
    """One dock a slot in front, the others behind as tabs; they move, float and close."""

    def __init__(self, window: QMainWindow, records: Sequence[Dock]) -> None:
        self._window = window
        self._records = {record.name: record for record in records}
        self.docks = {record.name: _make_dock(window, record) for record in records}
        self._state: QByteArray | None = None
        self.arrange()

    def arrange(self) -> None:
        """Bring all docks to their first places."""
        window, docks = self._window, self.docks
        for dock in docks.values():
            # Docks that stand below each other, if only for a moment, make the window higher than the screen.
            window.removeDockWidget(dock)
        front: dict[Slot, QDockWidget] = {}
        for slot in Slot:
            names = self._names_in(slot)
            if not names:
                continue
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, docks[names[0]])
            for before, name in pairwise(names):
                window.tabifyDockWidget(docks[before], docks[name])
            for name in names:
                docks[name].setFloating(False)
                docks[name].show()
            front[slot] = docks[names[0]]
            front[slot].raise_()
        column = list(front.values())
        window.resizeDocks(column, [HEIGHTS_SCR[slot] for slot in front], Qt.Orientation.Vertical)
        window.resizeDocks(column, [WIDTH_SCR] * len(column), Qt.Orientation.Horizontal)

    def bring_to_front(self, panel: QWidget) -> None:
        """Show the dock of a panel before those of its slot, at least as high as its record says."""
        name, dock = self._dock_of(panel)
        dock.show()
        dock.raise_()
        least = self._records[name].least_height_scr
        if not dock.isFloating() and dock.height() < least:
            self._window.resizeDocks([dock], [least], Qt.Orientation.Vertical)

    def bring_first_to_front(self, panel: QWidget) -> None:
        """Show the dock that lies at first in front of a panel's before the others of the slot."""
        name, _ = self._dock_of(panel)
        dock = self.docks[self._names_in(self._records[name].slot)[0]]
        dock.show()
        dock.raise_()

    def set_title(self, panel: QWidget, title: str) -> None:
        """Give the dock of a panel another title; a panel that has left its dock with its project is passed over."""
        for dock in self.docks.values():
            if dock.widget() is panel:
                dock.setWindowTitle(title)

    def hide_all(self) -> None:
        """Hide all docks while no project is open."""
        self._state = self._window.saveState()
        for dock in self.docks.values():
            dock.hide()

    def restore(self) -> None:
        """Show the docks again that were shown before they were hidden."""
        if self._state is not None:
            self._window.restoreState(self._state)
            self._state = None

    def state(self) -> QByteArray:
        """Return where the docks are, or will be again once a project is open."""
        return self._state if self._state is not None else self._window.saveState()

    def fill(self, workspace: Workspace) -> None:
        """Make the panels of a project and put them into their docks."""
        for name, record in self._records.items():
            self._set_panel(name, workspace.parts.add(record.panel(workspace)))

    def clear(self) -> None:
        """Remove all panels."""
        for name in self.docks:
            self._set_panel(name, QWidget())

    def _dock_of(self, panel: QWidget) -> tuple[str, QDockWidget]:
        return next((name, dock) for name, dock in self.docks.items() if dock.widget() is panel)

    def _names_in(self, slot: Slot) -> list[str]:
        in_slot = (record for record in self._records.values() if record.slot is slot)
        return [record.name for record in sorted(in_slot, key=lambda record: record.order)]

    def _set_panel(self, name: str, panel: QWidget) -> None:
        old = self.docks[name].widget()
        self.docks[name].setWidget(panel)
        if old is not None:
            old.deleteLater()


def _make_dock(window: QMainWindow, record: Dock) -> QDockWidget:
    dock = QDockWidget(record.title, window)
    dock.setObjectName(record.name)
    dock.setAccessibleName(record.title)
    dock.visibilityChanged.connect(lambda _seen: run_pending_work(dock.widget()))
    return dock
