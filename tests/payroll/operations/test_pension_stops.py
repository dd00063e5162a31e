"""Who leaves the pension and stays in the job: the scheme is told with the day, on one schedule, once."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors
from payroll import models
from payroll.operations import pension_facts, pension_files, pension_moves, pension_schedules
from payroll.queries import pension_schedules as queries
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import pensioned, steps
from tests.payroll.operations.pensioned import Kind
from tests.payroll.operations.steps import ASHA, DEE, job

pytestmark = pytest.mark.django_db


def raise_due(today: dt.date = TODAY) -> int:
    """The job looks for what is due."""
    actor = actors.for_job(job="payruns", council_id=CAST.east.id, today=today)
    return pension_schedules.raise_due(actor=actor, at=AT)


def lines() -> list[tuple[Any, ...]]:
    """What Asha's schedules say of Dee: first day, kind, both shares, reason, since when."""
    with actors.acting(job()):
        rows = models.PensionScheduleLine.objects.filter(
            employment=DEE.id_of("employment"), schedule__first_day__gte=pensioned.NOVEMBER
        )
        found = rows.order_by("schedule__first_day", "schedule__kind", "pk")
        return list(
            found.values_list("schedule__first_day", "schedule__kind", "member", "reason", "effective_on")
        )


NOVEMBER, DECEMBER = pensioned.NOVEMBER, dt.date(2026, 11, 23)


def left_after_november() -> None:
    """Dee was paid as a member in November, left the pension, and was paid again in December."""
    pensioned.paid()
    assert raise_due() == 1
    pensioned.says(Kind.LEFT, TODAY)
    pensioned.paid_in_december()


def test_who_left_the_pension_has_one_row_that_says_so_with_the_day() -> None:
    left_after_november()
    assert (raise_due(), raise_due()) == (1, 0)
    assert lines() == [
        (NOVEMBER, "contributions", Decimal("20.80"), "", None),
        (DECEMBER, "contributions", Decimal("0.00"), "leaves", TODAY),
    ]


def test_the_file_says_it_with_the_schemes_code() -> None:
    left_after_november()
    raise_due()
    actor = CAST.olu.actor()
    with actors.acting(actor):
        schedule = queries.schedules(actor=actor).get(first_day=DECEMBER, employer=ASHA.id_of("employer"))
        made = pension_files.make([schedule.pk], actor=actor, at=AT)
        assert made.left_out == ()
        rows = made.files[0].content.splitlines()
    assert rows[1].endswith(f",0.00,0.00,0.00,1,{TODAY.isoformat()}")


def test_nothing_is_set_aside_or_owed_for_it() -> None:
    left_after_november()
    raise_due()
    with actors.acting(job()):
        schedule = queries.schedules(actor=job()).get(first_day=DECEMBER)
        total = schedule.member + schedule.employer_share
        assert total == 0
        assert queries.set_aside_for(schedule, actor=job()) == []
        assert queries.controls(schedule, actor=job()).agree


def test_the_payslips_after_it_say_nothing_more() -> None:
    left_after_november()
    raise_due()
    before = lines()
    assert pensioned.paid_later().pension_employee == 0
    assert raise_due() == 0
    assert lines() == before


def test_what_the_scheme_itself_told_needs_no_row() -> None:
    pensioned.paid()
    raise_due()
    pensioned.says(Kind.LEFT, TODAY, by_scheme=True)
    pensioned.paid_in_december()
    assert raise_due() == 0


def test_an_opt_out_that_is_paid_back_says_so_beside_what_comes_back() -> None:
    pensioned.enrolled()
    raise_due()
    pensioned.says(Kind.OPTED_OUT, TODAY)
    pensioned.paid_in_december()
    assert (raise_due(), raise_due()) == (1, 0)
    assert lines() == [
        (NOVEMBER, "contributions", Decimal("20.80"), "", None),
        (NOVEMBER, "contributions", Decimal("-20.80"), "leaves", TODAY),
    ]


def test_an_opt_out_after_the_schedule_was_submitted_is_told_with_the_next_payslip() -> None:
    pensioned.enrolled()
    raise_due()
    actor = CAST.olu.actor()
    with actors.acting(actor):
        ids = list(queries.schedules(actor=actor).values_list("pk", flat=True))
        pension_moves.submit(ids, collect_on=None, actor=actor, at=AT)
    pensioned.says(Kind.OPTED_OUT, TODAY)
    pensioned.paid_in_december()
    assert raise_due() == 1
    pensioned.paid_later()
    assert (raise_due(), raise_due()) == (1, 0)
    assert [line[1:] for line in lines()[1:]] == [
        ("refund", Decimal("-20.80"), "leaves", TODAY),
        ("contributions", Decimal("0.00"), "leaves", TODAY),
    ]


def test_taken_out_of_the_tax_details_is_told_as_well_and_once() -> None:
    member_by_tax_details()
    pensioned.paid()
    raise_due()
    with actors.acting(job()):
        held = models.TaxDetails.objects.get(employment=DEE.id_of("employment"))
        days = DateRange(TODAY, None)
        models.TaxDetails.objects.filter(pk=held.pk).update(during=DateRange(held.during.lower, TODAY))
        held.pk, held.during, held.pension, held.pension_from = None, days, "", None
        held.pk = models.TaxDetails().pk
        held.save(force_insert=True)
    pensioned.paid_in_december()
    assert (raise_due(), raise_due()) == (1, 0)
    assert lines()[-1] == (
        DECEMBER, "contributions", Decimal("0.00"), "leaves", TODAY - dt.timedelta(days=1)
    )  # fmt: skip


def test_a_record_of_leaving_that_was_a_mistake_comes_off_a_schedule_that_is_to_submit() -> None:
    left_after_november()
    raise_due()
    actor = CAST.olu.actor()
    with actors.acting(actor):
        fact = models.PensionFact.objects.get(employment=DEE.id_of("employment"), kind=Kind.LEFT)
        pension_facts.take_back(fact=fact, reason="Another Dee", actor=actor, at=AT)
    assert lines()[-1] == (DECEMBER, "contributions", Decimal("0.00"), "low_earnings", DECEMBER)


def test_who_left_is_not_said_to_have_too_little_pay() -> None:
    member_by_tax_details()
    other = steps.hire("nora")
    with actors.acting(job()):
        models.TaxDetails.objects.filter(employment=other).update(
            pension="relief_at_source", pension_from=dt.date(2026, 4, 6)
        )
    with actors.acting(CAST.olu.actor()):
        given = pension_facts.Given(kind=Kind.LEFT, on=dt.date(2026, 11, 20))
        pension_facts.record(post=other, given=given, actor=CAST.olu.actor(), at=AT)
    pensioned.paid()
    raise_due()
    with actors.acting(job()):
        assert not models.PensionScheduleLine.objects.filter(employment=other).exists()


def member_by_tax_details() -> None:
    """Dee has been a member since November began."""
    with actors.acting(job()):
        models.TaxDetails.objects.filter(employment=DEE.id_of("employment")).update(
            pension="relief_at_source", pension_from=NOVEMBER
        )
