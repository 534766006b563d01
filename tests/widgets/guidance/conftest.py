"""A user who has changed no key."""

from collections.abc import Iterator

import pytest

from basewatch_gui.session.settings import Settings


@pytest.fixture(autouse=True)
def _usual_keys() -> Iterator[None]:
    yield
    Settings().keys_file.unlink(missing_ok=True)
