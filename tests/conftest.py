"""What every test shares: folders of its own instead of the user's, no screen, and nothing left running or open."""

import atexit
import gc
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

USER = Path(tempfile.mkdtemp(prefix="basewatch-tests-"))
atexit.register(shutil.rmtree, USER, ignore_errors=True)
USER_FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "appdata",
    "LOCALAPPDATA": "localappdata",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_RUNTIME_DIR": "runtime",
    "XDG_STATE_HOME": "state",
}
for variable, folder in USER_FOLDERS.items():
    (USER / folder).mkdir(mode=0o700, exist_ok=True)
    os.environ[variable] = str(USER / folder)
os.environ |= {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "200"}
os.environ.pop("FORCE_COLOR", None)

settings.register_profile(
    "basewatch",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=40,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("basewatch")

WAIT_S = 5.0
processes: list[Any] = []
"""What pytest-xdist has shared the tests out to."""


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    processes.append(node.gateway)


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None]:
    """Fail the run where a process of tests ends badly after its last test, as from Qt's own clearing up."""
    yield
    codes = [code for code in (process._io.wait() for process in processes) if code]
    if codes and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\nFAILED: a process that ran tests ended with {codes[0]}", file=sys.stderr)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample frames beside the project; the test is skipped where there is none."""
    path = Path(__file__).resolve().parents[2] / "shared"
    if not path.is_dir():
        pytest.skip("there is no folder of sample frames (../shared) beside the project")
    return path


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the two demo frames, drawn once for all tests."""
    from basewatch_gui.demo.build import build_demo_frames

    folder = tmp_path_factory.mktemp("demo")
    build_demo_frames(folder)
    return folder


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """Fail the test that leaves a thread running or a window behind."""
    threads = set(threading.enumerate())
    windows = set(top_level_windows())
    yield
    left = [thread for thread in threading.enumerate() if thread not in threads and not thread.daemon]
    for thread in left:
        thread.join(WAIT_S)
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"threads left running: {alive}"
    names = windows_left(windows)
    assert not names, f"windows left open: {names}"


def windows_left(before: set[int]) -> list[str]:
    """The kinds of windows that are new, once Qt and Python have thrown away what nobody holds."""
    if not set(top_level_windows()) - before:
        return []
    from PySide6.QtCore import QCoreApplication, QEvent

    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [name for address, name in top_level_windows().items() if address not in before]


def top_level_windows() -> dict[int, str]:
    """The address and kind of each window without a parent; none while there is no application. Qt's tooltip stays."""
    qt: Any = sys.modules.get("PySide6.QtWidgets")
    if qt is None or not isinstance(qt.QApplication.instance(), qt.QApplication):
        return {}
    import shiboken6

    return {
        shiboken6.getCppPointer(widget)[0]: type(widget).__name__
        for widget in qt.QApplication.topLevelWidgets()
        if widget.parent() is None and widget.metaObject().className() != "QTipLabel"
    }
