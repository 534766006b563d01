"""Makers of edits of the list of categories, and of the labels that follow it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import Literal

from basewatch_gui.model.category import FIRST_USER_ID, UNKNOWN_STATE, Category, Dash
from basewatch_gui.model.edit import Change, Edit, added, replaced
from basewatch_gui.model.edits.attributes import retype, set_alternate
from basewatch_gui.model.edits.labels import NewIds, changed
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project

ACTION: Literal["edit categories"] = "edit categories"

COLOURS = ("#E69F00", "#56B4E9", "#F0E442", "#CC79A7", "#44BB99", "#D55E00", "#DDDDDD", "#FFAABB", "#99DDFF")
"""Told apart also by the colour-blind: Okabe & Ito, "Color Universal Design" (2008), and Paul Tol's scheme "light"
(SRON/EPS/TN/09-002)."""

DASHES: tuple[Dash, ...] = ("solid", "dash", "dot", "dash-dot")

KEYS = "123456789"


def change_category(category: Category, **changes: object) -> Edit:
    """Return the edit that changes a category."""
    return replaced(ACTION, [(category, replace(category, **changes))])  # type: ignore[arg-type]


def new_category(project: Project, ids: NewIds, name: str) -> Category:
    """Return a category that is not yet in the project: last in the list, with the first look that is free."""
    categories = project.categories_in_order
    colour, dash = free_look(categories)
    last = categories[-1] if categories else None
    return Category(
        ids.new_category_id(),
        free_name(categories, name),
        last.supercategory if last is not None else "",
        colour=colour,
        dash=dash,
        states=last.states if last is not None else (UNKNOWN_STATE,),
        rank=last.rank if last is not None else 0,
    )


def free_look(categories: Iterable[Category]) -> tuple[str, Dash]:
    """Return the first colour and dash that no category has together; the first of all where all are taken."""
    taken = {(category.colour.upper(), category.dash) for category in categories}
    looks = [(colour, dash) for dash, colour in product(DASHES, COLOURS)]
    return next((look for look in looks if look not in taken), looks[0])


def free_name(categories: Iterable[Category], name: str) -> str:
    """Return the name, with a number behind it where there is such a category."""
    taken = {category.name.casefold() for category in categories}
    names = (name if number == 1 else f"{name} {number}" for number in range(1, len(taken) + 2))
    return next(each for each in names if each.casefold() not in taken)


def rename_category(project: Project, category: Category, name: str) -> Edit:
    """Return the edit that renames a category; raises BasewatchError for no name, or one that another category has."""
    name = " ".join(name.split())
    if not name:
        raise BasewatchError("A category needs a name. {name} keeps its own.", name=category.name)
    others = (other for other in project.categories.values() if other.id != category.id)
    if any(other.name.casefold() == name.casefold() for other in others):
        raise BasewatchError("There is a category {name} already. Write another name.", name=name)
    return change_category(category, name=name)


def other_with_key(project: Project, key: str, category: Category) -> Category | None:
    """Return the other category that has this key, if any."""
    others = (other for other in project.categories_in_order if other.id != category.id)
    return next((other for other in others if key and other.key == key), None)


def set_key(project: Project, category: Category, key: str) -> Edit:
    """Return the edit that gives a category this key; one that has it gets the category's in exchange."""
    pairs = [(category, replace(category, key=key))]
    holder = other_with_key(project, key, category)
    if holder is not None:
        pairs.append((holder, replace(holder, key=category.key)))
    return replaced(ACTION, pairs)


def reorder_categories(project: Project, ids: Sequence[int]) -> Edit:
    """Return the edit that puts the categories into this order."""
    categories = project.categories
    return replaced(ACTION, [(categories[key], replace(categories[key], rank=rank)) for rank, key in enumerate(ids)])


def delete_category(project: Project, category: Category, frames: Iterable[int], heir: Category | None) -> Edit:
    """Return the edit that deletes a category: its labels on these frames go to the heir, or away without one.

    Other labels there lose it from their alternates. Raises BasewatchError for the last category.
    """
    if len(project.categories) == 1:
        raise BasewatchError("{name} is the only category. Add another one first.", name=category.name)
    changes: list[Change] = []
    for frame_id in sorted(set(frames) & set(project.frames)):
        labels = project.labels(frame_id).values()
        own = [label for label in labels if label.category_id == category.id]
        moved = retype(own, heir).changes if heir is not None else tuple(Change(label, None) for label in own)
        others = [label for label in labels if category.id in label.alternates]
        changes += [*moved, *set_alternate(others, category.id, could_be=False).changes]
    return Edit(ACTION, (*changes, Change(category, None)))


def rename_attribute(project: Project, category: Category, old: str, new: str, frames: Iterable[int]) -> Edit:
    """Return the edit that renames an attribute of a category; the values of its labels on these frames go with it."""
    attributes = tuple(replace(each, name=new) if each.name == old else each for each in category.attributes)
    pairs: list[tuple[Label, Label]] = []
    for frame_id in sorted(set(frames) & set(project.frames)):
        held = [each for each in project.labels(frame_id).values() if each.category_id == category.id]
        for label in held:
            if old in label.values:
                values = {new if name == old else name: value for name, value in label.values.items()}
                pairs.append((label, changed(label, values=values)))
    return Edit(ACTION, (*change_category(category, attributes=attributes).changes, *replaced(ACTION, pairs).changes))


@dataclass(frozen=True, slots=True)
class CategoryMerge:
    """What taking over a list of categories would do.

    `new` are names of new categories, `changed` the fields that differ by the names of ours, `same` how many do not
    differ, `keys_lost` the names of those whose key one of ours has.
    """

    edit: Edit
    new: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    same: int
    keys_lost: tuple[str, ...]


def merge_categories(project: Project, incoming: Iterable[Category], ids: NewIds) -> CategoryMerge:
    """Return what taking over these categories would do; nothing of the project goes away.

    One with the name of ours, or with the id of one that BaseWatch ships and that was renamed, takes its place under
    our id; any other one whose id is in use gets a new one. Where a key is in use already, ours keeps it.
    Raises BasewatchError for a list that has a name twice.
    """
    incoming = tuple(incoming)
    held = dict(project.categories)
    by_name = {category.name.casefold(): category for category in held.values()}
    names = {category.name.casefold() for category in incoming}
    pairs: list[tuple[Category, Category]] = []
    new: list[Category] = []
    lost: list[str] = []
    seen: set[str] = set()
    for theirs in incoming:
        ours = by_name.get(theirs.name.casefold()) or _renamed_since(held, theirs, names)
        if theirs.name.casefold() in seen:
            raise BasewatchError("The list names {name} twice. Rename one of them in the file.", name=theirs.name)
        seen.add(theirs.name.casefold())
        number = ours.id if ours is not None else theirs.id if theirs.id not in held else ids.new_category_id()
        taken = {category.key for key, category in held.items() if key != number and category.key}
        if theirs.key in taken:
            lost.append(theirs.name)
        made = replace(theirs, id=number, key="" if theirs.key in taken else theirs.key)
        if ours is not None:
            pairs.append((ours, made))
        else:
            new.append(made)
        held[number] = made
    edit = Edit(ACTION, (*replaced(ACTION, pairs).changes, *added(ACTION, new).changes))
    differing = {ours.name: _differing(ours, theirs) for ours, theirs in pairs if ours != theirs}
    same = len(pairs) - len(differing)
    return CategoryMerge(edit, tuple(category.name for category in new), differing, same, tuple(lost))


def _renamed_since(held: Mapping[int, Category], theirs: Category, names: set[str]) -> Category | None:
    """Return our category with the same shipped id, unless another one of the list has its name."""
    ours = held.get(theirs.id) if theirs.id < FIRST_USER_ID else None
    return ours if ours is not None and ours.name.casefold() not in names else None


def _differing(ours: Category, theirs: Category) -> tuple[str, ...]:
    return tuple(each.name for each in fields(Category) if getattr(ours, each.name) != getattr(theirs, each.name))
