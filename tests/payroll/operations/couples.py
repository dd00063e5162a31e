"""Dee works for a couple: for Asha, and for Ravi, whose payroll Northfield keeps too."""

import datetime as dt
from typing import Any

from dpss.access import actors, operations
from dpss.kernel.dates import Span
from payroll import models
from payroll import reach as of_wages
from payroll.operations import shared_work, timesheets
from payroll.operations.timesheets import EntryValue
from tests.cast import AT, CAST, Person
from tests.factories import access, payroll
from tests.payroll.operations import steps

FIRST, WEDNESDAY, THURSDAY = dt.date(2026, 11, 2), dt.date(2026, 11, 4), dt.date(2026, 11, 5)
WEEK = Span(FIRST, dt.date(2026, 11, 8))
PA = CAST.dee.actor()


def at_ravi() -> models.Employment:
    """Dee's post with Ravi, with all that payroll needs but a sheet."""
    employer = steps.employ("Ravi Verma")
    with actors.acting(steps.job()):
        dee = models.Employment.objects.get(pk=steps.DEE.id_of("employment")).assistant
        post = payroll.employment(
            subject=access.subject(
                kind="employment", part_of_id=employer.client.subject_id, council_id=CAST.east.id
            ),
            employer=employer,
            assistant=dee,
            payroll_id="DEE AT RAVI",
        )
        payroll.terms(employment=post)
        grants = of_wages.of_post_for_assistant(post)
        for placement in employer.client.placements.all():
            grants += of_wages.of_placement(placement, employer, [post])
        operations.grant_all(grants)
        return models.Employment.objects.select_related("employer", "assistant").get(pk=post.pk)


def alone_at_ravi() -> models.Employment:
    """The same; her sheet for Ben, whose payroll is elsewhere, is out of the way."""
    steps.empty_bens_sheet()
    return at_ravi()


def agree(other: models.Employment, by: Person = CAST.olu, **given: Any) -> models.SharedWork:
    """Payroll records that Asha and another employer share Dee's shifts from 2 November, half each."""
    usual = {"parts": (1, 1), "day": FIRST} | given
    with actors.acting(by.actor()):
        return shared_work.agree(post=steps.post_of(), other=other, actor=by.actor(), at=AT, **usual)


def sheet_of(post: models.Employment) -> models.Timesheet:
    """Dee's sheet of November."""
    rows = models.Timesheet.objects.select_related("period__group", "employment__employer")
    return rows.get(employment=post, period=steps.november())


def shift(day: dt.date = WEDNESDAY, **more: Any) -> EntryValue:
    """Five hours from nine, shared."""
    usual = {"kind": "hours", "starts": dt.time(9), "finishes": dt.time(14), "shared": True} | more
    return EntryValue(day=day, **usual)


def fill(post: models.Employment, *entries: EntryValue) -> None:
    """Dee says something else of the week, on a sheet that she takes back or begins."""
    with actors.acting(PA):
        sheet = timesheets.open_sheet(employment=post, period=steps.november(), actor=PA)
        if sheet.state == "submitted":
            timesheets.recall(sheet=sheet, actor=PA, at=AT)
        timesheets.save_days(sheet=sheet, days=WEEK, entries=entries, actor=PA)


def send(post: models.Employment) -> models.Timesheet:
    """Dee sends it."""
    with actors.acting(PA):
        return timesheets.submit(sheet=sheet_of(post), actor=PA, at=AT)
