"""Help in drawing, by OpenCV and numpy: pixels and outlines in, outlines out."""
