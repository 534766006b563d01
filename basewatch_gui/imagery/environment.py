"""GDAL and PROJ shut off from the network and from writing beside files; imported before rasterio by every module.

GDAL reads GDAL_SKIP and GDAL_DRIVER_PATH once, as it registers its drivers at the first use of rasterio:
`Env(GDAL_SKIP=...)` comes too late (checked with rasterio 1.4.4). So this module sets the environment and then imports
rasterio, and whoever imports rasterio imports this module above it, with an `isort: split` that keeps the order.
"""

import logging
import os
import warnings

# Drivers that reach the network or open what a small text file names. GDAL opens sidecars (.ovr, .msk) and the tiles
# of a product with any driver it has, so an allow-list at the open alone would not keep these out.
_UNSAFE_DRIVERS = (
    *("VRT", "GTI", "DERIVED", "HTTP", "WMS", "WMTS", "WCS", "OGCAPI", "EEDA", "EEDAI", "PLMOSAIC", "DAAS", "NGW"),
    *("STACIT", "STACTA", "MRF", "ESRIC", "Zarr", "netCDF", "HDF5", "HDF5Image", "GPKG", "MBTiles", "SQLite"),
    *("Rasterlite", "KMLSUPEROVERLAY", "PDF"),
)
_SETTINGS = {
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "CPL_VSIL_CURL_USE_HEAD": "NO",
    "GDAL_CACHEMAX": "24",
    "GDAL_DRIVER_PATH": "disable",
    "GDAL_PAM_ENABLED": "NO",
    "GDAL_VRT_ENABLE_PYTHON": "NO",
    "GDAL_VRT_ENABLE_RAWRASTERBAND": "NO",
    "PROJ_NETWORK": "OFF",
    "GDAL_SKIP": ",".join(_UNSAFE_DRIVERS),
}

os.environ.update(_SETTINGS)

import rasterio  # noqa: E402
from rasterio._err import CPLE_BaseError  # noqa: E402
from rasterio.crs import CRS  # noqa: E402
from rasterio.errors import CRSError, NotGeoreferencedWarning, RasterioError  # noqa: E402
from rasterio.io import MemoryFile  # noqa: E402
from rasterio.session import DummySession  # noqa: E402

GDAL_FAULTS = (RasterioError, CPLE_BaseError, CRSError, UnicodeError, OSError)
"""Exceptions that GDAL's work on a broken file raises; UnicodeError for names and metadata that are no text."""

# Every session logs which of the unsafe drivers this GDAL never had, and GDAL's faults, which are raised as well.
logging.getLogger("rasterio._env").setLevel(logging.ERROR)

_UNWANTED = ("ignore", None, NotGeoreferencedWarning, None, 0)


def warm_up_proj() -> None:
    """Set up this thread's own PROJ context, within a session: the first CRS read would else take 10 to 30 ms."""
    with MemoryFile() as file:
        with file.open(driver="GTiff", width=1, height=1, count=1, dtype="uint8", crs=CRS.from_epsg(32601)):
            pass
        with file.open():
            pass


def gdal_session() -> rasterio.Env:
    """Return the context in which this thread may use GDAL; without it GDAL writes its errors to stderr.

    Entering it takes some 50 us.
    """
    # A frame without georeference is no fault. Python's catch_warnings is not safe in threads; a lasting filter is.
    if _UNWANTED not in warnings.filters:
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
    return rasterio.Env(session=DummySession())
