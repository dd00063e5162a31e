"""An employer that needs no PAYE scheme is tested again by every payrun; the wages go out all the same."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models, registration
from payroll.calc.paye_need import Answers
from payroll.operations import paye_need
from payroll.queries import schemes as queries
from tests.cast import AT, TODAY, Cast
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, DEE, DEE_AT_BEN, job

pytestmark = pytest.mark.django_db
NO_NUMBERS = dict.fromkeys(("office_number", "reference", "accounts_office_reference"), "")
NOTHING = Answers(at_lower_limit=False, other_job=False, pension=False, benefits=False)


def without_a_scheme() -> None:
    """Asha is recorded as needing none."""
    with actors.acting(job()):
        models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer")).update(
            status="not_needed", **NO_NUMBERS
        )


def alone() -> None:
    """Dee works for nobody but Asha any more."""
    with actors.acting(job()):
        post = models.Employment.objects.filter(pk=DEE_AT_BEN.id_of("employment"))
        post.update(last_day=dt.date(2026, 11, 20))


def hours_more(count: int) -> None:
    """Dee works five hours on so many more days of November."""
    for day in range(count):
        at = {"starts": dt.time(9), "finishes": dt.time(14), "minutes": 300}
        entry(day=dt.date(2026, 11, 9) + dt.timedelta(days=day), kind="hours", **at)


def entry(**given: Any) -> None:
    """Something more on Dee's sheet."""
    post = steps.post_of()
    with actors.acting(job()):
        models.TimesheetEntry.objects.create(
            timesheet_id=DEE.id_of("timesheet"),
            council_id=post.council_id,
            subject_id=post.subject_id,
            **given,
        )


def taxed(**values: Any) -> None:
    """How Dee is taxed at Asha's."""
    with actors.acting(job()):
        models.TaxDetails.objects.filter(employment_id=DEE.id_of("employment")).update(**values)


def found_of(run: models.Payrun) -> list[dict[str, str]]:
    """What the run found of the need for PAYE."""
    return [one for one in run.exceptions if one["reason"] == "needs_paye"]


def test_low_pay_and_no_other_job_needs_no_scheme() -> None:
    without_a_scheme()
    alone()
    steps.approve_sheet()
    assert found_of(steps.calculate()) == []


def test_pay_at_the_limit_says_which_post_and_is_paid_all_the_same() -> None:
    """Eight days of five hours at £13.50 are £540, and the limit for 4 weeks is £516."""
    without_a_scheme()
    alone()
    hours_more(6)
    steps.approve_sheet()
    run = steps.calculate()
    (found,) = found_of(run)
    assert (found["name"], found["employment"]) == ("Dee Lowe", str(DEE.id_of("employment")))
    assert found["why"].startswith(
        "They are paid £540.00 in this period, and the lower earnings limit is £516."
        " The employer now needs a PAYE scheme: set it up."
    )
    assert "more than" in found["why"]
    assert (run.state, run.payslip_count) == ("ready", 1)
    assert steps.approve(run.pk).refused == {}
    assert steps.slip_of().approved_at == AT


def test_a_member_of_a_pension_needs_a_scheme() -> None:
    without_a_scheme()
    taxed(pension="relief_at_source", pension_from=dt.date(2026, 4, 6))
    steps.approve_sheet()
    (found,) = found_of(steps.calculate())
    assert found["why"].startswith("They are in a pension scheme of this job.")


def test_a_pa_who_works_for_somebody_else_too_needs_a_scheme() -> None:
    without_a_scheme()
    steps.approve_sheet()
    (found,) = found_of(steps.calculate())
    assert found["why"].startswith("They have another job, which is paid here too.")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"tax_code": "BR"}, "Their tax code, BR, is one for a second job or a pension."),
        ({"starter_declaration": "C"}, "they ticked statement C: another job or a pension."),
        ({"tax_code": "K475"}, "untaxed benefits or a pension."),
    ],
)
def test_what_hmrc_or_the_checklist_says_of_another_job_needs_a_scheme(
    values: dict[str, Any], said: str
) -> None:
    without_a_scheme()
    alone()
    taxed(**values)
    steps.approve_sheet()
    (found,) = found_of(steps.calculate())
    assert said in found["why"]


def test_mileage_on_a_sheet_needs_no_scheme() -> None:
    without_a_scheme()
    alone()
    entry(day=dt.date(2026, 11, 9), kind="mileage", miles=Decimal(20))
    steps.approve_sheet()
    assert found_of(steps.calculate()) == []


def test_expenses_on_a_sheet_need_a_scheme() -> None:
    without_a_scheme()
    alone()
    entry(day=dt.date(2026, 11, 9), kind="expense", amount=Decimal("12.40"), what_for="Swimming ticket")
    steps.approve_sheet()
    (found,) = found_of(steps.calculate())
    assert found["why"].startswith("They are paid £12.40 of expenses.")


def test_of_several_pas_the_run_and_the_employers_page_name_the_one_who_needs_it(cast: Cast) -> None:
    without_a_scheme()
    alone()
    other = steps.hire("Una Vale")
    steps.bank(other.assistant)
    steps.sheet_in(other, dt.date(2026, 11, 9))
    with actors.acting(job()):
        models.TaxDetails.objects.filter(employment=other).update(tax_code="D0")
    steps.approve_sheet()
    run = steps.calculate()
    said = "Their tax code, D0, is one for a second job or a pension."
    assert [(one["name"], said in one["why"]) for one in found_of(run)] == [("Una Vale", True)]
    with actors.acting(cast.olu.actor()):
        found = queries.set_up(other.employer, day=TODAY, actor=cast.olu.actor())
    assert registration.missing(found.standing) == (
        "A payrun found that PAYE is needed now. Ask HMRC for a scheme.",
        f"Una Vale: {said}",
    )


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
        said, of_dee = queries.missing_of(row)
    assert said == "A payrun found that PAYE is needed now. Ask HMRC for a scheme."
    assert of_dee.startswith("Dee Lowe: They are paid £540.00 in this period")
    assert "set it up" not in of_dee


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
