"""The tools that draw outlines point by point."""
