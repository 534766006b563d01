"""The open project while the program runs, with all that windows ask of it."""

from PySide6.QtCore import QObject

from basewatch_gui.geometry.outline import Outline
from basewatch_gui.model.label import Label
from basewatch_gui.session.comparing import Comparing
from basewatch_gui.session.frames.pyramids import Pyramids
from basewatch_gui.session.grid.labelling_grid import LabellingGrid
from basewatch_gui.session.jobs import Jobs
from basewatch_gui.session.labelling.heading import LastHeading
from basewatch_gui.session.labelling.naming import Naming
from basewatch_gui.session.looks.looks import Looks
from basewatch_gui.session.looks.saved import SavedLooks
from basewatch_gui.session.open_project import OpenProject
from basewatch_gui.session.registration.registering import Registering
from basewatch_gui.session.reviewing.checking import Checking
from basewatch_gui.session.reviewing.commenting import Commenting
from basewatch_gui.session.reviewing.reviewing import Reviewing
from basewatch_gui.session.suggesting.assisting import Assisting
from basewatch_gui.session.suggesting.suggestions import Suggestions
from basewatch_gui.session.tiles import TileStore
from basewatch_gui.session.view import View
from basewatch_gui.session.view_history import ViewHistory
from basewatch_gui.storage.project_file import ProjectFile


class Session(OpenProject):
    """The open project and one service for each subject; a service is given the services that it uses."""

    def __init__(self, file: ProjectFile, parent: QObject | None = None, author: str = "") -> None:
        super().__init__(file, parent, author)
        self.view = View(self)
        self.places = ViewHistory(self.view, file.display, file.project, self)
        self.comparing = Comparing(file.display, self)
        self.jobs = Jobs(self)
        self.tiles = TileStore(self)
        self.frame_file_changed.connect(self.tiles.close_frame)
        self.pyramids = Pyramids(self, self.tiles, self.jobs)
        self.looks = Looks(self, self.tiles)
        self.saved_looks = SavedLooks(self, self.tiles, self.looks)
        self.registering = Registering(self, self.jobs)
        self.labelling_grid = LabellingGrid(self)
        self.naming = Naming(self)
        self.last_heading = LastHeading(self.project)
        self.suggestions = Suggestions(self, self.naming)
        self.assisting = Assisting(self, self.jobs, self.tiles, self.suggestions, self.last_heading)
        self.reviewing = Reviewing(self)
        self.commenting = Commenting(self)
        self.checking = Checking(self, self.jobs, self.labelling_grid, self.reviewing)

    def open_frame(self, frame_id: int) -> None:
        """Open the frame's raster on a worker thread, unless it is open."""
        if self.tiles.frame(frame_id) is None:
            self.pyramids.open(frame_id)

    def new_label(self, frame_id: int, outline: Outline, category_id: int | None = None) -> Label:
        """Return a label of the chosen category, or of another one, with this outline, not yet in the project."""
        return self.naming.new_label(frame_id, outline, category_id)

    def close(self) -> None:
        """Stop all threads and close the file."""
        self.comparing.stop()
        self.checking.close()
        self.tiles.close()
        self.jobs.close()
        self.pyramids.close()
        self.looks.close()
        self.naming.close()
        self.file.close()
