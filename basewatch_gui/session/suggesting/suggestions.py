"""Suggestions: what could be labelled, until the user accepts or drops it."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.edit import Change, Edit, Item
from basewatch_gui.model.edits.suggestions import Chosen, accept, can_have_departed, observe
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Verdict
from basewatch_gui.model.suggestion import Origin, Suggestion
from basewatch_gui.session.labelling.naming import Naming
from basewatch_gui.session.open_project import OpenProject
from basewatch_gui.session.suggesting.placed import Placed, PlacedSuggestions, order_of, place

SETTLING = ("accept", "observe")
"""The edits by which suggestions are settled."""


class Suggestions(QObject):
    """The suggestions on all frames, and the one that keys speak of.

    They are no part of the project; accepting or answering one is an edit. When that is undone, the suggestion is back.
    `current` is None while there is none, or something else was selected since.
    """

    changed = Signal()

    def __init__(self, open_project: OpenProject, naming: Naming) -> None:
        super().__init__(open_project)
        self._open_project = open_project
        self._naming = naming
        self._placed = PlacedSuggestions()
        self._current: Placed | None = None
        self._last: Placed | None = None
        self._settled: dict[tuple[type[Item], int], Suggestion] = {}
        open_project.edited.connect(self._on_edited)
        open_project.selection_changed.connect(self._on_selection)

    @property
    def current(self) -> Suggestion | None:
        """The suggestion that is accepted or dropped next."""
        return self._current.suggestion if self._current is not None else None

    def suggestions_on(self, frame_id: int) -> tuple[Suggestion, ...]:
        """Return a frame's suggestions, in reading order."""
        return tuple(placed.suggestion for placed in self._placed.placed_on(frame_id))

    def near(self, frame_id: int, at_px: XY, tolerance_px: float) -> Suggestion | None:
        """Return the smallest suggestion that holds the place or passes within the tolerance of it."""
        return self._placed.near(frame_id, at_px, tolerance_px)

    def suggest(self, suggestions: Iterable[Suggestion]) -> None:
        """Suggest these, in place of those of the same frame and origin; the first one becomes current."""
        made = tuple(suggestions)
        if not made:
            return
        renewed = {(each.frame_id, each.origin) for each in made}
        self._placed.retain(lambda held: (held.frame_id, held.origin) not in renewed)
        self._placed.add(made)
        self._set_current(min(map(place, made), key=order_of))

    def choose(self, suggestion: Suggestion) -> None:
        """Make a suggestion the current one."""
        placed = place(suggestion)
        if placed in self._placed.placed_on(suggestion.frame_id):
            self._set_current(placed)

    def choose_next(self, step: int = 1, frame_id: int | None = None) -> None:
        """Go so many steps on among the suggestions of a frame, or of the current one's; after the last, the first.

        Where none is current, go back to where the last one was.
        """
        last = self._current or self._last
        frame = frame_id if frame_id is not None else last.suggestion.frame_id if last is not None else 0
        row = self._placed.placed_on(frame)
        if not row:
            return
        if last is None or last.suggestion.frame_id != frame:
            self._set_current(row[0])
        elif self._current is None:
            self._set_current(self._placed.after(last))
        else:
            self._set_current(row[(row.index(self._current) + step) % len(row)])

    def accept(self, outline: Outline | None = None) -> None:
        """Make a label of the current suggestion, or one with another outline, and go on to the next one.

        Raises BasewatchError where a label that it would reshape is locked.
        """
        suggestion = self.current
        if suggestion is not None:
            self._accept([(suggestion, outline or suggestion.outline)])

    def accept_all(self, suggestions: Sequence[Suggestion]) -> None:
        """Make labels of these suggestions of one frame in one edit; raises as `accept` does."""
        if suggestions:
            self._accept([(suggestion, suggestion.outline) for suggestion in suggestions])

    def drop(self) -> None:
        """Do without the current suggestion; where it comes from an earlier date, its object has departed.

        That is kept. Of one from a later date nothing is kept: it had not arrived yet.
        """
        suggestion = self.current
        if suggestion is not None and can_have_departed(self._open_project.project, suggestion):
            self._observe(suggestion, "departed")
        elif suggestion is not None:
            self._remove(lambda held: held == suggestion)

    def not_observable(self) -> None:
        """Record that the place of the current suggestion from another date can't be seen; others are dropped."""
        suggestion = self.current
        if suggestion is not None and suggestion.origin == "other date":
            self._observe(suggestion, "not observable")
        elif suggestion is not None:
            self._remove(lambda held: held == suggestion)

    def leave_current(self) -> None:
        """Make no suggestion current, so that keys act on labels again; all suggestions stay."""
        if self._current is not None:
            self._last, self._current = self._current, None
            self.changed.emit()

    def clear(self, origin: Origin | None = None, frame_id: int | None = None) -> None:
        """Forget the suggestions of an origin or a frame, or all of them."""
        self._remove(lambda held: origin in (None, held.origin) and frame_id in (None, held.frame_id))

    def _accept(self, chosen: Sequence[Chosen]) -> None:
        open_project = self._open_project
        edit = accept(open_project.project, open_project.file, self._naming.new_label, chosen)
        self._settle(edit, [suggestion for suggestion, _ in chosen])

    def _observe(self, suggestion: Suggestion, verdict: Verdict) -> None:
        open_project = self._open_project
        self._settle(
            observe(open_project.project, open_project.file, open_project.author, suggestion, verdict), [suggestion]
        )

    def _settle(self, edit: Edit, settled: Sequence[Suggestion]) -> None:
        """Carry out what settles these suggestions, knowing what each new thing was, should it be undone."""
        made = [change.after for change in edit.changes if change.before is None]
        if len(made) == len(settled):
            of_item = {(type(item), item.id): one for item, one in zip(made, settled, strict=True) if item is not None}
            self._settled |= of_item
        self._open_project.do(edit)
        gone = set(settled)
        self._remove(lambda held: held in gone)

    def _set_current(self, placed: Placed | None) -> None:
        self._current = placed
        self.changed.emit()

    def _remove(self, unwanted: Callable[[Suggestion], bool]) -> None:
        """Remove suggestions; if the current one was among them, the one that follows becomes current."""
        if not self._placed.retain(lambda held: not unwanted(held)):
            return
        if self._current is not None and unwanted(self._current.suggestion):
            self._last, self._current = self._current, self._placed.after(self._current)
        self.changed.emit()

    def _on_selection(self) -> None:
        if self._open_project.selection:
            self.leave_current()

    def _on_edited(self, edit: Edit) -> None:
        if edit.action in SETTLING:
            self._on_settled_again(edit.changes)
        lost = [change.item for change in edit.changes if change.after is None]
        if not lost:
            return
        project = self._open_project.project
        labels = {(item.frame_id, item.id) for item in lost if isinstance(item, Label)}
        self._remove(
            lambda held: (
                (held.source_frame_id or held.frame_id, held.label_id) in labels
                or held.frame_id not in project.frames
                or held.category_id not in project.categories
            )
        )

    def _on_settled_again(self, changes: Sequence[Change]) -> None:
        """Bring back the suggestions whose settling was undone, and take those away whose settling was redone."""
        done: set[Suggestion] = set()
        back: list[Suggestion] = []
        for change in changes:
            suggestion = self._settled.get((type(change.item), change.item.id))
            if suggestion is not None and change.after is None:
                back.append(suggestion)
            elif suggestion is not None and change.before is None:
                done.add(suggestion)
        if back:
            self._placed.add(back)
            self._set_current(place(back[0]))
        if done:
            self._remove(lambda held: held in done)
