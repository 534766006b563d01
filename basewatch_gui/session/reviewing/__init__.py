"""Review while the program runs: states of labels, comments at places, and the checks."""
