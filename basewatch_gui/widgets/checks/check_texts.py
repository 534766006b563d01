"""Texts of the checks: their names, severities and what they found."""

from PySide6.QtCore import QCoreApplication

from basewatch_gui.checks.finding import Finding
from basewatch_gui.model.label import Label
from basewatch_gui.model.project import Project

_tr = QCoreApplication.translate


def check_name(check: str) -> str:
    """Return the name of a check."""
    names = {
        "duplicate": _tr("Checks", "Drawn twice"),
        "overlap": _tr("Checks", "Overlap"),
        "outside": _tr("Checks", "Outside the frame"),
        "size": _tr("Checks", "Size"),
        "heading": _tr("Checks", "Heading"),
        "attribute": _tr("Checks", "Attributes"),
        "cells": _tr("Checks", "Cells"),
        "identification": _tr("Checks", "Identification"),
    }
    return names[check]


def severity_name(severity: str) -> str:
    """Return the name of a severity, or of "waived"."""
    names = {
        "error": _tr("Checks", "Errors"),
        "warning": _tr("Checks", "Warnings"),
        "hint": _tr("Checks", "Hints"),
        "waived": _tr("Checks", "Let pass"),
    }
    return names[severity]


def finding_text(finding: Finding, project: Project) -> str:
    """Return a short sentence that describes a finding."""
    held = project.labels(finding.frame_id) if finding.frame_id in project.frames else {}
    labels = [held[key] for key in finding.label_ids if key in held]
    names = [category_name(label, project) for label in labels] or [_tr("Checks", "a label that is gone")]
    return _sentence(finding).format(*names, *finding.values)


def category_name(label: Label, project: Project) -> str:
    """Return the name of a label's category."""
    category = project.categories.get(label.category_id)
    return category.name if category is not None else _tr("Checks", "unknown category")


def _sentence(finding: Finding) -> str:
    return {
        ("duplicate", "twice"): _tr("Checks", "{0} is drawn twice"),
        ("overlap", "overlap"): _tr("Checks", "{2} % overlap: {0}, {1}"),
        ("overlap", "inside"): _tr("Checks", "One inside the other: {0}, {1}"),
        ("outside", "gone"): _tr("Checks", "{0} lies outside the frame"),
        ("outside", "mostly"): _tr("Checks", "{0} lies mostly outside the frame"),
        ("size", "tiny px"): _tr("Checks", "{0} is only {1} × {2} px"),
        ("size", "huge px"): _tr("Checks", "{0} is larger than the frame: {1} × {2} px"),
        ("size", "tiny"): _tr("Checks", "{0} is far too small: {1} m, not {2} m"),
        ("size", "huge"): _tr("Checks", "{0} is far too large: {1} m, not {2} m"),
        ("size", "too long"): _tr("Checks", "{0} is too long by {1} %"),
        ("size", "too short"): _tr("Checks", "{0} is too short by {1} %"),
        ("size", "too wide"): _tr("Checks", "{0} is too wide by {1} %"),
        ("size", "too narrow"): _tr("Checks", "{0} is too narrow by {1} %"),
        ("heading", "missing"): _tr("Checks", "{0} has no heading"),
        ("attribute", "missing"): _tr("Checks", "{0} lacks: {1}"),
        ("identification", "unassessed"): _tr("Checks", "{0}: identification not assessed"),
        ("cells", "left"): _tr("Checks", "{1} of {2} cells are not done"),
        ("cells", "second look"): _tr("Checks", "A cell needs a second look"),
        ("cells", "not empty"): _tr("Checks", "A cell marked as empty has labels"),
    }[finding.check, finding.what]
