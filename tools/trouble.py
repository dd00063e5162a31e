"""What went wrong, in one sentence, and what to do about it."""


class Trouble(Exception):
    """A set-up step cannot go on, for a reason that the person at the keyboard can do something about.

    `sentence` says what is wrong, `cure` the next step, `status` is the exit status of the command.
    """

    def __init__(self, sentence: str, cure: str, *, status: int = 1) -> None:
        super().__init__(f"{sentence}\n{cure}")
        self.sentence = sentence
        self.cure = cure
        self.status = status
