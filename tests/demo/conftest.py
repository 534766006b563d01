"""The two demo frames, drawn once for all tests."""

from pathlib import Path

import pytest

from basewatch_gui.demo.build import build_demo_frames


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    build_demo_frames(folder)
    return folder
