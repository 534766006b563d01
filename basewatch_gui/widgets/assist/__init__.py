"""Help from the picture: snapping, cutting out, finding more like a label, flooding."""
