"""Evaluation of queries: which labels one finds."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from basewatch_gui.model.label import Label
from basewatch_gui.model.measures import MeasureCache
from basewatch_gui.model.project import Project
from basewatch_gui.model.query.columns import Columns
from basewatch_gui.model.query.language import And, Condition, Kind, Not, Or, Query, Word, parse, says_yes
from basewatch_gui.model.query.values import WORDS, Facts, Numbers, PlainNames, Text, Values

Mask = NDArray[np.bool_]


def find_labels(project: Project, text: str, frame_ids: Iterable[int] | None = None) -> list[Label]:
    """Return the labels that a query finds, of some frames or of all, by frame and id; raises QueryError.

    Values are named as the project stores them (`PlainNames`).
    """
    frames = project.frames if frame_ids is None else frame_ids
    labels = [label for frame_id in frames for label in project.labels(frame_id).values()]
    values = Values(project, PlainNames(project), MeasureCache(project))
    columns = Columns(values, labels)
    return [labels[at] for at in np.flatnonzero(matches(parse(text, values.kinds), columns)).tolist()]


def matches(query: Query, facts: Facts) -> Mask:
    """Evaluate a query; True for each label that it finds, (labels,)."""
    match query:
        case Word(text):
            return _word(text.casefold(), facts)
        case Condition():
            return _condition(query, facts)
        case Not(part):
            return ~matches(part, facts)
        case And(parts):
            found = np.ones(facts.count, np.bool_)
            for part in parts:
                found &= matches(part, facts)
            return found
        case Or(parts):
            found = np.zeros(facts.count, np.bool_)
            for part in parts:
                found |= matches(part, facts)
            return found


def fields_of(query: Query) -> set[str]:
    """Return the fields that a query names."""
    match query:
        case Condition(field):
            return {field}
        case Not(part):
            return fields_of(part)
        case And(parts) | Or(parts):
            return set().union(*map(fields_of, parts))
    return set()


def _word(word: str, facts: Facts) -> Mask:
    own = [field for field, kind in facts.kinds.items() if kind == "text" and field not in _FIXED]
    found = np.zeros(facts.count, np.bool_)
    for field in (*WORDS, *own):
        found |= _texts(facts.texts(field), lambda text: word in text)
    return found


def _condition(asked: Condition, facts: Facts) -> Mask:
    kind: Kind = facts.kinds.get(asked.field, "text")
    if kind == "number":
        numbers = facts.numbers(asked.field)
        found: Mask = np.any([_number(numbers, asked.operator, value) for value in asked.values], axis=0)
    else:
        tests = [_test_of(kind, asked.operator, value.casefold()) for value in asked.values]
        found = _texts(facts.texts(asked.field), lambda text: any(test(text) for test in tests))
    return ~found if asked.operator == "!=" else found


def _texts(values: Sequence[Text], test: Callable[[str], bool]) -> Mask:
    """Test values, each once however many labels have it; True where one passes, (values,)."""
    passed = {value for value in set(values) if _passes(value, test)}
    return np.fromiter((value in passed for value in values), np.bool_, len(values))


def _passes(value: Text, test: Callable[[str], bool]) -> bool:
    if isinstance(value, str):
        return test(value.casefold())
    return any(test(each.casefold()) for each in value) if value else test("")


def _test_of(kind: Kind, operator: str, wanted: str) -> Callable[[str], bool]:
    if not wanted:
        return lambda text: not text
    if kind == "yes_no":
        answer = "yes" if says_yes(wanted) else "no"
        return lambda text: text == answer
    if kind == "date":
        return _date_test(operator, wanted)
    return (lambda text: wanted in text) if operator == ":" else (lambda text: text == wanted)


def _date_test(operator: str, wanted: str) -> Callable[[str], bool]:
    """Return a test of dates, compared as far as the wanted one goes: `created>2024-12` means after that month."""

    def test(text: str) -> bool:
        part = text[: len(wanted)]
        if not text:
            return False
        return {
            "<": part < wanted, "<=": part <= wanted, ">": part > wanted, ">=": part >= wanted,
        }.get(operator, part == wanted)  # fmt: skip

    return test


def _number(numbers: Numbers, operator: str, value: str) -> Mask:
    """Compare numbers; equal is what rounds to the value as far as it is written: `length:69` means 68.5 to 69.5."""
    if not value:
        return np.isnan(numbers)
    wanted = float(value)
    reach = 0.5 * 10.0 ** -len(value.partition(".")[2])
    match operator:
        case "<":
            found: Mask = numbers < wanted
        case "<=":
            found = numbers <= wanted
        case ">":
            found = numbers > wanted
        case ">=":
            found = numbers >= wanted
        case _:
            found = np.abs(numbers - wanted) <= reach
    return found


_FIXED = frozenset((*WORDS, "shape", "occluded", "review"))
