import os
import subprocess
import sys
from pathlib import Path

import pytest

from basewatch_gui.imagery.environment import gdal_session

# isort: split
from tests.rasters import write_raster

ROOT = Path(__file__).parents[2]


def run(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the code in a fresh interpreter, where nothing has imported rasterio yet."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )


def test_drivers_that_reach_out_are_gone_and_the_wanted_are_there() -> None:
    code = """
from basewatch_gui.imagery.raster import open_raster
from basewatch_gui.imagery.environment import gdal_session
with gdal_session() as session:
    print(*session.drivers())
"""
    done = run(code, GDAL_SKIP="", PROJ_NETWORK="ON", GDAL_PAM_ENABLED="YES")
    drivers = set(done.stdout.split())
    assert not drivers & {"VRT", "WMS", "WMTS", "WCS", "HTTP", "STACIT", "EEDA", "PLMOSAIC", "GTI", "netCDF", "Zarr"}
    assert {"GTiff", "COG", "NITF", "TIL", "DIMAP", "SENTINEL2", "JP2OpenJPEG", "PNG", "JPEG", "BMP"} <= drivers
    assert done.stderr == ""


def test_overviews_beside_a_file_that_are_a_vrt_are_not_followed(tmp_path: Path) -> None:
    write_raster(tmp_path / "secret.tif", width=50, height=50)
    write_raster(tmp_path / "frame.tif", width=100, height=100)
    (tmp_path / "frame.tif.ovr").write_text(
        '<VRTDataset rasterXSize="50" rasterYSize="50"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
        f"<SourceFilename>{tmp_path / 'secret.tif'}</SourceFilename><SourceBand>1</SourceBand>"
        "</SimpleSource></VRTRasterBand></VRTDataset>"
    )
    code = """
import sys
from pathlib import Path
from basewatch_gui.imagery.raster import open_raster
print(open_raster(Path(sys.argv[1])).overview_sizes)
"""
    assert run(code, str(tmp_path / "frame.tif")).stdout == "()\n"


def test_settings_hold_whatever_the_shell_says() -> None:
    code = """
import os
import basewatch_gui.imagery.environment
print(*(os.environ[name] for name in (
    "GDAL_PAM_ENABLED", "GDAL_VRT_ENABLE_PYTHON", "GDAL_DRIVER_PATH", "PROJ_NETWORK",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "GDAL_CACHEMAX")))
"""
    done = run(code, GDAL_PAM_ENABLED="YES", GDAL_DRIVER_PATH="/opt", PROJ_NETWORK="ON", GDAL_CACHEMAX="4096")
    assert done.stdout.split() == ["NO", "NO", "disable", "OFF", "{none}", "24"]


def test_gdal_keeps_its_errors_from_stderr(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    import rasterio

    with gdal_session(), pytest.raises(rasterio.errors.RasterioIOError):
        rasterio.open(tmp_path / "gone.tif")
    assert capfd.readouterr().err == ""
