"""Frames: their list, and checks of their files."""
