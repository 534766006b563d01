"""Which service of the session handles what the tools request."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from basewatch_gui.session.session import Session
from basewatch_gui.tools.area import AreaRequest
from basewatch_gui.tools.comment import PinRequest
from basewatch_gui.tools.selecting.drags import SuggestionRequest
from basewatch_gui.tools.shapes.flood import FloodRequest
from basewatch_gui.tools.ties import TieRequest

RequestHandler = Callable[[int, Any], object]
"""Carries out a request on the frame with this id."""


def request_handlers(session: Session) -> dict[type[Any], RequestHandler]:
    """Return the handlers of the session's services, by the type of request."""

    def settle(_frame_id: int, request: SuggestionRequest) -> None:
        session.suggestions.choose(request.suggestion)
        if request.outline is not None:
            session.suggestions.accept(request.outline)

    def flood(frame_id: int, request: FloodRequest) -> None:
        title = QCoreApplication.translate("Assisting", "Flooding")
        session.assisting.flood(title, frame_id, request.seed_px, request.tolerance)

    return {
        TieRequest: session.registering.ties.carry_out,
        AreaRequest: lambda frame_id, request: session.labelling_grid.restrict_to_area(frame_id, request.area_px),
        PinRequest: session.commenting.carry_out,
        SuggestionRequest: settle,
        FloodRequest: flood,
    }
