"""Labels whose size can't be right, or is not that of their category."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.checks.finding import Finding, Severity
from basewatch_gui.checks.frame_context import Floats, FrameContext, LabelTable
from basewatch_gui.tools.size_advice import SIZE_TOLERANCE, advise_on_size, size_accuracy_m

MIN_LABEL_PX = 3.0
"""A label whose longer side is smaller is a slip of the hand: no object can be recognised from so few pixels."""
FAR_OFF_FACTOR = 2.0
"""Larger or smaller than the category by this factor is a wrong category or a slip, not an inexact outline."""


def check_sizes(context: FrameContext, table: LabelTable) -> Iterator[Finding]:
    """Find labels of a wrong size; of each the worst finding only. Points have no size."""
    longer, shorter = table.extents_px.max(axis=1), table.extents_px.min(axis=1)
    shaped = ~table.is_point
    tiny = shaped & (longer < MIN_LABEL_PX)
    huge = shaped & ((table.extents_px[:, 0] > context.frame.width) | (table.extents_px[:, 1] > context.frame.height))
    for row in np.flatnonzero(tiny | huge).tolist():
        sides = (round(float(longer[row])), round(float(shorter[row])))
        yield _found(context, table, row, "error", "tiny px" if tiny[row] else "huge px", sides)
    if context.ground.has_scale:
        yield from _against_reference(context, table, ~(tiny | huge) & (table.is_oriented | table.is_level))


def _against_reference(context: FrameContext, table: LabelTable, asked: NDArray[np.bool_]) -> Iterator[Finding]:
    """Find labels whose size on the ground is not that of their category."""
    lengths_m, widths_m = table.sides_m(context)
    long_ref, wide_ref = _references(context, table)
    smaller, larger = np.fmin(long_ref, wide_ref), np.fmax(long_ref, wide_ref)
    longest = np.fmax(lengths_m, widths_m)
    with np.errstate(invalid="ignore"):
        small, big = longest < larger / FAR_OFF_FACTOR, longest > larger * FAR_OFF_FACTOR
        # How a level box lies on its object is unknown: at 45 degrees its sides are those of neither side.
        small &= table.is_oriented | (longest < smaller / FAR_OFF_FACTOR)
        looked_at = asked & ~small & ~big & table.is_oriented
        small, big = asked & small, asked & big
    for row in np.flatnonzero(small | big).tolist():
        what = "tiny" if small[row] else "huge"
        yield _found(context, table, row, "error", what, (round(float(longest[row])), round(float(larger[row]))))
    accuracy_m = size_accuracy_m(context.metres_per_px, context.frame.gsd_m)
    off = _off(lengths_m, long_ref, accuracy_m) | _off(widths_m, wide_ref, accuracy_m)
    # What else the object could be is not asked here.
    plain = {key: replace(category, look_alikes=()) for key, category in context.categories.items()}
    for row in np.flatnonzero(looked_at & off).tolist():
        category = plain[int(table.category_ids[row])]
        advice = advise_on_size(category, float(lengths_m[row]), float(widths_m[row]), (), accuracy_m)
        if advice is not None and advice.verdict != "fits":
            yield _found(context, table, row, "warning", advice.verdict, (advice.percent,))


def _off(sides_m: Floats, references_m: Floats, accuracy_m: float) -> NDArray[np.bool_]:
    """Return True for sides further off their references than `advise_on_size` allows, a quick test for many; (N,)."""
    with np.errstate(invalid="ignore"):
        allowed = np.maximum(SIZE_TOLERANCE * references_m, accuracy_m)
        off: NDArray[np.bool_] = np.abs(sides_m - references_m) > allowed * (1 - 1e-9)
    return off


def _references(context: FrameContext, table: LabelTable) -> tuple[Floats, Floats]:
    """Return reference length and span of each label's category in metres; NaN where there is none."""
    lengths, spans = np.full(len(table), np.nan), np.full(len(table), np.nan)
    for category_id in np.unique(table.category_ids).tolist():
        category = context.categories.get(category_id)
        if category is not None:
            mine = table.category_ids == category_id
            lengths[mine] = category.length_m or np.nan
            spans[mine] = category.span_m or np.nan
    return lengths, spans


def _found(
    context: FrameContext, table: LabelTable, row: int, severity: Severity, what: str, values: tuple[int, ...]
) -> Finding:
    """Return a finding about the label in a row."""
    x, y = table.centres_px[row].tolist()

    return Finding(context.frame.id, "size", (int(table.ids[row]),), severity, what, (x, y), values)
