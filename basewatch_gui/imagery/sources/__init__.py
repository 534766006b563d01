"""Where a raster comes from: which files are opened, safely, which bands they hold and where they lie on the Earth."""
