"""Raster file to tile to display pixel: the only place for rasterio and OpenCV. May import geometry and model."""
