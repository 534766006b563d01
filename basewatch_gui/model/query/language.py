"""The query language that finds labels: `category:Il-76 state:"nose open" length>45 reviewed:no`.

Conditions stand beside each other where all must hold; `or`, `not` (or a minus sign) and parentheses do what they say.
Bare words are looked for in all texts. A list, `category:Il-76,An-124`, means any of its values.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, get_args

from basewatch_gui.model.errors import BasewatchError
from basewatch_gui.model.label import LABEL_FIELDS, Asked

Kind = Asked
Operator = Literal[":", "=", "!=", "<", "<=", ">", ">="]

YES = ("yes", "true", "1")
NO = ("no", "false", "0")

_OTHER_NAMES = {"cues": "cue", "track_id": "track"}
LABEL_FIELD_NAMES = {_OTHER_NAMES.get(each.name, each.name): each.name for each in LABEL_FIELDS if each.asked}
"""The fields of a label that can be asked for: their names in the model by those in queries."""

_PLACES: dict[str, Kind] = {"category": "text", "supercategory": "text", "frame": "text"}
_OWN: dict[str, Kind] = {_OTHER_NAMES.get(each.name, each.name): each.asked for each in LABEL_FIELDS if each.asked}
_DERIVED: dict[str, Kind] = {
    "shape": "text",
    "truncated": "yes_no",
    "reviewed": "yes_no",
    "length": "number",
    "width": "number",
    "heading": "number",
    "id": "number",
}
FIELDS: dict[str, Kind] = {
    name: kind for wanted in get_args(Kind) for name, kind in (_PLACES | _OWN | _DERIVED).items() if kind == wanted
}
"""What can be asked of every label; a category's own attributes are asked for by their names."""

DEEPEST = 50
"""So many parentheses may be within each other."""

_WORDS = ("or", "not", "and")
_TOKEN = re.compile(r'\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<sign>!=|<=|>=|[:=<>(),])|(?P<word>[^\s:=<>!(),"]+|!))')
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2}Z?)?)?)?)?)?")


@dataclass(frozen=True, slots=True)
class Word:
    """Finds labels of which any text contains this one."""

    text: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Compares a field with any of these values; an empty value finds labels without one.

    `:` of a text asks whether it holds the value, `=` whether it is the value. A date is compared as far
    as it is given.
    """

    field: str
    operator: Operator
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Finds what its part does not."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class And:
    """Finds what all parts find; without parts everything."""

    parts: tuple["Query", ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """Finds what any part finds."""

    parts: tuple["Query", ...]


Query = Word | Condition | Not | And | Or

EVERYTHING = And()


class QueryError(BasewatchError):
    """A query that can't be understood; `at` is the place in its text, counted from 0."""

    def __init__(self, at: int, sentence: str, **values: object) -> None:
        self.at = at
        super().__init__(sentence, place=at + 1, **values)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query's text: a word, a quoted text without its quotes, or a sign."""

    kind: Literal["word", "quoted", "sign"]
    text: str
    at: int
    end: int


def parse(text: str, attributes: Mapping[str, Kind] | None = None) -> Query:
    """Parse a query; labels have these attributes, by name and kind, beside `FIELDS`. Raises QueryError."""
    fields = {name.casefold(): (name, kind) for name, kind in (dict(attributes or {}) | FIELDS).items()}
    parser = _Parser(tokens(text), len(text), fields)
    query = parser.alternatives()
    parser.end()
    return query


def text_of(query: Query) -> str:
    """Return the text that `parse` reads as this query."""
    match query:
        case Word(text):
            return _quoted(text)
        case Condition(field, operator, values):
            return f"{_quoted(field)}{operator}{','.join(map(_quoted, values))}"
        case Not(part):
            return f"not {_grouped(part)}"
        case And(parts):
            return " ".join(map(_grouped, parts))
        case Or(parts):
            return " or ".join(map(_grouped, parts))


def tokens(text: str) -> list[Token]:
    """Split a query's text into tokens; raises QueryError for a quote that is not closed."""
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            at = text.index('"', at)
            raise QueryError(at, "The text in quotes from character {place} has no closing quote.")
        kind = str(match.lastgroup)
        piece, begins, at = match[kind], match.start(kind), match.end()
        if kind == "quoted":
            found.append(Token("quoted", re.sub(r"\\(.)", r"\1", piece[1:-1], flags=re.DOTALL), begins, at))
        else:
            found.append(Token("sign" if kind == "sign" else "word", piece, begins, at))
    return found


def says_yes(value: str) -> bool:
    """Return True if a value of a yes-no field means yes."""
    return value.casefold() in YES


class _Parser:
    """Recursive descent over the tokens, from left to right."""

    def __init__(self, tokens: list[Token], end: int, fields: Mapping[str, tuple[str, Kind]]) -> None:
        self._tokens = tokens
        self._end = end
        self._fields = fields
        self._next = 0
        self._depth = 0

    def alternatives(self) -> Query:
        parts = [self._all_of()]
        while self._takes_word("or"):
            parts.append(self._all_of())
        if len(parts) > 1 and EVERYTHING in parts:
            raise QueryError(self._at, "Something is missing beside the “or” before character {place}.")
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def end(self) -> None:
        """Raise QueryError where anything is left."""
        token = self._peek()
        if token is not None:
            raise QueryError(token.at, "The “{sign}” at character {place} stands alone.", sign=token.text)

    @property
    def _at(self) -> int:
        token = self._peek()
        return token.at if token is not None else self._end

    def _all_of(self) -> Query:
        parts: list[Query] = []
        while (token := self._peek()) is not None and not _is_word(token, "or") and token.text != ")":
            if _is_word(token, "and") and parts:
                self._next += 1
                continue
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Query:
        token = self._tokens[self._next]
        self._next += 1
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(token.at, "The query has too many parts within each other at character {place}.")
        query = self._part(token)
        self._depth -= 1
        return query

    def _part(self, token: Token) -> Query:
        if _is_word(token, "not"):
            return Not(self._operand(token))
        if token.kind == "word" and token.text == "-" and self._touches(token):
            return Not(self._operand(token))
        if token.kind == "word" and token.text.startswith("-") and len(token.text) > 1:
            rest = Token("word", token.text[1:], token.at + 1, token.end)
            return Not(self._named(rest))
        if token.kind == "sign" and token.text == "(":
            return self._group(token)
        if token.kind == "sign":
            raise QueryError(token.at, "The “{sign}” at character {place} stands alone.", sign=token.text)
        return self._named(token)

    def _operand(self, token: Token) -> Query:
        if self._peek() is None:
            raise QueryError(token.at, "Something is missing after the “not” at character {place}.")
        return self._one()

    def _group(self, opened: Token) -> Query:
        query = self.alternatives()
        closed = self._peek()
        if closed is None or closed.text != ")":
            raise QueryError(opened.at, "The parenthesis at character {place} is not closed.")
        self._next += 1
        return query

    def _named(self, token: Token) -> Query:
        """Parse a condition where an operator follows at once, else a word."""
        sign = self._peek()
        if sign is None or sign.kind != "sign" or sign.text in "(),":
            return Word(token.text)
        if token.text.casefold() not in self._fields:
            raise self._unknown(token)
        self._next += 1
        field, kind = self._fields[token.text.casefold()]
        values = self._values(sign, kind)
        operator: Operator = sign.text  # type: ignore[assignment]
        if operator in ("<", "<=", ">", ">="):
            if kind not in ("number", "date") or len(values) > 1:
                raise QueryError(sign.at, "“{sign}” at character {place} needs one number or date.", sign=sign.text)
            if not values[0]:
                raise QueryError(sign.end, "A value is missing at character {place}.")
        return Condition(field, operator, values)

    def _values(self, sign: Token, kind: Kind) -> tuple[str, ...]:
        values: list[str] = []
        before = sign
        while True:
            token = self._peek()
            if token is None or token.kind == "sign":
                raise QueryError(before.end, "A value is missing at character {place}.")
            self._next += 1
            _check_value(token, kind)
            values.append(token.text)
            comma = self._peek()
            if comma is None or comma.kind != "sign" or comma.text != ",":
                return tuple(values)
            self._next += 1
            before = comma

    def _unknown(self, token: Token) -> QueryError:
        names = [name for name, _ in self._fields.values()]
        near = get_close_matches(token.text.casefold(), [name.casefold() for name in names], 1)
        if near:
            return QueryError(
                token.at, "There is no field “{name}”. Do you mean “{near}”?", name=token.text, near=near[0]
            )
        return QueryError(token.at, "There is no field “{name}”. Put it in quotes to find the text.", name=token.text)

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _touches(self, token: Token) -> bool:
        """Return True if the next token begins where this one ends."""
        after = self._peek()
        return after is not None and after.at == token.end

    def _takes_word(self, word: str) -> bool:
        token = self._peek()
        taken = token is not None and _is_word(token, word)
        self._next += taken
        return taken


def _is_word(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.casefold() == word


def _check_value(token: Token, kind: Kind) -> None:
    value = token.text
    if not value:
        return
    if kind == "number" and not _is_number(value):
        raise QueryError(token.at, "“{value}” is no number.", value=value)
    if kind == "yes_no" and value.casefold() not in (*YES, *NO):
        raise QueryError(token.at, "Write yes or no in the place of “{value}”.", value=value)
    if kind == "date" and not _DATE.fullmatch(value):
        raise QueryError(token.at, "“{value}” is no date. Write it as 2024-12-13.", value=value)


def _is_number(value: str) -> bool:
    return re.fullmatch(r"[+-]?\d+(\.\d*)?|[+-]?\.\d+", value, flags=re.ASCII) is not None


def _grouped(query: Query) -> str:
    text = text_of(query)
    return f"({text})" if isinstance(query, And | Or) else text


def _quoted(text: str) -> str:
    """Return the text as it is written in a query, in quotes where it must be."""
    is_plain = re.fullmatch(r'[^\s:=<>!(),"\\-][^\s:=<>!(),"]*', text) and text.casefold() not in _WORDS
    if is_plain:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
