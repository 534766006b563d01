"""Turn pointer and key events in frame pixels into previews and edits. May import geometry and model; no Qt."""
