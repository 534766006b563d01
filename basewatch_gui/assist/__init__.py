"""Help in drawing from the picture, by OpenCV and numpy: pixels and outlines in, outlines out. No files, no Qt."""
