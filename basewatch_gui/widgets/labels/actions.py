"""Actions on the table of labels: their rows in the menu Label, and what they do."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from basewatch_gui.widgets.labels.panel import LabelsPanel
from basewatch_gui.widgets.window.actions.row import Row, tr

if TYPE_CHECKING:
    from basewatch_gui.widgets.window.commands.table import Command
    from basewatch_gui.widgets.window.main_window import MainWindow


def rows() -> tuple[Row, ...]:
    """The rows."""
    menu = tr("&Label")
    return (
        Row("find_labels", menu, tr("Find labels"),
            tr("Write in the table's line what to find: text, or category:Il-76 length>45."), "search", ("Ctrl+F",),
            separator=True),
        Row("select_listed", menu, tr("Select all listed"),
            tr("Select every label that the table lists, on one frame."), keys=("Ctrl+Alt+F",)),
        Row("labels_of_all_frames", menu, tr("List labels of all frames"),
            tr("Show in the table the labels of all frames, not only of those in the panes."), "", (), True),
        Row("go_along", menu, tr("Go to what the table selects"),
            tr("Bring each label that is selected in the table into view."), "", (), True),
        Row("copy_table", menu, tr("Copy table as CSV"),
            tr("Copy all rows of the table; Ctrl+C in the table copies those that are selected.")),
        Row("save_table", menu, tr("Save table as CSV…"), tr("Write all rows of the table into a file.")),
    )  # fmt: skip


def commands(window: "MainWindow") -> "dict[str, Command]":
    """The commands by the names of their actions."""

    def panel() -> LabelsPanel:
        assert window.docks.labels is not None
        return window.docks.labels

    def find() -> None:
        window.docks.docks["labels"].show()
        window.docks.docks["labels"].raise_()
        panel().focus_filter()

    def save() -> None:
        name, _ = QFileDialog.getSaveFileName(
            window, tr("Save table as CSV"), str(Path.home() / "labels.csv"), tr("CSV files (*.csv)")
        )
        if name:
            panel().csv.save(Path(name).with_suffix(".csv"))

    return {
        "find_labels": lambda _: find(),
        "select_listed": lambda _: panel().select_listed(),
        "labels_of_all_frames": lambda on: panel().set_all_frames(on),
        "go_along": lambda on: panel().set_goes_along(on),
        "copy_table": lambda _: panel().csv.copy_all(),
        "save_table": lambda _: save(),
    }


def follow_table(window: "MainWindow") -> None:
    """Have the actions say what the open project's table shows."""
    panel, actions = window.docks.labels, window.actions_by_name
    assert panel is not None

    def follow() -> None:
        actions["labels_of_all_frames"].setChecked(panel.scope.all_frames)
        actions["go_along"].setChecked(panel.goes_along)

    panel.options_changed.connect(follow)
    follow()
