"""How far the active pane's frame is covered, in the status bar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from basewatch_gui.session.session import Session
from basewatch_gui.widgets.cells.cell_texts import progress_text
from basewatch_gui.widgets.icons import icon


class CoveredButton(QToolButton):
    """The percentage, and the walk's place while there is one; away while the frame has no grid."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._frame_id: int | None = None
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icon("cells"))
        self.setAccessibleName(self.tr("Cells finished"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        session.labelling_grid.changed.connect(self.refresh_coverage)
        session.labelling_grid.walk.changed.connect(self.refresh_coverage)

    def show_frame(self, frame_id: int | None) -> None:
        """Show how much of this frame is covered."""
        self._frame_id = frame_id
        self.refresh_coverage()

    def refresh_coverage(self) -> None:
        """Refresh percentage, walked cell and tooltip."""
        labelling_grid = self._session.labelling_grid
        frame_id = labelling_grid.walk.frame_id if labelling_grid.walk.is_on else self._frame_id
        progress = labelling_grid.progress(frame_id) if frame_id is not None else None
        self.setVisible(progress is not None)
        if progress is None:
            return
        percent = self.tr("{percent} %").format(percent=progress.percent)
        position = labelling_grid.walk.position
        self.setText(f"{position} / {progress.total} · {percent}" if position else percent)
        self.setToolTip(self.tr("{progress} are finished. Show the panel.").format(progress=progress_text(progress)))
        self.setAccessibleName(self.toolTip())
