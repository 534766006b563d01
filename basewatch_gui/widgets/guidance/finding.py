"""How well a few letters fit a text."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")


def fitness(query: str, text: str) -> int | None:
    """Return how well the letters fit, 0 best; None where they don't.

    0: the text begins with them; 1: they are the first letters of its first words; 2: every word of the query begins a
    word; 3: they stand in the text as they are; 4: they stand there in their order, the first one beginning a word.
    """
    wanted, text = " ".join(query.casefold().split()), text.casefold()
    if text.startswith(wanted):
        return 0
    words, letters = list(_WORD.finditer(text)), wanted.replace(" ", "")
    if "".join(word[0][0] for word in words).startswith(letters):
        return 1
    if all(any(word[0].startswith(part) for word in words) for part in wanted.split()):
        return 2
    if wanted in text:
        return 3
    starts = (text[word.start() :] for word in words if word[0][0] == letters[0])
    return 4 if len(letters) > 2 and any(_in_order(letters, rest) for rest in starts) else None


def _in_order(letters: str, within: Iterable[str]) -> bool:
    left = iter(within)
    return all(letter in left for letter in letters)
