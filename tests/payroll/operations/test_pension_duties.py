"""Automatic enrolment on record: assessed with each payslip, enrolled, opted out, refunded, never twice."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from psycopg2.extras import DateRange

from dpss.access import actors
from dpss.kernel import errors
from payroll import models
from payroll.calc.pension_duties.position import Route, Status
from payroll.operations import corrections, pension_dues, pension_facts
from payroll.queries import pension_records
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import pensioned, steps
from tests.payroll.operations.pensioned import NOVEMBER, Kind
from tests.payroll.operations.steps import ASHA, DEE, job

pytestmark = pytest.mark.django_db


def test_each_payslip_keeps_the_group_the_age_and_the_earnings() -> None:
    steps.approve_sheet()
    steps.calculate()
    found = pensioned.assessment(steps.slip_of())
    assert (found.group, found.status, found.age) == ("entitled_worker", "not_member", 31)
    assert (found.earnings, found.first_day) == (Decimal("135.00"), NOVEMBER)


def test_pay_above_the_trigger_enrols_with_the_same_payslip_and_the_payrun_says_so() -> None:
    pensioned.earns()
    steps.approve_sheet()
    payrun = steps.calculate()
    slip = steps.slip_of()
    found = pensioned.assessment(slip)
    # 4% and 3% of what is above the four-weekly lower limit of £480; the state adds the other 1%.
    assert (slip.pension_employee, slip.pension_employer) == (Decimal("20.80"), Decimal("15.60"))
    assert (found.begins, found.status, found.member_from) == (True, "member", NOVEMBER)
    said = payrun.exceptions[0]
    assert said["reason"] == "pension"
    assert "The pension begins on 26 October 2026: £20.80 is taken" in said["why"]


def test_without_a_scheme_nothing_is_taken_and_it_is_said_what_is_missing() -> None:
    with actors.acting(job()):
        schemes = models.PensionScheme.objects.filter(employer=ASHA.id_of("employer"))
        schemes.update(during=DateRange(None, NOVEMBER))
    pensioned.earns()
    steps.approve_sheet()
    payrun = steps.calculate()
    assert steps.slip_of().pension_employee == 0
    assert "it is not recorded with whom" in payrun.exceptions[0]["why"]


def test_who_is_a_member_by_the_tax_details_is_paid_as_before_whatever_they_earn() -> None:
    with actors.acting(job()):
        models.TaxDetails.objects.filter(employment=DEE.id_of("employment")).update(
            pension="relief_at_source", pension_from=dt.date(2026, 4, 6)
        )
    steps.approve_sheet()
    steps.calculate()
    slip = steps.slip_of()
    found = pensioned.assessment(slip)
    assert slip.inputs["pension"]["member_from"] == "2026-04-06"
    assert (found.group, found.status, found.route, found.begins) == (
        "entitled_worker",
        "member",
        "before",
        False,
    )


def test_approval_raises_what_is_due_once_with_its_last_day() -> None:
    pensioned.paid()
    found = {one.duty: one.by for one in pensioned.dues()}
    six_weeks = dt.date(2026, 12, 6)
    assert found == {"arrange_membership": six_weeks, "enrolment_information": six_weeks}
    with actors.acting(job()):
        pension_facts.follow([steps.slip_of()], actor=job(), at=AT)
        rows = models.PensionDue.objects.filter(employment=DEE.id_of("employment"), since=NOVEMBER)
        assert rows.count() == 2


def test_an_opt_out_within_the_month_is_paid_back_with_the_next_payslip_and_once() -> None:
    pensioned.enrolled()
    pensioned.says(Kind.OPTED_OUT, TODAY, paper="Form from the scheme")
    assert [one.duty for one in pensioned.dues()] == ["refund"]
    slip = pensioned.paid_in_december()
    assert (slip.pension_employee, slip.pension_employer) == (Decimal("-20.80"), Decimal("-15.60"))
    assert pensioned.dues() == []
    assert pensioned.position().status is Status.OPTED_OUT
    with actors.acting(job()):
        assert models.PensionFact.objects.filter(kind=Kind.REFUNDED).count() == 1


def test_an_opt_out_counts_once_and_only_while_the_month_runs() -> None:
    pensioned.paid()
    with pytest.raises(errors.Invalid, match="The opt-out period has not begun"):
        pensioned.says(Kind.OPTED_OUT, TODAY)
    pensioned.says(Kind.MADE, TODAY)
    pensioned.given(TODAY)
    pensioned.says(Kind.OPTED_OUT, TODAY)
    with pytest.raises(errors.Invalid, match="not a member then"):
        pensioned.says(Kind.OPTED_OUT, TODAY)


def test_a_member_is_not_dropped_when_a_payslip_is_corrected_to_less_pay() -> None:
    slip = pensioned.paid()
    pensioned.earns(14)
    actor = CAST.olu.actor()
    with actors.acting(actor):
        run = corrections.begin(slip=slip, reason="The rate was wrong", actor=actor, at=AT)
    steps.work_out()
    with actors.acting(job()):
        new = models.Payslip.objects.get(payrun=run)
    found = pensioned.assessment(new)
    # The one payslip that enrolled her is replaced: it is assessed again, on what is right.
    assert (found.group, found.status, new.pension_employee) == ("entitled_worker", "not_member", 0)


def test_a_later_payslip_with_less_pay_keeps_the_member_in() -> None:
    pensioned.paid()
    pensioned.earns(14)
    slip = pensioned.paid_in_december()
    found = pensioned.assessment(slip)
    assert (found.group, found.status, found.route) == ("entitled_worker", "member", "enrolled")
    assert slip.inputs["pension"]["member_from"] == NOVEMBER.isoformat()


def test_postponed_from_the_day_of_becoming_eligible_nothing_is_taken() -> None:
    pensioned.earns()
    steps.approve_sheet()
    steps.calculate()
    pensioned.says(Kind.POSTPONED, NOVEMBER, until=dt.date(2027, 1, 25))
    steps.work_out()
    slip = steps.slip_of()
    assert (slip.pension_employee, pensioned.assessment(slip).status) == (0, "postponed")
    (notice,) = pensioned.dues("postponement_notice")
    assert notice.by == dt.date(2026, 12, 7)
    pensioned.given(TODAY)
    assert pensioned.dues("postponement_notice") == []


def test_who_asks_to_be_in_is_a_member_from_the_next_period() -> None:
    steps.pay_november()
    steps.december()
    fact = pensioned.says(Kind.ASKED, TODAY, paper="E-mail of 21 November")
    assert fact.member_from == dt.date(2026, 11, 23)
    slip = pensioned.paid_in_december()
    found = pensioned.assessment(slip)
    assert (found.status, found.route) == ("member", "joined")
    assert slip.inputs["pension"]["member_from"] == "2026-11-23"


def test_leaving_after_the_month_pays_nothing_back() -> None:
    pensioned.paid()
    pensioned.says(Kind.LEFT, TODAY)
    assert (pensioned.position().status, pensioned.dues()) == (Status.LEFT, [])
    assert pensioned.paid_in_december().pension_employee == 0


def test_what_was_recorded_by_mistake_is_taken_back_once_and_both_stay_on_record() -> None:
    pensioned.enrolled()
    fact = pensioned.says(Kind.OPTED_OUT, TODAY)
    actor = CAST.olu.actor()
    with actors.acting(actor):
        pension_facts.take_back(fact=fact, reason="Another Dee", actor=actor, at=AT)
        with pytest.raises(errors.Conflict, match="taken back already"):
            pension_facts.take_back(fact=fact, reason="Another Dee", actor=actor, at=AT)
    assert (pensioned.position().route, pensioned.dues()) == (Route.ENROLLED, [])


def test_nothing_of_a_fact_can_be_changed() -> None:
    pensioned.paid()
    fact = pensioned.says(Kind.MADE, TODAY)
    with actors.acting(job()), pytest.raises(DatabaseError), transaction.atomic():
        models.PensionFact.objects.filter(pk=fact.pk).update(on=dt.date(2026, 11, 2))


def test_an_assessment_is_as_fixed_as_its_payslip() -> None:
    slip = pensioned.paid()
    with actors.acting(job()), pytest.raises(DatabaseError), transaction.atomic():
        models.PensionAssessment.objects.filter(payslip=slip).update(group="outside_ages")


def test_when_the_job_has_ended_nothing_is_due_any_more() -> None:
    pensioned.paid()
    with actors.acting(job()):
        models.Employment.objects.filter(pk=DEE.id_of("employment")).update(last_day=dt.date(2026, 11, 20))
        pension_dues.look_again(actor=job(), at=AT)
    assert pensioned.dues() == []


def test_a_notice_that_is_still_to_come_is_refused() -> None:
    with pytest.raises(errors.Invalid, match="still to come"):
        pensioned.says(Kind.ASKED, dt.date(2026, 11, 23))


def test_only_who_keeps_posts_records_a_notice() -> None:
    with pytest.raises(errors.NotAllowed):
        pensioned.says(Kind.ASKED, TODAY, by=CAST.dee)


def test_records_of_many_posts_are_read_in_a_fixed_number_of_queries() -> None:
    one, two = steps.post_of(), steps.hire("Tess", first_day=dt.date(2026, 10, 26))
    sizes = []
    for posts in ([one], [one, two]):
        with actors.acting(job()), CaptureQueriesContext(connection) as counted:
            pension_records.of_posts(posts, actor=job())
        sizes.append(len(counted))
    assert sizes[0] == sizes[1]
