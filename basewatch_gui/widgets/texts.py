"""Texts that users read for what the model and the tools name: errors, actions, values, times, counts."""

from PySide6.QtCore import QCoreApplication

from basewatch_gui.geometry.ground import parse_crs
from basewatch_gui.model.category import Category
from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.frame import Frame
from basewatch_gui.tools.size_advice import Advice

_tr = QCoreApplication.translate

MOST_ADVISED_NAMES = 5
"""An advice lists at most this many categories."""


def sentence(error: BasewatchError) -> str:
    """Return the message of an error in the user's language, its values filled in."""
    return _tr("Errors", error.sentence).format(**error.values)


def action_name(action: str) -> str:
    """Return the name of what an edit did, for the undo menu; an unknown one reads as it is written."""
    names = {
        "draw": _tr("Actions", "Draw"),
        "move": _tr("Actions", "Move"),
        "reshape": _tr("Actions", "Reshape"),
        "turn": _tr("Actions", "Turn"),
        "delete": _tr("Actions", "Delete"),
        "describe": _tr("Actions", "Describe"),
        "retype": _tr("Actions", "Change category"),
        "add frames": _tr("Actions", "Add frames"),
        "edit frame": _tr("Actions", "Edit frame"),
        "nudge": _tr("Actions", "Nudge"),
        "register": _tr("Actions", "Register"),
        "remove frames": _tr("Actions", "Remove frame"),
        "import": _tr("Actions", "Import"),
        "paste": _tr("Actions", "Paste"),
        "duplicate": _tr("Actions", "Duplicate"),
        "lock": _tr("Actions", "Lock or unlock"),
        "align": _tr("Actions", "Align heading"),
        "accept": _tr("Actions", "Accept suggestion"),
        "observe": _tr("Actions", "Say what is not seen"),
        "segment": _tr("Actions", "Segment"),
        "edit categories": _tr("Actions", "Edit categories"),
        "waive": _tr("Actions", "Let findings pass"),
        "comment": _tr("Actions", "Comment"),
        "review": _tr("Actions", "Review"),
        "grid": _tr("Actions", "Labelling grid"),
        "mark cell": _tr("Actions", "Mark cell"),
        "complete": _tr("Actions", "Frame complete"),
        "split": _tr("Actions", "Split"),
        "merge": _tr("Actions", "Merge"),
        "simplify": _tr("Actions", "Simplify"),
    }
    return names.get(action, action)


def identification_name(value: str) -> str:
    """Return the name of how sure a label's category is."""
    names = {
        "unassessed": _tr("Identification", "unassessed"),
        "possible": _tr("Identification", "possible"),
        "probable": _tr("Identification", "probable"),
        "confirmed": _tr("Identification", "confirmed"),
    }
    return names.get(value, value)


def occlusion_name(value: str) -> str:
    """Return the name of how much of an object is hidden."""
    names = {
        "none": _tr("Occluded", "none"),
        "partly": _tr("Occluded", "partly"),
        "mostly": _tr("Occluded", "mostly"),
    }
    return names.get(value, value)


def review_name(review: str) -> str:
    """Return the name of how far the review of a label is."""
    names = {
        "draft": _tr("Review", "draft"),
        "submitted": _tr("Review", "submitted"),
        "approved": _tr("Review", "approved"),
        "rejected": _tr("Review", "rejected"),
    }
    return names[review]


def state_name(value: str) -> str:
    """Return the name of an object's state; a state that a user added reads as it is written."""
    names = {
        "in service": _tr("State", "in service"),
        "nose open": _tr("State", "nose open"),
        "ramp open": _tr("State", "ramp open"),
        "loading": _tr("State", "loading"),
        "being dismantled": _tr("State", "being dismantled"),
        "parts only": _tr("State", "parts only"),
        "wreck": _tr("State", "wreck"),
        "deployed": _tr("State", "deployed"),
        "travelling": _tr("State", "travelling"),
        "packed for transport": _tr("State", "packed for transport"),
        "unknown": _tr("State", "unknown"),
    }
    return names.get(value, value)


def hint_text(hint: str) -> str:
    """Translate the hint of a tool; `{action}` stays where the key of an action belongs."""
    return _tr("Hints", hint)


def advice_text(advice: Advice) -> str:
    """Return how an object fits the chosen category, and which others are of its size."""
    if advice.verdict == "fits":
        if not advice.others:
            return _tr("Advice", "fits {name}").format(name=advice.name)
        return _tr("Advice", "fits: {names}").format(names=_first_names((advice.name, *advice.others)))
    text = {
        "too long": _tr("Advice", "too long for {name} by {percent} %"),
        "too short": _tr("Advice", "too short for {name} by {percent} %"),
        "too wide": _tr("Advice", "too wide for {name} by {percent} %"),
        "too narrow": _tr("Advice", "too narrow for {name} by {percent} %"),
    }[advice.verdict].format(name=advice.name, percent=advice.percent)
    if not advice.others:
        return text
    return _tr("Advice", "{advice}; fits: {names}").format(advice=text, names=_first_names(advice.others))


def _first_names(names: tuple[str, ...]) -> str:
    """Join the first MOST_ADVISED_NAMES names."""
    return ", ".join(names[:MOST_ADVISED_NAMES]) + ("…" if len(names) > MOST_ADVISED_NAMES else "")


def category_help(category: Category) -> str:
    """Return a category's name, reference size with its mark, source and cues, one a line, for a tooltip."""
    lines = [category.name]
    if category.length_m and category.span_m:
        size = _tr("Categories", "{length:g} × {span:g} m").format(length=category.length_m, span=category.span_m)
        lines.append(f"{size} ({mark_name(category.mark)})")
    if category.source:
        lines.append(category.source)
    if category.cues:
        lines.append(_tr("Categories", "Seen from above: {cues}").format(cues=", ".join(category.cues)))
    return "\n".join(lines)


def mark_name(mark: str) -> str:
    """Return the name of how well a reference size is known."""
    seen = _tr("Categories", "seen in a public source")
    unconfirmed = _tr("Categories", "unconfirmed")
    return seen if mark == "V" else unconfirmed


def time_text(time: str | None) -> str:
    """Return a time of the model, `2024-12-13T08:12:00Z`, as people read it, to the minute."""
    if not time:
        return _tr("Frames", "no date")
    return f"{time[:16].replace('T', ' ')} UTC" if "T" in time else time


def frame_title(frame: Frame) -> str:
    """Return a frame's time of acquisition, or its file name if that is unknown."""
    return time_text(frame.acquired) if frame.acquired else frame.name


def crs_short(frame: Frame) -> str:
    """Return a frame's CRS in a few letters, such as `UTM 37N`."""
    if frame.crs_wkt is None or frame.transform is None:
        return _tr("Frames", "RPC") if frame.plane is not None else _tr("Frames", "no georeference")
    crs = parse_crs(frame.crs_wkt)
    if crs is None:
        return _tr("Frames", "local CRS")
    return str(crs.name).rsplit(" / ", 1)[-1].replace("UTM zone ", "UTM ")


def labels_text(count: int) -> str:
    """Return a number of labels as text."""
    return _tr("Counts", "1 label") if count == 1 else _tr("Counts", "%n labels", "", count).replace("%n", str(count))


def frames_text(count: int) -> str:
    """Return a number of frames as text."""
    return _tr("Counts", "1 frame") if count == 1 else _tr("Counts", "%n frames", "", count).replace("%n", str(count))


def author_name(author: str) -> str:
    """Return an author's name, or that there is none."""
    return author or _tr("Review", "no name")
