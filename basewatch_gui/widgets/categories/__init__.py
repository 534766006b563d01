"""The dock Categories: choose, edit, and read about what a label can be."""
