"""Writes rows of the table of labels as CSV, to the clipboard or a file."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from basewatch_gui.exchange.files import write_whole
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.labels.column_texts import Column, LabelTexts
from basewatch_gui.widgets.labels.label_table import LabelTable
from basewatch_gui.widgets.labels.label_view import LabelView
from basewatch_gui.widgets.texts import labels_text

MAX_ROWS_WITHOUT_JOB = 2000
"""The text of more rows is made on a worker thread."""


class TableCsv(QObject):
    """Copies and saves the rows of a table, with its shown columns from left to right."""

    failed = Signal(object)

    def __init__(self, session: Session, model: LabelTable, view: LabelView) -> None:
        super().__init__(view)
        self._session = session
        self._model = model
        self._view = view
        view.copy_asked.connect(self.copy_selected)

    def copy_selected(self) -> None:
        """Copy the selected rows to the clipboard."""
        self._copy_labels([self._model.label_at(row) for row in self._view.selected_rows()])

    def copy_all(self) -> None:
        """Copy all rows to the clipboard."""
        self._copy_labels(self._model.labels())

    def save_all(self, path: Path) -> None:
        """Write all rows into a file on a worker thread, with a BOM, by which spreadsheets recognize UTF-8.

        The file is replaced as a whole; faults are emitted as `failed`.
        """
        labels, text = self._model.labels(), self._text_of
        self._session.jobs.run(
            self.tr("Saving {labels}").format(labels=labels_text(len(labels))),
            lambda _progress: write_whole(path, text(labels).encode("utf-8-sig"), lambda _part: None),
            lambda _nothing: None,
            self.failed.emit,
        )

    def _copy_labels(self, labels: Sequence[Label]) -> None:
        if not labels:
            return
        if len(labels) <= MAX_ROWS_WITHOUT_JOB:
            QApplication.clipboard().setText(self._text_of(labels))
            return
        self._session.jobs.run(
            self.tr("Copying {labels}").format(labels=labels_text(len(labels))),
            lambda _progress: self._text_of(labels),
            QApplication.clipboard().setText,
            self.failed.emit,
        )

    def _text_of(self, labels: Sequence[Label]) -> str:
        return csv_text(labels, self._view.shown_columns, self._model.texts)


def csv_text(labels: Iterable[Label], columns: Sequence[Column], texts: LabelTexts) -> str:
    """Return CSV (RFC 4180) with a line of titles, then one line per label with the texts that the table shows."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([texts.title(column) for column in columns])
    writer.writerows([_cell_text(label, column, texts) for column in columns] for label in labels)
    return file.getvalue()


def _cell_text(label: Label, column: Column, texts: LabelTexts) -> str:
    """Return the text of a cell, after an apostrophe if a spreadsheet would take it for a formula."""
    text = texts.text(label, column)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
