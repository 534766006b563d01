"""Measuring: tools that draw no label."""

from basewatch_gui.widgets.window.actions.row import TOOL_GROUP, Row, tr


def rows() -> tuple[Row, ...]:
    """The rows, at the end of the tools' menu."""
    tool = tr("&Tools")
    return (
        Row("measure", tool, tr("Measure"),
            tr("Measure distance, bearing, path and area; Shift keeps to 15°."), "measure", ("M",),
            True, TOOL_GROUP, separator=True),
        Row("shadow_height", tool, tr("Height from shadow"),
            tr("Measure an object's height: click its foot, then the tip of its shadow."), "shadow-height",
            ("Shift+M",), True, TOOL_GROUP),
        Row("length_unit", tool, tr("Next unit of length"),
            tr("Measure in metres, kilometres, feet or nautical miles, in turn."), keys=("U",)),
        Row("copy_measurement", tool, tr("Copy measurement"),
            tr("Copy the figures of what was measured last."), keys=("Ctrl+C",)),
    )  # fmt: skip
