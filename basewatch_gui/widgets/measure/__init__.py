"""Measuring lengths, areas and heights."""
