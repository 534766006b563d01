"""One frame in the list: what it says is worked out when it comes in sight, for there may be a thousand."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from basewatch_gui.widgets.frames.frame_delegate import FRAME_ROW, HAS_CREDIT, FrameRow

_TEXT, _HELP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)


class FrameItem(QListWidgetItem):
    """Asks for its row and its help once they are wanted, and again after `renew`."""

    def __init__(self, frame_id: int, row: Callable[[int], FrameRow], text: Callable[[FrameRow], str]) -> None:
        super().__init__()
        self.frame_id = frame_id
        self._make_row = row
        self._make_help = text
        self._row: FrameRow | None = None

    @property
    def row(self) -> FrameRow:
        """The words of the row."""
        if self._row is None:
            self._row = self._make_row(self.frame_id)
        return self._row

    def refresh_texts(self, *, has_credit: bool) -> None:
        """Refresh texts and tooltip."""
        self._row = None
        if has_credit != self.data(HAS_CREDIT):
            self.setData(HAS_CREDIT, has_credit)  # has the view lay out all of its rows
        elif (view := self.listWidget()) is not None:
            view.update(view.indexFromItem(self))

    def data(self, role: int) -> Any:
        """What the view asks for."""
        if role == FRAME_ROW:
            return self.row
        if role == _TEXT:
            return f"{self.row.title}, {self.row.name}"
        return self._make_help(self.row) if role == _HELP else super().data(role)
