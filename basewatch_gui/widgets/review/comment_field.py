"""Line to write a comment, floating beside its pin."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from basewatch_gui.geometry.transform import apply_one
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.session.session import Session
from basewatch_gui.widgets import style
from basewatch_gui.widgets.pane.pane_grid import PaneGrid

COMMENT_WIDTH_SCR = 240


class CommentField(QLineEdit):
    """Floats over a pane while a comment is written: Enter or leaving the field stores it, Esc drops it."""

    def __init__(self, session: Session, grid: PaneGrid) -> None:
        super().__init__(grid)
        self._session = session
        self._grid = grid
        self.setPlaceholderText(self.tr("Comment, then Enter"))
        self.setAccessibleName(self.tr("Comment"))
        self.setFixedWidth(COMMENT_WIDTH_SCR)
        self.hide()
        self.returnPressed.connect(self._store_comment)
        session.commenting.asked.connect(self.open_at_place)
        session.commenting.changed.connect(self._close_unless_writing)

    def open_at_place(self) -> None:
        """Show the field beside the comment's place, in the pane used last that shows its frame, and focus it."""
        place = self._session.commenting.place
        panes = (self._grid.active, *self._grid.panes)
        pane = next((each for each in panes if place is not None and each.pointed.frame_id == place[0]), None)
        if place is None or pane is None or pane.frame_to_screen is None:
            return
        x, y = apply_one(pane.frame_to_screen, place[1])
        width, height = pane.size_scr
        self.setParent(pane)
        left = min(max(int(x) + 2 * style.RHYTHM, 0), max(width - COMMENT_WIDTH_SCR, 0))
        top = min(max(int(y) - 3 * style.RHYTHM, 0), max(height - self.sizeHint().height(), 0))
        self.move(left, top)
        self.clear()
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drop the comment on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            self._session.commenting.cancel_writing()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Store the comment when the focus goes; opening a menu or switching windows is not leaving."""
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self._store_comment()

    def _close_unless_writing(self) -> None:
        """Close the field once no comment is being written any more."""
        if self._session.commenting.place is None and not self.isHidden():
            self._close()

    def _store_comment(self) -> None:
        text = self.text()
        self._close()
        try:
            self._session.commenting.write_comment(text)
        except BasewatchError as fault:
            self._grid.failed.emit(fault)

    def _close(self) -> None:
        had_focus = self.hasFocus()
        self.hide()
        self.setParent(self._grid)
        if had_focus:
            self._grid.active.setFocus()
