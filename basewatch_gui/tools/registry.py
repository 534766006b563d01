"""The tools by name, as categories and keys name them."""

from basewatch_gui.tools.box import BoxTool
from basewatch_gui.tools.oriented_box import OrientedBoxTool
from basewatch_gui.tools.point import PointTool
from basewatch_gui.tools.polygon import PolygonTool
from basewatch_gui.tools.select import SelectTool
from basewatch_gui.tools.tool import Tool

TOOLS: dict[str, type[Tool]] = {
    tool.name: tool for tool in (SelectTool, OrientedBoxTool, BoxTool, PolygonTool, PointTool)
}
