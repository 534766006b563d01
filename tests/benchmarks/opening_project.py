"""How long the window takes to open a project, and how much memory it then has; run in a process of its own.

Prints one line of JSON: seconds of the floor, seconds until the window shows the project, and MB once nothing is left
to be done.
"""

import json
import sqlite3
import sys
from contextlib import closing
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks import program  # noqa: E402, F401

# isort: split
from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtGui import QStandardItemModel  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QApplication,
    QComboBox,
    QDockWidget,
    QFormLayout,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from tests.benchmarks.memory import resident_mb  # noqa: E402
from tests.benchmarks.rounds import seconds_of  # noqa: E402
from tests.benchmarks.window import SIZE, opened_window  # noqa: E402

DOCKS, FIELDS = 15, 10
"""About as many docks as the window has, and some fields in each."""


def main() -> None:
    """Measure with the project that is given."""
    project = Path(sys.argv[1])
    with opened_window() as window:
        floor = seconds_of(lambda: read_tables(project)) + seconds_of(show_plain_window)
        taken = seconds_of(lambda: window.open(project))
        window.rest()
        print(json.dumps([floor, taken, resident_mb()]), flush=True)


def read_tables(project: Path) -> None:
    """Read all but the labels by sqlite3 alone."""
    with closing(sqlite3.connect(f"file:{project}?mode=ro", uri=True)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            if name != "labels":
                database.execute(f'SELECT * FROM "{name}"').fetchall()


def show_plain_window() -> None:
    """Show and close a window of docks with a table and fields each, and of two views, by Qt alone."""
    window = QMainWindow()
    panes = QWidget()
    layout = QVBoxLayout(panes)
    for _ in range(2):
        layout.addWidget(QGraphicsView())
    window.setCentralWidget(panes)
    docks = [_dock(number) for number in range(DOCKS)]
    for dock in docks:
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    for above, below in pairwise(docks):
        window.tabifyDockWidget(above, below)
    window.resize(*SIZE)
    window.show()
    QApplication.processEvents()
    window.close()


def _dock(number: int) -> QDockWidget:
    content = QWidget()
    form = QFormLayout(content)
    for field in range(FIELDS):
        form.addRow(QLabel(f"Field {field}"), (QLineEdit, QComboBox, QPushButton)[field % 3]())
    table = QTableView()
    table.setModel(QStandardItemModel(10, 5, table))
    form.addRow(table)
    dock = QDockWidget(f"Dock {number}")
    dock.setWidget(content)
    return dock


if __name__ == "__main__":
    main()
