"""An employer that needs no PAYE scheme is tested again by every payrun; the wages go out all the same."""

import datetime as dt

import pytest

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.calc.paye_need import Answers
from payroll.operations import paye_need
from payroll.queries import schemes as queries
from tests.cast import AT, TODAY, Cast
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, DEE, job

pytestmark = pytest.mark.django_db
NO_NUMBERS = dict.fromkeys(("office_number", "reference", "accounts_office_reference"), "")
NOTHING = Answers(at_lower_limit=False, other_job=False, pension=False, benefits=False)


def without_a_scheme() -> None:
    """Asha is recorded as needing none."""
    with actors.acting(job()):
        models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer")).update(
            status="not_needed", **NO_NUMBERS
        )


def hours_more(count: int) -> None:
    """Dee works five hours on so many more days of November."""
    with actors.acting(job()):
        for day in range(count):
            models.TimesheetEntry.objects.create(
                timesheet_id=DEE.id_of("timesheet"),
                council_id=steps.post_of().council_id,
                subject_id=steps.post_of().subject_id,
                day=dt.date(2026, 11, 9) + dt.timedelta(days=day),
                kind="hours",
                starts=dt.time(9),
                finishes=dt.time(14),
                minutes=300,
            )


def test_low_pay_needs_no_scheme() -> None:
    without_a_scheme()
    steps.approve_sheet()
    run = steps.calculate()
    assert [one for one in run.exceptions if one["reason"] == "needs_paye"] == []


def test_pay_at_the_limit_says_which_post_and_is_paid_all_the_same() -> None:
    """Eight days of five hours at £13.50 are £540, and the limit for 4 weeks is £516."""
    without_a_scheme()
    hours_more(6)
    steps.approve_sheet()
    run = steps.calculate()
    (found,) = [one for one in run.exceptions if one["reason"] == "needs_paye"]
    assert (found["name"], found["employment"]) == ("Dee Lowe", str(DEE.id_of("employment")))
    assert "paid £540.00 in this period, and the lower earnings limit is £516" in found["why"]
    assert "more than" in found["why"]
    assert (run.state, run.payslip_count) == ("ready", 1)
    assert steps.approve(run.pk).refused == {}
    assert steps.slip_of().approved_at == AT


def test_a_member_of_a_pension_needs_a_scheme() -> None:
    without_a_scheme()
    with actors.acting(job()):
        models.TaxDetails.objects.filter(employment_id=DEE.id_of("employment")).update(
            pension="relief_at_source", pension_from=dt.date(2026, 4, 6)
        )
    steps.approve_sheet()
    (found,) = [one for one in steps.calculate().exceptions if one["reason"] == "needs_paye"]
    assert found["why"].startswith("They are in a pension scheme of this job.")


def test_a_registered_employer_is_not_asked() -> None:
    hours_more(6)
    steps.approve_sheet()
    assert "needs_paye" not in {one["reason"] for one in steps.calculate().exceptions}


def test_the_employer_is_then_among_those_to_set_up(cast: Cast) -> None:
    without_a_scheme()
    hours_more(6)
    steps.approve_sheet()
    steps.calculate()
    with actors.acting(cast.olu.actor()):
        (row,) = queries.to_set_up(day=TODAY, actor=cast.olu.actor())
        assert queries.missing_of(row) == ("A payrun found that PAYE is needed now. Ask HMRC for a scheme.",)


def test_answers_are_kept_with_their_day_and_who_asked(cast: Cast) -> None:
    employer = steps.employ("Edda Rowe")
    with actors.acting(cast.olu.actor()):
        actor = cast.olu.actor()
        made = paye_need.answer(employer=employer, answers=NOTHING, day=TODAY, actor=actor, at=AT)
        assert queries.newest_need(employer, actor=actor) == made
        assert AuditEvent.objects.filter(thing="payroll.payeneed", verb="answer").count() == 1
    assert (made.answered_by_id, made.answered_on, made.any_reason) == (cast.olu.user_id, TODAY, False)


def test_a_day_to_come_is_refused(cast: Cast) -> None:
    employer = steps.employ("Edda Rowe")
    with actors.acting(cast.olu.actor()), pytest.raises(errors.Invalid, match="in the future"):
        paye_need.answer(
            employer=employer,
            answers=NOTHING,
            day=TODAY + dt.timedelta(days=1),
            actor=cast.olu.actor(),
            at=AT,
        )


def test_a_support_worker_does_not_answer(cast: Cast) -> None:
    employer = steps.employ("Edda Rowe")
    with actors.acting(cast.marcus.actor()), pytest.raises(errors.NotAllowed):
        paye_need.answer(employer=employer, answers=NOTHING, day=TODAY, actor=cast.marcus.actor(), at=AT)
