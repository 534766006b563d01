"""Who reviews what: the review states of labels and frames, and whose labels are shown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from basewatch_gui.model.edit import Edit, Item, replaced
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import REVIEWS, Label, Review
from basewatch_gui.session.open_project import OpenProject
from basewatch_gui.storage.display_state import DisplayKey

SETTLED: frozenset[Review] = frozenset({"approved", "rejected"})
"""The states in which a second pair of eyes has seen the label."""


class Open(NamedTuple):
    """Where something is left to review: a label, or a frame of which all labels are seen to."""

    frame_id: int
    label_id: int | None


class Tally:
    """How many labels of a frame are in each state, and how many each author drew; kept in step with edits."""

    def __init__(self, labels: Iterable[Label]) -> None:
        held = list(labels)
        self.reviews = Counter(map(attrgetter("review"), held))
        self.authors = Counter(map(attrgetter("author"), held))

    def change(self, before: Label | None, after: Label | None) -> None:
        """Carry out one change of a label."""
        for label, by in ((before, -1), (after, 1)):
            if label is not None:
                self.reviews[label.review] += by
                self.authors[label.author] += by


class Reviewing(QObject):
    """Review states, the analyst's name, and the authors whose labels are hidden. `changed` tells of the last two."""

    changed = Signal()

    def __init__(self, open_project: OpenProject) -> None:
        super().__init__(open_project)
        self._open_project = open_project
        hidden: list[str] = open_project.file.display.get(DisplayKey.HIDDEN_AUTHORS, list[str]) or []
        open_project.hidden_authors = frozenset(hidden)
        self._tallies: dict[int, Tally] = {}
        open_project.edited.connect(self._on_edited)

    @property
    def hidden_authors(self) -> frozenset[str]:
        """The authors whose labels are neither drawn nor hit."""
        return self._open_project.hidden_authors

    def set_author(self, name: str) -> None:
        """Draw and decide under this name from now on; raises BasewatchError for an empty one."""
        named = " ".join(name.split())
        if not named:
            raise BasewatchError("Write a name: labels and decisions carry it.")
        self._open_project.author = self._open_project.file.author = named
        self.changed.emit()

    def hide_author(self, author: str, *, hidden: bool) -> None:
        """Hide the labels of an author, or show them again; selected ones that go are let go of."""
        open_project = self._open_project
        hidden_authors = open_project.hidden_authors
        open_project.hidden_authors = hidden_authors | {author} if hidden else hidden_authors - {author}
        open_project.file.display.put(DisplayKey.HIDDEN_AUTHORS, sorted(self.hidden_authors) or None)
        shown = [label.id for label in open_project.selected_labels if self.is_shown(label)]
        open_project.select(open_project.selected_frame, shown)
        self.changed.emit()

    def is_shown(self, label: Label) -> bool:
        """Return whether the label's author is not hidden."""
        return label.author not in self.hidden_authors

    def authors(self, frame_ids: Iterable[int]) -> dict[str, int]:
        """Return who drew how many labels on these frames, by name; those that are hidden are named in any case."""
        counted = sum((self._tally(frame).authors for frame in frame_ids), Counter[str]())
        counted.update(dict.fromkeys(self.hidden_authors, 0))
        return dict(sorted(counted.items(), key=lambda each: each[0].casefold()))

    def counts(self, frame_id: int) -> dict[Review, int]:
        """Return how many labels of a frame are in each state."""
        counted = self._tally(frame_id).reviews
        return {review: counted[review] for review in REVIEWS}

    def labels_in_states(self, frame_id: int, states: Iterable[Review]) -> list[Label]:
        """Return the labels of a frame that are shown and in one of these states."""
        wanted = frozenset(states)
        return [label for label in self._labels(frame_id) if label.review in wanted and self.is_shown(label)]

    def submit(self, labels: Sequence[Label]) -> None:
        """Give these labels to be reviewed, in one edit; the reviewer's comments stay to be compared with."""
        self._decide(labels, "submitted")

    def approve(self, labels: Sequence[Label]) -> None:
        """Approve these labels in one edit; comments on what was wrong go."""
        self._decide(labels, "approved", comment="")

    def reject(self, labels: Sequence[Label], comment: str) -> None:
        """Reject these labels in one edit; raises BasewatchError without a comment that says why."""
        if not comment.strip():
            raise BasewatchError("Write what is wrong first: the author will want to know.")
        self._decide(labels, "rejected", comment=comment.strip())

    def set_reviewed(self, frame_id: int, *, reviewed: bool) -> None:
        """Mark a frame as reviewed or not reviewed, in one edit."""
        frame = self._open_project.project.frames[frame_id]
        self._open_project.do(replaced("review", [(frame, replace(frame, reviewed=reviewed))]))

    def next_open(self, frame_id: int | None, label_id: int | None) -> Open | None:
        """Return what is to be reviewed next after this label of this frame; None where nothing is left.

        First the frame's other labels, in the order of their ids and round to the first; then the next frame in time
        that is not marked as reviewed, with its first label that is left. Hidden authors' labels are passed over.
        """
        if frame_id in self._open_project.project.frames and frame_id is not None:
            left = [label.id for label in self._labels_left(frame_id) if label.id != label_id]
            if left:
                return Open(frame_id, next((key for key in left if key > (label_id or 0)), left[0]))
        frames = [frame.id for frame in self._open_project.project.frames_in_time]
        at = frames.index(frame_id) + 1 if frame_id in frames else 0
        for other in frames[at:] + frames[:at]:
            if other != frame_id and not self._open_project.project.frames[other].reviewed:
                return Open(other, next((label.id for label in self._labels_left(other)), None))
        return None

    def _tally(self, frame_id: int) -> Tally:
        if frame_id not in self._tallies:
            self._tallies[frame_id] = Tally(self._labels(frame_id))
        return self._tallies[frame_id]

    def _on_edited(self, edit: Edit) -> None:
        for change in edit.label_changes:
            item = change.item
            if isinstance(item, Label) and item.frame_id in self._tallies:
                self._tallies[item.frame_id].change(_label(change.before), _label(change.after))
        for change in edit.changes_of(Frame):
            if change.after is None:
                self._tallies.pop(change.item.id, None)

    def _labels_left(self, frame_id: int) -> Iterator[Label]:
        return (label for label in self._labels(frame_id) if label.review not in SETTLED and self.is_shown(label))

    def _labels(self, frame_id: int) -> Iterable[Label]:
        project = self._open_project.project
        return project.labels(frame_id).values() if frame_id in project.frames else ()

    def _decide(self, labels: Sequence[Label], review: Review, **changes: str) -> None:
        # The time of change is the label's own: a decision is in the history.
        pairs = [(label, replace(label, review=review, **changes)) for label in labels]  # type: ignore[arg-type]
        self._open_project.do(replaced("review", pairs))


def _label(item: Item | None) -> Label | None:
    return item if isinstance(item, Label) else None
