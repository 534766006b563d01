"""A scene of 4000 x 4000 px of half a metre, with the shipped categories."""

import pytest

from basewatch_gui.checks.frame_context import FrameContext
from basewatch_gui.geometry.outline import Outline
from basewatch_gui.model.frame import Frame, ground_map
from basewatch_gui.model.label import Label
from basewatch_gui.model.resources import shipped_categories


@pytest.fixture(scope="session")
def scene() -> FrameContext:
    frame = Frame(1, "a.tif", "f", 4000, 4000, 1, "uint16", "EPSG:32636",
                  (0.5, 0.0, 760_000.0, 0.0, -0.5, 3_923_000.0), 0.5)  # fmt: skip
    return FrameContext(frame, ground_map(frame, frame.plane), {each.id: each for each in shipped_categories()})


def label(number: int, outline: Outline, category_id: int = 2, **fields: object) -> Label:
    """A label of frame 1, an Il-76 unless another category is named."""
    return Label(number, f"uid-{number}", 1, category_id, outline, **fields)  # type: ignore[arg-type]
