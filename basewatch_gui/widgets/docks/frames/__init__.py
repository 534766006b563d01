"""The list of frames."""
