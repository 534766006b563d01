"""The table of labels: found by words or a query, selected, gone to, written as CSV."""

from collections.abc import Iterator
from pathlib import Path

from basewatch_gui.widgets.fields.save_dialog import ask_save_path
from basewatch_gui.widgets.labels.labels_panel import LabelsPanel
from basewatch_gui.widgets.workbench.action import Action, Menu, translate
from basewatch_gui.widgets.workbench.capability import Capability, Notice, translate_notice
from basewatch_gui.widgets.workbench.dock import Dock, Slot, translate_title
from basewatch_gui.widgets.workbench.workspace import Workspace


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            name="find_labels", menu=Menu.TABLE, text=translate("Find labels"),
            help=translate("Write in the table's line what to find: text, or category:Il-76 length>45."),
            icon="search", keys=("Ctrl+F",), separator=True,
            run=lambda workspace: workspace.show_panel(LabelsPanel).focus_filter(),
        ),
        Action(
            name="select_listed", menu=Menu.TABLE, text=translate("Select all listed"),
            help=translate("Select every label that the table lists, on one frame."), keys=("Ctrl+Alt+F",),
            run=lambda workspace: _table(workspace).select_listed(),
        ),
        Action(
            name="labels_of_all_frames", menu=Menu.TABLE, text=translate("List labels of all frames"),
            help=translate("Show in the table the labels of all frames, not only of those in the panes."),
            run=lambda workspace: _table(workspace).set_all_frames(not _table(workspace).scope.all_frames),
            checked=lambda workspace: _table(workspace).scope.all_frames,
        ),
        Action(
            name="go_along", menu=Menu.TABLE, text=translate("Go to what the table selects"),
            help=translate("Bring each label that is selected in the table into view."),
            run=lambda workspace: _table(workspace).set_goes_along(not _table(workspace).goes_along),
            checked=lambda workspace: _table(workspace).goes_along,
        ),
        Action(
            name="copy_table", menu=Menu.TABLE, text=translate("Copy table as CSV"),
            help=translate("Copy all rows of the table; Ctrl+C in the table copies those that are selected."),
            run=lambda workspace: _table(workspace).csv.copy_all(),
        ),
        Action(
            name="save_table", menu=Menu.TABLE, text=translate("Save table as CSV…"),
            help=translate("Write all rows of the table into a file."), run=_save_table,
        ),
    )  # fmt: skip


def _docks() -> tuple[Dock, ...]:
    return (
        Dock(
            name="labels", title=translate_title("Labels"), slot=Slot.MIDDLE, order=0,
            panel=lambda workspace: LabelsPanel(workspace.session),
        ),
    )  # fmt: skip


def _table(workspace: Workspace) -> LabelsPanel:
    return workspace.panel(LabelsPanel)


def _save_table(workspace: Workspace) -> None:
    """Ask for a file and write the table into it as CSV."""
    title, start = translate("Save table as CSV"), Path.home() / "labels.csv"
    path = ask_save_path(workspace.shell.widget, title, start, translate("CSV files (*.csv)"), ".csv")
    if path is not None:
        _table(workspace).csv.save_all(path)


def _open(workspace: Workspace) -> None:
    grid, panel = workspace.grid, _table(workspace)
    panel.go_to.connect(workspace.show_label)
    panel.failed.connect(workspace.shell.show_error)
    panel.options_changed.connect(workspace.refresh_actions)
    panel.filter.textChanged.connect(lambda _text: workspace.refreshed.emit())
    grid.shown_changed.connect(lambda: panel.set_frames(grid.shown_frames))


def _notices(workspace: Workspace) -> Iterator[Notice]:
    line = _table(workspace).filter
    if line.text().strip():
        text = translate_notice("The table of labels lists only “{query}”.").format(query=line.text().strip())
        yield Notice(text, translate_notice("List all"), line.clear)


LABELS = Capability(name="labels", actions=_actions, docks=_docks, open=_open, notices=_notices)
