"""Shows slow work in the status bar: what, how far, how long still, and a way to stop it."""

from time import monotonic

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from basewatch_gui.session.jobs import Job, Jobs
from basewatch_gui.widgets.icons import icon

PATIENCE_MS = 400
"""Work that is done sooner shows nothing: a flash would only disturb."""
GUESS_FROM = 0.1
"""From this share on the time that is left can be guessed from the time that was taken."""


class JobProgress(QWidget):
    """One job at a time, the newest that runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job[object]] = []
        self._share = 0.0
        self._since = 0.0
        self.text = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(120, 8)
        self.stop = QToolButton(self)
        self.stop.setIcon(icon("close"))
        self.stop.setAutoRaise(True)
        self.stop.setFixedSize(16, 16)
        self.stop.setToolTip(self.tr("Stop this"))
        self.stop.setAccessibleName(self.tr("Stop this"))
        self.stop.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        for part in (self.text, self.bar, self.stop):
            layout.addWidget(part)
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._timer.timeout.connect(self._show_newest)
        self.hide()

    def watch(self, jobs: Jobs) -> None:
        """Show the jobs that are started here from now on."""
        jobs.started.connect(self._add)

    def _add(self, job: Job[object]) -> None:
        self._jobs.append(job)
        self._share, self._since = 0.0, monotonic()
        job.progressed.connect(lambda share: self._progress(job, share))
        job.ended.connect(lambda: self._remove(job))
        self._timer.start()

    def _remove(self, job: Job[object]) -> None:
        self._jobs = [other for other in self._jobs if other is not job]
        if self._jobs:
            self._show_newest()
        else:
            self._timer.stop()
            self.hide()

    def _progress(self, job: Job[object], share: float) -> None:
        if self._jobs and self._jobs[-1] is job:
            self._share = share
            if self.isVisible():
                self._show_newest()

    def _show_newest(self) -> None:
        if not self._jobs:
            return
        self.text.setText("  ".join(part for part in (self._jobs[-1].title, self._time_left()) if part))
        self.bar.setRange(0, 100 if self._share > 0 else 0)
        self.bar.setValue(round(self._share * 100))
        self.show()

    def _time_left(self) -> str:
        if self._share < GUESS_FROM:
            return ""
        left = (monotonic() - self._since) * (1 - self._share) / self._share
        return self.tr("about {seconds} s left").format(seconds=max(1, round(left)))

    def _cancel(self) -> None:
        for job in self._jobs[-1:]:
            job.cancel()
