"""The edits by which suggestions are settled: accepted as labels, or answered by an observation."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.geometry.reproject import reproject_points
from basewatch_gui.geometry.reshape import carried
from basewatch_gui.model.edit import Change, Edit
from basewatch_gui.model.edits.labels import changed, utc_now
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project, by_time
from basewatch_gui.model.records import Observation, Verdict
from basewatch_gui.model.suggestion import Suggestion

if TYPE_CHECKING:
    from basewatch_gui.session.session import Session

Chosen = tuple[Suggestion, Outline]
"""A suggestion and the outline that its label gets: its own, or where it was dragged to."""


def acceptance(session: "Session", chosen: Sequence[Chosen], observed: Sequence[Observation] = ()) -> Edit:
    """The edit that makes labels of these suggestions; what was observed in their stead is taken back by it.

    A label from another date gets the track of the label that it comes from, which gets one where it has none.
    """
    changes = [Change(found, None) for found in observed]
    for suggestion, outline in chosen:
        match suggestion.origin:
            case "other date":
                changes += _of_other_date(session, suggestion, outline)
            case "snap" | "segment" if suggestion.label_id is not None:
                changes += _in_place(session, suggestion, outline)
            case _:
                made = session.new_label(suggestion.frame_id, outline, suggestion.category_id)
                changes.append(Change(None, made))
    return Edit("accept", tuple(changes))


def observation(session: "Session", suggestion: Suggestion, verdict: Verdict, before: Observation | None) -> Edit:
    """The edit that says what was seen where a label of another date stands, in place of what was said before."""
    assert suggestion.label_id is not None
    number = before.id if before is not None else session.file.new_record_id()
    made = Observation(number, suggestion.frame_id, suggestion.label_id, verdict, session.author, utc_now())
    return Edit("observe", (Change(before, made),))


def observed(project: Project, frame_id: int) -> dict[int, Observation]:
    """What is said on a frame of labels of other frames, by the labels' ids."""
    return {each.label_id: each for each in project.observations.values() if each.frame_id == frame_id}


def can_have_departed(project: Project, suggestion: Suggestion) -> bool:
    """Whether an object that is not there has departed: one that was seen on an earlier frame."""
    source = project.frames.get(suggestion.source_frame_id or 0)
    return source is not None and by_time(project.frames[suggestion.frame_id]) > by_time(source)


def source_of(session: "Session", suggestion: Suggestion) -> Label | None:
    """The label of another frame that a suggestion comes from; None where it has none or it is gone."""
    frame, label = suggestion.source_frame_id, suggestion.label_id
    if frame is None or label is None or frame not in session.project.frames:
        return None
    return session.project.labels(frame).get(label)


def _of_other_date(session: "Session", suggestion: Suggestion, outline: Outline) -> list[Change]:
    """What the object is goes with it; what it does and how it is seen must be looked at anew."""
    source = source_of(session, suggestion)
    assert source is not None
    project = session.project
    track = source.track_id if source.track_id is not None else session.file.new_track_id()
    here, there = project.ground_map(source.frame_id), project.ground_map(suggestion.frame_id)
    made = replace(
        session.new_label(suggestion.frame_id, outline, suggestion.category_id),
        identification=source.identification,
        alternates=source.alternates,
        designation=source.designation,
        values=source.values,
        track_id=track,
        keypoints_px=carried(reproject_points(source.keypoints_px, here, there), suggestion.outline, outline),
    )
    linked = [Change(source, changed(source, track_id=track))] if source.track_id is None else []
    return [*linked, Change(None, made)]


def _in_place(session: "Session", suggestion: Suggestion, outline: Outline) -> list[Change]:
    assert suggestion.label_id is not None
    label = session.project.labels(suggestion.frame_id)[suggestion.label_id]
    keypoints = carried(label.keypoints_px, label.outline, outline)
    made = changed(label, outline=outline, keypoints_px=keypoints)
    return [Change(label, made)] if made != label else []
