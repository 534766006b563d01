"""Register one frame on another from their pixels: features first, correlation where they are too few."""

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
from basewatch_gui.imagery.registration.consensus import agreeing, coverage, simplest
from basewatch_gui.imagery.registration.features import alike
from basewatch_gui.imagery.registration.grid_rendering import Grid, Sight, render
from basewatch_gui.imagery.registration.proposal import Method, Proposal, distance_moved, judged, no_match
from basewatch_gui.imagery.registration.windows import Measured, measure, overlap
from basewatch_gui.imagery.sources.source import RasterSource

COARSE_PX: Final = 1400
"""Longest side of the pictures in which features are looked for."""
LEAST_MATCHED: Final = 12
"""So many agreeing features of some hundred never come about by chance under a similarity with a tolerance of 3 px."""

LEAST_AGREEING: Final = 4
LEAST_VOTES: Final = 0.3
"""Least share of the windows that must agree where no features do: neighbouring windows see partly the same."""

_MARGIN: Final = 0.15
_FINER: Final = 4.0
_FEATURE_PX: Final = 3.0
_WINDOW_PX: Final = 1.0
_MOST_SCALED: Final = 1.25

Say = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two frames: what it is read from and how it lies on the plane; `is_placed` by a georeference or hand.

    Frames that are not placed are looked for anywhere, in any rotation, at up to some four times the size.
    """

    source: RasterSource
    ground: GroundMap
    is_placed: bool = True


@dataclass(frozen=True, slots=True)
class _First:
    """The coarse answer: pixels of the pictures, the way, and how many features agreed."""

    gsd_m: float
    by: Affine
    method: Method
    matched: int
    features: int


def propose(reference: Side, moving: Side, say: Say) -> Proposal:
    """How the moving frame must be corrected in plane metres to lie on the reference; it changes nothing.

    `say` hears the share done and may raise to stop. Raises BasewatchError when a frame can't be read.
    """
    with open_raster(reference.source) as one, open_raster(moving.source) as other:
        sights = (Sight(one, reference.ground), Sight(other, moving.ground))
        is_placed = reference.is_placed and moving.is_placed
        if is_placed and overlap(sights[0].bounds_m, sights[1].bounds_m) is None:
            return no_match("no overlap", "features")
        first = _by_features(*sights, is_placed, say)
        if first.matched < LEAST_MATCHED:
            if not is_placed:
                return no_match("not alike", "features", first.matched, first.features)
            first = _First(first.gsd_m, Affine.identity(), "correlation", 0, 0)
        return _refined(*sights, first, lambda share: say(0.4 + 0.6 * share))


def _by_features(one: Sight, other: Sight, is_placed: bool, say: Say) -> _First:
    """Where features put the other frame, tried with its negative too where they are few."""
    say(0.0)
    here = render(one, _grid_over(one, other if is_placed else None))
    say(0.1)
    there = render(other, _grid_over(other, one if is_placed else None))
    gsd = max(here.grid.gsd_m, there.grid.gsd_m)
    best = _First(gsd, Affine.identity(), "features", 0, 0)
    for negative in (False, True):
        say(0.2 + 0.1 * negative)
        targets, starts = alike(here, there, negative=negative)
        if len(starts) < LEAST_MATCHED:
            continue
        agree = agreeing(starts, targets, _FEATURE_PX * gsd)
        found = simplest(starts[agree], targets[agree], gsd)
        if found is not None and (not is_placed or _is_near(found.transform)):
            tried = _First(gsd, found.transform, "features", int(agree.sum()), len(starts))
            best = max(best, tried, key=lambda first: first.matched)
        if best.matched >= 3 * LEAST_MATCHED:
            break
    return best


def _refined(one: Sight, other: Sight, first: _First, say: Say) -> Proposal:
    """The proposal after windows were measured at ever finer pixels, the finest of them twice."""
    by, scaled = first.by, other.gsd_m * mean_scale(first.by)
    px_m = min(one.gsd_m, scaled)
    ladder = _ladder(first.gsd_m, max(one.gsd_m, scaled))
    evidence: _Evidence | None = None
    for number, gsd in enumerate(ladder):
        measured = measure(one, other, by, gsd, partial(_say_step, say, number, len(ladder)))
        evidence = _evidence(measured, gsd)
        if evidence is None:
            return no_match("not alike", first.method, first.matched, first.features, px_m)
        by = evidence.fit.transform
    assert evidence is not None
    return _proposal(one, other, first, evidence, px_m)


def _say_step(say: Say, step: int, steps: int, share: float) -> None:
    say((step + share) / steps)


@dataclass(frozen=True, eq=False, slots=True)
class _Evidence:
    """The windows that agree: the fit, the corners of their windows, and how many were tried."""

    fit: Fit
    corners_m: Points
    tried: int


def _evidence(measured: Measured, gsd_m: float) -> _Evidence | None:
    if len(measured.starts) < LEAST_AGREEING:
        return None
    agree = agreeing(measured.starts, measured.targets, _WINDOW_PX * gsd_m)
    found = simplest(measured.starts[agree], measured.targets[agree], gsd_m)
    if found is None or agree.sum() < LEAST_AGREEING:
        return None
    half = np.array(measured.side_m) / 2
    corners = np.concatenate([measured.targets[agree] + half * sign for sign in ((1, 1), (1, -1), (-1, 1), (-1, -1))])
    return _Evidence(found, corners, measured.tried)


def _proposal(one: Sight, other: Sight, first: _First, evidence: _Evidence, px_m: float) -> Proposal:
    found = evidence.fit
    bounds = overlap(one.bounds_m, other.moved(found.transform).bounds_m)
    if bounds is None:
        return no_match("no overlap", first.method, first.matched, first.features, px_m)
    west, south, east, north = bounds
    moved = distance_moved(found.transform, ~found.transform @ ((west + east) / 2, (south + north) / 2))
    covered = coverage(evidence.corners_m, bounds)
    agree = len(found.residuals)
    if first.method == "correlation" and agree < LEAST_VOTES * evidence.tried:
        return no_match("not alike", first.method, px_m=px_m)
    verdict, why = judged(agree, evidence.tried, found.rms / px_m, covered, moved / min(east - west, north - south))
    return Proposal(
        found.transform, found.model, first.method, first.matched, first.features, agree, evidence.tried,
        found.rms, px_m, covered, moved, verdict, why,
    )  # fmt: skip


def _grid_over(sight: Sight, other: Sight | None) -> Grid:
    """A grid over the frame, or over what it has in common with another, somewhat more, in pixels no finer than its."""
    west, south, east, north = sight.bounds_m
    if other is not None:
        common = overlap(sight.bounds_m, other.bounds_m)
        assert common is not None
        margin = _MARGIN * max(common[2] - common[0], common[3] - common[1])
        wider = (common[0] - margin, common[1] - margin, common[2] + margin, common[3] + margin)
        west, south, east, north = overlap(sight.bounds_m, wider) or common
    finest = max(sight.gsd_m, other.gsd_m) if other is not None else sight.gsd_m
    gsd = max(finest, (east - west) / COARSE_PX, (north - south) / COARSE_PX)
    return Grid(west, north, gsd, max(1, ceil((east - west) / gsd)), max(1, ceil((north - south) / gsd)))


def _ladder(coarse_m: float, finest_m: float) -> list[float]:
    """Pixel sizes from coarse to finest, each at most four times finer than the one before, the finest twice."""
    steps = [coarse_m]
    while steps[-1] > finest_m * 1.01:
        steps.append(max(steps[-1] / _FINER, finest_m))
    return [*steps, finest_m]


def _is_near(by: Affine) -> bool:
    """Whether it changes the size by so little as a georeference may be wrong."""
    return 1 / _MOST_SCALED <= mean_scale(by) <= _MOST_SCALED
