"""The dock Checks: what looks wrong in the labels of a frame."""
