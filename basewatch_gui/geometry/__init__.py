"""Compute with numbers only: outlines, transforms, ground maps, views. May import numpy, shapely, pyproj, affine."""
