"""Writing a copy of the project."""

from basewatch_gui.widgets.fields.project_files import PROJECT_SUFFIX, project_filter
from basewatch_gui.widgets.fields.save_dialog import ask_save_path
from basewatch_gui.widgets.workbench.workspace import Workspace


def save_copy(workspace: Workspace) -> None:
    """Ask for a file and write a copy of the project into it."""
    file, shell, tr = workspace.session.file, workspace.shell, workspace.shell.widget.tr
    path = ask_save_path(shell.widget, tr("Save a copy"), file.path.parent, project_filter(), PROJECT_SUFFIX)
    if path is not None:
        file.save_copy(path)
        shell.show_message(tr("A copy is in {path}.").format(path=path))
