"""Opening frames: looking at what was named or dropped, asking where it can be read in several ways."""
