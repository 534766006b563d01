"""Importing and exporting labels: asks for files and folders, shows what was written."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from basewatch_gui.exchange.formats import ExportReport, LabelFormat
from basewatch_gui.widgets.fields.save_dialog import ask_save_path
from basewatch_gui.widgets.texts import frames_text, labels_text
from basewatch_gui.widgets.workbench.workspace import Workspace


class LabelFiles(QObject):
    """Imports label files into the open project and exports its labels, in any registered format."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._shell = workspace.shell
        self._session = workspace.session

    def import_from(self, label_format: LabelFormat) -> None:
        """Ask for a file of this format and add what it holds, in one edit."""
        title = self.tr("Import {format}").format(format=label_format.title)
        name, _ = QFileDialog.getOpenFileName(self._shell.widget, title, "", file_filter(label_format))
        if not name:
            return
        file = self._session.file
        edit = label_format.import_(file.project, file.path.parent, Path(name), file)
        self._session.do(edit)
        count = labels_text(len(edit.label_changes))
        self._shell.show_message(self.tr("Imported {labels} from {name}.").format(labels=count, name=Path(name).name))

    def export_as(self, label_format: LabelFormat) -> None:
        """Ask for a folder or a file and write all labels into it in this format."""
        start, window = self._session.file.path.parent, self._shell.widget
        out: Path | None
        if label_format.out == "folder":
            title = self.tr("Export {format} into a folder").format(format=label_format.title)
            name = QFileDialog.getExistingDirectory(window, title, str(start))
            out = Path(name) if name else None
        else:
            title = self.tr("Export {format}").format(format=label_format.title)
            suffix = label_format.patterns[0].removeprefix("*")
            out = ask_save_path(window, title, start, file_filter(label_format), suffix)
        if out is not None:
            self.export_to(label_format, out)

    def export_to(self, label_format: LabelFormat, out: Path) -> None:
        """Write all labels into a folder or file in this format and show what was written."""
        report = label_format.export(self._session.project, self._session.file.path.parent, out)
        folder = out if label_format.out == "folder" else out.parent
        show = (self.tr("Open folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        self._shell.show_message(self._report_text(report), [show])

    def _report_text(self, report: ExportReport) -> str:
        text = self.tr("Exported {labels} on {frames} to {path}.").format(
            labels=labels_text(report.labels), frames=frames_text(report.frames), path=report.path
        )
        if report.counts:
            text += "  " + ", ".join(f"{name} {count}" for name, count in report.counts.items()) + "."
        if report.truncated:
            text += self.tr(" {count} leave their frame and are clipped.").format(count=report.truncated)
        if report.outside:
            text += self.tr(" {count} of them lie wholly outside.").format(count=report.outside)
        return text


def file_filter(label_format: LabelFormat) -> str:
    """Return the filter of file dialogs for a format, as `COCO JSON (*.json)`."""
    return f"{label_format.writes or label_format.title} ({' '.join(label_format.patterns)})"
