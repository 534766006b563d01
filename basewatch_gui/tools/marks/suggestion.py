"""What the select tool does with a suggestion."""

from dataclasses import dataclass

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.model.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class SuggestionDeed:
    """A suggestion that was clicked, or accepted with another outline."""

    suggestion: Suggestion
    outline: Outline | None = None
