"""The hand, which moves the view and no label: only a record, since panes pan by themselves."""

from basewatch_gui.tools.record import ToolRecord, translatable

HINT_HAND = translatable("Hints", "Drag to pan; Ctrl+drag nudges this frame only")

HAND = ToolRecord(
    name="hand",
    text=translatable("Actions", "Hand"),
    help=translatable("Actions", "Drag to pan; Ctrl+drag nudges this frame only."),
    icon="hand",
    keys=("H",),
    tool_bar_rank=80,
)
