"""The registry of tools: one import and one line each. Actions, help and the category form are made from it."""

from basewatch_gui.tools.area import AreaTool
from basewatch_gui.tools.comment import CommentTool
from basewatch_gui.tools.hand import HAND
from basewatch_gui.tools.measure import MeasureTool
from basewatch_gui.tools.record import ToolRecord
from basewatch_gui.tools.selecting.select import SelectTool
from basewatch_gui.tools.shadow_height import ShadowHeightTool
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

_ORDER: tuple[type[Tool] | ToolRecord, ...] = (
    SelectTool,
    OrientedBoxTool,
    StampTool,
    EdgeBoxTool,
    DiamondTool,
    BoxTool,
    PolygonTool,
    PointTool,
    HAND,
    SplitTool,
    MeasureTool,
    ShadowHeightTool,
    FloodTool,
    TiePointTool,
    AreaTool,
    CommentTool,
)
"""All tools, in the order in which each menu and the category form list theirs."""

TOOLS: dict[str, type[Tool]] = {each.record.name: each for each in _ORDER if not isinstance(each, ToolRecord)}
"""The tools that take pointer events, by name: all but the hand."""


def tool_records() -> tuple[ToolRecord, ...]:
    """Return the records of all tools, the hand included, in the order of menus."""
    return tuple(each if isinstance(each, ToolRecord) else each.record for each in _ORDER)


def tool_bar_names() -> tuple[str, ...]:
    """Return the names of the tools on the tool bar, left to right."""
    ranked = [record for record in tool_records() if record.tool_bar_rank]
    return tuple(record.name for record in sorted(ranked, key=lambda record: record.tool_bar_rank))
