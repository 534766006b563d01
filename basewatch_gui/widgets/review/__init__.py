"""Review: progress, authors, decisions and comments."""
