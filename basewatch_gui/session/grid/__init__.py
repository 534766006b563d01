"""LabellingGrid the ground: the labelling grid, the states of its cells, and the walk from cell to cell."""
