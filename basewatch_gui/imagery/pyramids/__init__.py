"""Levels that a file lacks or stores slowly: whether they are needed, how they are made, and where they are stored."""
