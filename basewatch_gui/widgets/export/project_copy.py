"""Writing a copy of the project."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from basewatch_gui.widgets.fields.project_files import PROJECT_SUFFIX, project_filter
from basewatch_gui.widgets.workbench.workspace import Workspace


def save_copy(workspace: Workspace) -> None:
    """Ask for a file and write a copy of the project into it."""
    file, shell, tr = workspace.session.file, workspace.shell, workspace.shell.widget.tr
    name, _ = QFileDialog.getSaveFileName(shell.widget, tr("Save a copy"), str(file.path.parent), project_filter())
    if name:
        path = Path(name).with_suffix(PROJECT_SUFFIX)
        file.save_copy(path)
        shell.show_message(tr("A copy is in {path}.").format(path=path))
