"""“Is it right for me?”: eight questions, what the answers point to, and a code that holds them.

The code is the answers: a digit for each question, and one that finds slips of the pen. Nothing is stored.
It never says no: whatever somebody answers, a direct payment stays among the ways.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dpss.kernel import errors

NOT_ANSWERED: Final = 0
_TEN: Final = 10
_GROUP: Final = 3


@dataclass(frozen=True, slots=True)
class Question:
    """One question, why it is asked, and its answers in their order."""

    words: str
    why: str
    answers: tuple[str, ...]


(WHO, HELP, CHOOSES, SOMEBODY, EMPLOYER, MONEY, HOURS, NEXT) = range(8)
_NOT_SURE: Final = "I am not sure yet"
QUESTIONS: Final = (
    Question(
        "Who is the support for?",
        "The law has different rules for adults, for children and for carers.",
        (
            "Me",
            "Me, because I care for somebody",
            "My child, who is under 18",
            "An adult who needs somebody to decide for them",
        ),
    ),
    Question(
        "What is the support for?",
        "A direct payment can pay for anything that meets the needs in the support plan.",
        ("Help at home", "Going out and seeing people", "Both of these", "Something to buy once", _NOT_SURE),
    ),
    Question(
        "Who would you like to choose the people who support you?",
        "With a direct payment you choose. If you would rather not, you still get support another way.",
        (
            "Me",
            "Me, with help from somebody I trust or a support worker",
            "The council",
            "A mix: some I choose, and some is arranged for me",
            _NOT_SURE,
        ),
    ),
    Question(
        "Do you have somebody in mind?",
        "You can pay somebody you know. For some relatives the council decides first.",
        (
            "Yes, somebody I do not live with",
            "Yes, my partner, or a relative who lives with me",
            "No, I would look for a personal assistant",
            "I would rather use an agency",
            _NOT_SURE,
        ),
    ),
    Question(
        "Would you like to be an employer?",
        "Most people employ a personal assistant. A payroll provider can do the paperwork.",
        ("Yes", "Yes, if somebody does the paperwork", "No", _NOT_SURE),
    ),
    Question(
        "Who would look after the money?",
        "Nobody has to do this alone. A provider can hold the money and pay for you.",
        ("Me", "Somebody I trust", "A provider, for me", "The council", _NOT_SURE),
    ),
    Question(
        "About how many hours of support do you have in mind each week?",
        "With this you can see what it would cost to employ somebody. A guess is enough.",
        ("Up to 5 hours", "5 to 15 hours", "15 to 35 hours", "More than 35 hours", _NOT_SURE),
    ),
    Question(
        "When would you like to begin?",
        "We use this to say what comes next.",
        ("As soon as possible", "In the next months", "I am only looking"),
    ),
)
COUNT: Final = len(QUESTIONS)
# Answers that mean something further down, by their place from one.
_CARER, _CHILD, _FOR_ANOTHER = 2, 3, 4
_THE_COUNCIL, _A_MIX = 3, 4
_LIVES_WITH_ME, _AGENCY = 2, 4
_IN_MIND, _AN_EMPLOYER, _NO_EMPLOYER = {1, 2, 3}, {1, 2}, 3
_MONEY_TO_ARRANGE, _MONEY_HELD = {1, 2, 3}, {3, 5}
# What the costs page is asked with: somewhere in the middle of what was said.
_HOURS_OF: Final = {1: "4", 2: "10", 3: "25", 4: "40"}
NO_SUCH_CODE: Final = "We do not know this code. Check each digit, or begin again."
Answers = tuple[int, ...]
NOTHING: Final[Answers] = (NOT_ANSWERED,) * COUNT


@dataclass(frozen=True, slots=True)
class Way:
    """One way of having support, and why the answers point to it."""

    title: str
    words: str


def code_of(answers: Answers) -> str:
    """The answers as a code in groups of three digits, to write down or to say on the phone."""
    digits = "".join(str(one) for one in answers) + str(_check_digit(answers))
    return "-".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def answers_of(code: str) -> Answers:
    """The answers that a code holds. Raises `Invalid` where it is none."""
    digits = code.replace("-", "").replace(" ", "").strip()
    if len(digits) != COUNT + 1 or not (digits.isascii() and digits.isdigit()):
        raise errors.Invalid(NO_SUCH_CODE, field="code")
    answers = tuple(int(one) for one in digits[:COUNT])
    fits = all(one <= len(asked.answers) for one, asked in zip(answers, QUESTIONS, strict=True))
    if not fits or _check_digit(answers) != int(digits[COUNT]):
        raise errors.Invalid(NO_SUCH_CODE, field="code")
    return answers


def answered(answers: Answers, place: int, answer: int) -> Answers:
    """The answers with one given anew. Raises `Invalid` where the question has no such answer."""
    if not 1 <= answer <= len(QUESTIONS[place].answers):
        raise errors.Invalid("Choose one of the answers. “I am not sure” counts too.", field="answer")
    return (*answers[:place], answer, *answers[place + 1 :])


def first_open(answers: Answers) -> int | None:
    """The first question that is not answered yet."""
    return next((place for place, one in enumerate(answers) if one == NOT_ANSWERED), None)


def said(answers: Answers) -> str:
    """The questions that were answered, each with its answer, a line each; empty where none was."""
    given = zip(QUESTIONS, answers, strict=True)
    return "\n".join(f"{asked.words} {asked.answers[one - 1]}." for asked, one in given if one)


def hours_for_costs(answers: Answers) -> str:
    """The hours a week that the costs page begins with; nothing where they are not known."""
    return _HOURS_OF.get(answers[HOURS], "")


def contradictions(answers: Answers) -> Sequence[str]:
    """Answers that do not go together, each with what would. Never a reason to stop."""
    found = []
    council_chooses = answers[CHOOSES] == _THE_COUNCIL
    if council_chooses and answers[EMPLOYER] in _AN_EMPLOYER:
        found.append(
            "You would like the council to choose who supports you, and to be an employer."
            " An employer chooses. You can mix: employ somebody for some hours, and have the rest arranged."
        )
    elif council_chooses and answers[MONEY] in _MONEY_TO_ARRANGE:
        found.append(
            "You would like the council to arrange your support, and money to arrange it with."
            " You can have some of each, or change one of the answers."
        )
    if answers[EMPLOYER] == _NO_EMPLOYER and answers[SOMEBODY] in _IN_MIND:
        found.append(
            "You would like a person of your own, and not to be an employer."
            " An agency can employ them, or a self-employed person can send you bills."
        )
    if answers[SOMEBODY] == _AGENCY and answers[EMPLOYER] in _AN_EMPLOYER:
        found.append(
            "You would rather use an agency, and would like to be an employer."
            " The agency is the employer of its workers. You can use both, for different hours."
        )
    return found


def ways(answers: Answers) -> Sequence[Way]:
    """Ways of having support, what the answers point to first. A direct payment is always among them."""
    agency = Way(
        "A direct payment for an agency",
        "You choose the agency, agree the times with it, and pay its bills. You are nobody’s employer.",
    )
    employ = Way(
        "A direct payment to employ somebody",
        "You choose the person and the times. A support worker helps you to begin,"
        " and a payroll provider can work out the pay.",
    )
    arranged = Way(
        "Support that the council arranges",
        "The council finds the support and pays for it. You still say what matters to you.",
    )
    mix = Way(
        "A mix",
        "Have some of the support arranged, and a direct payment for the rest. The share can change later.",
    )
    if answers[CHOOSES] == _THE_COUNCIL:
        return (arranged, mix, agency, employ)
    if answers[CHOOSES] == _A_MIX:
        return (mix, employ, agency, arranged)
    if answers[SOMEBODY] == _AGENCY or answers[EMPLOYER] == _NO_EMPLOYER:
        return (agency, mix, employ, arranged)
    return (employ, agency, mix, arranged)


def notes(answers: Answers) -> Sequence[str]:
    """What somebody with these answers should know beforehand."""
    found = []
    if answers[WHO] == _CARER:
        found.append("A carer’s direct payment is for the carer’s own needs, and belongs to the carer.")
    if answers[WHO] == _CHILD:
        found.append("For a child the direct payment usually goes to a parent. From 16 it may go to them.")
    if answers[WHO] == _FOR_ANOTHER:
        found.append(
            "For an adult who cannot decide this themself, somebody who is authorised can ask and manage it."
        )
    if answers[SOMEBODY] == _LIVES_WITH_ME:
        found.append(
            "The council decides whether your partner, or a relative who lives with you, may be paid."
            " Tell us about them, and we ask for you."
        )
    if answers[MONEY] in _MONEY_HELD:
        found.append("A provider can hold the money and pay wages and bills when you say so.")
    return found


def _check_digit(answers: Answers) -> int:
    return sum(weight * one for weight, one in enumerate(answers, start=1)) % _TEN
