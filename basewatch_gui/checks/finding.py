"""A finding: what a check reports about labels of a frame."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from basewatch_gui.geometry.transform import XY

Severity = Literal["error", "warning", "hint"]
Check = Literal["duplicate", "overlap", "outside", "size", "heading", "attribute", "cells", "identification"]

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
"""All severities, the worst first."""

CHECKS: Final[tuple[Check, ...]] = get_args(Check)
"""All checks in the order of lists."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the check that found it, its severity, and where it is in frame pixels.

    `about` are the ids of the labels in rising order, or the grid with a cell's column and row: with the check it
    identifies a finding of a frame. `what` names one of the check's messages, `values` what fills it.
    """

    frame_id: int
    check: Check
    about: tuple[int, ...]
    severity: Severity
    what: str
    at_px: XY
    values: tuple[str | int, ...] = ()

    @property
    def label_ids(self) -> tuple[int, ...]:
        """Ids of the labels that it is about."""
        return () if self.check == "cells" else self.about
