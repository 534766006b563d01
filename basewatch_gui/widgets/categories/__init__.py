"""Categories: list, type card, editor and keys."""
