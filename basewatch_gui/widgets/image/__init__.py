"""The dock Image: how the active frame is displayed."""
