"""Sickness on a sheet, as officers find, decide and undo it: steps for the tests."""

import datetime as dt
from decimal import Decimal
from typing import Any

from dpss.access import actors
from payroll import models
from payroll.operations import sickness as operations
from payroll.operations.sickness import Answers
from payroll.queries import sickness
from tests.cast import AT, CAST, Person
from tests.factories import payroll
from tests.payroll.operations import steps

OFF = {"kind": "sickness", "starts": None, "finishes": None, "minutes": 300}
PAY = Answers(outcome="pay", average=Decimal("270.00"), average_source="Payslips of the payroll before")
NOT_DUE = Answers(outcome="not_due", reason="custody")
WEEK = tuple(dt.date(2026, 11, day) for day in (2, 3, 4, 5, 6))
THREE_DAYS = WEEK[:3]
FORTNIGHT = (*WEEK, dt.date(2026, 11, 9), dt.date(2026, 11, 10))


def noor(*days: dt.date, agreed: bool = True, **given: Any) -> models.Employment:
    """Another PA of Asha's, ill on these days of November, who came from another payroll."""
    post = steps.hire("Noor Ali", **given)
    steps.bank(post.assistant)
    steps.sheet_in(post, *days, **OFF)
    if agreed:
        with actors.acting(steps.job()):
            payroll.qualifying_days(employment=post)
    return post


def found(post: models.Employment, period: models.PayPeriod | None = None) -> sickness.Sickness:
    """The post's sickness as an officer finds it."""
    olu = CAST.olu.actor()
    with actors.acting(olu):
        return sickness.of(post, period or steps.november(), actor=olu)


def proposed(
    post: models.Employment, answers: Answers = PAY, period: models.PayPeriod | None = None
) -> operations.Proposal:
    """What the answers come to."""
    olu = CAST.olu.actor()
    with actors.acting(olu):
        return operations.propose(
            sickness.of(post, period or steps.november(), actor=olu), answers, actor=olu
        )


def decide(
    post: models.Employment,
    answers: Answers = PAY,
    *,
    by: Person = CAST.olu,
    period: models.PayPeriod | None = None,
) -> models.SickPayDecision:
    """An officer decides what they were shown."""
    seen = proposed(post, answers, period).digest
    with actors.acting(by.actor()):
        return operations.decide(
            post=post,
            period=period or steps.november(),
            answers=answers,
            seen=seen,
            actor=by.actor(),
            at=AT,
        )


def undo(decision: models.SickPayDecision, *, by: Person = CAST.olu) -> None:
    """An officer takes it back."""
    with actors.acting(by.actor()):
        operations.undo(decision=decision, actor=by.actor(), at=AT)


def slip_of(post: models.Employment) -> models.Payslip:
    """The post's payslip of November."""
    with actors.acting(steps.job()):
        return models.Payslip.objects.get(employment=post, payday=dt.date(2026, 11, 27))


def exception_of(post: models.Employment, payrun: models.Payrun) -> dict[str, str] | None:
    """What the payrun says of a post."""
    return next((one for one in payrun.exceptions if one["employment"] == str(post.pk)), None)
