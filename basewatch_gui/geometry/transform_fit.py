"""Fit a transform between two sets of places on the ground by least squares."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
from affine import Affine
from numpy.typing import ArrayLike

from basewatch_gui.geometry.transform import Points, apply, as_points

FitModel = Literal["shift", "similarity", "affine"]
"""What a model may change: position; also rotation and scale; also scale by direction and shear."""

NoFitReason = Literal["too few", "one place", "one line"]
"""Why points can't determine a model: too few, all at one place, or (nearly) all on one line."""

FIT_MODELS: Final[tuple[FitModel, ...]] = get_args(FitModel)
"""The models, simplest first; each includes the one before it."""

LEAST_PAIRS: Final[dict[FitModel, int]] = {"shift": 1, "similarity": 2, "affine": 3}
"""Pairs that determine each model; with no more than those, residuals are 0 and check nothing."""

_LINE_RATIO: Final = 0.01
"""Points whose extent across is under this fraction of that along lie on one line: noise would set the slope across."""


class FitError(ValueError):
    """Raised when points can't determine the model, with the reason."""

    def __init__(self, reason: NoFitReason) -> None:
        super().__init__(reason)
        self.reason: NoFitReason = reason


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """A fitted transform, and its residuals as (N, 2): transform(start) - target."""

    model: FitModel
    transform: Affine
    residuals: Points

    @property
    def distances(self) -> Points:
        """Return the lengths of the residuals, (N,)."""
        lengths: Points = np.hypot(self.residuals[:, 0], self.residuals[:, 1])
        return lengths

    @property
    def rms(self) -> float:
        """Return the root mean square of the residuals' lengths."""
        return float(np.sqrt(np.mean(np.square(self.distances))))

    @property
    def is_checked(self) -> bool:
        """True if there are more pairs than the model needs, so that residuals mean something."""
        return len(self.residuals) > LEAST_PAIRS[self.model]

    @property
    def spread(self) -> float:
        """Return the standard deviation of one coordinate over the degrees of freedom left; inf if none are left."""
        freedom = 2 * (len(self.residuals) - LEAST_PAIRS[self.model])
        return float(np.sqrt(np.sum(np.square(self.residuals)) / freedom)) if freedom > 0 else float("inf")


def fit_transform(model: FitModel, starts: ArrayLike, targets: ArrayLike) -> Fit:
    """Fit the model that maps (N, 2) starts nearest to (N, 2) targets; raises FitError."""
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
    """Return why these (N, 2) pairs can't determine the model; None if they can."""
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
    """Return the models that these (N, 2) pairs can determine, simplest first."""
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
