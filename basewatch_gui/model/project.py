"""The project in memory: frames, categories, labels and records. Only `ProjectFile.do` changes it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Protocol, TypeVar, cast

from basewatch_gui.geometry.ground import GroundMap, GroundPlane
from basewatch_gui.model.category import Category
from basewatch_gui.model.edit import Change, Edit, Item
from basewatch_gui.model.frame import Frame, ground_map
from basewatch_gui.model.grid import Squares, common_ground, frame_squares, ground_squares
from basewatch_gui.model.label import Label
from basewatch_gui.model.records import Cell, Comment, Grid, Observation, Record, Waiver

if TYPE_CHECKING:
    from _collections_abc import dict_items, dict_keys, dict_values

Place = tuple[int, int]
"""A column and a row of a grid."""

_MANY_CELLS: Final = 1000
"""Where one edit changes more cells their index is built again: to change it one by one takes longer."""


class HasId(Protocol):
    """A thing with an id."""

    @property
    def id(self) -> int:
        """The id that it is found by."""


T = TypeVar("T", bound=HasId)


class ById(dict[int, T]):
    """A dict by id that is sorted when it is next iterated, not with each thing that is added.

    Undoing the deletion of one of 100,000 labels would else order all of them, which takes longer than all the rest.
    """

    def __init__(self, things: Iterable[T] = ()) -> None:
        super().__init__({thing.id: thing for thing in things})
        self._highest = max(dict.keys(self), default=0)
        self._is_in_order = False

    def put(self, thing: T) -> None:
        """Add a thing, or replace the one with its id."""
        number = thing.id
        if number > self._highest:
            self._highest = number
        elif self._is_in_order and number not in self:
            self._is_in_order = False
        self[number] = thing

    def __iter__(self) -> Iterator[int]:
        self._order()
        return super().__iter__()

    def __reversed__(self) -> Iterator[int]:
        self._order()
        return super().__reversed__()

    def keys(self) -> "dict_keys[int, T]":
        """Return the ids in order."""
        self._order()
        return super().keys()

    def values(self) -> "dict_values[int, T]":
        """Return the things in the order of their ids."""
        self._order()
        return super().values()

    def items(self) -> "dict_items[int, T]":
        """Return ids and things in the order of the ids."""
        self._order()
        return super().items()

    def _order(self) -> None:
        if self._is_in_order:
            return
        self._is_in_order = True
        numbers = list(super().__iter__())
        in_order = sorted(numbers)
        if numbers != in_order:
            things = [self[number] for number in in_order]
            self.clear()
            self.update(zip(in_order, things, strict=True))


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
        self.frames: dict[int, Frame] = ById(frames)
        self.categories: dict[int, Category] = ById(categories)
        self.grids: dict[int, Grid] = ById()
        self.cells: dict[int, Cell] = ById()
        self.comments: dict[int, Comment] = ById()
        self.waivers: dict[int, Waiver] = ById()
        self.observations: dict[int, Observation] = ById()
        self._tables = {
            Frame: self.frames,
            Category: self.categories,
            Grid: self.grids,
            Cell: self.cells,
            Comment: self.comments,
            Waiver: self.waivers,
            Observation: self.observations,
        }
        for record in records:
            self._table(record).put(record)
        self._load_labels = load_labels
        self._labels: dict[int, ById[Label]] = {}
        self._maps: dict[int, tuple[Frame, GroundPlane | None, GroundMap]] = {}
        self._squares: dict[int, tuple[Grid, Squares]] = {}
        self._marked: dict[tuple[int, int], dict[Place, Cell]] | None = None

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
        """Return the map from a frame's pixels to the plane; the same object until that changes."""
        frame, plane = self.frames[frame_id], self.plane
        kept = self._maps.get(frame_id)
        if kept is not None and kept[0] is frame and kept[1] == plane:
            return kept[2]
        made = ground_map(frame, plane)
        self._maps[frame_id] = (frame, plane, made)
        return made

    def grid_over(self, frame_id: int) -> Grid | None:
        """Return the grid over a frame: its own, else the one over the ground common to all frames; None without one.

        A frame that the project does not hold has none.
        """
        if frame_id not in self.frames:
            return None
        grids = self.grids.values()
        own = next((grid for grid in grids if grid.frame_id == frame_id), None)
        return own or next((grid for grid in grids if grid.frame_id is None), None)

    def squares(self, grid: Grid) -> Squares:
        """Return the squares of a grid as the frames lie now, the same object until a grid or a frame moves.

        Raises BasewatchError where a grid of this size can't be.
        """
        held = self._squares.get(grid.id)
        if held is not None and held[0] is grid:
            return held[1]
        if grid.frame_id is not None:
            frame = self.frames[grid.frame_id]
            made = frame_squares(grid, frame.width, frame.height)
        else:
            frames = self.frames.values()
            footprints = ((self.ground_map(frame.id), frame.width, frame.height) for frame in frames)
            made = ground_squares(grid, common_ground(footprints))
        self._squares[grid.id] = (grid, made)
        return made

    def marked_cells(self, frame_id: int, grid_id: int) -> Mapping[Place, Cell]:
        """Return the records of a grid's cells on a frame by column and row; not to be changed by the caller.

        All cells are indexed on first use: a search through 250,000 of them would hold up every edit of a label.
        """
        if self._marked is None:
            self._marked = {}
            for cell in self.cells.values():
                self._marked.setdefault((cell.frame_id, cell.grid_id), {})[cell.column, cell.row] = cell
        return self._marked.get((frame_id, grid_id), {})

    def labels(self, frame_id: int) -> dict[int, Label]:
        """Return the labels of a frame by id, in the order of their ids; not to be changed by the caller."""
        if frame_id not in self._labels:
            self._labels[frame_id] = ById(self._load_labels(frame_id))
        return self._labels[frame_id]

    def all_labels(self) -> Iterator[Label]:
        """Iterate over the labels of all frames, frame by frame."""
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
        """Apply an edit that `check` accepted."""
        for change in edit.changes:
            if change.after is None:
                item = change.item
                del self._table(item)[item.id]
            else:
                self._table(change.after).put(change.after)
        if Grid in edit.kinds or edit.moved_frames:
            self._squares.clear()
        if self._marked is not None:
            self._index_cells(self._marked, edit.changes_of(Cell))

    def _index_cells(self, marked: dict[tuple[int, int], dict[Place, Cell]], changes: Sequence[Change]) -> None:
        """Update the index of cells with their changes, or drop it."""
        if len(changes) > _MANY_CELLS:
            self._marked = None
            return
        for change in changes:
            before, after = change.before, change.after
            if isinstance(before, Cell):
                on_frame = marked.get((before.frame_id, before.grid_id), {})
                if on_frame.get((before.column, before.row)) == before:
                    del on_frame[before.column, before.row]
            if isinstance(after, Cell):
                marked.setdefault((after.frame_id, after.grid_id), {})[after.column, after.row] = after

    def _held(self, change: Change) -> Item | None:
        before = change.before
        if isinstance(before, Label) and isinstance(change.after, Label) and before.frame_id != change.after.frame_id:
            raise StaleEditError("a label stays on its frame")
        item = change.item
        return self._table(item).get(item.id)

    def _table(self, item: Item) -> ById[Item]:
        if isinstance(item, Label):
            self.labels(item.frame_id)
            return cast(ById[Item], self._labels[item.frame_id])
        return cast(ById[Item], self._tables[type(item)])


def by_time(frame: Frame) -> tuple[bool, str, int]:
    """Return the sort key of a frame in time: the earliest first, those without a time last."""
    return (frame.acquired is None, frame.acquired or "", frame.id)
