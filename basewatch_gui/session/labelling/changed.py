"""A label changed, with the time of its change, and what names new ones."""

import os
import uuid
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
    if all(getattr(label, name) == value for name, value in changes.items()):
        return label
    return replace(label, **({"modified": utc_now()} | changes))


def utc_now() -> str:
    """The time in UTC as `YYYY-MM-DDTHH:MM:SSZ`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_uids(count: int) -> list[str]:
    """So many names for labels, as `uuid.uuid4().hex` gives them; the system is asked for chance once, not for each."""
    chance = os.urandom(16 * count)
    return [uuid.UUID(bytes=chance[at : at + 16], version=4).hex for at in range(0, len(chance), 16)]
