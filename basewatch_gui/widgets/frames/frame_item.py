"""List item of a frame, which makes its texts only when they are needed: there may be a thousand frames."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from basewatch_gui.widgets.frames.frame_delegate import HAS_CREDIT_ROLE, ROW_ROLE, FrameRow

_TEXT_ROLE, _TOOLTIP_ROLE = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)


class FrameItem(QListWidgetItem):
    """List item of a frame; calls `row` and `text` when Qt asks for them, and again after `refresh_texts`."""

    def __init__(self, frame_id: int, row: Callable[[int], FrameRow], text: Callable[[FrameRow], str]) -> None:
        super().__init__()
        self.frame_id = frame_id
        self._make_row = row
        self._make_help = text
        self._row: FrameRow | None = None

    @property
    def row(self) -> FrameRow:
        """Return the texts of the row; they are cached until `refresh_texts`."""
        if self._row is None:
            self._row = self._make_row(self.frame_id)
        return self._row

    def refresh_texts(self, *, has_credit: bool) -> None:
        """Drop the cached texts, to be made when painted next; `has_credit` makes room for a second line."""
        self._row = None
        if has_credit != self.data(HAS_CREDIT_ROLE):
            self.setData(HAS_CREDIT_ROLE, has_credit)  # makes the view lay out all rows, as heights depend on it
        elif (view := self.listWidget()) is not None:
            view.update(view.indexFromItem(self))

    def data(self, role: int) -> Any:
        """Return the row, text or tooltip for their roles, else what Qt stores."""
        if role == ROW_ROLE:
            return self.row
        if role == _TEXT_ROLE:
            return f"{self.row.title}, {self.row.name}"
        return self._make_help(self.row) if role == _TOOLTIP_ROLE else super().data(role)
