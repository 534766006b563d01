"""A label changed, with the time of its change."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from basewatch_gui.geometry.reshape import carried
from basewatch_gui.model.label import Label


def changed(label: Label, **changes: Any) -> Label:
    """The label with these fields changed and its time of change set; the label itself where nothing differs.

    Keypoints go with the outline.
    """
    if label.keypoints_px and "outline" in changes and "keypoints_px" not in changes:
        changes["keypoints_px"] = carried(label.keypoints_px, label.outline, changes["outline"])
    made = replace(label, **changes)
    return label if made == label else replace(made, modified=utc_now())


def utc_now() -> str:
    """The time in UTC as `YYYY-MM-DDTHH:MM:SSZ`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
