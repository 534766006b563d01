"""The dock Registration: tie points, the automatic proposal, preview and nudge."""
