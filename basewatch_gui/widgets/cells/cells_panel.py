"""The panel of cells: how far the active pane's frame is covered, and its grid."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.cells.cell_texts import progress_text
from basewatch_gui.widgets.cells.cells_legend import CellsLegend
from basewatch_gui.widgets.cells.cells_map import CellsMap
from basewatch_gui.widgets.cells.grid_fields import GridFields, WalkFields
from basewatch_gui.widgets.icons import icon


class CellsPanel(QWidget):
    """Map, counts and settings of the grid over one frame.

    `asked` names an action that the window shall carry out, `go_to` gives the cell that was clicked on the map.
    """

    asked = Signal(str)
    go_to = Signal(int, object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._labelling_grid = session.labelling_grid
        self._frame_id: int | None = None
        self.map = CellsMap(self._labelling_grid, self)
        self.summary = QLabel(self)
        self.legend = CellsLegend(self)
        self.walk_button = self._button(self.tr("Walk"), "walk_grid")
        self.walk_button.setCheckable(True)
        self.complete_button = self._button(self.tr("Declare complete"), "complete_frame")
        self.complete_button.setCheckable(True)
        self.settings_button = QToolButton(self)
        self.settings_button.setIcon(icon("more"))
        self.settings_button.setToolTip(self.tr("Show or hide how the grid is laid and walked."))
        self.settings_button.setAccessibleName(self.tr("Grid and walk"))
        self.settings_button.setCheckable(True)
        self.empty = style.empty_state(
            self.tr("No grid over this frame yet. Its cells are looked at one by one, so that nothing is missed."), self
        )
        self.grid_fields = GridFields(self)
        self.walk_fields = WalkFields(self._labelling_grid.walk, self)
        self._lay_out()
        self._connect()
        self.refresh_cells()

    def show_frame(self, frame_id: int | None) -> None:
        """Show the grid over this frame."""
        self._frame_id = frame_id if frame_id in self._session.project.frames else None
        self.refresh_cells()

    def refresh_cells(self) -> None:
        """Refresh map, counts, buttons and settings."""
        frame_id, labelling_grid = self._frame_id, self._labelling_grid
        if frame_id not in self._session.project.frames:
            frame_id = self._frame_id = None
        grid = labelling_grid.grid(frame_id) if frame_id is not None else None
        self.setEnabled(frame_id is not None)
        self.grid_fields.show_grid(grid, self._px_m())
        for part in (self.map, self.summary, self.legend, self.walk_button, self.complete_button, self.settings_button):
            part.setVisible(grid is not None)
        self.empty.setVisible(grid is None)
        self._show_settings(self.settings_button.isChecked())
        self.map.show_frame(frame_id)
        progress = labelling_grid.progress(frame_id) if frame_id is not None else None
        if grid is None or progress is None or frame_id is None:
            return
        complete = self._session.project.frames[frame_id].complete
        self.summary.setText(progress_text(progress))
        self.legend.show_progress(progress)
        self.walk_fields.show_walk(grid)
        self.walk_button.setChecked(labelling_grid.walk.is_on)
        self.walk_button.setText(self.tr("Leave") if labelling_grid.walk.is_on else self.tr("Walk"))
        self.complete_button.setChecked(complete)
        self.complete_button.setText(self.tr("Complete") if complete else self.tr("Declare complete"))

    def _lay_out(self) -> None:
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM, style.RHYTHM, style.RHYTHM)
        layout.setSpacing(style.RHYTHM)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.RHYTHM // 2)
        buttons.addWidget(self.walk_button, 1)
        buttons.addWidget(self.complete_button, 1)
        buttons.addWidget(self.settings_button)
        for part in (self.empty, self.map):
            layout.addWidget(part, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.legend)
        layout.addLayout(buttons)
        layout.addWidget(self.grid_fields)
        layout.addWidget(self.walk_fields)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(style.scrolling(body, self))

    def _connect(self) -> None:
        labelling_grid, fields = self._labelling_grid, self.grid_fields
        labelling_grid.changed.connect(self.refresh_cells)
        labelling_grid.walk.changed.connect(self.refresh_cells)
        labelling_grid.failed.connect(self.failed)
        self.map.asked.connect(lambda cell: self.go_to.emit(self._frame_id, cell))
        self.settings_button.toggled.connect(self._show_settings)
        fields.laid.connect(
            lambda common, cell, overlap: self._do(lambda at: labelling_grid.lay_grid(at, cell, overlap, common=common))
        )
        fields.whole.connect(lambda: self._do(lambda at: labelling_grid.restrict_to_area(at, ())))
        fields.removed.connect(lambda: self._do(labelling_grid.remove_grid))
        fields.draw_area.connect(lambda: self.asked.emit("area"))

    def _show_settings(self, wanted: bool) -> None:
        has_grid = self._frame_id is not None and self._labelling_grid.grid(self._frame_id) is not None
        self.grid_fields.setVisible(wanted or not has_grid)
        self.walk_fields.setVisible(wanted and has_grid)

    def _px_m(self) -> float | None:
        """Return how large a pixel of the frame is in its middle, in metres; None without a scale."""
        project = self._session.project
        if self._frame_id is None or not project.ground_map(self._frame_id).has_scale:
            return None
        frame = project.frames[self._frame_id]
        return project.ground_map(frame.id).metres_per_px(frame.centre_px)

    def _button(self, text: str, action: str) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(lambda _checked: self.asked.emit(action))
        return button

    def _do(self, function: Callable[[int], object]) -> None:
        if self._frame_id is None:
            return
        try:
            function(self._frame_id)
        except BasewatchError as fault:
            self.failed.emit(fault)
