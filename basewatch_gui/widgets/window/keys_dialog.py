"""Every action with its key, made from the table of actions."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from basewatch_gui.widgets.window.actions.table import rows


def show_keys(parent: QWidget) -> None:
    """Show the table in a window that does not block the work."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(dialog.tr("Keys"))
    dialog.resize(640, 600)
    lines = [(row.text.rstrip("…"), _native(row.keys), row.help) for row in rows() if row.keys]
    lines += [
        (dialog.tr("Category"), "1 … 9", dialog.tr("Draw the category that has this key, with its own tool.")),
        (dialog.tr("Pan"), dialog.tr("Space"), dialog.tr("Held: drag to pan. The middle button does it too.")),
        (dialog.tr("Bare picture"), "T", dialog.tr("Held: labels are hidden.")),
        (dialog.tr("Finish"), dialog.tr("Enter"), dialog.tr("Finish a drawing with what is there.")),
        (dialog.tr("Take back a point"), dialog.tr("Backspace"), dialog.tr("Take the last point of a drawing back.")),
        (dialog.tr("Give up"), "Esc", dialog.tr("Give up a drawing or a drag.")),
        (dialog.tr("Move labels"), dialog.tr("Arrows"), dialog.tr("Move by a pixel; with Shift by ten.")),
    ]
    table = QTableWidget(len(lines), 3, dialog)
    table.setHorizontalHeaderLabels([dialog.tr("Action"), dialog.tr("Key"), dialog.tr("What it does")])
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    for row, texts in enumerate(lines):
        for column, text in enumerate(texts):
            table.setItem(row, column, QTableWidgetItem(text))
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    layout = QVBoxLayout(dialog)
    layout.addWidget(table)
    dialog.show()


def _native(keys: tuple[str, ...]) -> str:
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
