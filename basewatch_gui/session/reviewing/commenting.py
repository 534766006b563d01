"""Comments pinned to places of frames."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.edit import Edit, added, removed, replaced
from basewatch_gui.model.edits.labels import utc_now
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.records import Comment
from basewatch_gui.session.open_project import OpenProject
from basewatch_gui.storage.display_state import DisplayKey
from basewatch_gui.tools.comment import MovePin, PinRequest, PlacePin, SelectPin


class Commenting(QObject):
    """The comments of the open project, the one that is selected, and the place that one is being written for.

    `changed` tells of all of them; `asked` asks for the words of a new comment.
    """

    changed = Signal()
    asked = Signal()

    def __init__(self, open_project: OpenProject) -> None:
        super().__init__(open_project)
        self._open_project = open_project
        self._comments = open_project.project.comments
        self._selected: int | None = None
        self._place: tuple[int, XY] | None = None
        self._shows_resolved = open_project.file.display.get(DisplayKey.RESOLVED_COMMENTS_SHOWN, bool) or False
        open_project.edited.connect(self._on_edited)

    @property
    def selected(self) -> Comment | None:
        """The comment that is selected."""
        return self._comments.get(self._selected) if self._selected is not None else None

    @property
    def place(self) -> tuple[int, XY] | None:
        """The frame and pixel that a comment is being written for."""
        return self._place

    @property
    def shows_resolved(self) -> bool:
        """True if resolved comments are shown too."""
        return self._shows_resolved

    def show_resolved(self, shown: bool) -> None:
        """Show resolved comments too, or only the open ones."""
        self._shows_resolved = shown
        self._open_project.file.display.put(DisplayKey.RESOLVED_COMMENTS_SHOWN, shown or None)
        self.changed.emit()

    def comments_on(self, frame_id: int) -> list[tuple[int, Comment]]:
        """Return the comments of a frame that are shown, each with its number on the frame, from 1."""
        mine = (comment for comment in self._comments.values() if comment.frame_id == frame_id)
        numbered = enumerate(mine, start=1)
        return [each for each in numbered if self._shows_resolved or not each[1].resolved or each[1] is self.selected]

    def carry_out(self, frame_id: int, request: PinRequest) -> None:
        """Carry out the tool's request: for a new pin only remember its place and ask for the text."""
        match request:
            case PlacePin(at_px):
                self._place = (frame_id, at_px)
                self.changed.emit()
                self.asked.emit()
            case SelectPin(comment_id):
                self.select(comment_id)
            case MovePin(comment_id, at_px):
                comment = self._comments[comment_id]
                self._open_project.do(replaced("comment", [(comment, replace(comment, at_px=at_px))]))

    def write_comment(self, text: str) -> None:
        """Pin these words to the place, in one edit; none at all give the place up."""
        place = self._place
        self._place = None
        if place is None or not text.strip():
            self.changed.emit()
            return
        open_project = self._open_project
        number = open_project.file.new_record_id()
        made = Comment(number, place[0], place[1], text.strip(), open_project.author, utc_now())
        open_project.do(added("comment", [made]))
        self.select(number)

    def cancel_writing(self) -> None:
        """Write no comment at the place."""
        if self._place is not None:
            self._place = None
            self.changed.emit()

    def rewrite(self, comment: Comment, text: str) -> None:
        """Give a comment other words in one edit; raises BasewatchError for none."""
        if not text.strip():
            raise BasewatchError("A comment needs words. Delete it if it is not wanted.")
        self._open_project.do(replaced("comment", [(comment, replace(comment, text=text.strip()))]))

    def resolve(self, comment: Comment, *, resolved: bool) -> None:
        """Mark a comment as resolved or open, in one edit."""
        self._open_project.do(replaced("comment", [(comment, replace(comment, resolved=resolved))]))

    def remove(self, comment: Comment) -> None:
        """Delete a comment in one edit."""
        self._open_project.do(removed("comment", [comment]))

    def select(self, comment_id: int | None) -> None:
        """Select this comment, or none."""
        if comment_id != self._selected:
            self._selected = comment_id
            self.changed.emit()

    def _on_edited(self, edit: Edit) -> None:
        if edit.kinds.isdisjoint((Comment, Frame)):
            return
        if self._place is not None and self._place[0] not in self._open_project.project.frames:
            self._place = None
        if self._selected is not None and self._selected not in self._comments:
            self._selected = None
        self.changed.emit()
