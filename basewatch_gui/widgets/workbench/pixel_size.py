"""Asking for the size of a pixel, where no file has it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QInputDialog

from basewatch_gui.model.edit import replaced
from basewatch_gui.widgets.workbench.shell import Shell


def ask_pixel_size(shell: Shell, frame_ids: Sequence[int]) -> None:
    """Ask how large a pixel of these frames is on the ground; nothing changes where nobody knows."""
    session, tr = shell.session, shell.widget.tr
    if session is None:
        return
    frames = [session.project.frames[key] for key in frame_ids if key in session.project.frames]
    text = tr("Size of a pixel on the ground, in metres (cancel if unknown):")
    metres, known = QInputDialog.getDouble(shell.widget, tr("Pixel size"), text, 0.5, 0.001, 10_000.0, 3)
    if known:
        session.do(replaced("edit frame", [(frame, replace(frame, gsd_m=metres)) for frame in frames]))
