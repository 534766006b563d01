"""Reads a COCO file of BaseWatch for a project: one Edit that adds what is new and replaces what has changed."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from basewatch_gui.exchange.coco_records import record_changes, records_in
from basewatch_gui.exchange.coco_schema import CocoDocument, read_coco
from basewatch_gui.exchange.coco_values import category_of, frame_of, label_of
from basewatch_gui.exchange.files import frame_path_from
from basewatch_gui.exchange.json_files import field_fault, inner_fault
from basewatch_gui.model.category import LABEL_TOOLS, Category
from basewatch_gui.model.edit import Change, Edit
from basewatch_gui.model.edits.labels import NewIds
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import KEYPOINTS, LABEL_FIELDS, Label
from basewatch_gui.model.project import Project
from basewatch_gui.model.records import Record

NewId = Callable[[], int]
Numbered = TypeVar("Numbered", Frame, Category, Label)

_CHOICES = {each.name: each.choices for each in LABEL_FIELDS if each.choices}

ONLY_OURS = "it is missing; only files that hold BaseWatch's own fields can be imported"


@dataclass(frozen=True, slots=True)
class _Contents:
    """What a file holds, with the ids of the file."""

    categories: list[Category]
    frames: list[Frame]
    labels: list[Label]
    records: list[Record]


def import_coco(project: Project, project_folder: Path, path: Path, new_ids: NewIds) -> Edit:
    """Return the edit that brings all that a file holds into the project; empty where all is there already.

    Ids stay where they are free in the project. Categories are matched by id and name, else by name; frames by
    fingerprint and path, else by either; labels by uid, records by what they refer to: an equal one is left out, a
    changed one replaces the old.

    Raises BasewatchError naming the file and the path of the field that is wrong.
    """
    contents = _read_contents(path, read_coco(path), project_folder)
    categories = _matched_categories(project, contents.categories)
    frames = _matched_frames(project, contents.frames, path)
    new_categories = _with_free_ids(contents.categories, categories, set(project.categories), new_ids.new_category_id)
    new_frames = _with_free_ids(contents.frames, frames, set(project.frames), new_ids.new_frame_id)
    labels = [
        replace(
            label,
            frame_id=frames[label.frame_id],
            category_id=categories[label.category_id],
            alternates=tuple(categories[other] for other in label.alternates),
        )
        for label in contents.labels
    ]
    changes = [Change(None, category) for category in new_categories]
    changes += [Change(None, frame) for frame in new_frames]
    label_ids = _label_ids(project, labels, new_ids.new_label_id)
    changes += _label_changes(project, labels, label_ids)
    free_record_ids = partial(_free_ids, new_id=new_ids.new_record_id)
    changes += record_changes(project, contents.records, frames, label_ids, free_record_ids)
    return Edit("import", tuple(changes))


def _read_contents(path: Path, document: CocoDocument, project_folder: Path) -> _Contents:
    """Convert all that the document holds; raises BasewatchError where a field is missing or wrong."""
    categories = []
    for index, record in enumerate(document.categories):
        try:
            category = category_of(record)
        except msgspec.ValidationError as fault:
            raise inner_fault(path, f"categories[{index}].attributes", fault) from fault
        if category.tool not in LABEL_TOOLS:
            raise field_fault(path, f"categories[{index}].attributes.tool", f"{category.tool} is not known")
        categories.append(category)
    frames = []
    for index, image in enumerate(document.images):
        if image.raster is None:
            raise field_fault(path, f"images[{index}].raster", ONLY_OURS)
        name, *parts = (
            frame_path_from(name, project_folder, path.parent) for name in (image.file_name, *image.raster.parts)
        )
        frames.append(replace(frame_of(image, image.raster, name), parts=tuple(parts)))
    return _Contents(categories, frames, list(_read_labels(path, document)), records_in(path, document))


def _read_labels(path: Path, document: CocoDocument) -> Iterator[Label]:
    """Yield the labels of the document; raises BasewatchError where a field is missing or wrong."""
    categories = {record.id for record in document.categories}
    uids: set[str] = set()
    for index, annotation in enumerate(document.annotations):
        field = f"annotations[{index}].attributes"
        if annotation.attributes is None:
            raise field_fault(path, field, ONLY_OURS)
        try:
            label = label_of(annotation, annotation.attributes)
        except msgspec.ValidationError as fault:
            raise inner_fault(path, field, fault) from fault
        except ValueError as fault:
            raise field_fault(path, f"{field}.outline_px", str(fault)) from fault
        for name, reason in _faults(label, categories, uids):
            raise field_fault(path, f"{field}.{name}", reason)
        uids.add(label.uid)
        yield label


def _faults(label: Label, categories: Collection[int], uids: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a label that are wrong, and why; `uids` are those of the labels before it."""
    if label.uid in uids:
        yield "label_uid", f"{label.uid} is there twice"
    for name, choices in _CHOICES.items():
        value = getattr(label, name)
        if value not in choices:
            yield name, f"{value} is not known"
    if len(label.keypoints_px) not in (0, len(KEYPOINTS)):
        yield "keypoints_px", f"{len(KEYPOINTS)} are expected"
    if any(other not in categories for other in label.alternates):
        yield "alternates", "a category that is not there is named"


def _matched_categories(project: Project, categories: list[Category]) -> dict[int, int]:
    """Return the id of the project's category by the id of the file's, for those that the project has."""
    by_name = {category.name: key for key, category in sorted(project.categories.items(), reverse=True)}
    found: dict[int, int] = {}
    for category in categories:
        same = project.categories.get(category.id)
        if same is not None and same.name == category.name:
            found[category.id] = category.id
        elif category.name in by_name:
            found[category.id] = by_name[category.name]
    return found


def _matched_frames(project: Project, frames: list[Frame], path: Path) -> dict[int, int]:
    """Return the id of the project's frame by the id of the file's, for those that the project has.

    Each frame is matched once, the best matches first.
    """
    found: dict[int, int] = {}
    for key_of in (_file_key, _picture_key, _place_key):
        taken = set(found.values())
        held = {key_of(frame): frame for key, frame in project.frames.items() if key not in taken}
        for index, frame in enumerate(frames):
            key = key_of(frame)
            if frame.id in found or key is None or key not in held:
                continue
            match = held.pop(key)
            if (match.width, match.height) != (frame.width, frame.height):
                reason = f"it is not as large as {match.name} of the project, {match.width} x {match.height} pixels"
                raise field_fault(path, f"images[{index}].width", reason)
            found[frame.id] = match.id
    return found


def _file_key(frame: Frame) -> tuple[str, str, int]:
    return (frame.fingerprint, frame.path, frame.image)


def _picture_key(frame: Frame) -> tuple[str, int] | None:
    return (frame.fingerprint, frame.image) if frame.fingerprint else None


def _place_key(frame: Frame) -> tuple[str, int]:
    return (frame.path, frame.image)


def _with_free_ids(items: list[Numbered], found: dict[int, int], used: set[int], new_id: NewId) -> list[Numbered]:
    """Return the things that were not found, with ids that are free, and add these ids to `found`."""
    missing = [item for item in items if item.id not in found]
    ids = _free_ids((item.id for item in missing), used, new_id)
    found |= ids
    return [replace(item, id=ids[item.id]) for item in missing]


def _free_ids(wanted: Iterable[int], used: set[int], new_id: NewId) -> dict[int, int]:
    """Return an id for each wanted one: itself where it is free, else a new one that is not wanted either."""
    wanted = list(wanted)
    taken = used.union(wanted)
    ids: dict[int, int] = {}
    for want in wanted:
        key = want
        if want in used:
            key = new_id()
            while key in taken:
                key = new_id()
            taken.add(key)
        ids[want] = key
    return ids


def _label_ids(project: Project, labels: list[Label], new_id: NewId) -> dict[int, int]:
    """Return the id that each label of the file has or gets in the project, by its id in the file."""
    held = {label.uid: label.id for label in project.all_labels()}
    new = _free_ids((label.id for label in labels if label.uid not in held), set(held.values()), new_id)
    return new | {label.id: held[label.uid] for label in labels if label.uid in held}


def _label_changes(project: Project, labels: list[Label], ids: dict[int, int]) -> Iterator[Change]:
    """Yield the changes that add these labels or replace those of the same uid; a label can be on another frame now."""
    held = {label.uid: label for label in project.all_labels()}
    for label in labels:
        before = held.get(label.uid)
        after = replace(label, id=ids[label.id])
        if before is not None and before.frame_id != after.frame_id:
            yield Change(before, None)
            yield Change(None, after)
        elif before != after:
            yield Change(before, after)
