"""The frames' files while the program runs: found, prepared, opened."""
