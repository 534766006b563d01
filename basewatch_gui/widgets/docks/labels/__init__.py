"""The table of labels."""
