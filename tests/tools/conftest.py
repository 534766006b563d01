from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import shapely

from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import Outline, area_px, to_shapely
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Edit
from basewatch_gui.model.frame import Frame, Source, ground_map
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Comment
from basewatch_gui.model.suggestion import Suggestion
from basewatch_gui.tools.context import Context, Pointer, Result
from basewatch_gui.tools.registry import TOOLS
from basewatch_gui.tools.ties import Ties
from basewatch_gui.tools.tool import Tool

AN_124 = Category(1, "An-124", length_m=69.1, span_m=73.3)
IL_76 = Category(2, "Il-76", length_m=46.59, span_m=50.5)
AN_32 = Category(3, "An-32", length_m=23.7, span_m=29.2)
RADAR = Category(22, "S-400 acquisition radar")


@dataclass
class Desk:
    """One frame with labels; carries out what the tools ask for."""

    frame_id: int = 1
    category: Category = AN_124
    categories: Sequence[Category] = (AN_124, IL_76, AN_32, RADAR)
    last_heading_deg: float | None = None
    selection: frozenset[int] = frozenset()
    gsd_m: float | None = 0.5
    crs_wkt: str | None = None
    source: Source = field(default_factory=Source)
    held: dict[int, Label] = field(default_factory=dict)
    last_id: int = 0
    edits: list[Edit] = field(default_factory=list)
    described: list[int] = field(default_factory=list)
    ties: Ties = field(default_factory=Ties)
    requests: list[object] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    flood_tolerance: int = 18
    left_locked: int = 0
    selected_comment: Comment | None = None

    @property
    def frame(self) -> Frame:
        """A frame of 2000 x 2000 px; georeferenced where it has a CRS."""
        placed = (0.5, 0.0, 768_000.0, 0.0, -0.5, 3_921_000.0) if self.crs_wkt is not None else None
        return Frame(
            self.frame_id, "site/first.tif", "f", 2000, 2000, 1, "uint8", self.crs_wkt, placed, self.gsd_m,
            source=self.source,
        )  # fmt: skip

    @property
    def ground(self) -> GroundMap:
        return ground_map(self.frame, self.frame.plane)

    def put(self, outline: Outline, frame_id: int = 1) -> Label:
        label = replace(self.new_label(outline), frame_id=frame_id)
        self.held[label.id] = label
        return label

    def new_label(self, outline: Outline) -> Label:
        number = self.last_id = (max(*self.held, self.last_id) if self.held else 0) + 1
        return Label(number, f"uid-{number}", self.frame_id, self.category.id, outline)

    def modified(self, label: Label, **changes: Any) -> Label:
        return replace(label, modified="2024-12-17T10:00:00Z", **changes)

    def labels_near(self, at_px: XY, tolerance_px: float) -> Sequence[Label]:
        place = shapely.Point(at_px)
        here = [label for label in self.held.values() if label.frame_id == self.frame_id]
        near = [label for label in here if to_shapely(label.outline).distance(place) <= tolerance_px]
        return sorted(near, key=lambda label: area_px(label.outline))

    def suggestion_near(self, at_px: XY, tolerance_px: float) -> Suggestion | None:
        place = shapely.Point(at_px)
        return next(
            (each for each in self.suggestions if to_shapely(each.outline).distance(place) <= tolerance_px), None
        )

    def labels(self, ids: frozenset[int]) -> Sequence[Label]:
        return [self.held[key] for key in sorted(ids) if key in self.held]

    def do(self, result: Result) -> None:
        if result.edit is not None:
            assert result.edit.changes
            self.edits.append(result.edit)
            for change in result.edit.changes:
                assert isinstance(change.item, Label)
                assert self.held.get(change.item.id) == change.before
                if isinstance(change.after, Label):
                    self.held[change.item.id] = change.after
                else:
                    del self.held[change.item.id]
        if result.request is not None:
            self.requests.append(result.request)
        self.left_locked += result.locked
        if result.select is not None:
            self.selection = result.select
        if result.describe is not None:
            self.described.append(result.describe)


class Hand:
    """A hand at the mouse; 8 screen pixels are `tolerance` frame pixels."""

    def __init__(self, tool: Tool, desk: Desk) -> None:
        self.tool, self.desk, self.tolerance = tool, desk, 8.0
        self.ctx: Context = desk

    def _at(self, x: float, y: float, keys: str) -> Pointer:
        return Pointer((x, y), self.tolerance, "shift" in keys, "ctrl" in keys, "alt" in keys)

    def press(self, x: float, y: float, keys: str = "") -> None:
        self.desk.do(self.tool.press(self._at(x, y, keys), self.ctx))

    def move(self, x: float, y: float, keys: str = "") -> None:
        self.desk.do(self.tool.move(self._at(x, y, keys), self.ctx))

    def release(self, x: float, y: float, keys: str = "") -> None:
        self.desk.do(self.tool.release(self._at(x, y, keys), self.ctx))

    def click(self, x: float, y: float, keys: str = "") -> None:
        self.move(x, y, keys)
        self.press(x, y, keys)
        self.release(x, y, keys)

    def double_click(self, x: float, y: float) -> None:
        self.click(x, y)
        self.desk.do(self.tool.double_click(self._at(x, y, ""), self.ctx))
        self.release(x, y)

    def right_click(self, x: float, y: float) -> None:
        self.desk.do(self.tool.right_click(self._at(x, y, ""), self.ctx))

    def drag(self, start: XY, end: XY, keys: str = "") -> None:
        self.press(*start, keys)
        self.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, keys)
        self.move(*end, keys)
        self.release(*end, keys)

    def key(self, name: str, *step: float) -> None:
        self.desk.do(getattr(self.tool, name)(*step, self.ctx))

    @property
    def drawn(self) -> list[Outline]:
        return [label.outline for label in self.desk.held.values()]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def hand(desk: Desk, request: pytest.FixtureRequest) -> Hand:
    """The hand with the tool that the test's module names in TOOL."""
    return Hand(TOOLS[request.module.TOOL](), desk)
