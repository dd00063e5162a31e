"""“Is it right for me?” in Easy Read: one idea a line, short words, and the same sense as the questions."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, and lines of one idea each."""

    title: str
    lines: tuple[str, ...]


PARTS: Final = (
    Part(
        "What is a direct payment?",
        (
            "You need support.",
            "The council can give you money for it.",
            "This money is called a direct payment.",
            "You choose who supports you.",
            "You choose when.",
        ),
    ),
    Part(
        "What can you pay for?",
        (
            "You can pay a person to help you. This person is called a personal assistant, or PA.",
            "You can pay an agency. An agency is a business that sends people to help.",
            "You can pay for other things that your support plan says.",
        ),
    ),
    Part(
        "Who can you pay?",
        (
            "You can pay somebody you know.",
            "Is it your husband, wife or partner? Then the council decides first.",
            "Is it somebody of your family who lives with you? Then the council decides first.",
            "Tell us who it is. We ask the council for you.",
        ),
    ),
    Part(
        "Being an employer",
        (
            "If you pay a PA, you are the boss. The word for this is employer.",
            "An employer has some jobs to do.",
            "We can do the paperwork with you.",
            "You do not want to be an employer? Then an agency can be the boss of the person.",
        ),
    ),
    Part(
        "Who looks after the money?",
        (
            "You can do it yourself.",
            "Somebody you trust can do it for you.",
            "A company can keep the money and pay for you.",
        ),
    ),
    Part(
        "You do not have to",
        (
            "You can say no to a direct payment.",
            "Then the council finds the support for you.",
            "You can have some of both.",
            "You can change your mind at any time.",
        ),
    ),
    Part(
        "Things to think about",
        (
            "Who is the support for?",
            "What do you want help with?",
            "Who should choose the people who help you?",
            "Do you know somebody who could help you?",
            "Do you want to be an employer?",
            "Who should look after the money?",
            "How many hours of help do you need in a week?",
            "When do you want to start?",
        ),
    ),
)
