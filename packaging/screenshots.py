"""Makes the README's picture from the demo: `python packaging/screenshots.py`, run by `make screenshots`.

Needs the project's own environment; draws offscreen.
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtTest import QTest  # noqa: E402

from basewatch_gui.demo.truth import truth_labels  # noqa: E402
from basewatch_gui.geometry.transform import as_points  # noqa: E402
from basewatch_gui.geometry.viewpoint import Viewpoint  # noqa: E402
from basewatch_gui.widgets.application import make_application  # noqa: E402
from basewatch_gui.widgets.demo_drive import drive_demo, settle, wait_until  # noqa: E402
from basewatch_gui.widgets.style import apply_theme  # noqa: E402
from basewatch_gui.widgets.window.main_window import MainWindow  # noqa: E402

PICTURE = ROOT / "packaging" / "screenshot.jpg"
SIZE = (1366, 768)
SCALE_M = 0.42
AN_32 = 3


def main() -> None:
    """Drive the demo in a temporary folder, look at the small apron, and save a picture of the window."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
        drive_demo(folder / "demo", print)
        application, settings = make_application()
        apply_theme(application, "dark")
        window = MainWindow(settings)
        window.resize(*SIZE)
        window.show()
        window.open_paths([folder / "demo" / "demo.basewatch"])
        session, grid = window.session, window.grid
        assert session is not None
        assert grid is not None
        wait_until(lambda: all(session.tiles.frame(key) is not None for key in session.project.frames))
        box = next(box for category, box, _ in truth_labels(1) if category == AN_32)
        frame_id = grid.shown[0]
        assert frame_id is not None
        x, y = session.project.ground_map(frame_id).to_plane(as_points(box.centre_px))[0]
        session.view.look(0, Viewpoint((float(x) + 30, float(y) - 20), SCALE_M))
        labels = session.project.labels(frame_id).values()
        session.select(frame_id, [next(label.id for label in labels if label.category_id == AN_32)])
        settle(window)
        # Labels are drawn roughly while a view is new, and finely a moment later.
        QTest.qWait(400)
        window.grab().save(str(PICTURE), "JPG", 88)
        window.close()
        print(PICTURE.relative_to(ROOT))


if __name__ == "__main__":
    main()
