from dataclasses import dataclass

import pytest

from basewatch_gui.tools.context import Result
from tests.widgets.pane.conftest import Scene


class Ask:
    """What a toy tool requests."""


@dataclass(frozen=True)
class AskForPlace(Ask):
    """One kind of it."""

    name: str


def test_a_request_reaches_the_service_that_handles_its_kind(scene: Scene) -> None:
    heard: list[tuple[int, Ask]] = []
    scene.host.handle(Ask, lambda frame_id, request: heard.append((frame_id, request)))
    scene.host.send(2, lambda _tool, _context: Result(request=AskForPlace("apron")))
    assert heard == [(2, AskForPlace("apron"))]


def test_a_request_that_nobody_handles_is_a_fault_of_the_program(scene: Scene) -> None:
    with pytest.raises(TypeError, match="AskForPlace"):
        scene.host.send(1, lambda _tool, _context: Result(request=AskForPlace("apron")))
