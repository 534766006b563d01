"""What the panes look at: zoom, turn, lock, hide labels."""
