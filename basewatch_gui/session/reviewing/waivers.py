"""Findings that somebody let pass, and why."""

from collections.abc import Collection, Iterable, Sequence

from basewatch_gui.checks.finding import Check, Finding
from basewatch_gui.checks.frame_findings import About
from basewatch_gui.model.edit import added, removed
from basewatch_gui.model.edits.labels import utc_now
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.records import Waiver
from basewatch_gui.session.open_project import OpenProject


class Waivers:
    """The waivers of the open project by frame, check and what they are about."""

    def __init__(self, open_project: OpenProject) -> None:
        self._open_project = open_project
        self._held: dict[tuple[int, str], dict[About, Waiver]] = {}
        self.read()

    def read(self) -> None:
        """Read the project's waivers."""
        self._held = {}
        for waiver in self._open_project.project.waivers.values():
            self._held.setdefault((waiver.frame_id, waiver.check), {})[waiver.about] = waiver

    def waiver_of(self, finding: Finding) -> Waiver | None:
        """Return why a finding was let pass; None while it was not."""
        return self._held.get((finding.frame_id, finding.check), {}).get(finding.about)

    def waived_among(self, frame_id: int, check: Check, abouts: Collection[About]) -> list[About]:
        """Return what of these a check of a frame is to be silent about."""
        return [about for about in self._held.get((frame_id, check), ()) if about in abouts]

    def waive(self, findings: Sequence[Finding], reason: str) -> None:
        """Waive findings in one edit; raises BasewatchError without a reason."""
        if not reason.strip():
            raise BasewatchError("Write the reason first: why can this stay as it is?")
        open_project, now = self._open_project, utc_now()
        waivers = [
            Waiver(open_project.file.new_record_id(), each.frame_id, each.check, each.about, reason.strip(),
                   open_project.author, now)
            for each in findings if self.waiver_of(each) is None
        ]  # fmt: skip
        open_project.do(added("waive", waivers))

    def unwaive(self, findings: Iterable[Finding]) -> None:
        """Remove the waivers of findings, in one edit."""
        waivers = (self.waiver_of(finding) for finding in findings)
        self._open_project.do(removed("waive", [waiver for waiver in waivers if waiver is not None]))
