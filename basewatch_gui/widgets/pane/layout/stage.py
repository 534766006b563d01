"""How panes lie: in rows between splitters, one in the place of all, or in windows of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from basewatch_gui.widgets import style
from basewatch_gui.widgets.pane.layout.floating import FloatingPane
from basewatch_gui.widgets.pane.pane import Pane

HANDLE_SCR = 4


@dataclass(frozen=True, slots=True)
class PaneLayout:
    """So many rows of so many panes; `name` is kept in projects and is the name of the action."""

    name: str
    rows: int
    columns: int

    @property
    def count(self) -> int:
        """How many panes there are."""
        return self.rows * self.columns


LAYOUTS = {
    layout.name: layout
    for layout in (
        PaneLayout("one_pane", 1, 1),
        PaneLayout("two_panes", 1, 2),
        PaneLayout("two_stacked", 2, 1),
        PaneLayout("three_panes", 1, 3),
        PaneLayout("four_panes", 2, 2),
        PaneLayout("nine_panes", 3, 3),
    )
}
TWO_PANES = LAYOUTS["two_panes"]


class PaneStage(QWidget):
    """Where the panes are. One that is put away, or behind a maximised one, wants no tiles.

    Panes in windows of their own stay there while the layout has them, and come back otherwise.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane_layout = TWO_PANES
        self.panes: list[Pane] = []
        self.maximised: Pane | None = None
        self._windows: dict[int, FloatingPane] = {}
        self._rows = _Rows(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._rows)

    @property
    def windows(self) -> dict[int, FloatingPane]:
        """The windows of the panes that have one of their own, by their indices."""
        return dict(self._windows)

    @property
    def seen(self) -> list[Pane]:
        """The panes that are on the screen, perhaps in windows of their own."""
        if self.maximised is None:
            return self.panes
        return [pane for pane in self.panes if pane is self.maximised or pane.index in self._windows]

    def arrange(self, layout: PaneLayout, panes: Sequence[Pane]) -> None:
        """Lay out as many panes as the layout has places; the others are put away."""
        self.pane_layout = layout
        self.panes = list(panes[: layout.count])
        for pane in panes[layout.count :]:
            self._take_back(pane.index)
            pane.hide()
            pane.rest()
        self._lay_out()

    def maximise(self, index: int | None) -> None:
        """Show one pane in the place of all in the main window, or all again."""
        chosen = self.panes[index] if index is not None and index not in self._windows else None
        self.maximised = chosen
        self._rows.show_only(chosen)
        for pane in self.panes:
            if pane not in self.seen:
                pane.rest()
        self.changed.emit()

    def float_pane(self, index: int) -> None:
        """Give a pane a window of its own, on a second screen if there is one."""
        if index not in self._windows:
            window = self._windows[index] = FloatingPane(self.panes[index], self)
            window.closed.connect(self.land)
            self._lay_out()

    def land(self, index: int) -> None:
        """Bring a pane back from its window."""
        if index in self._windows:
            self._take_back(index)
            self._lay_out()

    def land_all(self) -> None:
        """Bring all panes back from their windows."""
        for index in self.windows:
            self.land(index)

    def handle(self, index: int) -> QSplitterHandle:
        """The handle to the left of a pane of the first row."""
        return self._rows.handle(index)

    def _lay_out(self) -> None:
        self.maximised = None
        columns = self.pane_layout.columns
        rows = [self.panes[start : start + columns] for start in range(0, len(self.panes), columns)]
        self._rows.arrange([[pane for pane in row if pane.index not in self._windows] for row in rows])
        self.changed.emit()

    def _take_back(self, index: int) -> None:
        window = self._windows.pop(index, None)
        if window is not None:
            window.pane.hide()
            window.pane.setParent(self)
            window.hide()
            window.deleteLater()


class _Rows(QWidget):
    """Holds panes in rows; dragging between two columns moves that border in all rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = _splitter(Qt.Orientation.Vertical)
        self._rows: list[tuple[QSplitter, list[QWidget]]] = []
        self._empty = style.empty_state(
            QCoreApplication.translate("PaneRows", "All panes are in windows of their own; closing one brings it back.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._column)
        layout.addWidget(self._empty)

    def arrange(self, rows: Sequence[Sequence[QWidget]]) -> None:
        """Show these widgets and no others, all of one size in their rows."""
        self._park()
        for widgets in rows:
            if not widgets:
                continue
            row = _splitter(Qt.Orientation.Horizontal)
            for widget in widgets:
                row.addWidget(widget)
                widget.show()
            self._column.addWidget(row)
            row.setSizes([1000] * len(widgets))
            row.splitterMoved.connect(lambda _at, _handle, row=row: self._align(row))
            self._rows.append((row, list(widgets)))
        self._column.setSizes([1000] * len(self._rows))
        self._column.setVisible(bool(self._rows))
        self._empty.setVisible(not self._rows)

    def show_only(self, widget: QWidget | None) -> None:
        """Show one of the widgets in the place of all; None shows all again, sized as before."""
        for row, held in self._rows:
            for other in held:
                other.setVisible(widget is None or other is widget)
            row.setVisible(widget is None or widget in held)

    def handle(self, index: int) -> QSplitterHandle:
        """The handle to the left of a pane of the first row."""
        return self._rows[0][0].handle(index)

    def _park(self) -> None:
        """Take the widgets out of their rows, hidden."""
        for row, widgets in self._rows:
            for widget in widgets:
                if widget.parent() is row:
                    widget.hide()
                    widget.setParent(self)
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self._rows = []

    def _align(self, moved: QSplitter) -> None:
        for row, _ in self._rows:
            if row is not moved and row.count() == moved.count():
                row.setSizes(moved.sizes())


def _splitter(orientation: Qt.Orientation) -> QSplitter:
    made = QSplitter(orientation)
    made.setChildrenCollapsible(False)
    made.setHandleWidth(HANDLE_SCR)
    return made
