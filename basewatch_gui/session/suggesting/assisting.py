"""Help from the pixels in the background: snapping, cutting out, flooding and finding more like a label."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QObject, Signal

from basewatch_gui.geometry.outline import OrientedBox, Outline, Point, bounds_px, to_shapely
from basewatch_gui.geometry.transform import XY
from basewatch_gui.imagery.display.patch import FramePatch, FrameWindow
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.session.jobs import Job, Jobs, Progress
from basewatch_gui.session.labelling.heading import LastHeading
from basewatch_gui.session.open_project import OpenProject
from basewatch_gui.session.suggesting.by_picture import (
    Pixels,
    Wish,
    find_alike,
    flood_outline,
    read_flood_ground,
    segment_labels,
    snap_boxes,
)
from basewatch_gui.session.suggesting.patterns import patterns_of, shape_in_box
from basewatch_gui.session.suggesting.suggestions import Suggestions
from basewatch_gui.session.tiles import TileStore

Kind = Literal["snap", "segment", "flood", "alike"]

MOST_OVERLAP = 0.3
"""What overlaps a label by more than this share of their union has a label already."""

TOLERANCES = (2, 96)
"""The least and the greatest tolerance of a flood, in levels of 255."""


class Assisting(QObject):
    """One request at a time: a new one, or `stop`, ends the one before, and what has become stale is not shown.

    What is found becomes suggestions. `done` follows with what was done, how many were found, and how many were asked
    for (0 where that has no number).
    """

    done = Signal(str, int, int)
    failed = Signal(object)

    def __init__(
        self,
        open_project: OpenProject,
        jobs: Jobs,
        tiles: TileStore,
        suggestions: Suggestions,
        last_heading: LastHeading,
    ) -> None:
        super().__init__(open_project)
        self._open_project = open_project
        self._jobs = jobs
        self._tiles = tiles
        self._suggestions = suggestions
        self._last_heading = last_heading
        self._job: Job[list[Suggestion]] | None = None
        self._about: tuple[Label, ...] = ()
        self._drawn: tuple[int, int] | None = None
        self._flood: tuple[int, XY, int] | None = None
        self._ground: tuple[Pixels, XY, FramePatch | None] | None = None
        self.tolerance = 18
        open_project.edited.connect(self._on_edited)

    @property
    def is_running(self) -> bool:
        """True if something is being looked for."""
        return self._job is not None

    def stop(self) -> None:
        """Look no further."""
        if self._job is not None:
            self._job.cancel()
        self._job, self._about = None, ()

    def snap(self, title: str) -> None:
        """Fit the selected oriented boxes, or the one drawn last, to what is under them.

        Raises BasewatchError where there is none.
        """
        boxes = [label for label in self._labels() if isinstance(label.outline, OrientedBox)]
        if not boxes:
            raise BasewatchError("Only oriented boxes snap: select one, or cut the object out instead.")
        wishes = [self._wish(label) for label in boxes]
        pixels = self._pixels(boxes[0].frame_id)
        self._start("snap", title, boxes, lambda report: snap_boxes(pixels, wishes, report))

    def segment(self, title: str, *, as_polygon: bool = False) -> None:
        """Cut the objects in the selected outlines, or in the one drawn last, out of the ground.

        Raises BasewatchError where there is none.
        """
        labels = [label for label in self._labels() if not isinstance(label.outline, Point)]
        if not labels:
            raise BasewatchError("A point has no object to cut out: select a box around it.")
        wishes = [self._wish(label, as_polygon=as_polygon) for label in labels]
        pixels = self._pixels(labels[0].frame_id)
        self._start("segment", title, labels, lambda report: segment_labels(pixels, wishes, report))

    def find_alike(self, title: str, window: FrameWindow) -> None:
        """Look within a window of the selected label's frame for what looks like it.

        Raises BasewatchError where no label is selected.
        """
        labels = self._open_project.selected_labels[:1]
        if not labels:
            raise BasewatchError("Select a label first: what looks like it is searched for in the view.")
        (label,) = labels
        outline = label.outline
        category = self._open_project.project.categories[label.category_id]
        shape = shape_in_box(category, outline) if isinstance(outline, OrientedBox) else None
        pixels = self._pixels(label.frame_id)
        self._start("alike", title, labels, lambda report: find_alike(pixels, label, window, shape, report))

    def flood(self, title: str, frame_id: int, seed_px: XY, tolerance: int | None = None) -> None:
        """Suggest the even patch around a place, for the category that is chosen, with this tolerance from now on."""
        category = self._open_project.category
        if category is None:
            raise BasewatchError("There is no category for the patch: add one under Edit categories.")
        least, most = TOLERANCES
        self.tolerance = min(max(tolerance if tolerance is not None else self.tolerance, least), most)
        self._flood = (frame_id, seed_px, self.tolerance)
        pixels, wanted, heading = self._pixels(frame_id), self.tolerance, self._last_heading.heading_on(frame_id)

        def find(_progress: Progress) -> list[Suggestion]:
            ground = self._ground_around(pixels, seed_px)
            outline = None if ground is None else flood_outline(ground, seed_px, wanted, category.tool, heading)
            return [] if outline is None else [Suggestion(frame_id, outline, category.id, "segment")]

        self._start("flood", title, (), find)

    def widen(self, title: str, step: int) -> None:
        """Flood again from the same place with another tolerance; raises BasewatchError where nothing was flooded."""
        if self._flood is None or self._flood[0] not in self._open_project.project.frames:
            raise BasewatchError("Nothing is flooded yet: take the flood tool and click on the object.")
        frame, seed, tolerance = self._flood
        self.flood(title, frame, seed, tolerance + step)

    def _start(
        self,
        kind: Kind,
        title: str,
        labels: Sequence[Label],
        find: Callable[[Progress], list[Suggestion]],
    ) -> None:
        self.stop()
        self._about = tuple(labels)
        asked = len(labels) if kind in ("snap", "segment") else 0
        job: Job[list[Suggestion]] | None = None

        def found(suggestions: list[Suggestion]) -> None:
            if self._job is job:
                self._suggest(kind, suggestions, asked)

        def failed(fault: BasewatchError) -> None:
            if self._job is job:
                self.failed.emit(fault)

        self._job = job = self._jobs.run(title, find, found, failed)
        job.ended.connect(lambda: self._ended(job))

    def _suggest(self, kind: Kind, found: list[Suggestion], asked: int) -> None:
        suggestions = self._suggestions
        if kind == "alike":
            found = [each for each in found if not self._is_labelled(each.frame_id, each.outline)]
            suggestions.clear("alike")
        elif kind == "flood" and not found and self._flood is not None:
            suggestions.clear("segment", self._flood[0])
        suggestions.suggest(found)
        self.done.emit(kind, len(found), asked)

    def _ended(self, job: Job[list[Suggestion]] | None) -> None:
        if self._job is job:
            self._job, self._about = None, ()

    def _labels(self) -> list[Label]:
        """Return the selected labels that may be changed, or the one drawn last."""
        selected = self._open_project.selected_labels
        if not selected and self._drawn is not None and self._drawn[0] in self._open_project.project.frames:
            last = self._open_project.project.labels(self._drawn[0]).get(self._drawn[1])
            selected = [last] if last is not None else []
        if not selected:
            raise BasewatchError("Select a label first, or draw one roughly.")
        free = [label for label in selected if not label.locked]
        if not free:
            raise BasewatchError("A locked label stays as it is: unlock it first.")
        return free

    def _wish(self, label: Label, *, as_polygon: bool = False) -> Wish:
        project = self._open_project.project
        category, outline = project.categories[label.category_id], label.outline
        if not isinstance(outline, OrientedBox):
            return Wish(label, as_polygon=as_polygon or category.tool == "polygon")
        patterns = patterns_of(category, outline, project.ground_map(label.frame_id))
        return Wish(label, patterns, shape_in_box(category, outline), as_polygon)

    def _pixels(self, frame_id: int) -> Pixels:
        """Return where the frame is read from; raises BasewatchError while it is not open."""
        opened = self._tiles.frame(frame_id)
        if opened is None:
            name = self._open_project.project.frames[frame_id].name
            raise BasewatchError("{name} is not open: show it in a pane first.", name=name)
        return Pixels(opened.source, opened.stretch)

    def _ground_around(self, pixels: Pixels, seed_px: XY) -> FramePatch | None:
        """Return the ground in which a patch is flooded, read again only for another place. Worker thread."""
        held = self._ground
        if held is None or held[:2] != (pixels, seed_px):
            held = self._ground = (pixels, seed_px, read_flood_ground(pixels, seed_px))
        return held[2]

    def _is_labelled(self, frame_id: int, outline: Outline) -> bool:
        arrays = self._open_project.arrays(frame_id)
        shape = to_shapely(outline)
        near = arrays.at_rows(arrays.within(*bounds_px(outline)))
        others = (to_shapely(label.outline) for label in near)
        return any(shape.intersection(other).area > MOST_OVERLAP * shape.union(other).area for other in others)

    def _on_edited(self, edit: Edit) -> None:
        """Remember what was drawn last; drop what was found for a label that has changed since."""
        changes = edit.label_changes
        drawn = changes[-1].after if edit.action == "draw" and changes else None
        if isinstance(drawn, Label):
            self._drawn = (drawn.frame_id, drawn.id)
        stale = {change.item.id for change in changes if isinstance(change.before, Label)}
        if stale & {label.id for label in self._about}:
            self.stop()
        suggestions = self._suggestions
        for frame in (
            edit.frame_ids & set(self._open_project.project.frames) if stale and edit.action != "accept" else ()
        ):
            for each in suggestions.suggestions_on(frame):
                if each.origin in ("snap", "segment") and each.label_id in stale:
                    suggestions.clear(each.origin, frame)
