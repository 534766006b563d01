"""Read-only facts of one label: size, place on the ground, author and times."""

from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.coordinates import latlon_text, mgrs_text
from basewatch_gui.geometry.ground import GroundMap
from basewatch_gui.geometry.outline import OrientedBox, Outline, area_px, centre_px
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.label import Label
from basewatch_gui.model.measures import area_m2, measure, measure_in_pixels
from basewatch_gui.model.project import Project
from basewatch_gui.widgets.fields.measure_texts import heading_text, size_text
from basewatch_gui.widgets.texts import frame_title, time_text

_tr = QCoreApplication.translate


def label_facts(label: Label, project: Project) -> list[tuple[str, str]]:
    """Return names and values of the facts of a label, in the order to be shown; unknown ones are left out."""
    frame = project.frames[label.frame_id]
    ground = project.ground_map(label.frame_id)
    place = ground.to_lonlat(centre_px(label.outline))
    facts = [
        *_size_facts(label.outline, ground),
        *([] if place is None else _place_facts(place)),
        (_tr("Facts", "Frame"), frame_title(frame)),
        (_tr("Facts", "Author"), label.author),
        (_tr("Facts", "Created"), time_text(label.created) if label.created else ""),
        (_tr("Facts", "Modified"), time_text(label.modified) if label.modified else ""),
        (_tr("Facts", "Id"), str(label.id)),
    ]
    return [(name, text) for name, text in facts if text]


def _size_facts(outline: Outline, ground: GroundMap) -> list[tuple[str, str]]:
    taken = measure([outline], ground)[0]
    size, area = size_text(taken), _area_text(outline, ground)
    if taken.in_metres:
        size = f"{size}\n{size_text(measure_in_pixels([outline])[0])}"
    return [
        (_tr("Facts", "Length × width"), size),
        (_tr("Facts", "Area"), area),
        (_tr("Facts", "Heading"), _heading_text(outline, taken.heading_true_deg)),
    ]


def _area_text(outline: Outline, ground: GroundMap) -> str:
    area, in_metres = area_px(outline), area_m2(outline, ground)
    if not area:
        return ""
    if in_metres is None:
        return _tr("Facts", "{area:.0f} px²").format(area=area)
    return _tr("Facts", "{area:.0f} m²").format(area=in_metres)


def _heading_text(outline: Outline, true_deg: float | None) -> str:
    if not isinstance(outline, OrientedBox):
        return ""
    in_frame = _tr("Facts", "{heading} in the frame").format(heading=heading_text(outline.heading_px_deg))
    if true_deg is None:
        return in_frame
    return "\n".join([_tr("Facts", "{heading} true").format(heading=heading_text(true_deg)), in_frame])


def _place_facts(place_deg: XY) -> list[tuple[str, str]]:
    return [(_tr("Facts", "Lat, lon"), latlon_text(place_deg)), (_tr("Facts", "MGRS"), mgrs_text(place_deg))]
