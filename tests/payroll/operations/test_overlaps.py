"""One PA is in one place at a time, whoever sends the sheets and whoever sees them."""

import datetime as dt

import pytest
from django.db import connection

from dpss.access import actors, transitions
from payroll import models
from payroll.operations import sheets_on_behalf, timesheets
from payroll.queries import sheets
from tests import database
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import couples, steps
from tests.payroll.operations.couples import FIRST, PA, fill, send, sheet_of, shift

OLU = CAST.olu.actor()


def entered(entry: timesheets.EntryValue) -> models.Timesheet:
    """Olu types in Dee's hours for Asha from paper; her sheet for Ben, of another provider, is sent."""
    fill(steps.post_of())
    receipt = sheets_on_behalf.Receipt("paper", TODAY)
    with actors.acting(OLU):
        sheet = sheets_on_behalf.enter(
            employment=steps.post_of(), period=steps.november(), receipt=receipt, actor=OLU, at=AT
        )
        days = timesheets.span_of(sheet.period)
        timesheets.save_days(sheet=sheet, days=days, entries=[entry], actor=OLU)
        return sheet


def hand_in(sheet: models.Timesheet) -> models.Timesheet:
    with actors.acting(OLU):
        return sheets_on_behalf.hand_in(sheet=sheet, actor=OLU, at=AT)


def told_of(sheet: models.Timesheet) -> list[dt.date]:
    """What the database says of it to whoever asks."""
    with connection.cursor() as cursor:
        cursor.execute("select day from payroll_overlaps_out_of_reach(%s)", [[sheet.pk]])
        return [day for (day,) in cursor.fetchall()]


@pytest.mark.django_db
def test_a_sheet_from_paper_does_not_overlap_work_for_an_employer_out_of_sight() -> None:
    sheet = entered(shift(FIRST, shared=False, starts=dt.time(13, 59), finishes=dt.time(16)))
    with pytest.raises(transitions.Refused) as refused:
        hand_in(sheet)
    assert refused.value.sentence == (
        "Monday 2 November 2026: it overlaps work that the PA has sent to another employer, which is not"
        " shown to you. Ask the PA which of the two is right, and change this sheet if it is not."
    )
    with actors.acting(OLU):
        assert sheets.shown(sheet_of(steps.post_of()), actor=OLU).problems == [refused.value.sentence]


@pytest.mark.django_db
def test_work_that_begins_as_the_other_ends_is_sent() -> None:
    sheet = entered(shift(FIRST, shared=False, starts=dt.time(14), finishes=dt.time(16)))
    assert hand_in(sheet).state == "submitted"


@pytest.mark.django_db
def test_a_night_over_two_days_is_compared_by_the_clock() -> None:
    sunday = FIRST - dt.timedelta(days=1)
    night = shift(sunday, shared=False, starts=dt.time(22), finishes=dt.time(10), next_day=True)
    sheet = entered(night)
    with pytest.raises(transitions.Refused, match="Sunday 1 November 2026: it overlaps work"):
        hand_in(sheet)


@pytest.mark.django_db
def test_nobody_is_told_of_a_sheet_out_of_their_own_reach() -> None:
    sheet = entered(shift(FIRST, shared=False))
    with actors.acting(OLU):
        assert told_of(sheet) == [FIRST]
    with actors.acting(CAST.sam.actor()):
        assert told_of(sheet) == []


def test_two_sheets_of_one_pa_that_are_sent_at_once_do_not_overlap(own_database: str) -> None:
    asha, ravi = steps.post_of(), couples.alone_at_ravi()
    for post in (asha, ravi):
        fill(post, shift(shared=False))
    outcomes = database.together(lambda: send(asha), lambda: send(ravi))
    refused = [one for one in outcomes if isinstance(one, transitions.Refused)]
    assert len(refused) == 1
    assert "overlaps" in refused[0].sentence
    with actors.acting(PA):
        assert sorted(sheet_of(post).state for post in (asha, ravi)) == ["draft", "submitted"]
