"""Table of the progress of the review: labels by state, and whether each frame is reviewed."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from basewatch_gui.model.label import REVIEWS
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.texts import frame_title, review_name

FRAME_ROLE = Qt.ItemDataRole.UserRole


class ProgressTable(QTableWidget):
    """Shows counts with a row per state and a column per frame; `marked` gives frame id and tick of the last row."""

    marked = Signal(int, bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(len(REVIEWS) + 1, 1, parent)
        self._session = session
        self.setAccessibleName(self.tr("Progress of the review"))
        self.setHorizontalHeaderItem(0, QTableWidgetItem())
        for row, name in enumerate((*(review_name(review) for review in REVIEWS), self.tr("reviewed"))):
            title = QTableWidgetItem(name)
            title.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.setItem(row, 0, title)
        self._colour_titles()
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(self.fontMetrics().height() + 6)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        columns.setMinimumSectionSize(72)
        columns.setHighlightSections(False)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemChanged.connect(self._emit_mark)

    def show_frames(self, frame_ids: Sequence[int]) -> None:
        """Refresh the table with the counts of these frames."""
        project, reviewing = self._session.project, self._session.reviewing
        with QSignalBlocker(self):
            self.setColumnCount(1 + len(frame_ids))
            for column, frame_id in enumerate(frame_ids, start=1):
                frame, counts = project.frames[frame_id], reviewing.counts(frame_id)
                title = frame_title(frame)
                header = QTableWidgetItem(title[:10])
                header.setToolTip(title)
                self.setHorizontalHeaderItem(column, header)
                for row, review in enumerate(REVIEWS):
                    self._cell_at(row, column).setText(f"{counts[review]:,}")
                tick = self._cell_at(len(REVIEWS), column)
                tick.setFlags(tick.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                tick.setData(FRAME_ROLE, frame_id)
                tick.setCheckState(Qt.CheckState.Checked if frame.reviewed else Qt.CheckState.Unchecked)
                tick.setData(Qt.ItemDataRole.AccessibleTextRole, self.tr("{frame} is reviewed").format(frame=title))
        bar = self.horizontalScrollBar().sizeHint().height() if len(frame_ids) > 2 else 0
        height = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 2 + bar
        self.setFixedHeight(height)

    def changeEvent(self, event: QEvent) -> None:
        """Update the colours after a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour_titles()

    def _colour_titles(self) -> None:
        for title in filter(None, (self.item(row, 0) for row in range(self.rowCount()))):
            title.setForeground(style.quiet_colour())

    def _cell_at(self, row: int, column: int) -> QTableWidgetItem:
        """Return the item of a cell, made if needed."""
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.setItem(row, column, item)
        return item

    def _emit_mark(self, item: QTableWidgetItem) -> None:
        frame_id = item.data(FRAME_ROLE)
        if frame_id is not None:
            self.marked.emit(int(frame_id), item.checkState() == Qt.CheckState.Checked)
