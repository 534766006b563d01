"""Raster file to tile to display pixel: the only place for rasterio, and for OpenCV beside `assist`.

A user's file is handed to GDAL in `sources/dataset.py` alone, after its checks, and its pixels are given out by
`raster.open_raster` alone; `sources/images.py` lists the images of a file. What the program itself wrote (pyramids, the
demo) is opened where it is written. Small files beside a raster are read without GDAL: `facts/sidecar.py`,
`sources/georeference.py`, `sources/tiff_header.py`. May import geometry and model.
"""
