"""The main window and its frames, as for the window's own tests."""

from tests.widgets.window.conftest import answer, frames, project, window

__all__ = ["answer", "frames", "project", "window"]
