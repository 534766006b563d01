"""What stands where on the demo air base, at each of its two dates.

The base is an invention. Its own axes are u along the runway and v to the left of it, in metres from its middle.
"""

from dataclasses import dataclass
from math import cos, radians, sin, tan

from affine import Affine

from basewatch_gui.geometry.ground import GroundPlane
from basewatch_gui.geometry.transform import XY, Points, apply

BASE_PLANE = GroundPlane(35.95, 35.40)
"""The plane that the base is laid out in."""

RUNWAY_BEARING_DEG = 78.0


@dataclass(frozen=True, slots=True)
class Sun:
    """Position of the sun, in degrees above the horizon and clockwise from north."""

    elevation_deg: float
    azimuth_deg: float

    @property
    def shadow_m(self) -> XY:
        """The end of the shadow of an upright pole 1 m tall, east and north of its foot."""
        length = 1.0 / tan(radians(self.elevation_deg))
        return (-length * sin(radians(self.azimuth_deg)), -length * cos(radians(self.azimuth_deg)))


@dataclass(frozen=True, slots=True)
class SceneObject:
    """One object to be labelled, by its box's middle; `uid` is the same at both dates when it is the same object."""

    uid: str
    category_id: int
    silhouette: str
    u_m: float
    v_m: float
    heading_true_deg: float
    state: str
    livery: str

    @property
    def at_m(self) -> XY:
        """Its middle in the plane."""
        return base_to_plane(self.u_m, self.v_m)


def base_to_plane(u_m: float, v_m: float) -> XY:
    """Transform one place from the base's own axes to the plane: metres east and north."""
    along = radians(RUNWAY_BEARING_DEG)
    return (u_m * sin(along) - v_m * cos(along), u_m * cos(along) + v_m * sin(along))


def base_points_to_plane(points_uv: Points) -> Points:
    """Transform places from the base's own axes to the plane, (N, 2) to (N, 2)."""
    (ux, uy), (vx, vy) = base_to_plane(1.0, 0.0), base_to_plane(0.0, 1.0)
    return apply(Affine(ux, vx, 0.0, uy, vy, 0.0), points_uv)


def _aircraft(uid: str, kind: int, u: float, v: float, heading: float, state: str = "in service") -> SceneObject:
    name = {1: "an-124", 2: "il-76", 3: "an-32", 4: "an-72", 5: "ka-52", 6: "other-transport"}[kind]
    if state == "nose open":
        name += "-nose-open"
    if state == "being dismantled":
        name += "-rotors-off"
    livery = {1: "white", 2: "light grey", 3: "grey", 4: "white", 5: "dark", 6: "grey"}[kind]
    return SceneObject(uid, kind, name, u, v, heading % 360.0, state, livery)


def _component(uid: str, kind: int, u: float, v: float, heading: float, state: str) -> SceneObject:
    name = {
        20: "s-400-launcher",
        21: "s-400-engagement-radar",
        22: "s-400-acquisition-radar",
        24: "s-400-command-post",
        27: "s-400-support-vehicle",
    }[kind]
    if kind == 20 and state == "deployed":
        name += "-deployed"
    return SceneObject(uid, kind, name, u, v, heading % 360.0, state, "olive")


_STAY = (
    _aircraft("il-76 1", 2, -150.0, -88.0, 168.4),
    _aircraft("an-32 1", 3, 372.0, -96.0, 171.0),
    _aircraft("an-32 2", 3, 416.0, -93.5, 164.5),
    _aircraft("an-12 1", 6, 556.0, -92.0, 169.5),
    _aircraft("ka-52 1", 5, 372.0, -166.0, 92.0),
    _component("support 5", 27, -268.0, 428.0, 310.0, "deployed"),
)

FIRST_DATE_OBJECTS = (
    *_STAY,
    _aircraft("an-124 1", 1, -392.0, -82.0, 166.5, "nose open"),
    _aircraft("an-124 2", 1, -286.0, -78.0, 170.0),
    _aircraft("il-76 2", 2, -72.0, -92.0, 164.0),
    _aircraft("an-72 1", 4, 470.0, -94.0, 176.0),
    _aircraft("ka-52 2", 5, 404.0, -165.0, 101.0),
    _component("launcher 1", 20, -188.0, 560.0, 22.0, "deployed"),
    _component("launcher 2", 20, -92.0, 604.0, 341.0, "deployed"),
    _component("launcher 3", 20, 16.0, 566.0, 318.0, "deployed"),
    _component("engagement radar", 21, -86.0, 520.0, 352.0, "deployed"),
    _component("acquisition radar", 22, -20.0, 472.0, 35.0, "deployed"),
    _component("command post", 24, -134.0, 470.0, 81.0, "deployed"),
    _component("support 1", 27, -152.0, 452.0, 84.0, "deployed"),
    _component("support 2", 27, -108.0, 448.0, 172.0, "deployed"),
    _component("support 3", 27, -52.0, 512.0, 265.0, "deployed"),
    _component("support 4", 27, 6.0, 486.0, 128.0, "deployed"),
)

SECOND_DATE_OBJECTS = (
    *_STAY,
    _aircraft("an-124 1", 1, -392.0, -82.0, 166.5, "nose open"),
    _aircraft("il-76 2", 2, -72.0, -92.0, 164.0, "ramp open"),
    _aircraft("il-76 3", 2, 8.0, -90.0, 170.5),
    _aircraft("il-76 4", 2, 86.0, -87.0, 161.0),
    _aircraft("il-76 5", 2, 162.0, -95.0, 255.0),
    _aircraft("an-72 1", 4, 604.0, -128.0, 262.0),
    _aircraft("ka-52 2", 5, 404.0, -165.0, 101.0, "being dismantled"),
    _component("launcher 1", 20, -296.0, -152.0, 258.0, "packed for transport"),
    _component("launcher 2", 20, -279.0, -151.6, 257.6, "packed for transport"),
    _component("launcher 3", 20, -262.2, -151.8, 258.3, "packed for transport"),
    _component("engagement radar", 21, -244.0, -151.5, 258.0, "packed for transport"),
    _component("acquisition radar", 22, -334.0, -150.0, 258.5, "packed for transport"),
    _component("command post", 24, -228.0, -151.0, 258.0, "packed for transport"),
    _component("support 1", 27, -214.0, -151.2, 257.0, "packed for transport"),
    _component("support 2", 27, -202.5, -151.0, 259.0, "packed for transport"),
    _component("support 3", 27, -134.0, 470.0, 81.0, "travelling"),
    _component("support 4", 27, -18.0, 372.0, 168.0, "travelling"),
)
"""Since the first date three Il-76 have come, an An-124 has left, an An-72 has moved, a Ka-52 is being taken apart and
the battery stands in line on the apron."""
