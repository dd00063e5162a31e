"""The errors that carry a sentence for the person who must act."""


class Refusal(Exception):
    """Something cannot be done, and the sentence says why and what to do instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Invalid(Refusal):
    """A value is not what it should be. `field` names the form field, where there is one."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class NotAllowed(Refusal):
    """This actor may not do this, whatever the state of the thing."""


class Conflict(Refusal):
    """Somebody else changed the thing first. Nothing was done."""
