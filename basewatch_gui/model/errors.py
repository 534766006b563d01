"""The one fault that is meant for the user."""


class BasewatchError(Exception):
    """A fault reported to the analyst in one sentence: what is wrong and what to do.

    The sentence is a template with `{names}`, so that it can be translated; the values fill it.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        self.sentence = sentence
        self.values = values
        super().__init__(sentence.format(**values))
