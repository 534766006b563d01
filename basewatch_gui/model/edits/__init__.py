"""Makers of edits: each takes what the project holds and returns the edit of one user action, without doing it."""
