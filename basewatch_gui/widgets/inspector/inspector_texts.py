"""User texts of the inspector: values of fields, and steps of a label's history."""

from dataclasses import fields

from PySide6.QtCore import QCoreApplication

from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.storage.label_search import LabelStep
from basewatch_gui.widgets.texts import action_name, identification_name, occlusion_name, state_name

_tr = QCoreApplication.translate

_UNREPORTED_FIELDS = ("modified", "outline", "keypoints_px", "extra", "uid", "frame_id", "id")
"""Fields left out of the history: the action's name tells their change, or it means nothing to an analyst."""


def several_text() -> str:
    """Return the text of a field in which the selected labels differ."""
    return _tr("Inspector", "several")


def answer_name(value: str) -> str:
    """Return the name of a value of a choice or yes/no attribute; "" stands for no answer."""
    return {"": "–", "yes": _tr("Inspector", "yes"), "no": _tr("Inspector", "no")}.get(value, value)


def truncated_text(count: int, labels: int) -> str:
    """Return a text for `count` of `labels` labels that extend beyond their frame."""
    if labels == 1:
        return _tr("Inspector", "yes: it leaves the frame") if count else _tr("Inspector", "no")
    return _tr("Inspector", "{count} of {labels}").format(count=count, labels=labels)


def step_text(step: LabelStep, project: Project) -> str:
    """Return what one step of a label's history did: the action and the changed fields."""
    what = action_name(step.action)
    before, after = step.change.before, step.change.after
    if isinstance(before, Label) and isinstance(after, Label):
        differences = _difference_texts(before, after, project)
        what = f"{what}: {', '.join(differences)}" if differences else what
    return {
        "done": what,
        "undone": _tr("Inspector", "Undone: {what}").format(what=what),
        "redone": _tr("Inspector", "Done again: {what}").format(what=what),
    }[step.step]


def _difference_texts(before: Label, after: Label, project: Project) -> list[str]:
    differences = []
    for each in fields(Label):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if old != new and each.name not in _UNREPORTED_FIELDS:
            differences.append(f"{_field_name(each.name)} {_value_text(each.name, old, project)} → "
                        f"{_value_text(each.name, new, project)}")  # fmt: skip
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


def _value_text(name: str, value: object, project: Project) -> str:
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
