"""How file dialogs name projects."""

from PySide6.QtCore import QCoreApplication

PROJECT_SUFFIX = ".basewatch"


def project_filter() -> str:
    """Return the filter of file dialogs for projects."""
    return QCoreApplication.translate("Projects", "BaseWatch project (*{suffix})").format(suffix=PROJECT_SUFFIX)
