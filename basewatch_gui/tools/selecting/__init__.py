"""Selecting labels, and moving, turning, reshaping and scaling them by the mouse."""
