"""Changing labels by command: undo, copy, select, turn, align, lock, merge."""
