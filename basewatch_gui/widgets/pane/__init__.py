"""One view onto one frame: its layers, its pointer events, and the row of panes."""
