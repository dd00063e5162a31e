"""What is done about pensions in the year, and what must come of it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import pytest

from dpss.access import actors
from dpss.kernel import errors
from payroll import models
from payroll.operations import pension_facts, pension_letters, pension_schemes, pension_tasks
from payroll.queries import pension_tasks as tasks
from tests.cast import CAST
from tests.payroll.simulation import county
from tests.payroll.simulation.county import Home

Kind = models.PensionFact.Kind
TaskKind = models.PensionTask.Kind
By = Callable[..., Any]

MADE_ON: Final = dt.date(2026, 4, 23)
OPTED_OUT_ON: Final = dt.date(2026, 5, 6)
SCHEME_ON: Final = dt.date(2026, 7, 3)
DECLARED_ON: Final = dt.date(2026, 8, 20)
RE_ENROLLED_ON: Final = dt.date(2026, 11, 3)
DECLARED_AGAIN_ON: Final = dt.date(2027, 3, 3)
# Three months to each side of three years after 3 November 2023, counted by hand.
WINDOW: Final = (dt.date(2026, 8, 3), dt.date(2027, 2, 2))


def act(day: dt.date, homes: list[Home], *, by: By) -> None:
    """What somebody does about pensions on a day; `by` runs an operation for the officer."""
    if day in _DONE:
        _DONE[day](day, homes, by)


def reference(employer: models.Employer) -> str:
    """What the Regulator answers to an employer's declaration."""
    return f"TPR {employer.name}"


def _make_member(day: dt.date, homes: list[Home], by: By) -> None:
    """The scheme has made the third PA a member, and she has her letter."""
    post = homes[county.RE_ENROLS].posts[2]
    by(pension_facts.record, post=post, given=pension_facts.Given(kind=Kind.MADE, on=day))
    with actors.acting(CAST.olu.actor(today=day)):
        dues = models.PensionDue.objects.filter(employment=post, duty="enrolment_information", closed_at=None)
        ids = list(dues.values_list("pk", flat=True))
    by(pension_letters.posted, due_ids=ids, on=day)


def _opt_out(day: dt.date, homes: list[Home], by: By) -> None:
    post = homes[county.RE_ENROLS].posts[2]
    by(
        pension_facts.record,
        post=post,
        given=pension_facts.Given(kind=Kind.OPTED_OUT, on=day, paper="E-mail"),
    )


def _begin_scheme(_: dt.date, homes: list[Home], by: By) -> None:
    """The first PA of an employer started two days ago, and the pension scheme is on record today."""
    details = pension_schemes.Details(
        provider="Harbour Pensions",
        employer_reference="HP 1000",
        scheme_reference="",
        method="relief_at_source",
        basis="qualifying_earnings",
        paid="direct_debit",
        duties_from=county.DUTIES_BEGIN,
    )
    employer = homes[county.BEGINS].employer
    by(pension_schemes.record, employer=employer, day=county.DUTIES_BEGIN, details=details)


def _declare(day: dt.date, homes: list[Home], by: By) -> None:
    for task in _open(day, homes, TaskKind.DECLARATION):
        by(pension_tasks.declared, task=task, on=day, reference=reference(task.employer))


def _re_enrol(day: dt.date, homes: list[Home], by: By) -> None:
    """The officer mistakes the window on both sides, and then chooses the anniversary."""
    (task,) = _open(day, homes, TaskKind.RE_ENROLMENT)
    for wrong in (WINDOW[0] - dt.timedelta(days=1), WINDOW[1] + dt.timedelta(days=1)):
        with pytest.raises(errors.Invalid, match="is not between 3 August 2026 and 2 February 2027"):
            by(pension_tasks.re_enrol, task=task, on=wrong)
    by(pension_tasks.re_enrol, task=task, on=day)


def _declare_again(day: dt.date, homes: list[Home], by: By) -> None:
    (task,) = _open(day, homes, TaskKind.RE_DECLARATION)
    by(pension_tasks.declared, task=task, on=day, reference=reference(task.employer))


def _open(day: dt.date, homes: list[Home], kind: str) -> list[models.PensionTask]:
    olu = CAST.olu.actor(today=day)
    with actors.acting(olu):
        mine = tasks.tasks(actor=olu).filter(employer__in=[home.employer.pk for home in homes])
        return list(mine.filter(kind=kind, done_on=None))


_DONE: Final = {
    MADE_ON: _make_member,
    OPTED_OUT_ON: _opt_out,
    SCHEME_ON: _begin_scheme,
    DECLARED_ON: _declare,
    RE_ENROLLED_ON: _re_enrol,
    DECLARED_AGAIN_ON: _declare_again,
}
DAYS: Final = frozenset(_DONE)


@dataclass(frozen=True)
class Raised:
    """A task as it stands at the end of the year, to compare."""

    on: dt.date
    due: dt.date
    done: dt.date | None
    reference: str


def _expected(number: int) -> dict[str, Raised]:
    """What an employer's tasks must be, by the calendar: five months from the day, on a working day."""
    said = f"TPR Employer {number}"
    if number == county.RE_ENROLS:
        # Four weeks before the window opens.
        first_seen = dt.date(2026, 7, 6)
        return {
            "re_enrolment": Raised(first_seen, WINDOW[1], RE_ENROLLED_ON, ""),
            "re_declaration": Raised(first_seen, dt.date(2027, 4, 2), DECLARED_AGAIN_ON, said),
        }
    if number == county.BEGINS:
        return {"declaration": Raised(SCHEME_ON, dt.date(2026, 11, 30), DECLARED_ON, said)}
    # 5 September 2026 is a Saturday.
    return {"declaration": Raised(county.FIRST, dt.date(2026, 9, 7), DECLARED_ON, said)}


def check_tasks(homes: list[Home]) -> None:
    """Each task was raised once, on the first day on which it could be, and is done with its reference."""
    job = actors.for_job(job="payruns", council_id=CAST.east.id, today=county.LAST)
    found: dict[int, dict[str, Raised]] = {home.number: {} for home in homes}
    numbers = {home.employer.pk: home.number for home in homes}
    with actors.acting(job):
        rows = list(models.PensionTask.objects.filter(employer__in=numbers))
    for row in rows:
        mine = found[numbers[row.employer_id]]
        assert row.kind not in mine, f"raised twice: {row.kind}"
        mine[row.kind] = Raised(row.raised_at.date(), row.due_by, row.done_on, row.reference)
        if row.kind == TaskKind.RE_ENROLMENT:
            assert (row.window_first, row.window_last) == WINDOW
            assert row.chosen_on == RE_ENROLLED_ON
            assert WINDOW[0] <= row.chosen_on <= WINDOW[1]
    for number, tasks_of in found.items():
        assert tasks_of == _expected(number), number


def check_who_is_in(homes: list[Home]) -> None:
    """Who left more than a year before is put back on the day, who opted out within it is left alone."""
    job = actors.for_job(job="payruns", council_id=CAST.east.id, today=county.LAST)
    stays, left_long_ago, opted_out = homes[county.RE_ENROLS].posts
    with actors.acting(job):
        slips = models.Payslip.objects.filter(employment__in=homes[county.RE_ENROLS].posts, replaced_at=None)
        shares = list(slips.values_list("employment_id", "payday", "pension_employee"))
        back = models.PensionFact.objects.filter(kind=Kind.REFUNDED, employment=opted_out)
        refunds = list(back.values_list("on", flat=True))
    paid = {
        post.pk: [month for month in county.ALL_MONTHS if _share(shares, post, month) > 0]
        for post in (stays, left_long_ago, opted_out)
    }
    assert paid[stays.pk] == list(county.ALL_MONTHS)
    assert paid[left_long_ago.pk] == [8, 9, 10, 11, 12]
    assert paid[opted_out.pk] == [1]
    assert refunds == [county.payday(2)]


def _share(shares: list[tuple[Any, dt.date, Decimal]], post: models.Employment, month: int) -> Decimal:
    (share,) = (share for key, day, share in shares if key == post.pk and day == county.payday(month))
    return share
