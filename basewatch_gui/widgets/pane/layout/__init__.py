"""How panes lie in the window, in windows of their own, and how frames are dragged to them."""
