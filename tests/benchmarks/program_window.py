"""The program's names for its window, the demo and help from the picture that the benchmarks use.

Apart from `program.py`, so that the memory of frames in panes is measured without them.
"""

from tests.benchmarks import program  # noqa: F401

# isort: split
from basewatch_gui.assist.snap import Pattern
from basewatch_gui.demo.build import build_demo_frames
from basewatch_gui.demo.frames import FRAMES as DEMO_FRAMES
from basewatch_gui.demo.frames import DemoFrame
from basewatch_gui.demo.project import build_demo_project
from basewatch_gui.demo.truth import TruthLabel, truth_labels
from basewatch_gui.session.suggesting.by_picture import Pixels, Wish, find_alike, segment_labels, snap_boxes
from basewatch_gui.session.suggesting.patterns import (
    AIRCRAFT as AIRCRAFT_SILHOUETTES,
)
from basewatch_gui.session.suggesting.patterns import (
    patterns_of,
    shape_in_box,
    shape_named,
)
from basewatch_gui.widgets.demo_drive import settle, wait_until
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.demo_hand import Hand
from tests.journeys.scene import open_window, opened

__all__ = [
    "AIRCRAFT_SILHOUETTES",
    "DEMO_FRAMES",
    "DemoFrame",
    "Hand",
    "MainWindow",
    "Pane",
    "Pattern",
    "Pixels",
    "TruthLabel",
    "Wish",
    "build_demo_frames",
    "build_demo_project",
    "find_alike",
    "open_window",
    "opened",
    "patterns_of",
    "segment_labels",
    "settle",
    "shape_in_box",
    "shape_named",
    "snap_boxes",
    "truth_labels",
    "wait_until",
]
