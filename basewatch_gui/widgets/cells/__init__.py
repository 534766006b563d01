"""The panel of cells: the map of what is covered, its counts, and how the grid is laid and walked."""
