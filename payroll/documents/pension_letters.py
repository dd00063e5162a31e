"""The letters of automatic enrolment as papers: what the law has a PA told, in plain words.

SI 2010/772 schedule 2 and regulations 17 and 21; SI 2010/4 regulation 4C.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.kernel import dates
from payroll.calc import wording
from payroll.documents import many
from payroll.documents.paper import Facts, Paper
from payroll.queries.pension_letters import Ready

TITLES: Final = {
    "postponement_notice": "Your pension is looked at later",
    "enrolment_information": "You are in a workplace pension",
    "opt_in_information": "You can ask to be in a workplace pension",
    "joining_information": "You can ask to join a pension",
}
_MORE: Final = (
    "Read more at moneyhelper.org.uk (search for “workplace pension”), or ring MoneyHelper on 0800 011 3797."
)
_NOT_PRESSED: Final = "Nobody may press you to leave the pension, or treat you worse because you are in one."


@dataclass(frozen=True, slots=True)
class _Posted:
    paper: Paper
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """Whose letter: the PA, the employer and the job, and the day on which it is given."""

    name: str
    employer: str
    pay_id: str
    given_on: date


def print_all(
    ready: Sequence[Ready], *, addresses: Mapping[uuid.UUID, tuple[str, ...]], today: date
) -> bytes:
    """The letters in one tagged PDF, each on a page of its own. Raises `pdf.NotAvailable`."""
    posted = [_Posted(_of(one, today), addresses.get(one.due.pk, ())) for one in ready]
    return many.together(posted, title="Letters about pensions")


def _of(one: Ready, today: date) -> Paper:
    post = one.due.employment
    about = About(post.assistant.name, post.employer.name, post.payroll_id, today)
    return paper(one.due.duty, one.data, about)


def paper(duty: str, data: Mapping[str, str], about: About) -> Paper:
    """The letter to print."""
    return Paper(
        title=TITLES[duty],
        about="What your employer must tell you about a workplace pension",
        footer=f"{TITLES[duty]}, {dates.in_words(about.given_on)}",
        file_name=f"pension-letter-{about.given_on.isoformat()}.pdf",
        sentences=sentences(duty, data),
        facts=(
            Facts(
                "This letter",
                (
                    ("To", about.name),
                    ("From your employer", about.employer),
                    ("Works number", about.pay_id),
                    ("Date", dates.in_words(about.given_on)),
                ),
            ),
        ),
    )


def sentences(duty: str, data: Mapping[str, str]) -> tuple[str, ...]:
    """What a letter says, without anybody's name, so that it may be sent by e-mail too."""
    return _WORDS[duty](data)


def _enrolled(data: Mapping[str, str]) -> tuple[str, ...]:
    begins, scheme = _day(data["member_from"]), data["scheme"]
    return (
        (
            f"From {begins} you are in the workplace pension {scheme}. Your age and your pay mean that your"
            " employer must put you into it, or you asked to be in it."
        ),
        *_money(data),
        (
            f"You can opt out. You have one month. It begins on the day {scheme} makes you a member, or the"
            " day you get this letter, whichever is later."
        ),
        (
            f"To opt out, ask {scheme} for its opt-out notice, fill it in and give it back as it says."
            " It must have your name, your National Insurance number or date of birth, the date and your"
            " signature."
        ),
        "If you opt out in the month, everything taken from your pay comes back to you with your wages.",
        "After the month you can still leave, but what was paid in then stays in the pension for you.",
        (
            "If you opt out or leave, you can ask to come back at any time. Your employer must let you in"
            " once in 12 months. About every three years your employer must put you back if you are still"
            " eligible."
        ),
        _NOT_PRESSED,
        _MORE,
    )


def _may_opt_in(data: Mapping[str, str]) -> tuple[str, ...]:
    return (
        (
            f"From {_day(data['right_from'])} you can ask to be in the workplace pension {data['scheme']}."
            " You do not have to."
        ),
        "If you ask, your employer must put you into it and pay into it too.",
        *_money(data),
        _HOW,
        _NOT_PRESSED,
        _MORE,
    )


def _may_join(data: Mapping[str, str]) -> tuple[str, ...]:
    return (
        f"From {_day(data['right_from'])} you can ask to join a pension. You do not have to.",
        (
            f"You earn no more than {_pounds(data['lower_limit'])} in a pay period, so your employer must"
            " arrange a pension for you if you ask, but need not pay into it."
        ),
        _HOW,
        _NOT_PRESSED,
        _MORE,
    )


def _postponed(data: Mapping[str, str]) -> tuple[str, ...]:
    later = _day(data["deferral_date"])
    return (
        (
            f"From {_day(data['postponed_from'])} your employer waits before looking at whether you must be"
            f" in a workplace pension. The day on which they look is {later}."
        ),
        (
            f"If on {later} you are 22 or older, under State Pension age, and earn more than"
            f" {_pounds(data['trigger'])} in a pay period, you are put into the pension. If not, your pay is"
            " looked at again every time."
        ),
        (
            f"You can ask to be in a pension before {later}. If you earn more than"
            f" {_pounds(data['lower_limit'])} in a pay period, your employer must then pay into it too."
        ),
        _HOW,
        _NOT_PRESSED,
        _MORE,
    )


def _money(data: Mapping[str, str]) -> tuple[str, ...]:
    own, relief, employer = (
        Decimal(data[name]) for name in ("employee_share", "tax_relief_share", "employer_share")
    )
    taken = f"{wording.percent(own)} of the pay that counts is taken from your wages each time."
    if relief:
        taken += f" The government adds {wording.percent(relief)} as tax relief."
    elif data["tax_relief_by"] == "net_pay":
        taken += " It is taken before tax, so you pay less tax."
    return (taken, f"Your employer pays in {wording.percent(employer)} on top of your wages.")


def _day(text: str) -> str:
    return dates.in_words(date.fromisoformat(text))


def _pounds(text: str) -> str:
    return wording.limit(Decimal(text))


_HOW: Final = (
    "To ask, write to your employer or to the people who run the payroll: say that you want to be in the"
    " pension, and sign it. An e-mail will do if it says that you sent it yourself."
)
_WORDS: Final = {
    "postponement_notice": _postponed,
    "enrolment_information": _enrolled,
    "opt_in_information": _may_opt_in,
    "joining_information": _may_join,
}
