"""Labels panel: a table to find, select and edit labels."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from basewatch_gui.model.category import IDENTIFICATIONS, OCCLUSIONS
from basewatch_gui.model.label import REVIEWS
from basewatch_gui.model.project import Project
from basewatch_gui.model.query.language import FIELDS
from basewatch_gui.model.query.values import attribute_kinds
from basewatch_gui.session.session import Session
from basewatch_gui.storage.display_state import DisplayKey
from basewatch_gui.widgets import style
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.labels.column_texts import Column
from basewatch_gui.widgets.labels.csv_text import TableCsv
from basewatch_gui.widgets.labels.frame_scope import FrameScope
from basewatch_gui.widgets.labels.label_table import LabelTable
from basewatch_gui.widgets.labels.label_view import LabelView, selection_of_rows
from basewatch_gui.widgets.labels.measuring import Measuring
from basewatch_gui.widgets.labels.query_line import QueryLine
from basewatch_gui.widgets.texts import (
    frames_text,
    identification_name,
    labels_text,
    occlusion_name,
    review_name,
    state_name,
)


class LabelsPanel(QWidget):
    """Lists the labels of the shown frames or of all, and shares the selection with the session.

    `go_to` gives frame id and label id.
    """

    go_to = Signal(int, int)
    failed = Signal(object)
    options_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        # True while the session's selection is copied into the table, so that it is not sent back.
        self._selecting_rows = False
        self.goes_along = True
        self.model = LabelTable(session)
        self.scope = FrameScope(session, self)
        self.query = QueryLine(lambda: self.model.columns.kinds, self._values_of, self)
        self.filter = self.query.line
        self.table = LabelView(self.model, session, self)
        self.csv = TableCsv(session, self.model, self.table)
        self.measuring = Measuring(session, self.model, self)
        self.more = QToolButton(self)
        self.more.setIcon(icon("more"))
        self.more.setAutoRaise(True)
        self.more.setToolTip(self.tr("Columns, frames and CSV"))
        self.more.setAccessibleName(self.tr("Table options"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        menu.aboutToShow.connect(lambda: self._fill_menu(menu))
        self.more.setMenu(menu)
        self.summary = style.quiet_label("", self)
        self.summary.setWordWrap(True)
        self._empty = style.empty_state("", self)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        line = QHBoxLayout()
        line.setSpacing(style.RHYTHM // 2)
        line.addWidget(self.query, 1)
        line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.RHYTHM, style.RHYTHM // 2, style.RHYTHM, style.RHYTHM // 2)
        layout.setSpacing(style.RHYTHM // 2)
        layout.addLayout(line)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self.summary)
        self._connect()
        self._restore_options()
        self._update_summary()

    def set_frames(self, frame_ids: Sequence[int]) -> None:
        """Set which frames are in the panes."""
        self.scope.set_pane_frames(frame_ids)

    @property
    def empty_text(self) -> str:
        """Return the text shown in place of an empty table; '' while there are rows."""
        return "" if self._stack.currentIndex() == 0 else self._empty.text()

    def set_all_frames(self, on: bool) -> None:
        """Show the labels of all frames, or of those in the panes."""
        self.scope.set_all_frames(on)
        self._store_options()

    def set_goes_along(self, on: bool) -> None:
        """Set whether the panes go to a label that is selected here."""
        self.goes_along = on
        self._store_options()

    def select_listed(self) -> None:
        """Select all labels of the table that are on one frame: the selected frame, else that of the first row."""
        labels = self.model.labels()
        if labels:
            frame_id = self._session.selected_frame
            mine = frame_id if any(label.frame_id == frame_id for label in labels) else labels[0].frame_id
            self._session.select(mine, [label.id for label in labels if label.frame_id == mine])

    def focus_filter(self) -> None:
        """Focus the query line and select its text."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _connect(self) -> None:
        self.query.asked.connect(self.model.set_query)
        self.scope.changed.connect(lambda: self.model.set_frames(self.scope.frames))
        self.model.failed.connect(self.failed)
        self.measuring.changed.connect(self._update_summary)
        for part in (self.measuring, self.csv):
            part.failed.connect(self.failed)
        self.table.go_to.connect(self._go_to_row)
        self.table.columns_changed.connect(self._store_options)
        self.table.selectionModel().selectionChanged.connect(self._select_labels)
        self._session.selection_changed.connect(self._select_rows)
        self.model.modelReset.connect(self._select_rows)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._update_summary)
        self.model.rowsInserted.connect(self._select_rows)

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        self.table.fill_column_menu(menu.addMenu(self.tr("Columns")))
        menu.addSeparator()
        for text, on, change in (
            (self.tr("Labels of all frames"), self.scope.all_frames, self.set_all_frames),
            (self.tr("Go to what is selected here"), self.goes_along, self.set_goes_along),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(on)
            action.toggled.connect(change)
        menu.addSeparator()
        menu.addAction(self.tr("Select all listed")).triggered.connect(self.select_listed)
        menu.addAction(self.tr("Copy table as CSV")).triggered.connect(self.csv.copy_all)

    def _restore_options(self) -> None:
        """Restore the columns and options that the project stores."""
        stored = self._session.file.display.get(DisplayKey.LABELS_TABLE, dict[str, list[str]]) or {}
        named = {column.name.lower(): column for column in Column}
        columns = [named[name] for name in stored.get("columns", []) if name in named]
        if columns:
            self.table.show_columns(columns)
        options = stored.get("options", ["go along"])
        self.goes_along = "go along" in options
        if "all frames" in options:
            self.scope.set_all_frames(True)

    def _store_options(self) -> None:
        options = {"go along": self.goes_along, "all frames": self.scope.all_frames}
        self._session.file.display.put(
            DisplayKey.LABELS_TABLE,
            {
                "columns": [column.name.lower() for column in self.table.shown_columns],
                "options": [name for name, on in options.items() if on],
            },
        )
        self.options_changed.emit()
        self._update_summary()

    def _values_of(self, field: str) -> Iterable[str]:
        """Return values of a field to offer in a query: those that categories define, then those that labels have."""
        defined = defined_values(field, self._session.project)
        found = self.model.columns.texts(field) if self.model.columns.kinds.get(field) not in ("number", None) else ()
        texts = {text for value in set(found) for text in ((value,) if isinstance(value, str) else value)}
        return [*defined, *sorted(text for text in texts if text and text not in defined and "\n" not in text)]

    def _go_to_row(self, row: int) -> None:
        label = self.model.label_at(row)
        self.go_to.emit(label.frame_id, label.id)

    def _select_labels(self) -> None:
        """Select in the session the labels selected here that are on the frame of the row clicked last."""
        if self._selecting_rows:
            return
        rows = self.table.selected_rows()
        if not rows:
            self._session.select(None)
            return
        current = self.table.currentIndex().row()
        frame_id = self.model.label_at(current if current in rows else rows[0]).frame_id
        labels = map(self.model.label_at, rows)
        mine = [label.id for label in labels if label.frame_id == frame_id]
        self._session.select(frame_id, mine)
        if len(mine) < len(rows):
            self._select_rows()
        if self.goes_along and len(mine) == 1:
            self.go_to.emit(frame_id, mine[0])

    def _select_rows(self) -> None:
        """Select here the rows of the session's selection."""
        rows = self.model.rows_of(self._session.selection).tolist()
        selection = self.table.selectionModel()
        if rows != self.table.selected_rows():
            self._selecting_rows = True
            selection.select(selection_of_rows(self.model, rows), QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._selecting_rows = False
            if rows:
                first = self.model.index(rows[0], 0)
                selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
                self.table.scrollTo(first)
        self._update_summary()

    def _update_summary(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        parts = [labels_text(total)]
        if shown < total:
            parts = [self.tr("{shown} of {labels}").format(shown=shown, labels=labels_text(total))]
        if self._session.selection:
            parts.append(self.tr("{count} selected").format(count=len(self._session.selection)))
        if self.measuring.running:
            parts.append(self.tr("measuring…"))
        if self.scope.is_reading:
            parts.append(self.tr("reading further frames…"))
        elif self.scope.left_out:
            parts.append(
                self.tr("without {frames}: too many labels, show them in a pane").format(
                    frames=frames_text(self.scope.left_out)
                )
            )
        self.summary.setText(", ".join(parts) if total else "")
        self._stack.setCurrentIndex(0 if shown else 1)
        self._empty.setText(self._empty_text(total))

    def _empty_text(self, total: int) -> str:
        if total and self.measuring.running:
            return self.tr("Measuring {labels}…").format(labels=labels_text(total))
        if total:
            return self.tr("No label matches. Clear the filter to see all.")
        return self.tr("No labels yet. Choose a category and draw an oriented box.")


def defined_values(field: str, project: Project) -> list[str]:
    """Return the values of a field that are fixed or defined by categories; none for numbers and free texts."""
    categories = project.categories_in_order
    match field:
        case "category":
            return [category.name for category in categories]
        case "supercategory":
            return list(dict.fromkeys(category.supercategory for category in categories if category.supercategory))
        case "state":
            return list(dict.fromkeys(state_name(state) for category in categories for state in category.states))
        case "identification":
            return [identification_name(value) for value in IDENTIFICATIONS]
        case "occluded":
            return [occlusion_name(value) for value in OCCLUSIONS]
        case "review":
            return [review_name(value) for value in REVIEWS]
        case "shape":
            return ["oriented box", "box", "polygon", "point"]
    if (attribute_kinds(categories) | FIELDS).get(field) == "yes_no":
        return ["yes", "no"]
    choices = (each.choices for category in categories for each in category.attributes if each.name == field)
    return list(dict.fromkeys(choice for some in choices for choice in some))
