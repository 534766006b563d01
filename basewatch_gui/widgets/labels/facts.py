"""The read-only facts of one label: its sizes, its place on the ground, where it came from."""

from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.coordinates import latlon_text, mgrs_text
from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import OrientedBox, Outline, area_px, centre_px
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.widgets.labels.measures import has_scale, heading_text, measure, size_text
from basewatch_gui.widgets.texts import frame_title, time_text

_tr = QCoreApplication.translate


def label_facts(label: Label, project: Project) -> list[tuple[str, str]]:
    """Names and values of what is known of a label, in the order to be shown."""
    frame = project.frames[label.frame_id]
    ground = project.ground_map(label.frame_id)
    in_metres = has_scale(project, label.frame_id)
    place = ground.to_lonlat(centre_px(label.outline))
    facts = [
        *_sizes(label.outline, ground, in_metres),
        *([] if place is None else _place(place)),
        (_tr("Facts", "Frame"), frame_title(frame)),
        (_tr("Facts", "Author"), label.author),
        (_tr("Facts", "Created"), time_text(label.created) if label.created else ""),
        (_tr("Facts", "Modified"), time_text(label.modified) if label.modified else ""),
        (_tr("Facts", "Id"), str(label.id)),
    ]
    return [(name, text) for name, text in facts if text]


def _sizes(outline: Outline, ground: GroundMap, in_metres: bool) -> list[tuple[str, str]]:
    taken = measure([outline], ground, in_metres)[0]
    size, area = size_text(taken), _area_text(outline, ground, in_metres)
    if taken.in_metres:
        size = f"{size}\n{size_text(measure([outline], ground, in_metres=False)[0])}"
    return [
        (_tr("Facts", "Length × width"), size),
        (_tr("Facts", "Area"), area),
        (_tr("Facts", "Heading"), _heading_text(outline, taken.heading_true_deg)),
    ]


def _area_text(outline: Outline, ground: GroundMap, in_metres: bool) -> str:
    area = area_px(outline)
    if not area:
        return ""
    if not in_metres:
        return _tr("Facts", "{area:.0f} px²").format(area=area)
    return _tr("Facts", "{area:.0f} m²").format(area=area * ground.metres_per_px(centre_px(outline)) ** 2)


def _heading_text(outline: Outline, true_deg: float | None) -> str:
    if not isinstance(outline, OrientedBox):
        return ""
    in_frame = _tr("Facts", "{heading} in the frame").format(heading=heading_text(outline.heading_px_deg))
    if true_deg is None:
        return in_frame
    return "\n".join([_tr("Facts", "{heading} true").format(heading=heading_text(true_deg)), in_frame])


def _place(place_deg: XY) -> list[tuple[str, str]]:
    return [(_tr("Facts", "Lat, lon"), latlon_text(place_deg)), (_tr("Facts", "MGRS"), mgrs_text(place_deg))]
