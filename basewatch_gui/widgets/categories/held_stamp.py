"""A category's key: tapped it takes the category and its tool, held it stamps."""

from PySide6.QtCore import QObject

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.tools.shapes.stamp import StampTool
from basewatch_gui.widgets.workbench.workspace import Workspace


class CategoryKeys(QObject):
    """What the keys 1 to 9 do in one project; one stamp is in the hand at a time."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._stamp: HeldStamp | None = None

    def press(self, key: str) -> None:
        """Begin to draw the category that has this key: with the stamp while it is held, else with its own tool."""
        workspace, stamp = self._workspace, self._stamp
        tool_before = stamp.tool_before if stamp is not None and stamp.is_on else workspace.host.name
        categories = workspace.session.project.categories_in_order
        category = next((each for each in categories if each.key == key), None)
        if category is None:
            return
        workspace.session.choose_category(category.id)
        if category.length_m or category.span_m:
            self._stamp = HeldStamp(workspace, category, tool_before)
        else:
            workspace.take_tool(category.tool)

    def release(self, key: str) -> None:
        """End the stamp of the category that has this key."""
        stamp = self._stamp
        if stamp is not None and stamp.is_on and stamp.category.key == key:
            stamp.end()


class HeldStamp(QObject):
    """The stamp, in the hand from a category's key being pressed until it is let go.

    Where something was stamped, the tool that was in the hand before comes back; a tap takes the category's own. A drag
    under way is let finish.
    """

    def __init__(self, workspace: Workspace, category: Category, tool_before: str) -> None:
        super().__init__(workspace)
        self.workspace = workspace
        self.category = category
        self.tool_before = tool_before
        self.is_on = True
        self._has_stamped = False
        self._is_let_go = False
        workspace.take_tool(StampTool.record.name)
        workspace.session.edited.connect(self._note_stamped)
        workspace.host.tool_changed.connect(self.forget)
        workspace.host.preview_changed.connect(self._end_once_idle)

    def end(self) -> None:
        """Give the stamp back once nothing is being drawn: the key was let go."""
        self._is_let_go = True
        self._end_once_idle()

    def forget(self) -> None:
        """Leave the tool in the hand as it is."""
        if self.is_on:
            self.is_on = False
            self.workspace.session.edited.disconnect(self._note_stamped)
            self.workspace.host.tool_changed.disconnect(self.forget)
            self.workspace.host.preview_changed.disconnect(self._end_once_idle)
            self.deleteLater()

    def _note_stamped(self, edit: Edit) -> None:
        self._has_stamped = self._has_stamped or edit.action == "draw"

    def _end_once_idle(self) -> None:
        if self.is_on and self._is_let_go and not self.workspace.host.busy:
            self.forget()
            self.workspace.take_tool(self.tool_before if self._has_stamped else self.category.tool)
