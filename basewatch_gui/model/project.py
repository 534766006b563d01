"""The project in memory: frames, categories, labels and records. Only `ProjectFile.do` changes it."""

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from basewatch_gui.geometry.ground import GroundMap, GroundPlane
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Change, Edit, Item
from basewatch_gui.model.frame import Frame, ground_map
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Cell, Comment, Grid, Observation, Record, Waiver


class StaleEditError(RuntimeError):
    """An edit whose `before` is not what the project holds: a programming fault, never the user's."""


class Project:
    """Frames, categories, labels and records; the labels of a frame are loaded on first use."""

    def __init__(
        self,
        frames: Iterable[Frame],
        categories: Iterable[Category],
        load_labels: Callable[[int], Iterable[Label]],
        records: Iterable[Record] = (),
    ) -> None:
        self.frames: dict[int, Frame] = {frame.id: frame for frame in frames}
        self.categories: dict[int, Category] = {category.id: category for category in categories}
        self.grids: dict[int, Grid] = {}
        self.cells: dict[int, Cell] = {}
        self.comments: dict[int, Comment] = {}
        self.waivers: dict[int, Waiver] = {}
        self.observations: dict[int, Observation] = {}
        for record in records:
            self._table(record)[record.id] = record
        self._load_labels = load_labels
        self._labels: dict[int, dict[int, Label]] = {}
        self._maps: dict[int, tuple[Frame, GroundPlane | None, GroundMap]] = {}

    @property
    def plane(self) -> GroundPlane | None:
        """The project's ground plane: centred on its first georeferenced frame; None when it has none."""
        planes = (self.frames[key].plane for key in sorted(self.frames))
        return next((plane for plane in planes if plane is not None), None)

    @property
    def frames_in_time(self) -> list[Frame]:
        """The frames by time of acquisition, as `by_time` has them."""
        return sorted(self.frames.values(), key=by_time)

    @property
    def categories_in_order(self) -> list[Category]:
        """The categories as they stand in lists: by rank, then by id."""
        return sorted(self.categories.values(), key=lambda category: (category.rank, category.id))

    def ground_map(self, frame_id: int) -> GroundMap:
        """The way from a frame's pixels to the plane."""
        frame, plane = self.frames[frame_id], self.plane
        kept = self._maps.get(frame_id)
        if kept is not None and kept[0] is frame and kept[1] == plane:
            return kept[2]
        made = ground_map(frame, plane)
        self._maps[frame_id] = (frame, plane, made)
        return made

    def labels(self, frame_id: int) -> dict[int, Label]:
        """The labels of a frame by id, in the order of their ids; not to be changed by the caller."""
        if frame_id not in self._labels:
            self._labels[frame_id] = {label.id: label for label in self._load_labels(frame_id)}
        return self._labels[frame_id]

    def all_labels(self) -> Iterator[Label]:
        """The labels of all frames, frame by frame."""
        for frame_id in sorted(self.frames):
            yield from self.labels(frame_id).values()

    def check(self, edit: Edit) -> None:
        """Raise StaleEditError where a change's `before` is not what the project holds when its turn comes."""
        held: dict[tuple[type[Item], int], Item | None] = {}
        for change in edit.changes:
            item = change.item
            key = (type(item), item.id)
            now = held[key] if key in held else self._held(change)
            if now is not change.before and now != change.before:
                raise StaleEditError(f"{edit.action}: {key[0].__name__} {key[1]} has changed since")
            held[key] = change.after

    def apply(self, edit: Edit) -> None:
        """Carry out an edit that `check` accepted; all stay in the order of their ids."""
        out_of_order: dict[int, dict[int, Item]] = {}
        for change in edit.changes:
            item = change.item
            table = self._table(item)
            if change.after is None:
                del table[item.id]
                continue
            if item.id not in table and table and item.id < next(reversed(table)):
                out_of_order[id(table)] = table
            table[item.id] = item
        for table in out_of_order.values():
            in_order = [(key, table[key]) for key in sorted(table)]
            table.clear()
            table.update(in_order)

    def _held(self, change: Change) -> Item | None:
        before = change.before
        if isinstance(before, Label) and isinstance(change.after, Label) and before.frame_id != change.after.frame_id:
            raise StaleEditError("a label stays on its frame")
        return self._table(change.item).get(change.item.id)

    def _table(self, item: Item) -> dict[int, Item]:
        match item:
            case Frame():
                return cast(dict[int, Item], self.frames)
            case Category():
                return cast(dict[int, Item], self.categories)
            case Label():
                return cast(dict[int, Item], self.labels(item.frame_id))
            case Grid():
                return cast(dict[int, Item], self.grids)
            case Cell():
                return cast(dict[int, Item], self.cells)
            case Comment():
                return cast(dict[int, Item], self.comments)
            case Waiver():
                return cast(dict[int, Item], self.waivers)
            case Observation():
                return cast(dict[int, Item], self.observations)


def by_time(frame: Frame) -> tuple[bool, str, int]:
    """What frames are sorted by wherever they stand in a row: the earliest first, those without a time last."""
    return (frame.acquired is None, frame.acquired or "", frame.id)
