"""What a drag means: pointer in frame pixels to preview and edit. May import geometry and model, and no Qt."""
