"""The tools by name, as categories and keys name them."""

from basewatch_gui.tools.marks.area import AreaTool
from basewatch_gui.tools.marks.comment import CommentTool
from basewatch_gui.tools.measure import MeasureTool
from basewatch_gui.tools.measure_shadow import ShadowHeightTool
from basewatch_gui.tools.selecting.select import SelectTool
from basewatch_gui.tools.shapes.box import BoxTool
from basewatch_gui.tools.shapes.diamond import DiamondTool
from basewatch_gui.tools.shapes.edge_box import EdgeBoxTool
from basewatch_gui.tools.shapes.flood import FloodTool
from basewatch_gui.tools.shapes.oriented_box import OrientedBoxTool
from basewatch_gui.tools.shapes.point import PointTool
from basewatch_gui.tools.shapes.polygon import PolygonTool
from basewatch_gui.tools.shapes.split import SplitTool
from basewatch_gui.tools.shapes.stamp import StampTool
from basewatch_gui.tools.tie_point import TiePointTool
from basewatch_gui.tools.tool import Tool

TOOLS: dict[str, type[Tool]] = {
    tool.name: tool
    for tool in (
        SelectTool,
        OrientedBoxTool,
        StampTool,
        EdgeBoxTool,
        DiamondTool,
        BoxTool,
        PolygonTool,
        SplitTool,
        FloodTool,
        PointTool,
        MeasureTool,
        ShadowHeightTool,
        TiePointTool,
        AreaTool,
        CommentTool,
    )
}
