"""Suggestions: made from patterns, from other dates and from the picture, placed on frames, and settled."""
