"""The layout of panes: in rows between splitters, one maximised, or in windows of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from basewatch_gui.widgets import style
from basewatch_gui.widgets.pane.layout.floating import FloatingPane
from basewatch_gui.widgets.pane.pane import Pane

SPLITTER_HANDLE_SCR = 4


@dataclass(frozen=True, slots=True)
class PaneLayout:
    """A layout of `rows` times `columns` panes; `name` is stored in projects and names the action that chooses it."""

    name: str
    rows: int
    columns: int

    @property
    def count(self) -> int:
        """Number of panes."""
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
    """The widget that holds the panes. A hidden pane, or one behind a maximised one, wants no tiles.

    Panes in windows of their own stay there while the layout has a place for them, and come back otherwise.
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
        """Windows of the panes that have one of their own, by pane index."""
        return dict(self._windows)

    @property
    def visible_panes(self) -> list[Pane]:
        """The panes on the screen, those in windows of their own included."""
        if self.maximised is None:
            return self.panes
        return [pane for pane in self.panes if pane is self.maximised or pane.index in self._windows]

    def arrange(self, layout: PaneLayout, panes: Sequence[Pane]) -> None:
        """Show as many panes as the layout has places and hide the others."""
        self.pane_layout = layout
        self.panes = list(panes[: layout.count])
        for pane in panes[layout.count :]:
            self._close_window(pane.index)
            pane.hide()
            pane.release_tiles()
        self._lay_out()

    def maximise(self, index: int | None) -> None:
        """Show one pane in the place of all in the main window; None shows all again."""
        chosen = self.panes[index] if index is not None and index not in self._windows else None
        self.maximised = chosen
        self._rows.show_only(chosen)
        for pane in self.panes:
            if pane not in self.visible_panes:
                pane.release_tiles()
        self.changed.emit()

    def float_pane(self, index: int) -> None:
        """Move a pane to a window of its own, on a second screen if there is one."""
        if index not in self._windows:
            window = self._windows[index] = FloatingPane(self.panes[index], self)
            window.closed.connect(self.return_pane)
            self._lay_out()

    def return_pane(self, index: int) -> None:
        """Move a pane back from its window."""
        if index in self._windows:
            self._close_window(index)
            self._lay_out()

    def return_all(self) -> None:
        """Move all panes back from their windows."""
        for index in self.windows:
            self.return_pane(index)

    def splitter_handle(self, index: int) -> QSplitterHandle:
        """Return the splitter_handle to the left of a pane of the first row."""
        return self._rows.splitter_handle(index)

    def _lay_out(self) -> None:
        self.maximised = None
        columns = self.pane_layout.columns
        rows = [self.panes[start : start + columns] for start in range(0, len(self.panes), columns)]
        self._rows.arrange([[pane for pane in row if pane.index not in self._windows] for row in rows])
        self.changed.emit()

    def _close_window(self, index: int) -> None:
        """Take a pane out of its window, if it has one, and delete the window."""
        window = self._windows.pop(index, None)
        if window is not None:
            window.pane.hide()
            window.pane.setParent(self)
            window.hide()
            window.deleteLater()


class _Rows(QWidget):
    """Widgets in rows; dragging the border between two columns moves it in all rows."""

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
        self._take_out()
        for widgets in rows:
            if not widgets:
                continue
            row = _splitter(Qt.Orientation.Horizontal)
            for widget in widgets:
                row.addWidget(widget)
                widget.show()
            self._column.addWidget(row)
            # Sizes are shares: Qt scales them to the room there is.
            row.setSizes([1000] * len(widgets))
            row.splitterMoved.connect(lambda _at, _handle, row=row: self._align_columns(row))
            self._rows.append((row, list(widgets)))
        self._column.setSizes([1000] * len(self._rows))
        self._column.setVisible(bool(self._rows))
        self._empty.setVisible(not self._rows)

    def show_only(self, widget: QWidget | None) -> None:
        """Show one widget in the place of all; None shows all again, sized as before."""
        for row, held in self._rows:
            for other in held:
                other.setVisible(widget is None or other is widget)
            row.setVisible(widget is None or widget in held)

    def splitter_handle(self, index: int) -> QSplitterHandle:
        """Return the splitter_handle to the left of a pane of the first row."""
        return self._rows[0][0].handle(index)

    def _take_out(self) -> None:
        """Take the widgets out of their rows, hidden, and delete the rows."""
        for row, widgets in self._rows:
            for widget in widgets:
                if widget.parent() is row:
                    widget.hide()
                    widget.setParent(self)
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self._rows = []

    def _align_columns(self, moved: QSplitter) -> None:
        """Give the other rows of as many panes the column widths of the row whose splitter was moved."""
        for row, _ in self._rows:
            if row is not moved and row.count() == moved.count():
                row.setSizes(moved.sizes())


def _splitter(orientation: Qt.Orientation) -> QSplitter:
    made = QSplitter(orientation)
    made.setChildrenCollapsible(False)
    made.setHandleWidth(SPLITTER_HANDLE_SCR)
    return made
