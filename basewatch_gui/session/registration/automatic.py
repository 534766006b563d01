"""The automatic registration: looks for a proposal in the background and holds it; it never applies it."""

from PySide6.QtCore import QObject, Signal

from basewatch_gui.imagery.registration.proposal import Proposal
from basewatch_gui.imagery.registration.propose import FrameOnPlane, propose_registration
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import IDENTITY, Frame
from basewatch_gui.session.frames.frame_files import raster_source
from basewatch_gui.session.jobs import Job, Jobs
from basewatch_gui.session.open_project import OpenProject

Frames = tuple[Frame, Frame]


class Automatic(QObject):
    """The proposal for two frames as they were when it was asked for; it is dropped once they are others."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, open_project: OpenProject, jobs: Jobs) -> None:
        super().__init__(open_project)
        self._open_project = open_project
        self._jobs = jobs
        self.proposal: Proposal | None = None
        self._job: Job[Proposal] | None = None
        self._about: Frames | None = None

    @property
    def is_running(self) -> bool:
        """True if a proposal is being looked for."""
        return self._job is not None

    def start(self, frames: Frames | None, title: str) -> None:
        """Look for a proposal to register the second frame on the first; raises BasewatchError without frames."""
        if frames is None:
            raise BasewatchError("Choose two different frames in the Registration panel first.")
        self.discard()
        reference, moving = (self._side(frame) for frame in frames)
        self._about = frames
        self._job = job = self._jobs.run(
            title, lambda progress: propose_registration(reference, moving, progress), self._found, self.failed.emit
        )
        job.ended.connect(lambda: self._ended(job))
        self.changed.emit()

    def discard(self) -> None:
        """Forget the proposal, and stop looking for one."""
        if self._job is not None:
            self._job.cancel()
        self.proposal = self._job = self._about = None
        self.changed.emit()

    def discard_unless_about(self, frames: Frames | None) -> None:
        """Drop what is about other frames than these, or about these as they lay before."""
        if self._about is not None and self._about != frames:
            self.discard()

    def _side(self, frame: Frame) -> FrameOnPlane:
        is_placed = frame.plane is not None or frame.registration != IDENTITY
        return FrameOnPlane(
            raster_source(self._open_project.file, frame), self._open_project.project.ground_map(frame.id), is_placed
        )

    def _found(self, proposal: Proposal) -> None:
        if self._job is not None:
            self.proposal = proposal
            self.changed.emit()

    def _ended(self, job: Job[Proposal]) -> None:
        if self._job is job:
            self._job = None
            self.changed.emit()
