"""What a tool has painted over the frames before it changes anything."""

from dataclasses import dataclass
from math import dist

from basewatch_gui.geometry.measure import PathMeasures, ShadowMeasures
from basewatch_gui.geometry.outline import OrientedBox, Outline, Ring
from basewatch_gui.geometry.reshape import Handle
from basewatch_gui.model.label import Label
from basewatch_gui.model.measures import measure_sides_m
from basewatch_gui.tools.context import Context
from basewatch_gui.tools.size_advice import Advice, advise_on_size, size_accuracy_m


@dataclass(frozen=True, slots=True)
class Measures:
    """Length and width of an outline in metres, heading in degrees clockwise from the frame's up; None if unknown."""

    length_m: float | None = None
    width_m: float | None = None
    heading_px_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What to paint over a frame now.

    `outline` is the one being drawn, `points_px` the points placed so far, `guides` are thin auxiliary lines (a closed
    one repeats its first point). `labels` are drawn in place of those with the same ids. `lit_handle` and `lit_label`
    are what a press would take. `measured` are the measures along `path_px`, a line that is no label. `silhouette` asks
    for the category's silhouette within the outline; `floats` if that has not been set down yet.
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
    """Measure an outline: length along the heading; the longer side of a level box; nothing for other shapes."""
    length_m, width_m = measure_sides_m(outline, ctx.ground) or (None, None)
    return Measures(length_m, width_m, outline.heading_px_deg if isinstance(outline, OrientedBox) else None)


def size_advice_of(outline: Outline, measures: Measures, ctx: Context) -> Advice | None:
    """Compare an outline with the category being drawn; None unless it is an oriented box with known sizes.

    Only an oriented box tells which side is the length.
    """
    if not isinstance(outline, OrientedBox) or measures.length_m is None or measures.width_m is None:
        return None
    metres_per_px = max(measures.length_m / outline.length_px, measures.width_m / outline.width_px)
    off_m = size_accuracy_m(metres_per_px, ctx.frame.gsd_m)
    return advise_on_size(ctx.category, measures.length_m, measures.width_m, ctx.categories, off_m)


def closed_line(ring: Ring) -> Ring:
    """Return a ring as a line that ends at its first point."""
    return (*ring, ring[0])


def is_within(limit_px: float, a_px: tuple[float, float], b_px: tuple[float, float]) -> bool:
    """Return True if two places are at most this far apart."""
    return dist(a_px, b_px) <= limit_px
