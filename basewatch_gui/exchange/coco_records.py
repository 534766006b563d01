"""Converts grids, cells, comments, waivers and observations to tables of a COCO file and back, without loss."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import msgspec

from basewatch_gui.exchange.coco_schema import CocoDocument, CocoRecords
from basewatch_gui.exchange.json_files import field_fault, inner_fault
from basewatch_gui.model.edit import Change
from basewatch_gui.model.project import Project
from basewatch_gui.model.records import Cell, Comment, Grid, Observation, Record, Waiver

TABLES: dict[str, type[Record]] = {
    "grids": Grid,
    "cells": Cell,
    "comments": Comment,
    "waivers": Waiver,
    "observations": Observation,
}


def records_of(project: Project) -> CocoRecords | None:
    """Return the project's records as tables of a file; None where there are none."""
    tables = {name: [_values(record) for _, record in sorted(_table(project, name).items())] for name in TABLES}
    return CocoRecords(**tables) if any(tables.values()) else None


def records_in(path: Path, document: CocoDocument) -> list[Record]:
    """Return the records of a file, grids first.

    Raises BasewatchError naming the field that is wrong, also where it refers to what the file does not hold.
    """
    frames = {image.id for image in document.images}
    labels = {annotation.id for annotation in document.annotations}
    found: dict[int, Record] = {}
    for name, kind in TABLES.items():
        grids = {record.id for record in found.values() if isinstance(record, Grid)}
        for index, values in enumerate(getattr(document.basewatch, name, ())):
            field = f"basewatch.{name}[{index}]"
            try:
                record: Record = msgspec.convert({"frame_id": None} | values if kind is Grid else values, kind)
            except msgspec.ValidationError as fault:
                raise inner_fault(path, field, fault) from fault
            if record.id < 1 or record.id in found:
                raise field_fault(path, f"{field}.id", f"{record.id} is below 1 or there twice")
            _check_references(path, field, record, frames, labels, grids)
            found[record.id] = record
    return list(found.values())


def record_changes(
    project: Project,
    records: Iterable[Record],
    frames: Mapping[int, int],
    labels: Mapping[int, int],
    free_ids: Callable[[list[int], set[int]], Mapping[int, int]],
) -> Iterator[Change]:
    """Yield the changes that add a file's records to a project, or replace those about the same things there.

    A record that refers to the same as one of the project replaces it; an equal one is left out. `frames` and `labels`
    map the file's ids to the project's; `free_ids` returns an id for each wanted one: itself, or another where it is
    used.
    """
    records = list(records)
    held = [record for name in TABLES for record in _table(project, name).values()]
    used = {record.id for record in held}
    ids: dict[int, int] = {}
    for are_grids in (True, False):
        placed = [
            _renumbered(record, frames, labels, ids) for record in records if isinstance(record, Grid) is are_grids
        ]
        same = _matched(placed, held)
        ids |= {key: record.id for key, record in same.items()}
        ids |= free_ids([record.id for record in placed if record.id not in same], used.union(ids.values()))
        for record in placed:
            before, after = same.get(record.id), replace(record, id=ids[record.id])
            if before != after:
                yield Change(before, after)


def _table(project: Project, name: str) -> dict[int, Record]:
    table: dict[int, Record] = getattr(project, name)
    return table


def _values(record: Record) -> dict[str, Any]:
    """Return the record's fields by name, without those that have their default."""
    values = ((field, getattr(record, field.name)) for field in fields(record))
    return {field.name: value for field, value in values if value is not None and value != field.default}


def _check_references(
    path: Path, field: str, record: Record, frames: Container[int], labels: Container[int], grids: Container[int]
) -> None:
    """Raise BasewatchError where the record refers to a frame, label or grid that the file does not hold."""
    if record.frame_id not in frames and not (isinstance(record, Grid) and record.frame_id is None):
        raise field_fault(path, f"{field}.frame_id", f"there is no image {record.frame_id}")
    grid_ids, label_ids, name = _references(record)
    for number in grid_ids:
        if number not in grids:
            raise field_fault(path, f"{field}.{name}", f"there is no grid {number}")
    for number in label_ids:
        if number not in labels:
            raise field_fault(path, f"{field}.{name}", f"there is no annotation {number}")


def _references(record: Record) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return the ids of the grids and labels that a record refers to, and the name of the field that does."""
    match record:
        case Cell():
            return ((record.grid_id,), (), "grid_id")
        case Waiver():
            return (() if record.grid_id is None else (record.grid_id,), record.label_ids, "about")
        case Observation():
            return ((), (record.label_id,), "label_id")
        case _:
            return ((), (), "")


def _renumbered(
    record: Record, frames: Mapping[int, int], labels: Mapping[int, int], grids: Mapping[int, int]
) -> Record:
    """Return the record with the project's ids for what it refers to."""
    match record:
        case Grid():
            return record if record.frame_id is None else replace(record, frame_id=frames[record.frame_id])
        case Cell():
            return replace(record, frame_id=frames[record.frame_id], grid_id=grids[record.grid_id])
        case Waiver():
            about = tuple(labels[number] for number in record.label_ids)
            if record.grid_id is not None:
                about = (grids[record.grid_id], *record.about[1:])
            return replace(record, frame_id=frames[record.frame_id], about=about)
        case Observation():
            return replace(record, frame_id=frames[record.frame_id], label_id=labels[record.label_id])
        case Comment():
            return replace(record, frame_id=frames[record.frame_id])


def _matched(records: list[Record], held: list[Record]) -> dict[int, Record]:
    """Return the project's record by the id of the file's, for those that it has; each once, the same id first."""
    found: dict[int, Record] = {}
    for key_of in (_place_and_id, _place):
        taken = {record.id for record in found.values()}
        free = {key_of(record): record for record in held if record.id not in taken}
        for record in records:
            key = key_of(record)
            if record.id not in found and key in free:
                found[record.id] = free.pop(key)
    return found


def _place(record: Record) -> tuple[object, ...]:
    """Return what two records share that refer to the same."""
    match record:
        case Grid():
            return (Grid, record.frame_id, record.cell, record.overlap, record.area)
        case Cell():
            return (Cell, record.grid_id, record.frame_id, record.column, record.row)
        case Comment():
            return (Comment, record.frame_id, record.at_px, record.author, record.created)
        case Waiver():
            return (Waiver, record.frame_id, record.check, record.about)
        case Observation():
            return (Observation, record.frame_id, record.label_id)


def _place_and_id(record: Record) -> tuple[object, ...]:
    return (record.id, *_place(record))
