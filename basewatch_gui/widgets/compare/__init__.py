"""Comparing two dates in one pane: blink, swipe, fade, difference."""
