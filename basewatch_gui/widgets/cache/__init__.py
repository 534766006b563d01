"""The window of the cache of pyramids."""
