"""Two frames in one pane: blink, flicker, swipe, fade and difference."""
