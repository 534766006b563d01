"""Image: how the active pane's frame is displayed."""
