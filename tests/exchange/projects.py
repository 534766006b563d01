"""Projects for the tests of this folder: random ones, a fixed one, and an empty one to import into."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from pathlib import Path

from hypothesis import strategies as st

from basewatch_gui.geometry.outline import Box, OrientedBox, Point, Polygon
from basewatch_gui.model.attribute import Attribute
from basewatch_gui.model.category import Category, LookAlike
from basewatch_gui.model.frame import Frame, Source
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project
from basewatch_gui.model.records import Cell, Comment, Grid, Observation, Record, Waiver
from tests import strategies

UTM_36N = (
    'PROJCS["WGS 84 / UTM zone 36N",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",33],PARAMETER["scale_factor",0.9996],'
    'PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1],AUTHORITY["EPSG","32636"]]'
)


def project_of(
    frames: Iterable[Frame] = (),
    categories: Iterable[Category] = (),
    labels: Iterable[Label] = (),
    records: Iterable[Record] = (),
) -> Project:
    """A project in memory."""
    held = list(labels)
    return Project(
        frames, categories, lambda frame_id: [label for label in held if label.frame_id == frame_id], records
    )


class Ids:
    """New ids of every kind, from these on."""

    def __init__(self, first: int = 1, labels: int | None = None, records: int | None = None) -> None:
        self.new_frame_id = count(first).__next__
        self.new_category_id = count(first).__next__
        self.new_label_id = count(first if labels is None else labels).__next__
        self.new_track_id = count(first).__next__
        self.new_record_id = count(first if records is None else records).__next__


def contents(project: Project) -> tuple[dict[int, Frame], dict[int, Category], dict[int, Label]]:
    """The frames, categories and labels that a project holds, by id."""
    return project.frames, project.categories, {label.id: label for label in project.all_labels()}


def records(project: Project) -> dict[int, Record]:
    """The records that a project holds, by id."""
    tables = (project.grids, project.cells, project.comments, project.waivers, project.observations)
    return {key: record for table in tables for key, record in table.items()}


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Projects of up to three frames, below the folder or elsewhere, with up to six labels and records of any kind."""
    frames = draw(
        st.lists(strategies.frames(), max_size=3, unique_by=(lambda frame: frame.id, lambda frame: frame.path))
    )
    categories = draw(st.lists(strategies.categories(), min_size=1, max_size=3, unique_by=lambda category: category.id))
    labels: list[Label] = []
    if frames:
        known = st.sampled_from([category.id for category in categories])
        on_frames = strategies.labels(
            frame_ids=st.sampled_from([frame.id for frame in frames]),
            category_numbers=known,
            shapes=strategies.outlines(draw(st.sampled_from([200.0, 10_000.0]))),
        )
        unique = (lambda label: label.id, lambda label: label.uid)
        labels = draw(st.lists(on_frames, max_size=6, unique_by=unique))
    kept = draw(strategies.record_lists(frames, labels))
    placed = [
        replace(frame, path=elsewhere(number) if draw(st.booleans()) else f"frames/{number}/{frame.name}")
        for number, frame in enumerate(frames)
    ]
    return project_of(placed, categories, labels, kept)


def elsewhere(number: int) -> str:
    """The absolute path of a frame outside every test's folder; nothing is there."""
    return Path(f"/elsewhere/{number}.tif").absolute().as_posix()


def fixed_project() -> Project:
    """Every kind of label on a georeferenced frame, and a frame without labels of which little is known."""
    airfield = Frame(
        id=1,
        path="frames/hmeymim_2024-12-13.tif",
        fingerprint="00ff",
        width=1000,
        height=800,
        bands=1,
        dtype="uint16",
        crs_wkt=UTM_36N,
        transform=(0.5, 0.0, 766_000.0, 0.0, -0.5, 3_922_000.0),
        gsd_m=0.5,
        acquired="2024-12-13T08:21:00Z",
        source=Source(provider="Example Imaging", credit="© 2024 Приклад", off_nadir_deg=12.5),
        registration=(1.0, 0.0, 3.0, 0.0, 1.0, -4.0),
        reviewed=True,
    )
    screenshot = Frame(
        id=7, path="frames/screenshot.png", fingerprint="11", width=640, height=480, bands=3, dtype="uint8"
    )
    square = ((600.0, 100.0), (640.0, 100.0), (640.0, 140.0), (600.0, 140.0))
    hole = ((610.0, 110.0), (630.0, 110.0), (630.0, 130.0), (610.0, 130.0))
    triangle = ((10.0, 700.0), (60.0, 700.0), (10.0, 760.0))
    other_triangle = ((700.0, 300.0), (750.0, 300.0), (720.0, 340.125))
    labels = [
        _described(),
        Label(4, "u-4", 1, 20, Box(980.0, 20.25, 1020.0, 60.25), occluded="partly"),
        Label(5, "u-5", 1, 20, Polygon((square, hole)), designation="5P85TE2"),
        Label(6, "u-6", 1, 20, Polygon((triangle,)), is_crowd=True),
        Label(8, "u-8", 1, 20, Point((500.5, 400.25))),
        Label(9, "u-9", 1, 20, Box(-50.0, 10.0, -20.0, 30.0)),
        Label(10, "u-10", 1, 20, Polygon((other_triangle,))),
    ]
    remarks: list[Record] = [
        Grid(1, None, 250.0, area=((0.0, 0.0), (500.0, 0.0), (0.0, 500.0))),
        Grid(2, 1, 512.0, 64.0),
        Cell(3, 2, 1, 0, 1, "second look"),
        Comment(4, 7, (12.5, 30.0), "Same apron as on the 13th?", "ben", "2024-12-14T12:00:00Z"),
        Waiver(5, 1, "outside", (9,), "kept for the record", "anna"),
        Observation(6, 7, 3, "departed"),
    ]
    return project_of([airfield, screenshot], _categories(), labels, remarks)


def _categories() -> list[Category]:
    return [
        Category(
            1,
            "An-124",
            "transport aircraft",
            69.1,
            73.3,
            "V",
            states=("unknown", "nose open"),
            attributes=(
                Attribute("load", "choice", ("none", "vehicles"), "none", sticky=True),
                Attribute("engines running", "yes_no", required=True),
            ),
            look_alikes=(LookAlike("An-22", "four turboprops", span_m=64.4, mark="U"),),
            rank=2,
        ),
        Category(20, "S-400 launcher", "air-defence component", designations=("5P85TE2",), dash="dot", rank=1),
    ]


def _described() -> Label:
    return Label(
        id=3,
        uid="u-3",
        frame_id=1,
        category_id=1,
        outline=OrientedBox((300.0, 200.0), 138.2, 146.6, 45.0),
        identification="confirmed",
        state="nose open",
        alternates=(20,),
        cues=("T-tail",),
        note="ready to load",
        track_id=5,
        author="anna",
        created="2024-12-14T10:00:00Z",
        modified="2024-12-14T11:30:00Z",
        extra={"shape": "a foreign word", "confidence": 0.75},
        values={"load": "vehicles", "engines running": True},
        locked=True,
        review="rejected",
        comment="the nose is closed",
        keypoints_px=((350.0, 150.0), (250.125, 150.0), (-0.5, 250.0), (351.0, 250.0)),
    )
