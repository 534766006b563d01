"""Suggestions from another date: the labels of one frame at the same ground place on another one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree, points

from basewatch_gui.geometry.reproject import reproject_outlines
from basewatch_gui.geometry.transform import Points
from basewatch_gui.model.edits.suggestions import observations_on
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.session.label_arrays import LabelArrays
from basewatch_gui.session.label_order import shown_rows, sort_in_reading_order
from basewatch_gui.session.open_project import OpenProject
from basewatch_gui.session.suggesting.suggestions import Suggestions

Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]

SAME_PX = 25.0
"""Objects nearer than this on two dates, or than half their size, are one: registrations are no better."""

MOST_SUGGESTED = 2000
"""So many are suggested at a time: nobody walks more of them one by one."""

MOST_ON_GUI_THREAD = 5000
"""More labels than these are looked through in the background."""


@dataclass(frozen=True, slots=True)
class OtherDateFound:
    """What was found: the suggestions, and how many labels have none.

    `known` have a label or an answer there already, `outside` lie outside that frame, `left` come next time.
    """

    suggestions: tuple[Suggestion, ...]
    known: int = 0
    outside: int = 0
    left: int = 0


class OtherDate:
    """A search for the labels in some rows of one frame's arrays that another frame lacks.

    A label is known there that has a label of its track. With `all_new` also one that has any label within 25 px or
    half its size, or an answer: departed or not observable. It holds all it needs, so that a thread can carry it out.
    """

    def __init__(self, open_project: OpenProject, source_id: int, target_id: int, rows: Rows, *, all_new: bool) -> None:
        project, arrays = open_project.project, open_project.arrays(source_id)
        self._source_id = source_id
        self._target = project.frames[target_id]
        self._labels = arrays.at_rows(rows)
        self._centres: Points = arrays.centres_px(rows).copy()
        self._sizes = arrays.sizes_px(rows).copy()
        self._here, self._there = project.ground_map(source_id), project.ground_map(target_id)
        self._held = list(project.labels(target_id).values())
        self._held_centres = _centres(open_project.arrays(target_id)) if all_new else np.empty((0, 2))
        self._answered = set(observations_on(project, target_id)) if all_new else set[int]()

    def __call__(self) -> OtherDateFound:
        """Return what is found: the first ones in reading order."""
        there = self._there.to_pixels(self._here.to_plane(self._centres))
        inside = self._inside(there)
        wanted = inside & ~self._known(there, inside)
        rows = np.flatnonzero(wanted)
        rows = rows[sort_in_reading_order(there[rows])]
        made = self._suggestions(rows[:MOST_SUGGESTED])
        known, outside = int((inside & ~wanted).sum()), int((~inside).sum())
        return OtherDateFound(made, known, outside, max(len(rows) - MOST_SUGGESTED, 0))

    def _inside(self, there: Points) -> Mask:
        with np.errstate(invalid="ignore"):
            mask: Mask = np.all((there >= 0) & (there <= (self._target.width, self._target.height)), axis=1)
        return mask

    def _known(self, there: Points, inside: Mask) -> Mask:
        tracks = {label.track_id for label in self._held} - {None}
        known = np.array([label.track_id in tracks or label.id in self._answered for label in self._labels], np.bool_)
        if len(self._held_centres):
            near = np.maximum(self._sizes / 2 * self._scale, SAME_PX)
            rows = np.flatnonzero(inside & ~known)
            pairs = STRtree(points(self._held_centres)).query(points(there[rows]), "dwithin", near[rows])
            known[rows[pairs[0]]] = True
        return known

    @property
    def _scale(self) -> float:
        """Pixels of the target for one of the source, about the middle of the labels."""
        middle = self._centres.mean(axis=0).tolist()
        at_m = self._here.place_at((middle[0], middle[1]))
        return self._here.metres_per_px((middle[0], middle[1])) / self._there.metres_per_px(self._there.pixel_at(at_m))

    def _suggestions(self, rows: Rows) -> tuple[Suggestion, ...]:
        labels = [self._labels[row] for row in rows]
        outlines = reproject_outlines([label.outline for label in labels], self._here, self._there)
        return tuple(
            Suggestion(
                self._target.id, outline, label.category_id, "other date", label.id, source_frame_id=self._source_id
            )
            for label, outline in zip(labels, outlines, strict=True)
            if outline is not None
        )


def suggest_found(suggestions: Suggestions, target_id: int, found: OtherDateFound) -> None:
    """Suggest on a frame what was found for it, in place of what was suggested there from other dates."""
    suggestions.clear("other date", target_id)
    suggestions.suggest(found.suggestions)


def _centres(arrays: LabelArrays) -> Points:
    return arrays.centres_px(shown_rows(arrays)).copy()
