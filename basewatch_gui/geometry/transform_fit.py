"""Least squares fits of one set of ground places to another."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
from affine import Affine
from numpy.typing import ArrayLike

from basewatch_gui.geometry.transform import Points, apply, as_points

FitModel = Literal["shift", "similarity", "affine"]
"""What may differ between the two sets: a shift; also rotation and scale; also scale by direction and shear."""

NoFitReason = Literal["too few", "one place", "one line"]
"""Why points can't carry a model: there are too few, they lie at one place, or (nearly) on one line."""

FIT_MODELS: Final[tuple[FitModel, ...]] = get_args(FitModel)
"""The models, each holding the one before."""

LEAST_PAIRS: Final[dict[FitModel, int]] = {"shift": 1, "similarity": 2, "affine": 3}
"""How many pairs determine each model; with no more, residuals are 0 and check nothing."""

_LINE_RATIO: Final = 0.01
"""Points whose extent across is this part of that along lie on one line: across it their noise would set the slope."""


class FitError(ValueError):
    """The points can't carry the model, for this reason."""

    def __init__(self, reason: NoFitReason) -> None:
        super().__init__(reason)
        self.reason: NoFitReason = reason


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """A fitted transform and, as (N, 2), how far it misses each target: transform(start) - target."""

    model: FitModel
    transform: Affine
    residuals: Points

    @property
    def distances(self) -> Points:
        """Length of each residual, (N,)."""
        lengths: Points = np.hypot(self.residuals[:, 0], self.residuals[:, 1])
        return lengths

    @property
    def rms(self) -> float:
        """Root of the mean square length of the residuals."""
        return float(np.sqrt(np.mean(np.square(self.distances))))

    @property
    def is_checked(self) -> bool:
        """Whether there are more pairs than the model needs, so that residuals say something."""
        return len(self.residuals) > LEAST_PAIRS[self.model]

    @property
    def spread(self) -> float:
        """Standard deviation of one coordinate, by the degrees of freedom that the model leaves; inf without any."""
        freedom = 2 * (len(self.residuals) - LEAST_PAIRS[self.model])
        return float(np.sqrt(np.sum(np.square(self.residuals)) / freedom)) if freedom > 0 else float("inf")


def fit_transform(model: FitModel, starts: ArrayLike, targets: ArrayLike) -> Fit:
    """The transform of this model that sends (N, 2) starts nearest to (N, 2) targets; raises FitError."""
    here, there = as_points(starts), as_points(targets)
    reason = why_not_fit(model, here, there)
    if reason is not None:
        raise FitError(reason)
    centre, aim = here.mean(axis=0), there.mean(axis=0)
    linear = _FIT_LINEAR[model](here - centre, there - aim)
    (a, b), (d, e) = linear.tolist()
    c, f = (aim - linear @ centre).tolist()
    transform = Affine(a, b, c, d, e, f)
    return Fit(model, transform, apply(transform, here) - there)


def why_not_fit(model: FitModel, starts: ArrayLike, targets: ArrayLike) -> NoFitReason | None:
    """Why these pairs can't carry the model; None when they can."""
    here, there = as_points(starts), as_points(targets)
    if len(here) < LEAST_PAIRS[model]:
        return "too few"
    if model == "shift":
        return None
    for points in (here, there):
        along, across = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)
        if along <= 1e-9 * (1.0 + np.abs(points).max()):
            return "one place"
        if model == "affine" and across < _LINE_RATIO * along:
            return "one line"
    return None


def possible_models(starts: ArrayLike, targets: ArrayLike) -> tuple[FitModel, ...]:
    """The models that these pairs can carry, simplest first."""
    return tuple(model for model in FIT_MODELS if why_not_fit(model, starts, targets) is None)


def _fit_shift(_here: Points, _there: Points) -> Points:
    return np.eye(2)


def _fit_similarity(here: Points, there: Points) -> Points:
    size = np.sum(np.square(here))
    cos = np.sum(here * there) / size
    sin = np.sum(here[:, 0] * there[:, 1] - here[:, 1] * there[:, 0]) / size
    return np.array([[cos, -sin], [sin, cos]])


def _fit_affine(here: Points, there: Points) -> Points:
    return np.asarray(np.linalg.lstsq(here, there, rcond=None)[0], dtype=np.float64).T


_FIT_LINEAR = {"shift": _fit_shift, "similarity": _fit_similarity, "affine": _fit_affine}
