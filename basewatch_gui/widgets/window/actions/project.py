"""Actions on the project and its files."""

from basewatch_gui.widgets.window.actions.row import Row, tr


def rows() -> tuple[Row, ...]:
    """The rows of the menu."""
    project = tr("&Project")
    return (
        Row("new_project", project, tr("New project…"), tr("Start an empty project in a file of its own."),
            "new-project", ("Ctrl+N",), needs_project=False),
        Row("open_project", project, tr("Open project…"), tr("Open a .basewatch file."),
            "open-project", ("Ctrl+Shift+O",), needs_project=False),
        Row("open_demo", project, tr("Open the demo"), tr("Open the synthetic air base on two dates."),
            needs_project=False),
        Row("open_frames", project, tr("Open frames…"), tr("Add satellite frames to the project."),
            "open-frames", ("Ctrl+O",), needs_project=False, separator=True),
        Row("open_folder", project, tr("Open folder…"),
            tr("Add satellite frames of a folder: choose from a list of what is in it."),
            "open-folder", ("Ctrl+Alt+O",), needs_project=False),
        Row("import_coco", project, tr("Import COCO…"), tr("Add the labels of a COCO file that BaseWatch wrote."),
            "import", separator=True),
        Row("export_coco", project, tr("Export COCO…"), tr("Write all labels as COCO JSON."),
            "export", ("Ctrl+Shift+E",)),
        Row("save_copy", project, tr("Save a copy…"),
            tr("Write a copy of the project. Your work itself is always saved.")),
        Row("cache", project, tr("Cache…"), tr("Show and empty what was prepared for viewing frames fast."),
            needs_project=False, separator=True),
        Row("quit", project, tr("Quit"), tr("Close BaseWatch. Everything is saved already."),
            keys=("Ctrl+Q",), needs_project=False, separator=True),
    )  # fmt: skip
