"""A frame: one raster taken at one time, as the project knows it; its pixels stay in its file."""

from dataclasses import dataclass, field
from math import hypot

from affine import Affine

from basewatch_gui.geometry.ground import GroundMap, GroundPlane, parse_crs, plane_of_frame, plane_of_rpc_frame
from basewatch_gui.geometry.rpc import Rpc
from basewatch_gui.geometry.transform import XY

Coefficients = tuple[float, float, float, float, float, float]
"""An affine as a, b, c, d, e, f: x' = a x + b y + c, y' = d x + e y + f."""

Origins = tuple[tuple[str, str], ...]
"""Pairs of a field's name and the words that say where its value came from."""

RPC_CRS = "EPSG:4326"
"""What an RPC leads to: longitude and latitude on WGS 84."""

IDENTITY: Coefficients = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a frame came from; what is unknown is None."""

    provider: str | None = None
    credit: str | None = None
    satellite: str | None = None
    catalog_id: str | None = None
    off_nadir_deg: float | None = None
    sun_elevation_deg: float | None = None
    sun_azimuth_deg: float | None = None
    url: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One raster taken at one time.

    `path` is relative to the project's folder (forward slashes) or absolute. `transform` leads from pixels to the
    CRS `crs_wkt`. `gsd_m` is the collected ground sample distance, `acquired` the time in UTC as
    `YYYY-MM-DDTHH:MM:SSZ`. `registration` acts in plane metres. `image` says which image of a file that holds several,
    from 1, or 0 for its only one. `parts` are further files, paths as `path` is, whose bands follow. `rpc` places a
    frame that has no transform. `origins` say of values, by the names of their fields, where each came from.
    `complete` says that all of it has been looked at.
    """

    id: int
    path: str
    fingerprint: str
    width: int
    height: int
    bands: int
    dtype: str
    crs_wkt: str | None = None
    transform: Coefficients | None = None
    gsd_m: float | None = None
    acquired: str | None = None
    source: Source = field(default_factory=Source)
    registration: Coefficients = IDENTITY
    reviewed: bool = False
    image: int = 0
    parts: tuple[str, ...] = ()
    rpc: Rpc | None = None
    origins: Origins = ()
    complete: bool = False

    @property
    def name(self) -> str:
        """The file's name, with the number of the image behind the first; of a Sentinel-2 product its folder's name."""
        *folders, name = self.path.replace("\\", "/").split("/")
        if folders and name.startswith("MTD_MSI"):
            return folders[-1]
        return f"{name} #{self.image}" if self.image > 1 else name

    @property
    def nudge_m(self) -> float:
        """Length of the registration's shift, in metres."""
        return hypot(self.registration[2], self.registration[5])

    @property
    def centre_px(self) -> XY:
        """The centre, in frame pixels."""
        return self.width / 2, self.height / 2

    @property
    def ground_facts(self) -> tuple[object, ...]:
        """What decides where the frame's pixels lie on the ground, and stays while the frame is only described."""
        return (self.width, self.height, self.crs_wkt, self.transform, self.rpc, self.gsd_m, self.registration)

    @property
    def plane(self) -> GroundPlane | None:
        """The ground plane centred on this frame, or None without a georeference that names a place on the Earth."""
        if self.crs_wkt is not None and self.transform is not None:
            return plane_of_frame(self.crs_wkt, Affine(*self.transform), self.width, self.height)
        return plane_of_rpc_frame(self.rpc, self.width, self.height) if self.rpc is not None else None


def ground_map(frame: Frame, plane: GroundPlane | None) -> GroundMap:
    """Return the map from the frame's pixels to the project's plane.

    A frame without a georeference lies about the plane's origin, its up to the north, a pixel as large as its GSD
    (1 m when that is unknown).
    """
    registration, has_gsd = Affine(*frame.registration), bool(frame.gsd_m)
    if plane is not None and frame.plane is not None:
        if frame.crs_wkt is not None and frame.transform is not None:
            return GroundMap(plane, parse_crs(frame.crs_wkt), Affine(*frame.transform), registration, has_gsd=has_gsd)
        return GroundMap(plane, parse_crs(RPC_CRS), Affine.identity(), registration, frame.rpc, has_gsd)
    size = frame.gsd_m or 1.0
    placed = Affine(size, 0.0, -size * frame.width / 2, 0.0, -size, size * frame.height / 2)
    return GroundMap(None, None, placed, registration, has_gsd=has_gsd)
