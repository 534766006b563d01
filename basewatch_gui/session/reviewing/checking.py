"""The checks while the program runs: whole frames in a job, after an edit only what is about its labels."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from basewatch_gui.checks.cells import find_unfinished_cells, report_cells_not_empty
from basewatch_gui.checks.finding import CHECKS, SEVERITIES, Check, Finding, Severity
from basewatch_gui.checks.frame_context import FrameContext, LabelTable
from basewatch_gui.checks.frame_findings import FrameFindings
from basewatch_gui.checks.overlaps import SAME_CENTRE_PX
from basewatch_gui.checks.registry import check_frame, check_labels
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Waiver
from basewatch_gui.session.grid.labelling_grid import LabellingGrid
from basewatch_gui.session.jobs import Job, Jobs, Progress
from basewatch_gui.session.open_project import OpenProject
from basewatch_gui.session.reviewing.reviewing import Reviewing
from basewatch_gui.session.reviewing.waivers import Waivers
from basewatch_gui.storage.bulk import without_gc

CHECK_PAUSE_MS = 150
"""Edits that follow each other faster are looked at together."""
MOST_CHECKED_AT_ONCE = 100
"""After more changed labels the whole frame is checked again, in a job."""
COUNTED_SEVERITIES: tuple[Severity, ...] = ("error", "warning")
"""What the number of findings counts: hints are for those who ask for them."""


class Checking(QObject):
    """The findings on the frames that were checked, kept up with every edit; `changed` tells that they are others."""

    changed = Signal()

    def __init__(
        self, open_project: OpenProject, jobs: Jobs, labelling_grid: LabellingGrid, reviewing: Reviewing
    ) -> None:
        super().__init__(open_project)
        self._open_project = open_project
        self._jobs = jobs
        self._labelling_grid = labelling_grid
        self._reviewing = reviewing
        self._project = open_project.project
        self._found: dict[int, FrameFindings] = {}
        self._waiting: list[int] = []
        self._edited: dict[int, set[int]] = {}
        self._cells_changed = False
        self._job: Job[FrameFindings] | None = None
        self._under_way: int | None = None
        self.waivers = Waivers(open_project)
        self._timer = QTimer(self, singleShot=True, interval=CHECK_PAUSE_MS)
        self._timer.timeout.connect(self._check_edited)
        open_project.edited.connect(self._on_edited)
        labelling_grid.changed.connect(self._on_cells_changed)

    @property
    def is_running(self) -> bool:
        """True if frames are being checked, or edits wait to be looked at."""
        return self._job is not None or self._timer.isActive()

    @property
    def checked(self) -> frozenset[int]:
        """The frames that were checked."""
        return frozenset(self._found)

    def watch(self, frame_ids: Iterable[int]) -> None:
        """Check these frames, unless they were checked before, and keep up with them from now on."""
        for frame_id in frame_ids:
            if frame_id in self._project.frames and frame_id not in self._found and frame_id not in self._waiting:
                self._waiting.append(frame_id)
        self._start_next()

    def close(self) -> None:
        """Look at nothing any more."""
        self._timer.stop()
        self._waiting.clear()
        self._edited.clear()
        self._open_project.edited.disconnect(self._on_edited)
        self._labelling_grid.changed.disconnect(self._on_cells_changed)

    def counts(self, check: Check | None = None) -> dict[Severity, int]:
        """Return how many findings there are of each severity, of one check or of all; waived ones are left out."""
        checks = CHECKS if check is None else (check,)
        return {
            severity: sum(
                len(found.group(severity, each))
                - len(self.waivers.waived_among(frame, each, found.group(severity, each)))
                for frame, found in self._found.items()
                for each in checks
            )
            for severity in SEVERITIES
        }

    @property
    def count(self) -> int:
        """How many errors and warnings there are that nobody has let pass."""
        counts = self.counts()
        return sum(counts[severity] for severity in COUNTED_SEVERITIES)

    def findings(self, severities: Collection[Severity], check: Check | None = None) -> list[Finding]:
        """Return the findings that nobody has let pass, the worst first, then by check and frame in time."""
        listed: list[Finding] = []
        frames = [frame.id for frame in self._project.frames_in_time if frame.id in self._found]
        for severity in (each for each in SEVERITIES if each in severities):
            for each in CHECKS if check is None else (check,):
                for frame in frames:
                    group = self._found[frame].group(severity, each)
                    passed = frozenset(self.waivers.waived_among(frame, each, group))
                    kept = (finding for about, finding in group.items() if about not in passed)
                    listed.extend(kept if passed else group.values())
        return listed

    def waived(self, check: Check | None = None) -> list[Finding]:
        """Return the findings that somebody has let pass."""
        return [
            group[about]
            for frame, found in self._found.items()
            for each in (CHECKS if check is None else (check,))
            for severity in SEVERITIES
            for group in (found.group(severity, each),)
            for about in self.waivers.waived_among(frame, each, group)
        ]

    def _on_edited(self, edit: Edit) -> None:
        for change in edit.label_changes:
            label = change.item
            assert isinstance(label, Label)
            self._edited.setdefault(label.frame_id, set()).add(label.id)
        if Category in edit.kinds:
            self._check_again(self._found)
        self._check_again(edit.moved_frames)
        if Waiver in edit.kinds:
            self.waivers.read()
            self.changed.emit()
        self._timer.start()

    def _on_cells_changed(self) -> None:
        self._cells_changed = True
        self._timer.start()

    def _check_again(self, frame_ids: Iterable[int]) -> None:
        self._waiting += [frame for frame in frame_ids if frame in self._found and frame not in self._waiting]

    def _check_edited(self) -> None:
        """Look at what the last edits changed."""
        frames = self._project.frames
        for gone in [frame for frame in self._found if frame not in frames]:
            del self._found[gone]
        edited, self._edited = self._edited, {}
        for frame_id, label_ids in edited.items():
            if frame_id == self._under_way:
                self._edited[frame_id] = label_ids
            elif frame_id not in self._found or frame_id not in frames:
                continue
            elif len(label_ids) > MOST_CHECKED_AT_ONCE or self._reviewing.hidden_authors:
                # Hidden labels are not among those that a search finds.
                self._check_again([frame_id])
            else:
                self._check_labels(frame_id, label_ids)
        cells_of = set(self._found) if self._cells_changed else self._with_empty_cells(edited)
        self._cells_changed = False
        for frame_id in cells_of:
            self._check_cells(frame_id)
        self._start_next()
        self.changed.emit()

    def _check_labels(self, frame_id: int, label_ids: set[int]) -> None:
        held = self._project.labels(frame_id)
        labels = [held[key] for key in label_ids if key in held]
        arrays = self._open_project.arrays(frame_id)
        near: set[int] = set()
        for left, top, right, bottom in LabelTable(labels).bounds_px.tolist():
            grown = (left - SAME_CENTRE_PX, top - SAME_CENTRE_PX, right + SAME_CENTRE_PX, bottom + SAME_CENTRE_PX)
            near.update(arrays.within(*grown).tolist())
        neighbours = [label for label in arrays.at_rows(sorted(near)) if label.id not in label_ids]
        self._found[frame_id].replace_about(label_ids, check_labels(self._scene(frame_id), labels, neighbours))

    def _with_empty_cells(self, frame_ids: Iterable[int]) -> set[int]:
        """Return those of the frames on which cells are marked as empty, so that labels may make the marks false."""
        labelling_grid = self._labelling_grid
        progress = {frame: labelling_grid.progress(frame) for frame in frame_ids if frame in self._found}
        return {frame for frame, made in progress.items() if made is not None and made.counts["empty"]}

    def _check_cells(self, frame_id: int) -> None:
        labelling_grid = self._labelling_grid
        grid, squares = labelling_grid.grid(frame_id), labelling_grid.squares(frame_id)
        if grid is None or squares is None:
            self._found[frame_id].replace_check("cells", ())
            return
        scene = self._scene(frame_id)
        left = find_unfinished_cells(scene, grid, squares, labelling_grid.states(frame_id))
        false = report_cells_not_empty(scene, grid, squares, labelling_grid.cells_not_empty(frame_id))
        self._found[frame_id].replace_check("cells", (*left, *false))

    def _start_next(self) -> None:
        """Start a job that checks the next waiting frame."""
        self._waiting = [frame for frame in self._waiting if frame in self._project.frames]
        if self._job is not None or not self._waiting:
            return
        frame_id = self._waiting.pop(0)
        self._edited.pop(frame_id, None)
        self._under_way = frame_id
        scene, labels = self._scene(frame_id), list(self._project.labels(frame_id).values())

        def check(progress: Progress) -> FrameFindings:
            # A scan for garbage among so many new findings would hold the window up for a tenth of a second.
            with without_gc():
                return check_frame(scene, labels, progress)

        self._job = self._jobs.run(
            self.tr("Checking labels"),
            check,
            lambda found: self._on_checked(frame_id, found),
            lambda _fault: None,
        )
        self._job.ended.connect(self._on_ended)

    def _on_checked(self, frame_id: int, found: FrameFindings) -> None:
        if frame_id in self._project.frames:
            self._found[frame_id] = found
            self._check_cells(frame_id)

    def _on_ended(self) -> None:
        """Check the labels that were edited meanwhile, now that the frame's findings are there."""
        self._job = None
        if self._under_way not in self._found:
            # The user has stopped it, and means the others too.
            self._waiting.clear()
        self._under_way = None
        if self._edited or self._cells_changed:
            self._timer.start()
        self._start_next()
        self.changed.emit()

    def _scene(self, frame_id: int) -> FrameContext:
        project = self._project
        return FrameContext(project.frames[frame_id], project.ground_map(frame_id), dict(project.categories))
