"""Labels: the table of labels with its query line."""
