"""Tools that draw outlines."""
