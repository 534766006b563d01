"""Projects: create and open them, add frames, and the start page."""
