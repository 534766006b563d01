"""The words of the inspector."""

from dataclasses import fields

from PySide6.QtCore import QCoreApplication

from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.storage.label_search import LabelStep
from basewatch_gui.widgets.texts import action_name, identification_name, occlusion_name, state_name

_tr = QCoreApplication.translate

_UNSAID = ("modified", "outline", "keypoints_px", "extra", "uid", "frame_id", "id")
"""Fields whose change the action's name says already, or that say nothing to an analyst."""


def several_text() -> str:
    """What a field shows whose labels differ."""
    return _tr("Inspector", "several")


def answer_name(value: str) -> str:
    """A value of a category's own choice, or of a yes or no; "" is no answer."""
    return {"": "–", "yes": _tr("Inspector", "yes"), "no": _tr("Inspector", "no")}.get(value, value)


def truncated_text(count: int, labels: int) -> str:
    """How many of the labels leave their frame."""
    if labels == 1:
        return _tr("Inspector", "yes: it leaves the frame") if count else _tr("Inspector", "no")
    return _tr("Inspector", "{count} of {labels}").format(count=count, labels=labels)


def step_text(step: LabelStep, project: Project) -> str:
    """What one step of a label's history did."""
    what = action_name(step.action)
    before, after = step.change.before, step.change.after
    if isinstance(before, Label) and isinstance(after, Label):
        differences = _differences(before, after, project)
        what = f"{what}: {', '.join(differences)}" if differences else what
    return {
        "done": what,
        "undone": _tr("Inspector", "Undone: {what}").format(what=what),
        "redone": _tr("Inspector", "Done again: {what}").format(what=what),
    }[step.step]


def _differences(before: Label, after: Label, project: Project) -> list[str]:
    differences = []
    for each in fields(Label):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if old != new and each.name not in _UNSAID:
            differences.append(f"{_field_name(each.name)} {_value(each.name, old, project)} → "
                        f"{_value(each.name, new, project)}")  # fmt: skip
    return differences


def _field_name(name: str) -> str:
    return {
        "category_id": _tr("Inspector", "category"),
        "identification": _tr("Inspector", "identification"),
        "state": _tr("Inspector", "state"),
        "occluded": _tr("Inspector", "occluded"),
        "alternates": _tr("Inspector", "could also be"),
        "designation": _tr("Inspector", "designation"),
        "cues": _tr("Inspector", "cues"),
        "note": _tr("Inspector", "note"),
        "values": _tr("Inspector", "attributes"),
        "locked": _tr("Inspector", "locked"),
        "review": _tr("Inspector", "review"),
        "comment": _tr("Inspector", "comment"),
        "track_id": _tr("Inspector", "track"),
    }.get(name, name)


def _value(name: str, value: object, project: Project) -> str:
    match name, value:
        case _, None | () | "" | {}:
            return "–"
        case _, bool():
            return answer_name("yes" if value else "no")
        case "identification", str():
            return identification_name(value)
        case "state", str():
            return state_name(value)
        case "occluded", str():
            return occlusion_name(value)
        case "category_id", int():
            return _category_name(value, project)
        case "alternates", tuple():
            return ", ".join(_category_name(key, project) for key in value)
        case _, tuple():
            return ", ".join(str(each) for each in value)
        case _, dict():
            return ", ".join(f"{key}: {each}" for key, each in value.items()) or "–"
        case _:
            return str(value)


def _category_name(category_id: int, project: Project) -> str:
    category = project.categories.get(category_id)
    return category.name if category is not None else str(category_id)
