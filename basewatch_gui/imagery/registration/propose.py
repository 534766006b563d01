"""Registering one frame on another from their pixels: features first, correlation where they are too few."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Final

import numpy as np
from affine import Affine

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.transform import Points, mean_scale
from basewatch_gui.geometry.transform_fit import Fit
from basewatch_gui.imagery.raster import open_raster
from basewatch_gui.imagery.registration.consensus import covered_share, find_agreeing_pairs, fit_simplest_model
from basewatch_gui.imagery.registration.features import match_features
from basewatch_gui.imagery.registration.grid_rendering import PlaneGrid, RasterOnPlane, render_on_grid
from basewatch_gui.imagery.registration.proposal import Method, Proposal, distance_moved, judge_evidence, no_match
from basewatch_gui.imagery.registration.windows import MeasuredWindows, common_bounds, measure_windows
from basewatch_gui.imagery.sources.source import RasterSource

FEATURE_PICTURE_PX: Final = 1400
"""Longest side of the pictures in which features are searched."""
MIN_MATCHED_FEATURES: Final = 12
"""So many agreeing features of some hundred never come about by chance under a similarity with a tolerance of 3 px."""

MIN_WINDOWS_FOR_FIT: Final = 4
MIN_WINDOW_SHARE_ALONE: Final = 0.3
"""Least share of the windows that must agree where no features do: neighbouring windows see partly the same."""

_MARGIN: Final = 0.15
_STEP_RATIO: Final = 4.0
_FEATURE_TOLERANCE_PX: Final = 3.0
_WINDOW_TOLERANCE_PX: Final = 1.0
_MAX_SCALE_ERROR: Final = 1.25

Report = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class FrameOnPlane:
    """One of the two frames: what it is read from and how it lies on the plane; `is_placed` by a georeference or hand.

    Frames that are not placed are searched anywhere, in any rotation, at up to some four times the size.
    """

    source: RasterSource
    ground: GroundMap
    is_placed: bool = True


@dataclass(frozen=True, slots=True)
class _CoarsePlace:
    """The coarse answer: pixel size of the pictures, the transform, and how many features agreed."""

    gsd_m: float
    by: Affine
    method: Method
    matched: int
    features: int


def propose_registration(reference: FrameOnPlane, moving: FrameOnPlane, report: Report) -> Proposal:
    """Return how the moving frame must be corrected in plane metres to lie on the reference; changes nothing.

    `report` gets the share done and may raise to stop. Raises BasewatchError when a frame can't be read.
    """
    with open_raster(reference.source) as one, open_raster(moving.source) as other:
        sights = (RasterOnPlane(one, reference.ground), RasterOnPlane(other, moving.ground))
        is_placed = reference.is_placed and moving.is_placed
        if is_placed and common_bounds(sights[0].bounds_m, sights[1].bounds_m) is None:
            return no_match("no overlap", "features")
        first = _by_features(*sights, is_placed, report)
        if first.matched < MIN_MATCHED_FEATURES:
            if not is_placed:
                return no_match("not alike", "features", first.matched, first.features)
            first = _CoarsePlace(first.gsd_m, Affine.identity(), "correlation", 0, 0)
        return _refined(*sights, first, lambda share: report(0.4 + 0.6 * share))


def _by_features(one: RasterOnPlane, other: RasterOnPlane, is_placed: bool, report: Report) -> _CoarsePlace:
    """Return where features put the other frame; its negative is tried too where they are few."""
    report(0.0)
    here = render_on_grid(one, _grid_over(one, other if is_placed else None))
    report(0.1)
    there = render_on_grid(other, _grid_over(other, one if is_placed else None))
    gsd = max(here.grid.gsd_m, there.grid.gsd_m)
    best = _CoarsePlace(gsd, Affine.identity(), "features", 0, 0)
    for negative in (False, True):
        report(0.2 + 0.1 * negative)
        targets, starts = match_features(here, there, negative=negative)
        if len(starts) < MIN_MATCHED_FEATURES:
            continue
        agree = find_agreeing_pairs(starts, targets, _FEATURE_TOLERANCE_PX * gsd)
        found = fit_simplest_model(starts[agree], targets[agree], gsd)
        if found is not None and (not is_placed or _is_near(found.transform)):
            tried = _CoarsePlace(gsd, found.transform, "features", int(agree.sum()), len(starts))
            best = max(best, tried, key=lambda first: first.matched)
        # With so many the negative is not tried: it takes as long again.
        if best.matched >= 3 * MIN_MATCHED_FEATURES:
            break
    return best


def _refined(one: RasterOnPlane, other: RasterOnPlane, first: _CoarsePlace, report: Report) -> Proposal:
    """Return the proposal after windows were measured at ever finer pixels, the finest of them twice."""
    by, scaled = first.by, other.gsd_m * mean_scale(first.by)
    px_m = min(one.gsd_m, scaled)
    # Windows search only near where they are: each step may be wrong by a part of a window of the step before. The
    # finest pixels are measured twice, the second time from within a pixel.
    ladder = _ladder(first.gsd_m, max(one.gsd_m, scaled))
    evidence: _Evidence | None = None
    for number, gsd in enumerate(ladder):
        measured = measure_windows(one, other, by, gsd, partial(_report_step, report, number, len(ladder)))
        evidence = _evidence(measured, gsd)
        if evidence is None:
            return no_match("not alike", first.method, first.matched, first.features, px_m)
        by = evidence.fit.transform
    assert evidence is not None
    return _proposal(one, other, first, evidence, px_m)


def _report_step(report: Report, step: int, steps: int, share: float) -> None:
    """Report the share of one of several steps as a share of all."""
    report((step + share) / steps)


@dataclass(frozen=True, eq=False, slots=True)
class _Evidence:
    """The windows that agree: the fit, the corners of their windows, and how many were tried."""

    fit: Fit
    corners_m: Points
    tried: int


def _evidence(measured: MeasuredWindows, gsd_m: float) -> _Evidence | None:
    """Return the fit of the windows that agree; None where too few do."""
    if len(measured.starts) < MIN_WINDOWS_FOR_FIT:
        return None
    agree = find_agreeing_pairs(measured.starts, measured.targets, _WINDOW_TOLERANCE_PX * gsd_m)
    found = fit_simplest_model(measured.starts[agree], measured.targets[agree], gsd_m)
    if found is None or agree.sum() < MIN_WINDOWS_FOR_FIT:
        return None
    half = np.array(measured.side_m) / 2
    corners = np.concatenate([measured.targets[agree] + half * sign for sign in ((1, 1), (1, -1), (-1, 1), (-1, -1))])
    return _Evidence(found, corners, measured.tried)


def _proposal(
    one: RasterOnPlane, other: RasterOnPlane, first: _CoarsePlace, evidence: _Evidence, px_m: float
) -> Proposal:
    """Return the proposal that the evidence supports."""
    found = evidence.fit
    bounds = common_bounds(one.bounds_m, other.moved(found.transform).bounds_m)
    if bounds is None:
        return no_match("no overlap", first.method, first.matched, first.features, px_m)
    west, south, east, north = bounds
    moved = distance_moved(found.transform, ~found.transform @ ((west + east) / 2, (south + north) / 2))
    covered = covered_share(evidence.corners_m, bounds)
    agree = len(found.residuals)
    if first.method == "correlation" and agree < MIN_WINDOW_SHARE_ALONE * evidence.tried:
        return no_match("not alike", first.method, px_m=px_m)
    verdict, why = judge_evidence(
        agree, evidence.tried, found.rms / px_m, covered, moved / min(east - west, north - south)
    )
    return Proposal(
        found.transform, found.model, first.method, first.matched, first.features, agree, evidence.tried,
        found.rms, px_m, covered, moved, verdict, why,
    )  # fmt: skip


def _grid_over(sight: RasterOnPlane, other: RasterOnPlane | None) -> PlaneGrid:
    """Return a grid over a frame, or over what it shares with another and a margin; no finer than either's pixels."""
    west, south, east, north = sight.bounds_m
    if other is not None:
        common = common_bounds(sight.bounds_m, other.bounds_m)
        assert common is not None
        margin = _MARGIN * max(common[2] - common[0], common[3] - common[1])
        wider = (common[0] - margin, common[1] - margin, common[2] + margin, common[3] + margin)
        west, south, east, north = common_bounds(sight.bounds_m, wider) or common
    finest = max(sight.gsd_m, other.gsd_m) if other is not None else sight.gsd_m
    gsd = max(finest, (east - west) / FEATURE_PICTURE_PX, (north - south) / FEATURE_PICTURE_PX)
    return PlaneGrid(west, north, gsd, max(1, ceil((east - west) / gsd)), max(1, ceil((north - south) / gsd)))


def _ladder(coarse_m: float, finest_m: float) -> list[float]:
    """Return pixel sizes from coarse to finest, each at most four times finer than the one before, the finest twice."""
    steps = [coarse_m]
    while steps[-1] > finest_m * 1.01:
        steps.append(max(steps[-1] / _STEP_RATIO, finest_m))
    return [*steps, finest_m]


def _is_near(by: Affine) -> bool:
    """Return True if a transform changes the size by so little as a georeference may be wrong."""
    return 1 / _MAX_SCALE_ERROR <= mean_scale(by) <= _MAX_SCALE_ERROR
