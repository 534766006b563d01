"""The sentence in the status bar on what comes next."""

from collections.abc import Sequence

from basewatch_gui.widgets.texts import hint_text
from basewatch_gui.widgets.workbench.capability import Capability
from basewatch_gui.widgets.workbench.keys import Keys
from basewatch_gui.widgets.workbench.workspace import Workspace


def hint_of(workspace: Workspace, capabilities: Sequence[Capability], keys: Keys) -> str:
    """Return what comes next: while nothing is drawn, a capability's hint comes before the tool's."""
    if not workspace.host.busy:
        for capability in capabilities:
            text = capability.hint(workspace) if capability.hint is not None else ""
            if text:
                return text
    return _tool_hint(workspace, keys)


def _tool_hint(workspace: Workspace, keys: Keys) -> str:
    tool, category = workspace.host.tool, workspace.session.category
    text = keys.filled(hint_text(workspace.host.hint))
    is_drawing_tool = tool is not None and tool.record.draws
    return f"{category.name}:  {text}" if is_drawing_tool and category is not None else text
