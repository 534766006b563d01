"""Checks: findings on the labels of the shown frames."""
