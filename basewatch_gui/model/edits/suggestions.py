"""Makers of edits that settle suggestions: accepted as labels, or answered by an observation."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.geometry.reproject import reproject_points
from basewatch_gui.geometry.reshape import carry_points
from basewatch_gui.model.edit import Change, Edit
from basewatch_gui.model.edits.labels import NewIds, changed, utc_now
from basewatch_gui.model.label import LABEL_FIELDS, Label
from basewatch_gui.model.project import Project, by_time
from basewatch_gui.model.records import Observation, Verdict
from basewatch_gui.model.suggestion import Suggestion

Chosen = tuple[Suggestion, Outline]
"""A suggestion and the outline that its label gets: its own, or where it was dragged to."""

NewLabel = Callable[[int, Outline, int], Label]
"""Makes a label that is not yet in the project, of a frame's id, an outline and a category's id."""


def accept(project: Project, ids: NewIds, new_label: NewLabel, chosen: Sequence[Chosen]) -> Edit:
    """Return the edit that makes labels of suggestions on one frame.

    A label from another date gets the track of the label that it comes from, which gets one where it has none. What was
    observed there in its stead is removed.
    """
    observations = observations_on(project, chosen[0][0].frame_id) if chosen else {}
    of_other_date = [one.label_id for one, _ in chosen if one.origin == "other date"]
    changes = [Change(observations[key], None) for key in of_other_date if key in observations]
    for suggestion, outline in chosen:
        match suggestion.origin:
            case "other date":
                changes += _of_other_date(project, ids, new_label, suggestion, outline)
            case "snap" | "segment" if suggestion.label_id is not None:
                changes += _in_place(project, suggestion.label_id, suggestion, outline)
            case _:
                changes.append(Change(None, new_label(suggestion.frame_id, outline, suggestion.category_id)))
    return Edit("accept", tuple(changes))


def observe(project: Project, ids: NewIds, author: str, suggestion: Suggestion, verdict: Verdict) -> Edit:
    """Return the edit that stores what was seen where a label of another date stands, in place of what was before."""
    assert suggestion.label_id is not None
    before = observations_on(project, suggestion.frame_id).get(suggestion.label_id)
    number = before.id if before is not None else ids.new_record_id()
    made = Observation(number, suggestion.frame_id, suggestion.label_id, verdict, author, utc_now())
    return Edit("observe", (Change(before, made),))


def observations_on(project: Project, frame_id: int) -> dict[int, Observation]:
    """Return what was observed on a frame of labels of other frames, by the labels' ids."""
    return {each.label_id: each for each in project.observations.values() if each.frame_id == frame_id}


def can_have_departed(project: Project, suggestion: Suggestion) -> bool:
    """Return True if the suggested object was seen on an earlier frame, so that it has departed if it is not there."""
    source = project.frames.get(suggestion.source_frame_id or 0)
    return source is not None and by_time(project.frames[suggestion.frame_id]) > by_time(source)


def _of_other_date(
    project: Project, ids: NewIds, new_label: NewLabel, suggestion: Suggestion, outline: Outline
) -> list[Change]:
    """Return the new label and its source's track. State and visibility are not copied: they must be looked at again.

    The source is there: suggestions of a removed label or frame are dropped when that goes.
    """
    assert suggestion.source_frame_id is not None
    assert suggestion.label_id is not None
    source = project.labels(suggestion.source_frame_id)[suggestion.label_id]
    track = source.track_id if source.track_id is not None else ids.new_track_id()
    here, there = project.ground_map(source.frame_id), project.ground_map(suggestion.frame_id)
    made = replace(
        new_label(suggestion.frame_id, outline, suggestion.category_id),
        track_id=track,
        keypoints_px=carry_points(reproject_points(source.keypoints_px, here, there), suggestion.outline, outline),
        **{each.name: getattr(source, each.name) for each in LABEL_FIELDS if each.carried},
    )
    linked = [Change(source, changed(source, track_id=track))] if source.track_id is None else []
    return [*linked, Change(None, made)]


def _in_place(project: Project, label_id: int, suggestion: Suggestion, outline: Outline) -> list[Change]:
    label = project.labels(suggestion.frame_id)[label_id]
    made = changed(label, outline=outline)
    return [Change(label, made)] if made != label else []
