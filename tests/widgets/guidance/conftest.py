"""The main window, a project, and a user who has changed no key."""

from collections.abc import Iterator

import pytest

from basewatch_gui.session.settings import Settings
from tests.widgets.window.conftest import frames, project, window

__all__ = ["frames", "project", "window"]


@pytest.fixture(autouse=True)
def _usual_keys() -> Iterator[None]:
    yield
    Settings().keys_file.unlink(missing_ok=True)
