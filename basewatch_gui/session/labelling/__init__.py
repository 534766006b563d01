"""Labelling while the program runs: what tools are told, labels as arrays, suggestions."""
