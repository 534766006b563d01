"""Category keys: a tap takes the category and its tool, holding the key stamps."""

from PySide6.QtCore import QObject

from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.tools.shapes.stamp import StampTool
from basewatch_gui.widgets.workbench.workspace import Workspace


class CategoryKeys(QObject):
    """Handles the keys 1 to 9 of one workspace; at most one stamp is held at a time."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._stamp: HeldStamp | None = None

    def press(self, key: str) -> None:
        """Choose the category of this key, with the stamp if its size is known, else with its own tool."""
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
    """Keeps the stamp tool active while a category key is held.

    At the end the tool from before returns if something was stamped, else the category's own tool is taken. A drag that
    has begun is finished first.
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
        workspace.host.tool_changed.connect(self.detach)
        workspace.host.preview_changed.connect(self._end_once_idle)

    def end(self) -> None:
        """Note that the key was released; end the stamp as soon as nothing is being drawn."""
        self._is_let_go = True
        self._end_once_idle()

    def detach(self) -> None:
        """Stop watching without changing the tool, as when the user takes another one."""
        if self.is_on:
            self.is_on = False
            self.workspace.session.edited.disconnect(self._note_stamped)
            self.workspace.host.tool_changed.disconnect(self.detach)
            self.workspace.host.preview_changed.disconnect(self._end_once_idle)
            self.deleteLater()

    def _note_stamped(self, edit: Edit) -> None:
        self._has_stamped = self._has_stamped or edit.action == "draw"

    def _end_once_idle(self) -> None:
        if self.is_on and self._is_let_go and not self.workspace.host.busy:
            self.detach()
            self.workspace.take_tool(self.tool_before if self._has_stamped else self.category.tool)
