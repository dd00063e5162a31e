"""What a pension provider must pay back: asked of whom it was paid to, and in the books when it has come."""

import datetime as dt

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors
from payroll import models
from payroll.operations import pension_moves
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
