"""A label: one object on one frame, and the table of its fields."""

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Literal, TypeVar, get_args, get_type_hints

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.geometry.transform import XY
from basewatch_gui.model.attribute import Value
from basewatch_gui.model.category import IDENTIFICATIONS, OCCLUSIONS, UNKNOWN_STATE

Review = Literal["draft", "submitted", "approved", "rejected"]
REVIEWS: tuple[Review, ...] = get_args(Review)

KEYPOINTS = ("nose", "left tip", "tail", "right tip")
"""What `keypoints_px` are, in their order."""

Asked = Literal["text", "yes_no", "number", "date"]
"""How the query language compares a field."""

T = TypeVar("T")


def label_field(
    default: T,
    *,
    choices: tuple[str, ...] = (),
    copied: bool = True,
    carried: bool = False,
    pinnable: bool = False,
    asked: Asked | None = None,
) -> T:
    """Declare a field of Label by its default and by what LABEL_FIELDS says of it: see LabelField.

    The default is part of the project file, which leaves it out, so it never changes.
    """
    metadata = {"choices": choices, "copied": copied, "carried": carried, "pinnable": pinnable, "asked": asked}
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=metadata)  # type: ignore[return-value]
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Label:
    """One object on one frame: outline in frame pixels, category, attributes, author.

    `id` is COCO's annotation id, from 1, never reused; `uid` names the label for ever and everywhere. `created` and
    `modified` are UTC, `YYYY-MM-DDTHH:MM:SSZ`. `extra` holds attributes of other programs that BaseWatch does not know.
    `values` are those of the category's own attributes, by name. `locked` labels are not moved, reshaped or deleted by
    hand. `comment` is the reviewer's. `keypoints_px` are nose, left tip, tail and right tip, or ().

    Every field from `identification` on is written to the project file and to COCO, and read again, because of its line
    here.
    """

    id: int
    uid: str
    frame_id: int
    category_id: int
    outline: Outline
    identification: str = label_field("unassessed", choices=IDENTIFICATIONS, carried=True, pinnable=True, asked="text")
    state: str = label_field(UNKNOWN_STATE, pinnable=True, asked="text")
    occluded: str = label_field("none", choices=OCCLUSIONS, asked="text")
    alternates: tuple[int, ...] = label_field((), carried=True)
    designation: str = label_field("", carried=True, pinnable=True, asked="text")
    cues: tuple[str, ...] = label_field((), asked="text")
    note: str = label_field("", asked="text")
    is_crowd: bool = label_field(False)
    track_id: int | None = label_field(None, copied=False, asked="number")
    author: str = label_field("", copied=False, asked="text")
    created: str = label_field("", copied=False, asked="date")
    modified: str = label_field("", copied=False, asked="date")
    extra: dict[str, Any] = label_field({})
    values: dict[str, Value] = label_field({}, carried=True)
    locked: bool = label_field(False, copied=False, asked="yes_no")
    review: Review = label_field("draft", choices=REVIEWS, copied=False, asked="text")
    comment: str = label_field("", copied=False, asked="text")
    keypoints_px: tuple[XY, ...] = label_field(())


@dataclass(frozen=True, slots=True)
class LabelField:
    """One field of Label and what is done with it; `kind` is its type.

    `choices` are its values where they are fixed, else (): other ones are refused on import. A copy takes over what is
    `copied`. A label that is suggested by another date takes over what is `carried`: what the object is, not what it
    does or how it is seen. What is `pinnable` can stay from one new label of a category to the next. `asked` says how
    queries compare it; None where they can't ask for it.
    """

    name: str
    kind: Any
    default: Any
    choices: tuple[str, ...]
    copied: bool
    carried: bool
    pinnable: bool
    asked: Asked | None


def _label_fields() -> tuple[LabelField, ...]:
    kinds = get_type_hints(Label)
    return tuple(
        LabelField(each.name, kinds[each.name], {} if each.default is MISSING else each.default, **each.metadata)
        for each in fields(Label)
        if each.metadata
    )


LABEL_FIELDS = _label_fields()
"""The fields that are declared by `label_field`, in their order, which is also that in the files."""
