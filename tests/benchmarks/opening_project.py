"""How long the window takes to open a project, and how much memory it then has; run in a process of its own.

Prints one line of JSON: milliseconds until the window shows the project, and MB once nothing is left to be done.
"""

import json
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from basewatch_gui.imagery import environment  # noqa: E402, F401

# isort: split
from PySide6.QtWidgets import QApplication  # noqa: E402

from basewatch_gui.widgets.demo_drive import settle, wait_until  # noqa: E402
from tests.benchmarks.memory import resident_mb  # noqa: E402
from tests.journeys.scene import open_window  # noqa: E402


def main() -> None:
    """Measure with the project that is given."""
    with open_window(1366, 768) as window:
        start = perf_counter()
        window.open_paths([Path(sys.argv[1])])
        assert window.grid is not None
        window.grid.refresh_now()
        QApplication.processEvents()
        taken = (perf_counter() - start) * 1000
        session = window.session
        assert session is not None
        wait_until(lambda: not (session.jobs.running or window.jobs.running))
        settle(window)
        print(json.dumps([taken, resident_mb()]), flush=True)


if __name__ == "__main__":
    main()
