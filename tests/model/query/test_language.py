"""The query language: what is written is what is asked, and what is wrong is said with its place."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basewatch_gui.model.query.language import (
    EVERYTHING,
    FIELDS,
    And,
    Condition,
    Kind,
    Not,
    Or,
    Query,
    QueryError,
    Word,
    parse,
    text_of,
)

ATTRIBUTES: dict[str, Kind] = {"wing sweep": "number", "Livery": "text", "armed": "yes_no"}
ALL = ATTRIBUTES | FIELDS
VALUES: dict[str, st.SearchStrategy[str]] = {
    "text": st.text(max_size=12),
    "number": st.one_of(st.integers(-999, 999).map(str), st.sampled_from(["", "4.5", "-.5", "+7."])),
    "yes_no": st.sampled_from(["yes", "no", "True", "0", ""]),
    "date": st.sampled_from(["2024", "2024-12", "2024-12-13", "2024-12-13T08:22:00Z", ""]),
}


@st.composite
def conditions(draw: Callable[[st.SearchStrategy[str]], str]) -> Condition:
    field = draw(st.sampled_from(sorted(ALL)))
    kind = ALL[field]
    signs = [":", "=", "!="]
    if kind in ("number", "date") and draw(st.sampled_from(["any", "ordered"])) == "ordered":
        return Condition(field, draw(st.sampled_from(["<", "<=", ">", ">="])), (draw(VALUES[kind].filter(bool)),))  # type: ignore[arg-type]
    return Condition(field, draw(st.sampled_from(signs)), tuple(draw(st.lists(VALUES[kind], min_size=1, max_size=3))))  # type: ignore[arg-type]


def groups(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(inner.map(Not), several.map(And), several.map(Or))


queries = st.one_of(
    st.just(EVERYTHING), st.recursive(st.one_of(st.text(max_size=12).map(Word), conditions()), groups, max_leaves=8)
)


@given(queries)
def test_a_query_is_read_as_it_was_written(query: Query) -> None:
    assert parse(text_of(query), ATTRIBUTES) == query


@given(st.text(alphabet='ab12 "\\-:=<>!(),ornt', max_size=30))
def test_any_text_is_a_query_or_a_sentence_with_a_place(text: str) -> None:
    fault = None
    try:
        query = parse(text)
    except QueryError as said:
        fault = said
    if fault is None:
        assert parse(text_of(query)) == query
    else:
        assert 0 <= fault.at <= len(text)
        assert str(fault).endswith((".", "?"))


@pytest.mark.parametrize("opening", ["(", "not ", "-("])
def test_parts_within_each_other_end_somewhere(opening: str) -> None:
    with pytest.raises(QueryError, match="too many parts"):
        parse(10_000 * opening + "a")


CATEGORY = Condition("category", ":", ("Il-76",))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", EVERYTHING),
        ("  ", EVERYTHING),
        ("nose", Word("nose")),
        ("nose open", And((Word("nose"), Word("open")))),
        ('"nose open"', Word("nose open")),
        ("Il-76", Word("Il-76")),
        ("CATEGORY:Il-76", CATEGORY),
        ("category : Il-76", CATEGORY),
        ("category:Il-76,An-124", Condition("category", ":", ("Il-76", "An-124"))),
        ("-category:Il-76", Not(CATEGORY)),
        ("not category:Il-76", Not(CATEGORY)),
        ("-(category:Il-76 or nose)", Not(Or((CATEGORY, Word("nose"))))),
        ("a b or c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("a and (b or c)", And((Word("a"), Or((Word("b"), Word("c")))))),
        ('"or"', Word("or")),
        ('"wing sweep">=30', Condition("wing sweep", ">=", ("30",))),
        ("heading:-5", Condition("heading", ":", ("-5",))),
        ('note:""', Condition("note", ":", ("",))),
        ("livery:grey", Condition("Livery", ":", ("grey",))),
        (
            'category:Il-76 state:"nose open" length>45 reviewed:no',
            And(
                (
                    CATEGORY,
                    Condition("state", ":", ("nose open",)),
                    Condition("length", ">", ("45",)),
                    Condition("reviewed", ":", ("no",)),
                )
            ),
        ),
    ],
)
def test_what_is_written_means(text: str, query: Query) -> None:
    assert parse(text, ATTRIBUTES) == query


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("a lenght>45", 2, "There is no field “lenght”. Do you mean “length”?"),
        ("https://a", 0, "There is no field “https”. Put it in quotes to find the text."),
        ("length>", 7, "A value is missing at character 8."),
        ("category:a,", 11, "A value is missing at character 12."),
        ("length>long", 7, "“long” is no number."),
        ("reviewed:maybe", 9, "Write yes or no in the place of “maybe”."),
        ("created>yesterday", 8, "“yesterday” is no date. Write it as 2024-12-13."),
        ("note>5", 4, "“>” at character 5 needs one number or date."),
        ("length<3,4", 6, "“<” at character 7 needs one number or date."),
        ('a "nose', 2, "The text in quotes from character 3 has no closing quote."),
        ("a (b or c", 2, "The parenthesis at character 3 is not closed."),
        ("a)", 1, "The “)” at character 2 stands alone."),
        ("a or", 4, "Something is missing beside the “or” before character 5."),
        ("a not", 2, "Something is missing after the “not” at character 3."),
        (":5", 0, "The “:” at character 1 stands alone."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, at: int, said: str) -> None:
    with pytest.raises(QueryError) as fault:
        parse(text)
    assert (fault.value.at, str(fault.value)) == (at, said)
