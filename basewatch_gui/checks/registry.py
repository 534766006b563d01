"""The checks, and running them over the labels of one frame, or over those that an edit has changed."""

from collections.abc import Callable, Sequence

from basewatch_gui.checks.attributes import check_identifications, check_required_attributes
from basewatch_gui.checks.finding import Finding
from basewatch_gui.checks.frame_context import FrameContext, LabelTable
from basewatch_gui.checks.frame_findings import FrameFindings
from basewatch_gui.checks.heading import check_headings
from basewatch_gui.checks.outside_frame import check_inside_frame
from basewatch_gui.checks.overlaps import check_overlaps
from basewatch_gui.checks.size import check_sizes
from basewatch_gui.model.label import Label

LABEL_CHECKS = (check_inside_frame, check_sizes, check_headings, check_required_attributes, check_identifications)
"""Checks that look at labels one by one; a new check of this kind is one module and one line here."""


def check_frame(
    context: FrameContext, labels: Sequence[Label], report: Callable[[float], None] = lambda _: None
) -> FrameFindings:
    """Return the findings of all checks about the labels of a frame.

    `report` gets how far the work is, from 0 to 1, and may raise to stop it.
    """
    table = LabelTable(labels)
    found = FrameFindings(_check_one_by_one(context, table))
    report(0.3)
    found.replace_about((), check_overlaps(context, table, report=lambda share: report(0.3 + 0.7 * share)))
    return found


def check_labels(context: FrameContext, changed: Sequence[Label], neighbours: Sequence[Label]) -> list[Finding]:
    """Return the findings about changed labels, among themselves and with the labels near them."""
    table = LabelTable([*changed, *neighbours])
    return [*_check_one_by_one(context, LabelTable(changed)), *check_overlaps(context, table, len(changed))]


def _check_one_by_one(context: FrameContext, table: LabelTable) -> list[Finding]:
    """Return the findings of the checks that look at labels one by one."""
    return [finding for check in LABEL_CHECKS for finding in check(context, table)] if len(table) else []
