"""The list of capabilities: one import and one line each.

Within a menu, actions stand in the order of this list.
"""

from basewatch_gui.widgets.assist.capability import ASSIST
from basewatch_gui.widgets.cache.capability import CACHE
from basewatch_gui.widgets.categories.capability import CATEGORIES
from basewatch_gui.widgets.cells.capability import CELLS
from basewatch_gui.widgets.checks.capability import CHECKS
from basewatch_gui.widgets.compare.capability import COMPARE
from basewatch_gui.widgets.details.capability import DETAILS
from basewatch_gui.widgets.drawing.capability import DRAWING
from basewatch_gui.widgets.editing.capability import EDITING
from basewatch_gui.widgets.export.capability import EXPORT
from basewatch_gui.widgets.frames.capability import FRAMES
from basewatch_gui.widgets.guidance.capability import GUIDANCE
from basewatch_gui.widgets.image.capability import IMAGE
from basewatch_gui.widgets.inspector.capability import INSPECTOR
from basewatch_gui.widgets.labels.capability import LABELS
from basewatch_gui.widgets.measure.capability import MEASURE
from basewatch_gui.widgets.panes.capability import PANES
from basewatch_gui.widgets.places.capability import PLACES
from basewatch_gui.widgets.program.capability import PROGRAM
from basewatch_gui.widgets.projects.capability import PROJECTS
from basewatch_gui.widgets.registration.capability import REGISTRATION
from basewatch_gui.widgets.review.capability import REVIEW
from basewatch_gui.widgets.suggest.capability import SUGGEST
from basewatch_gui.widgets.view.capability import VIEW
from basewatch_gui.widgets.workbench.capability import Capability

CAPABILITIES: tuple[Capability, ...] = (
    PROJECTS,
    EXPORT,
    CACHE,
    INSPECTOR,
    DRAWING,
    EDITING,
    SUGGEST,
    LABELS,
    CATEGORIES,
    MEASURE,
    ASSIST,
    IMAGE,
    VIEW,
    FRAMES,
    DETAILS,
    PANES,
    PLACES,
    COMPARE,
    REGISTRATION,
    CELLS,
    REVIEW,
    CHECKS,
    GUIDANCE,
    PROGRAM,
)
