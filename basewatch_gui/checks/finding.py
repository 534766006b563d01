"""A finding: what a check has to say about labels of a frame."""

from dataclasses import dataclass
from typing import Literal

from basewatch_gui.geometry.transform import XY

Severity = Literal["error", "warning", "hint"]
Check = Literal["duplicate", "overlap", "outside", "size", "heading", "attribute", "identification", "cells"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
"""The worst first."""

CHECKS: tuple[Check, ...] = (
    "duplicate",
    "overlap",
    "outside",
    "size",
    "heading",
    "attribute",
    "cells",
    "identification",
)
"""The checks in the order of lists."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the check that found it, how much it matters, and where it is in frame pixels.

    `about` are the ids of the labels in rising order, or the grid with a cell's column and row: with the check it names
    a finding of a frame. `what` says which of the check's sentences is meant, `values` what fills it.
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
        """The labels that it is about."""
        return () if self.check == "cells" else self.about
