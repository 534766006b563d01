"""The drags of the select tool: from where it was pressed to labels as they would stand."""

from dataclasses import dataclass, replace
from math import dist
from typing import Protocol

from basewatch_gui.geometry.outline import Box, OrientedBox, Outline, Point, Polygon, area_px, box, geometry
from basewatch_gui.geometry.reshape import Handle, dragged, moved
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.edit import Action
from basewatch_gui.model.label import Label
from basewatch_gui.tools.context import Context, Pointer
from basewatch_gui.tools.shapes.oriented_box import snapped
from basewatch_gui.tools.tool import Cursor, Hint

LEAST_AREA_PX = 0.25
"""Least area in px² that a reshaped outline keeps."""


class Drag(Protocol):
    """A drag that changes labels."""

    @property
    def action(self) -> Action:
        """What its edit is called."""

    @property
    def cursor(self) -> Cursor:
        """The pointer's shape during the drag."""

    @property
    def hint(self) -> Hint:
        """What the drag is doing."""

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels as they stood at the press."""

    def outlines(self, p: Pointer) -> tuple[Outline, ...]:
        """The labels' outlines with the pointer here."""


@dataclass(frozen=True, slots=True)
class Move:
    """Labels moved together."""

    labels: tuple[Label, ...]
    start_px: XY
    action: Action = "move"
    cursor: Cursor = "move"
    hint: Hint = Hint.MOVING

    def outlines(self, p: Pointer) -> tuple[Outline, ...]:
        """Each outline shifted as the pointer is."""
        dx, dy = p.at_px[0] - self.start_px[0], p.at_px[1] - self.start_px[1]
        return tuple(moved(label.outline, dx, dy) for label in self.labels)


@dataclass(frozen=True, slots=True)
class Reshape:
    """One label reshaped by a handle; `outline` is what the handle belongs to, `start_px` where it was taken."""

    label: Label
    outline: Outline
    handle: Handle
    start_px: XY

    @property
    def action(self) -> Action:
        """Turn by the nose, else reshape."""
        return "turn" if self.handle.kind == "nose" else "reshape"

    @property
    def cursor(self) -> Cursor:
        """By the handle's kind."""
        return "turn" if self.handle.kind == "nose" else "size"

    @property
    def hint(self) -> Hint:
        """By the handle's kind."""
        return Hint.TURNING if self.handle.kind == "nose" else Hint.RESHAPING

    @property
    def labels(self) -> tuple[Label, ...]:
        """The one label."""
        return (self.label,)

    def outlines(self, p: Pointer) -> tuple[Outline, ...]:
        """The outline with its handle shifted as the pointer is; Shift snaps a turned nose.

        An outline that would vanish stays as it was.
        """
        dx, dy = p.at_px[0] - self.start_px[0], p.at_px[1] - self.start_px[1]
        made = dragged(self.outline, self.handle, (self.handle.at_px[0] + dx, self.handle.at_px[1] + dy))
        if p.shift and self.handle.kind == "nose" and isinstance(made, OrientedBox):
            made = replace(made, heading_px_deg=snapped(made.heading_px_deg))
        vanishes = not isinstance(made, Point) and area_px(made) < LEAST_AREA_PX
        return (self.outline if vanishes else made,)


@dataclass(frozen=True, slots=True)
class Band:
    """A rubber band that selects what it touches."""

    start_px: XY

    def area(self, p: Pointer) -> Box:
        """The band with the pointer here."""
        return box(self.start_px, p.at_px)

    def touched(self, p: Pointer, ctx: Context) -> frozenset[int]:
        """Ids of the labels inside the band or touching it."""
        band = self.area(p)
        width, height = band.right_px - band.left_px, band.bottom_px - band.top_px
        centre = (band.left_px + width / 2, band.top_px + height / 2)
        shape = geometry(band)
        near = ctx.labels_near(centre, (width + height) / 2)
        return frozenset(label.id for label in near if shape.intersects(geometry(label.outline)))


def with_vertex(outline: Polygon, at_px: XY, tolerance_px: float) -> tuple[Polygon, Handle] | None:
    """The polygon with a vertex added to its nearest edge, and the vertex's handle; None where no edge is so near."""
    best: tuple[float, int, int] | None = None
    for ring_index, ring in enumerate(outline.rings):
        for index, start in enumerate(ring):
            off = _distance_to_edge(at_px, start, ring[(index + 1) % len(ring)])
            if off <= tolerance_px and (best is None or off < best[0]):
                best = (off, ring_index, index)
    if best is None:
        return None
    _, ring_index, index = best
    ring = outline.rings[ring_index]
    longer = (*ring[: index + 1], at_px, *ring[index + 1 :])
    rings = (*outline.rings[:ring_index], longer, *outline.rings[ring_index + 1 :])
    before = sum(len(ring) for ring in outline.rings[:ring_index])
    return Polygon(rings), Handle("vertex", before + index + 1, at_px)


def _distance_to_edge(at_px: XY, start: XY, end: XY) -> float:
    edge_x, edge_y = end[0] - start[0], end[1] - start[1]
    x, y = at_px[0] - start[0], at_px[1] - start[1]
    squared = edge_x * edge_x + edge_y * edge_y
    along = min(max((x * edge_x + y * edge_y) / squared, 0.0), 1.0) if squared > 0 else 0.0
    return dist((x, y), (along * edge_x, along * edge_y))
