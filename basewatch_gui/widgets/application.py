"""The one QApplication in the user's theme."""

import sys

from PySide6.QtWidgets import QApplication

from basewatch_gui.session.settings import Settings
from basewatch_gui.widgets.icons import icon
from basewatch_gui.widgets.style import apply_theme


def make_application() -> tuple[QApplication, Settings]:
    """Create the application in the user's theme, or take the running one; return it with the user's settings."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("BaseWatch")
    application.setDesktopFileName("basewatch")
    settings = Settings()
    apply_theme(application, settings.theme, high_contrast=settings.high_contrast)
    application.setWindowIcon(icon("basewatch"))
    return application, settings
