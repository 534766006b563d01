"""Labels whose size can't be right, or is not that of their category."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.checks.finding import Finding, Severity
from basewatch_gui.checks.frame_context import Floats, LabelSheet, Scene
from basewatch_gui.tools.size_advice import SIZE_TOLERANCE, advise_on_size, size_accuracy_m

LEAST_PX = 3.0
"""A label whose longer side is smaller is a slip of the hand: no object can be told from so few pixels."""
FAR_OFF = 2.0
"""Larger or smaller than the category by this factor is a wrong category or a slip, not an inexact outline."""


def sizes(scene: Scene, sheet: LabelSheet) -> Iterator[Finding]:
    """The worst that is to say about the size of each label, if anything; points have no size."""
    longer, shorter = sheet.extents_px.max(axis=1), sheet.extents_px.min(axis=1)
    shaped = ~sheet.is_point
    tiny = shaped & (longer < LEAST_PX)
    huge = shaped & ((sheet.extents_px[:, 0] > scene.frame.width) | (sheet.extents_px[:, 1] > scene.frame.height))
    for row in np.flatnonzero(tiny | huge).tolist():
        sides = (round(float(longer[row])), round(float(shorter[row])))
        yield _found(scene, sheet, row, "error", "tiny px" if tiny[row] else "huge px", sides)
    if scene.ground.has_scale:
        yield from _against_reference(scene, sheet, ~(tiny | huge) & (sheet.is_oriented | sheet.is_level))


def _against_reference(scene: Scene, sheet: LabelSheet, asked: NDArray[np.bool_]) -> Iterator[Finding]:
    lengths_m, widths_m = sheet.sides_m(scene)
    long_ref, wide_ref = _references(scene, sheet)
    smaller, larger = np.fmin(long_ref, wide_ref), np.fmax(long_ref, wide_ref)
    longest = np.fmax(lengths_m, widths_m)
    with np.errstate(invalid="ignore"):
        small, big = longest < larger / FAR_OFF, longest > larger * FAR_OFF
        # How a level box lies on its object is unknown: at 45 degrees its sides are those of neither side.
        small &= sheet.is_oriented | (longest < smaller / FAR_OFF)
        looked_at = asked & ~small & ~big & sheet.is_oriented
        small, big = asked & small, asked & big
    for row in np.flatnonzero(small | big).tolist():
        what = "tiny" if small[row] else "huge"
        yield _found(scene, sheet, row, "error", what, (round(float(longest[row])), round(float(larger[row]))))
    accuracy_m = size_accuracy_m(scene.metres_per_px, scene.frame.gsd_m)
    off = _off(lengths_m, long_ref, accuracy_m) | _off(widths_m, wide_ref, accuracy_m)
    # What else the object could be is not asked here.
    plain = {key: replace(category, look_alikes=()) for key, category in scene.categories.items()}
    for row in np.flatnonzero(looked_at & off).tolist():
        category = plain[int(sheet.category_ids[row])]
        said = advise_on_size(category, float(lengths_m[row]), float(widths_m[row]), (), accuracy_m)
        if said is not None and said.verdict != "fits":
            yield _found(scene, sheet, row, "warning", said.verdict, (said.percent,))


def _off(sides_m: Floats, references_m: Floats, accuracy_m: float) -> NDArray[np.bool_]:
    """Where a side is further off than `advice` lets pass: it need not be asked about the many that are not."""
    with np.errstate(invalid="ignore"):
        allowed = np.maximum(SIZE_TOLERANCE * references_m, accuracy_m)
        off: NDArray[np.bool_] = np.abs(sides_m - references_m) > allowed * (1 - 1e-9)
    return off


def _references(scene: Scene, sheet: LabelSheet) -> tuple[Floats, Floats]:
    """Reference length and span of each label's category in metres; NaN where there is none."""
    lengths, spans = np.full(len(sheet), np.nan), np.full(len(sheet), np.nan)
    for category_id in np.unique(sheet.category_ids).tolist():
        category = scene.categories.get(category_id)
        if category is not None:
            mine = sheet.category_ids == category_id
            lengths[mine] = category.length_m or np.nan
            spans[mine] = category.span_m or np.nan
    return lengths, spans


def _found(
    scene: Scene, sheet: LabelSheet, row: int, severity: Severity, what: str, values: tuple[int, ...]
) -> Finding:
    x, y = sheet.centres_px[row].tolist()

    return Finding(scene.frame.id, "size", (int(sheet.ids[row]),), severity, what, (x, y), values)
