"""Numbers only: outlines, transforms, ground plane, viewpoints, pyramids. May import numpy, shapely, pyproj, affine."""
