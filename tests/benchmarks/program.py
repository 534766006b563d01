"""The program's names for frames in panes that the benchmarks use.

Nothing here but this file and `program_window.py` imports `basewatch_gui` or `tests.journeys`: when something moves
there, these two follow, and `desk.py` and `window.py`, which alone know the parts of the window. Import it before cv2
and rasterio: the program sets what GDAL reads when it is loaded.
"""

from basewatch_gui.imagery import environment

# isort: split
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
from basewatch_gui.session.tiles import OpenFrame, tiles_in_view
from basewatch_gui.storage.codec import label_rows
from basewatch_gui.storage.migrations import STEPS
from basewatch_gui.storage.project_file import ProjectFile
from basewatch_gui.widgets.application import make_application
from basewatch_gui.widgets.pane.layout.stage import LAYOUTS, SPLITTER_HANDLE_SCR
from basewatch_gui.widgets.pane.pane_grid import PaneGrid
from basewatch_gui.widgets.pane.tool_host import ToolHost

FILE_VERSION = len(STEPS)
"""The version of a project file's schema."""

__all__ = [
    "FILE_VERSION",
    "LAYOUTS",
    "MODES",
    "SPLITTER_HANDLE_SCR",
    "Category",
    "Edit",
    "Frame",
    "Label",
    "LabelArrays",
    "Look",
    "Mode",
    "OpenFrame",
    "OrientedBox",
    "Outline",
    "PaneGrid",
    "ProjectFile",
    "RasterSource",
    "Session",
    "Stretch",
    "Tile",
    "TileKey",
    "ToolHost",
    "Viewpoint",
    "added",
    "bounds_px",
    "centre_px",
    "default_stretch",
    "describe_frame",
    "environment",
    "label_rows",
    "make_application",
    "move_outline",
    "open_raster",
    "removed",
    "replaced",
    "shipped_categories",
    "tiles_in_view",
    "to_display_pixels",
    "to_shapely",
    "without_shift",
]
