"""What an automatic registration proposes, and how far it can be trusted."""

from dataclasses import dataclass
from typing import Final, Literal

from affine import Affine

from basewatch_gui.geometry.transform import XY, apply_one
from basewatch_gui.geometry.transform_fit import FitModel

Method = Literal["features", "correlation"]
Verdict = Literal["good", "doubtful", "no match"]
Why = Literal[
    "agrees", "apart", "no overlap", "not alike", "few windows", "windows disagree", "one corner", "rough", "far"
]

MAX_SHIFT_SHARE: Final = 0.25
"""A shift of more than this share of the overlap's shorter side is doubted."""
MIN_AGREEING_SHARE: Final = 0.4
MIN_COVERED_SHARE: Final = 0.25
MAX_RESIDUAL_PX: Final = 1.0
MIN_AGREEING_WINDOWS: Final = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction of the frame to move, in plane metres, with the evidence for it.

    `matched` of `features` pairs agreed on the first, coarse place (both 0 for correlation); `agreeing` of `windows`
    agree at the finest pixels, with `rms_m` between them; `px_m` is the pixel of the finer frame. `covered` is the
    share of the overlap that they span, `moved_m` how far the overlap's middle moves.
    """

    transform: Affine
    model: FitModel
    method: Method
    matched: int
    features: int
    agreeing: int
    windows: int
    rms_m: float
    px_m: float
    covered: float
    moved_m: float
    verdict: Verdict
    why: Why

    @property
    def rms_px(self) -> float:
        """Residual in pixels of the finer frame."""
        return self.rms_m / self.px_m


def no_match(why: Why, method: Method, matched: int = 0, features: int = 0, px_m: float = 1.0) -> Proposal:
    """Return a proposal that leaves all as it is, and why."""
    return Proposal(Affine.identity(), "shift", method, matched, features, 0, 0, 0.0, px_m, 0.0, 0.0, "no match", why)


def judge_evidence(
    agreeing: int, windows: int, rms_px: float, covered: float, moved_share: float
) -> tuple[Verdict, Why]:
    """Return the verdict on windows of which so many agree, and the first reason for it.

    `moved_share` is the shift as a share of the overlap's shorter side.
    """
    if agreeing < MIN_AGREEING_WINDOWS:
        return "doubtful", "few windows"
    if agreeing < MIN_AGREEING_SHARE * windows:
        return "doubtful", "windows disagree"
    if covered < MIN_COVERED_SHARE:
        return "doubtful", "one corner"
    if rms_px > MAX_RESIDUAL_PX:
        return "doubtful", "rough"
    if moved_share > MAX_SHIFT_SHARE:
        return "doubtful", "far"
    return "good", "agrees"


def distance_moved(transform: Affine, place_m: XY) -> float:
    """Return how far a transform moves a place, in the plane's metres."""
    x, y = apply_one(transform, place_m)
    return float(((x - place_m[0]) ** 2 + (y - place_m[1]) ** 2) ** 0.5)
