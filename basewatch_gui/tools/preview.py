"""What a tool shows before anything is changed."""

from dataclasses import dataclass
from math import dist

from basewatch_gui.geometry.measure import PathMeasures, ShadowMeasures
from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Ring
from basewatch_gui.geometry.reshape import Handle
from basewatch_gui.model.label import Label
from basewatch_gui.tools.context import Context
from basewatch_gui.tools.size_advice import Advice, advise_on_size, size_accuracy_m


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes of an outline in metres, and its heading in degrees clockwise from the frame's up; None where unknown."""

    length_m: float | None = None
    width_m: float | None = None
    heading_px_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What to paint over a frame now.

    `outline` is the one being drawn, `points_px` the points placed so far, `guides` are thin helping lines (a closed
    one repeats its first point). `labels` are drawn instead of the labels with the same ids. `lit_handle` and
    `lit_label` are what a press would take. `measured` is what was measured along `path_px`, a line that is no label.
    `silhouette` asks for that of the category within the outline; one that `floats` has not been put down yet.
    """

    frame_id: int
    outline: Outline | None = None
    guides: tuple[Ring, ...] = ()
    points_px: Ring = ()
    labels: tuple[Label, ...] = ()
    lit_handle: Handle | None = None
    lit_label: int | None = None
    measures: Measures = Measures()
    advice: Advice | None = None
    path_px: Ring = ()
    measured: PathMeasures | ShadowMeasures | None = None
    silhouette: bool = False
    floats: bool = False


def measured(outline: Outline, ctx: Context) -> Measures:
    """The measures of an outline: length along the heading; of a level box the longer side; of others none."""
    match outline:
        case OrientedBox():
            side = outline.width_px / 2
            length = ctx.metres(outline.tail_px, outline.nose_px)
            width = ctx.metres(outline.at(0.0, -side), outline.at(0.0, side))
            return Measures(length, width, outline.heading_px_deg)
        case Box():
            top_left, top_right, bottom_right, _ = outline.corners_px
            across, down = ctx.metres(top_left, top_right), ctx.metres(top_right, bottom_right)
            if across is None or down is None:
                return Measures()
            return Measures(max(across, down), min(across, down))
        case _:
            return Measures()


def size_advice_of(outline: Outline, measures: Measures, ctx: Context) -> Advice | None:
    """How the outline fits the category being drawn; only an oriented box says which side is the length."""
    if not isinstance(outline, OrientedBox) or measures.length_m is None or measures.width_m is None:
        return None
    metres_per_px = max(measures.length_m / outline.length_px, measures.width_m / outline.width_px)
    off_m = size_accuracy_m(metres_per_px, ctx.frame.gsd_m)
    return advise_on_size(ctx.category, measures.length_m, measures.width_m, ctx.categories, off_m)


def closed_line(ring: Ring) -> Ring:
    """The ring as a line that ends where it began."""
    return (*ring, ring[0])


def is_within(limit_px: float, a_px: tuple[float, float], b_px: tuple[float, float]) -> bool:
    """Whether two places are no further apart than this."""
    return dist(a_px, b_px) <= limit_px
