"""The dock Review: progress, authors, and comments of the review."""
