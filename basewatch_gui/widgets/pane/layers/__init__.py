"""What a pane paints, one layer each."""
