"""Details: the metadata of one frame, where each value came from, and editing it."""
