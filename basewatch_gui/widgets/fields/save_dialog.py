"""The dialog that asks where to save a file."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from basewatch_gui.model.errors import BasewatchError


def ask_save_path(parent: QWidget, title: str, start: Path, file_filter: str, suffix: str) -> Path | None:
    """Ask for a file to save, whose name ends in `suffix`, added where it was not typed; None if it was cancelled.

    `start` is the folder, or the file that is proposed. Raises BasewatchError where the name with its suffix is that
    of a file which the dialog has not asked to replace.
    """
    dialog = QFileDialog(parent, title, str(start), file_filter)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    is_chosen, names = dialog.exec(), dialog.selectedFiles()
    dialog.deleteLater()
    if not is_chosen:
        return None
    path = Path(names[0])
    if path.name.lower().endswith(suffix.lower()):
        return path
    # Qt takes what follows a dot for the suffix, as in `Hmeymim v1.2`.
    named = path.with_name(path.name + suffix)
    if named.exists():
        raise BasewatchError("{name} is there already: choose it in the list to replace it.", name=named.name)
    return named
