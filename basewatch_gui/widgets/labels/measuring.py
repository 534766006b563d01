"""The measures of many labels, taken on a worker thread."""

from PySide6.QtCore import QObject, Signal

from basewatch_gui.model.label import Label
from basewatch_gui.model.measures import Measures, measure
from basewatch_gui.session.jobs import Progress
from basewatch_gui.session.session import Session
from basewatch_gui.widgets.labels.label_table import LabelTable

IN_A_ROW = 2000


class Measuring(QObject):
    """Has the labels of a table measured by a job when it asks for that, and finds and sorts again after it."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, model: LabelTable, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self.running = False
        model.measuring_asked.connect(self._start)

    def _start(self) -> None:
        if self.running:
            return
        self.running = True
        work = [
            (labels[at : at + IN_A_ROW], self._session.project.ground_map(frame_id))
            for frame_id, labels in self._model.columns.unmeasured().items()
            for at in range(0, len(labels), IN_A_ROW)
        ]

        def measured(progress: Progress) -> list[tuple[list[Label], list[Measures]]]:
            made = []
            for number, (labels, ground) in enumerate(work):
                progress(number / len(work))
                made.append((labels, measure([label.outline for label in labels], ground)))
            return made

        job = self._session.jobs.run(self.tr("Measuring labels"), measured, self._store_measures, self.failed.emit)
        job.ended.connect(self._end)

    def _store_measures(self, made: list[tuple[list[Label], list[Measures]]]) -> None:
        for labels, measures in made:
            self._model.texts.measures.add(labels, measures)
        self.running = False
        self._model.fill()

    def _end(self) -> None:
        self.running = False
        self.changed.emit()
