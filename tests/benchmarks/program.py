"""Every name of the program, and of the hand that drives its window, that the benchmarks use.

Nothing else here imports `basewatch_gui` or `tests.journeys`: when something moves there, this file follows, and
`desk.py` and `window.py`, which alone know the parts of the window. Import it before cv2 and rasterio: the program
sets what GDAL reads when it is loaded.
"""

from basewatch_gui.imagery import environment

# isort: split
from basewatch_gui.assist.snap import Pattern
from basewatch_gui.demo.build import build_demo_frames
from basewatch_gui.demo.frames import FRAMES as DEMO_FRAMES
from basewatch_gui.demo.frames import DemoFrame
from basewatch_gui.demo.project import build_demo_project
from basewatch_gui.demo.truth import TruthLabel, truth_labels
from basewatch_gui.geometry.outline import OrientedBox, Outline, bounds_px, centre_px, to_shapely
from basewatch_gui.geometry.pyramid import TileKey
from basewatch_gui.geometry.reshape import move_outline
from basewatch_gui.geometry.transform import without_shift
from basewatch_gui.geometry.viewpoint import Viewpoint
from basewatch_gui.imagery.display.stretch import Stretch, default_stretch, to_display_pixels
from basewatch_gui.imagery.facts.frames import describe_frame
from basewatch_gui.imagery.raster import open_raster
from basewatch_gui.imagery.sources.source import RasterSource
from basewatch_gui.imagery.tile import Tile
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit, added, removed, replaced
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.look import Look
from basewatch_gui.model.resources import shipped_categories
from basewatch_gui.session.comparing import MODES, Mode
from basewatch_gui.session.label_arrays import LabelArrays
from basewatch_gui.session.session import Session
from basewatch_gui.session.suggesting.by_picture import Pixels, Wish, likes, segmented, snapped
from basewatch_gui.session.suggesting.patterns import (
    AIRCRAFT as AIRCRAFT_SILHOUETTES,
)
from basewatch_gui.session.suggesting.patterns import (
    patterns_of,
    shape_in,
    shape_named,
)
from basewatch_gui.session.tiles import OpenFrame, tiles_in_view
from basewatch_gui.storage.codec import label_rows
from basewatch_gui.storage.migrations import STEPS
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.application import make_application
from basewatch_gui.widgets.demo_drive import settle, wait_until
from basewatch_gui.widgets.pane.layout.stage import LAYOUTS, SPLITTER_HANDLE_SCR
from basewatch_gui.widgets.pane.pane import Pane
from basewatch_gui.widgets.pane.pane_grid import PaneGrid
from basewatch_gui.widgets.pane.tool_host import ToolHost
from basewatch_gui.widgets.window.main_window import MainWindow
from tests.journeys.demo_hand import Hand
from tests.journeys.scene import open_window, opened

FILE_VERSION = len(STEPS)
"""The version of a project file's schema."""

__all__ = [
    "AIRCRAFT_SILHOUETTES",
    "DEMO_FRAMES",
    "FILE_VERSION",
    "LAYOUTS",
    "MODES",
    "SPLITTER_HANDLE_SCR",
    "Category",
    "DemoFrame",
    "Edit",
    "Frame",
    "Hand",
    "Label",
    "LabelArrays",
    "Look",
    "MainWindow",
    "Mode",
    "OpenFrame",
    "OrientedBox",
    "Outline",
    "Pane",
    "PaneGrid",
    "Pattern",
    "Pixels",
    "ProjectFile",
    "RasterSource",
    "Session",
    "Stretch",
    "Tile",
    "TileKey",
    "ToolHost",
    "TruthLabel",
    "Viewpoint",
    "Wish",
    "added",
    "bounds_px",
    "build_demo_frames",
    "build_demo_project",
    "centre_px",
    "default_stretch",
    "describe_frame",
    "environment",
    "label_rows",
    "likes",
    "make_application",
    "move_outline",
    "open_raster",
    "open_window",
    "opened",
    "patterns_of",
    "removed",
    "replaced",
    "segmented",
    "settle",
    "shape_in",
    "shape_named",
    "shipped_categories",
    "snapped",
    "tiles_in_view",
    "to_display_pixels",
    "to_shapely",
    "truth_labels",
    "wait_until",
    "without_shift",
]
