"""Writes COCO JSON from a project."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from basewatch_gui import __version__
from basewatch_gui.exchange.coco_records import records_of
from basewatch_gui.exchange.coco_schema import (
    CocoAnnotation,
    CocoDocument,
    CocoInfo,
    CocoRecords,
    encode_coco,
    read_coco,
)
from basewatch_gui.exchange.coco_shape import StandardShape, standard_shapes
from basewatch_gui.exchange.coco_values import annotation_of, category_record, image_of
from basewatch_gui.exchange.files import file_name_from, write_whole
from basewatch_gui.exchange.formats import ExportReport
from basewatch_gui.geometry.outline import OrientedBox
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.model.label import Label
from basewatch_gui.model.measures import Measures, measure
from basewatch_gui.model.project import Project

FILE_NAME = "annotations.json"

CONVENTIONS = {
    "coordinates": "Frame pixels, continuous: (0, 0) is the top-left corner of the top-left pixel, x right, y down.",
    "standard_fields": "bbox, segmentation, area: clipped to the frame and rounded; outline_px: exact and whole.",
    "oriented_box": "Corners clockwise on the screen: nose left, nose right, tail right, tail left.",
    "heading": "Degrees clockwise, 0 to below 360: heading_px_deg from the frame's up, heading_true_deg from north.",
    "units": "_px pixels, _m metres on the ground, _deg degrees; area in square pixels; times in UTC.",
    "transform": "[a, b, c, d, e, f]: crs_x = a x + b y + c, crs_y = d x + e y + f.",
    "registration": "As transform, in metres of a transverse Mercator plane centred on the first georeferenced frame.",
    "keypoints": "Nose, left tip, tail, right tip; v is 2 on the frame, 0 beyond it. keypoints_px: exact and whole.",
    "bounds_wgs84": "[west, south, east, north] in degrees, without the registration.",
    "basewatch": "What has no place in COCO. A grid without frame_id lies on the common ground, cell and area in _m.",
}


def export_coco(project: Project, project_folder: Path, out: Path, *, plain: bool = False) -> ExportReport:
    """Write the project to a file in the folder `out`, whole or not at all; `plain` leaves out what is not COCO's own.

    The file is read back before it replaces the old one. Raises BasewatchError where it can't be written or two frames
    are one file, RuntimeError where it does not hold what the project holds.
    """
    labels, shapes, document = _make_document(project, project_folder, out, plain=plain)
    path = out / FILE_NAME
    write_whole(path, encode_coco(document), lambda part: _check(part, labels, document))
    counts = Counter(project.categories[label.category_id].name for label in labels)
    return ExportReport(
        path=path,
        frames=len(document.images),
        labels=len(document.annotations),
        counts=dict(counts),
        truncated=sum(shape.is_truncated for shape in shapes),
        outside=sum(shape.is_outside for shape in shapes),
    )


def _make_document(
    project: Project, project_folder: Path, folder: Path, *, plain: bool
) -> tuple[list[Label], list[StandardShape], CocoDocument]:
    """Return the labels in the order of the file, their shapes, and the document with all of them."""
    names = _file_names(project, project_folder, folder, plain=plain)
    labels: list[Label] = []
    shapes: list[StandardShape] = []
    annotations: list[CocoAnnotation] = []
    for frame_id in names:
        for label, shape, on_ground in _measured(project, frame_id, plain=plain):
            labels.append(label)
            shapes.append(shape)
            annotations.append(annotation_of(label, project.frames[frame_id], shape, on_ground, plain=plain))
    images = [
        image_of(_named_from(project.frames[key], project_folder, folder), name, project.ground_map(key), plain=plain)
        for key, name in names.items()
    ]
    with_keypoints = {label.category_id for label in labels if label.keypoints_px}
    categories = [
        category_record(category, has_keypoints=key in with_keypoints, plain=plain)
        for key, category in sorted(project.categories.items())
    ]
    document = CocoDocument(
        info=_info(labels, plain=plain),
        images=images,
        annotations=annotations,
        categories=categories,
        basewatch=None if plain else records_of(project),
    )
    return labels, shapes, document


def _file_names(project: Project, project_folder: Path, folder: Path, *, plain: bool) -> dict[int, str]:
    """Return the file name of each frame by its id, in the order of the ids.

    Frames that are images of one file share its name, unless `plain`, which leaves out the image's number. Raises
    BasewatchError where two frames would be the same in the file.
    """
    names: dict[int, str] = {}
    owners: dict[tuple[str, int], int] = {}
    for key, frame in sorted(project.frames.items()):
        names[key] = file_name_from(frame.path, project_folder, folder)
        if owners.setdefault((names[key], 0 if plain else frame.image), key) != key:
            raise BasewatchError("Two frames of the project are one file, {path}: remove one of them.", path=frame.path)
    return names


def _named_from(frame: Frame, project_folder: Path, folder: Path) -> Frame:
    """Return the frame with the files of its further bands named relative to the folder of the export."""
    return replace(frame, parts=tuple(file_name_from(part, project_folder, folder) for part in frame.parts))


def _measured(project: Project, frame_id: int, *, plain: bool) -> Iterator[tuple[Label, StandardShape, Measures]]:
    """Yield the labels of a frame in the order of their ids, with their standard shape and their size on the ground."""
    frame = project.frames[frame_id]
    labels = sorted(project.labels(frame_id).values(), key=lambda label: label.id)
    boxes = [] if plain else [label.outline for label in labels if isinstance(label.outline, OrientedBox)]
    ground = project.ground_map(frame_id)
    measures = iter(measure(boxes, ground) if ground.has_scale else [Measures()] * len(boxes))
    outlines, crowds = [label.outline for label in labels], [label.is_crowd for label in labels]
    for label, shape in zip(labels, standard_shapes(outlines, crowds, frame.width, frame.height), strict=True):
        is_measured = isinstance(label.outline, OrientedBox) and not plain
        yield label, shape, next(measures) if is_measured else Measures()


def _info(labels: list[Label], *, plain: bool) -> CocoInfo:
    """Return the file's head; its time is the newest label's, so that the same project gives the same bytes."""
    return CocoInfo(
        description="Labels made by hand with BaseWatch",
        version=__version__,
        date_created=max((label.modified for label in labels), default="") or None,
        conventions=None if plain else CONVENTIONS,
    )


def _check(path: Path, labels: list[Label], document: CocoDocument) -> None:
    """Raise RuntimeError where the file can't be read back or its counts are not the project's."""
    try:
        found = read_coco(path)
    except BasewatchError as fault:
        raise RuntimeError(f"the export can't be read back: {fault}") from fault
    wanted = Counter(label.category_id for label in labels)
    written = Counter(annotation.category_id for annotation in found.annotations)
    if written != wanted or _sizes(found) != _sizes(document):
        raise RuntimeError(f"the export holds {dict(written)}, the project {dict(wanted)}")


def _sizes(document: CocoDocument) -> list[int]:
    """Count the images, categories and records of each kind."""
    records = document.basewatch or CocoRecords()
    return [len(rows) for rows in (document.images, document.categories, *structs.astuple(records))]
