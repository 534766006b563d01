"""The tool in the hand, shared by all panes: takes their events and carries out what the tool returns."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.session.session import Session
from basewatch_gui.session.tool_context import SessionContext
from basewatch_gui.session.tool_requests import request_handlers
from basewatch_gui.tools.context import Result
from basewatch_gui.tools.hand import HINT_HAND
from basewatch_gui.tools.preview import Preview
from basewatch_gui.tools.registry import TOOLS
from basewatch_gui.tools.tool import Tool

RequestT = TypeVar("RequestT")


class ToolHost(QObject):
    """Hold the tool in the hand and its preview, and carry out its results in the session.

    `panning` is true while Space is held over any pane: a drag then moves the view. `unit` is the unit of measured
    lengths: m, km, ft or NM. If `wheel_scrolls`, the wheel scrolls and Ctrl+wheel zooms.
    """

    tool_changed = Signal(str)
    preview_changed = Signal()
    describe_asked = Signal(int)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tools: dict[str, Tool] = {name: make() for name, make in TOOLS.items()}
        self._handlers = request_handlers(session)
        self._name = "select"
        self._frame: int | None = None
        self.panning = False
        self.unit = "m"
        self.wheel_scrolls = False
        session.edited.connect(self.preview_changed)
        session.selection_changed.connect(self.preview_changed)

    @property
    def name(self) -> str:
        """Return the name of the tool in the hand."""
        return self._name

    @property
    def tool(self) -> Tool | None:
        """Return the tool in the hand; None for the hand itself, which only moves the view."""
        return self._tools.get(self._name)

    @property
    def hint(self) -> str:
        """Return the source text of what the tool wants next; widgets.texts.hint_text translates it."""
        return self.tool.hint if self.tool is not None else HINT_HAND

    @property
    def preview(self) -> Preview | None:
        """Return what the tool wants painted."""
        return self.tool.preview if self.tool is not None else None

    @property
    def busy(self) -> bool:
        """True while a drawing or drag is under way."""
        return self.tool is not None and self.tool.busy

    @property
    def is_idle(self) -> bool:
        """True if Esc has nothing to give up here: no drawing, no selection and no current suggestion."""
        return not self.busy and not self._session.selection and self._session.suggestions.current is None

    def take(self, name: str) -> None:
        """Switch to another tool; what the old one had begun is cancelled."""
        if self.tool is not None:
            self.tool.cancel()
        self._name = name
        self.tool_changed.emit(name)
        self.preview_changed.emit()

    def send(self, frame_id: int, event: Callable[[Tool, SessionContext], Result], *, hover: bool = False) -> None:
        """Give the tool an event over a frame and carry out its result.

        A drawing stays on its frame: hovering over another one leaves it alone, a click there gives it up. `failed`
        reports a BasewatchError.
        """
        tool = self.tool
        if tool is None or frame_id not in self._session.project.frames or self._session.category is None:
            return
        if self._frame != frame_id:
            if hover and tool.busy:
                return
            tool.cancel()
            self._frame = frame_id
        try:
            self._carry_out(frame_id, event(tool, SessionContext(self._session, frame_id)))
        except BasewatchError as fault:
            tool.cancel()
            self.failed.emit(fault)
        self.preview_changed.emit()

    def handle(self, kind: type[RequestT], handler: Callable[[int, RequestT], object]) -> None:
        """Register `handler(frame_id, request)` for the tools' requests of one type and its subclasses."""
        self._handlers[kind] = handler

    def leave(self) -> None:
        """Tell the tool that the pointer has left the panes."""
        if self.tool is not None:
            self.tool.leave()
            self.preview_changed.emit()

    def send_key(self, event: Callable[[Tool, SessionContext], Result]) -> None:
        """Give the tool a key, over the frame it was used on last or whose labels are selected."""
        frame = self._session.selected_frame if not self.busy and self._name == "select" else self._frame
        if frame is not None:
            self.send(frame, event)

    def _carry_out(self, frame_id: int, result: Result) -> None:
        if result.edit is not None:
            self._session.do(result.edit, merge_with_previous=result.merge_with_previous)
            for change in result.edit.label_changes:
                if change.before is None and isinstance(change.after, Label):
                    self._session.last_heading.remember(change.after)
        if result.request is not None:
            self._fulfil(frame_id, result.request)
        if result.locked:
            self._session.locked_left_out.emit(result.locked)
        if result.select is not None:
            self._session.select(frame_id, result.select)
        if result.describe is not None:
            self._session.select(frame_id, {result.describe})
            self.describe_asked.emit(result.describe)

    def _fulfil(self, frame_id: int, request: object) -> None:
        """Give a request to the handler of its type or the nearest base class; raises TypeError without one."""
        for kind in type(request).__mro__:
            if kind in self._handlers:
                self._handlers[kind](frame_id, request)
                return
        raise TypeError(f"No service handles {type(request).__name__}.")
