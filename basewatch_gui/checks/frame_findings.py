"""The findings of one frame, indexed by label so that an edit changes only those about its labels."""

from collections.abc import Iterable, Iterator, Sequence

from basewatch_gui.checks.finding import Check, Finding, Severity

About = tuple[int, ...]
Group = tuple[Severity, Check]


class FrameFindings:
    """The findings of a frame by severity and check; one that is found again keeps its place."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._groups: dict[Group, dict[About, Finding]] = {}
        self._of_label: dict[int, set[tuple[Group, About]]] = {}
        for finding in findings:
            self._add(finding)

    def group(self, severity: Severity, check: Check) -> dict[About, Finding]:
        """Return the findings of a check with this severity, by what they are about.

        The caller must not change them.
        """
        return self._groups.get((severity, check), {})

    def __iter__(self) -> Iterator[Finding]:
        for group in self._groups.values():
            yield from group.values()

    def __len__(self) -> int:
        return sum(len(group) for group in self._groups.values())

    def replace_about(self, label_ids: Iterable[int], findings: Iterable[Finding]) -> None:
        """Replace all findings about these labels."""
        stale = {key for label_id in label_ids for key in self._of_label.get(label_id, ())}
        self._replace(stale, list(findings))

    def replace_check(self, check: Check, findings: Iterable[Finding]) -> None:
        """Replace all findings of a check."""
        stale = {(group, about) for group, held in self._groups.items() if group[1] == check for about in held}
        self._replace(stale, list(findings))

    def _replace(self, stale: set[tuple[Group, About]], findings: Sequence[Finding]) -> None:
        for key in stale - {_key(finding) for finding in findings}:
            self._drop(*key)
        for finding in findings:
            self._add(finding)

    def _add(self, finding: Finding) -> None:
        group, about = _key(finding)
        self._groups.setdefault(group, {})[about] = finding
        for label_id in finding.label_ids:
            self._of_label.setdefault(label_id, set()).add((group, about))

    def _drop(self, group: Group, about: About) -> None:
        for label_id in self._groups[group].pop(about).label_ids:
            held = self._of_label[label_id]
            held.discard((group, about))
            if not held:
                del self._of_label[label_id]


def _key(finding: Finding) -> tuple[Group, About]:
    return (finding.severity, finding.check), finding.about
