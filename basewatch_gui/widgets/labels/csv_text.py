"""Rows of the table of labels as CSV, on the clipboard or in a file."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from basewatch_gui.exchange.files import write_whole
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.labels.column_texts import Column, LabelWords
from basewatch_gui.widgets.labels.label_table import LabelTable
from basewatch_gui.widgets.labels.label_view import LabelView
from basewatch_gui.widgets.texts import labels_text

COPIED_AT_ONCE = 2000
"""The text of more rows is made by a job."""


class TableCsv(QObject):
    """Copies and saves what a table shows: its columns from left to right."""

    failed = Signal(object)

    def __init__(self, session: Session, model: LabelTable, view: LabelView) -> None:
        super().__init__(view)
        self._session = session
        self._model = model
        self._view = view
        view.copy_asked.connect(self.copy_selected)

    def copy_selected(self) -> None:
        """Copy the selected rows."""
        self._copy([self._model.label_at(row) for row in self._view.selected_rows()])

    def copy_all(self) -> None:
        """Copy all rows."""
        self._copy(self._model.labels())

    def save(self, path: Path) -> None:
        """Write all rows into a file, in place of what is there, with the mark by which spreadsheets know UTF-8."""
        labels, text = self._model.labels(), self._text_of
        self._session.jobs.run(
            self.tr("Saving {labels}").format(labels=labels_text(len(labels))),
            lambda _progress: write_whole(path, text(labels).encode("utf-8-sig"), lambda _part: None),
            lambda _nothing: None,
            self.failed.emit,
        )

    def _copy(self, labels: Sequence[Label]) -> None:
        if not labels:
            return
        if len(labels) <= COPIED_AT_ONCE:
            QApplication.clipboard().setText(self._text_of(labels))
            return
        self._session.jobs.run(
            self.tr("Copying {labels}").format(labels=labels_text(len(labels))),
            lambda _progress: self._text_of(labels),
            QApplication.clipboard().setText,
            self.failed.emit,
        )

    def _text_of(self, labels: Sequence[Label]) -> str:
        return csv_text(labels, self._view.shown_columns, self._model.words)


def csv_text(labels: Iterable[Label], columns: Sequence[Column], words: LabelWords) -> str:
    """A line of titles, then one a label; values as the table shows them, comma-separated after RFC 4180."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([words.title(column) for column in columns])
    writer.writerows([_cell(label, column, words) for column in columns] for label in labels)
    return file.getvalue()


def _cell(label: Label, column: Column, words: LabelWords) -> str:
    """What the cell shows; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    text = words.text(label, column)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
