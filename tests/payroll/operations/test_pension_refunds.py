"""What a pension provider must pay back: asked of whom it was paid to, and in the books when it has come."""

import datetime as dt
from decimal import Decimal

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors
from payroll import models
from payroll.operations import pension_moves
from payroll.queries import pension_schedules as queries
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import pensioned
from tests.payroll.operations.pensioned import Kind
from tests.payroll.operations.steps import ASHA, job
from tests.payroll.operations.test_pension_books import left, owed, settle
from tests.payroll.operations.test_pension_schedules import november, raise_due, submit

pytestmark = pytest.mark.django_db
OLU = CAST.olu.actor()
DECEMBER = dt.date(2026, 12, 1)


def opted_out() -> models.Payslip:
    """Dee was a member in November, opted out, and December's payslip pays it back."""
    pensioned.says(Kind.OPTED_OUT, TODAY)
    slip = pensioned.paid_in_december()
    assert slip.pension_employee < 0
    return slip


def paid_in() -> models.PensionSchedule:
    """November's contributions are with the scheme, which has collected them."""
    pensioned.enrolled()
    raise_due()
    submit(november())
    settle()
    return november()


def schedule_of(slip: models.Payslip) -> models.PensionSchedule:
    """Where a payslip's shares are."""
    with actors.acting(job()):
        return models.PensionSchedule.objects.select_related("scheme").get(lines__payslip=slip)


def another_scheme() -> None:
    """From December on Asha has another scheme."""
    with actors.acting(job()):
        scheme = models.PensionScheme.objects.get(employer_id=ASHA.id_of("employer"))
        scheme.during = DateRange(scheme.during.lower, DECEMBER)
        scheme.save(update_fields=["during"])
        models.PensionScheme.objects.create(
            council_id=scheme.council_id,
            subject_id=scheme.subject_id,
            employer_id=scheme.employer_id,
            during=DateRange(DECEMBER, None),
            provider="Other Pensions",
            method=scheme.method,
            paid=scheme.paid,
            duties_from=scheme.duties_from,
        )


def test_after_a_change_of_scheme_a_refund_is_asked_of_the_one_that_was_paid() -> None:
    had_it = paid_in()
    another_scheme()
    slip = opted_out()
    assert (raise_due(), raise_due()) == (1, 0)
    back = schedule_of(slip)
    assert (back.kind, back.scheme_id) == ("refund", had_it.scheme_id)
    assert (back.member, back.employer_share) == (-had_it.member, -had_it.employer_share)


def test_a_refund_needs_no_scheme_on_its_own_payday() -> None:
    had_it = paid_in()
    slip = opted_out()
    with actors.acting(job()):
        models.PensionScheme.objects.update(during=DateRange(dt.date(2026, 4, 6), DECEMBER))
    assert raise_due() == 1
    assert schedule_of(slip).scheme_id == had_it.scheme_id


def test_what_the_old_scheme_has_not_got_yet_is_taken_off_there() -> None:
    pensioned.enrolled()
    raise_due()
    another_scheme()
    opted_out()
    assert raise_due() == 1
    assert (november().state, november().total, november().kind) == ("to_submit", 0, "contributions")


def test_nobody_collects_a_refund_and_it_is_in_the_books_when_a_person_has_seen_it_come() -> None:
    paid_in()
    slip = opted_out()
    raise_due()
    back = schedule_of(slip)
    with actors.acting(OLU):
        assert pension_moves.submit([back.pk], collect_on=None, actor=OLU, at=AT).refused == {}
    before, later = left(), dt.date(2027, 1, 22)
    assert (settle(later), left()) == ((0, 0), before)
    back = schedule_of(slip)
    assert (back.state, back.collect_on, owed()) == ("submitted", None, back.member + back.employer_share)
    with actors.acting(OLU):
        pension_moves.record_paid(schedule=back, paid_on=OLU.today, actor=OLU, at=AT)
    assert settle(later) == (0, 1)
    assert (owed(), left()) == (0, before - back.member - back.employer_share)


def paid_to_two_schemes(*, december_is_gone: bool = True) -> tuple[models.Payslip, models.Payslip]:
    """November's contributions went to one scheme and December's to another; then Dee opted out in time."""
    paid_in()
    another_scheme()
    december = pensioned.paid_in_december()
    raise_due()
    if december_is_gone:
        submit(schedule_of(december))
    pensioned.says(Kind.OPTED_OUT, TODAY)
    back = pensioned.paid_later()
    assert back.pension_employee < december.pension_employee * -1
    return december, back


def parts_of(slip: models.Payslip) -> list[tuple[str, str, Decimal, Decimal]]:
    """What a payslip adds to which scheme."""
    with actors.acting(job()):
        rows = models.PensionScheduleLine.objects.filter(payslip=slip).order_by("schedule__scheme__during")
        return list(
            rows.values_list("schedule__scheme__provider", "schedule__kind", "member", "employer_share")
        )


def test_each_of_two_schemes_is_asked_for_what_it_had() -> None:
    had, (december, back) = november, paid_to_two_schemes()
    assert (raise_due(), raise_due()) == (2, 0)
    first = had()
    old, new = parts_of(back)
    assert old == (first.scheme.provider, "refund", -first.member, -first.employer_share)
    assert new == ("Other Pensions", "refund", -december.pension_employee, -december.pension_employer)
    assert old[2] + new[2] == back.pension_employee
    assert old[3] + new[3] == back.pension_employer


def test_what_the_new_scheme_has_not_got_yet_is_taken_off_there_and_the_old_one_is_asked() -> None:
    december, back = paid_to_two_schemes(december_is_gone=False)
    assert raise_due() == 2
    old, new = parts_of(back)
    assert old[1] == "refund"
    assert (new[0], new[1], new[2]) == ("Other Pensions", "contributions", -december.pension_employee)
    with actors.acting(job()):
        schedule = models.PensionSchedule.objects.get(lines__payslip=december)
    assert (schedule.member, schedule.employer_share) == (0, 0)


def test_the_page_of_each_schedule_compares_its_own_part() -> None:
    _, back = paid_to_two_schemes()
    raise_due()
    with actors.acting(OLU):
        schedules = list(models.PensionSchedule.objects.filter(lines__payslip=back))
        found = [queries.controls(one, actor=OLU) for one in schedules]
    assert len(found) == 2
    assert all(one.agree for one in found), found


def test_the_money_of_both_comes_back_into_the_books() -> None:
    _, back = paid_to_two_schemes()
    raise_due()
    with actors.acting(OLU):
        schedules = list(models.PensionSchedule.objects.filter(lines__payslip=back))
        ids = [one.pk for one in schedules]
        assert pension_moves.submit(ids, collect_on=None, actor=OLU, at=AT).refused == {}
    settle(dt.date(2027, 1, 30))  # December's contributions are collected.
    before = left()
    for key in ids:
        with actors.acting(OLU):
            schedule = models.PensionSchedule.objects.get(pk=key)
            pension_moves.record_paid(schedule=schedule, paid_on=OLU.today, actor=OLU, at=AT)
    settle(dt.date(2027, 1, 30))
    assert left() == before - back.pension_employee - back.pension_employer
