"""Labels made and changed: what every maker of edits on labels uses."""

import os
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Protocol

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.geometry.reshape import carry_points
from basewatch_gui.model.label import Label


class NewIds(Protocol):
    """Source of ids that nothing in the project has had before; `ProjectFile` is one."""

    def new_frame_id(self) -> int:
        """Take the next id of a frame."""

    def new_label_id(self) -> int:
        """Take the next id of a label."""

    def new_category_id(self) -> int:
        """Take the next id of a category added by a user."""

    def new_record_id(self) -> int:
        """Take the next id of a grid, comment, waiver or other record that has no ids of its own kind."""

    def new_track_id(self) -> int:
        """Take the next id of a track."""


def new_label(ids: NewIds, author: str, frame_id: int, outline: Outline, category_id: int, **fields: Any) -> Label:
    """Return a label created now that is not yet in the project; `fields` are what it is beyond the usual."""
    now = utc_now()
    return Label(
        id=ids.new_label_id(),
        uid=uuid.uuid4().hex,
        frame_id=frame_id,
        category_id=category_id,
        outline=outline,
        author=author,
        created=now,
        modified=now,
        **fields,
    )


def changed(label: Label, **changes: Any) -> Label:
    """Return the label with these fields changed and `modified` set to now; the label itself where nothing differs.

    Keypoints go with the outline unless they are given too.
    """
    if label.keypoints_px and "outline" in changes and "keypoints_px" not in changes:
        changes["keypoints_px"] = carry_points(label.keypoints_px, label.outline, changes["outline"])
    if all(getattr(label, name) == value for name, value in changes.items()):
        return label
    return replace(label, **({"modified": utc_now()} | changes))


def utc_now() -> str:
    """Return the time in UTC as `YYYY-MM-DDTHH:MM:SSZ`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_uids(count: int) -> list[str]:
    """Return `count` uids of labels, as `uuid.uuid4().hex` makes them; the system is asked for random bytes once."""
    random = os.urandom(16 * count)
    return [uuid.UUID(bytes=random[at : at + 16], version=4).hex for at in range(0, len(random), 16)]
