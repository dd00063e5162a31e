"""From approved sheets to payslips: who is paid, who is not and why, and that twice is as once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg2.extras import DateRange

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.calc import payment
from payroll.queries import pay_facts, so_far
from payroll.queries import payruns as payrun_queries
from tests.cast import Cast
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, DEE, job

pytestmark = pytest.mark.django_db
WEDNESDAY = dt.date(2026, 11, 4)


def only_exception(payrun: models.Payrun) -> dict[str, str]:
    """The one thing that a payrun says is wrong."""
    (found,) = payrun.exceptions
    return found


def test_an_approved_sheet_becomes_a_payslip(cast: Cast) -> None:
    steps.approve_sheet()
    payrun = steps.calculate()
    slip = steps.slip_of()
    assert (payrun.state, payrun.payslip_count, payrun.minutes) == ("ready", 1, 600)
    assert (slip.payrun_id, slip.timesheet_id) == (payrun.pk, DEE.id_of("timesheet"))
    assert (slip.gross, slip.net, slip.payday) == (
        Decimal("135.00"),
        Decimal("135.00"),
        dt.date(2026, 11, 27),
    )
    assert (payrun.gross, payrun.net, payrun.requested_by_id) == (slip.gross, slip.net, cast.olu.user_id)


def test_a_payslip_goes_on_from_the_last_approved_one() -> None:
    steps.approve_sheet()
    steps.calculate()
    october = steps.slip_of(payday=dt.date(2026, 10, 30))
    assert payment.from_json(steps.slip_of().inputs).to_date.pay == october.gross
    assert steps.slip_of().result["to_date"]["pay"] == str(october.gross * 2)


def test_working_it_out_twice_gives_the_same_payslips() -> None:
    steps.approve_sheet()
    first = steps.calculate()
    before = steps.slip_of()
    again = steps.calculate()
    after = steps.slip_of()
    assert (first.pk, first.net, before.result) == (again.pk, again.net, after.result)
    assert steps.work_out() == 0


def test_a_sheet_that_is_not_approved_is_missing_and_says_how_far_it_is() -> None:
    payrun = steps.calculate()
    assert payrun.state == "blocked"
    found = only_exception(payrun)
    assert (found["kind"], found["reason"]) == ("missing", "submitted")
    assert found["why"] == "The timesheet is waiting for the employer to approve it."


@pytest.mark.parametrize(
    ("remove", "reason"),
    [
        (models.EmploymentTerms, "terms"),
        (models.TaxDetails, "tax"),
        (models.PayrollIdentity, "tax"),
        (models.WhoPays, "payer"),
        (models.PayeScheme, "scheme"),
    ],
)
def test_what_is_not_recorded_blocks_the_post_with_its_reason(remove: type, reason: str) -> None:
    steps.approve_sheet()
    with actors.acting(job()):
        remove.objects.all().delete()
    payrun = steps.calculate()
    found = only_exception(payrun)
    assert (payrun.state, found["kind"], found["reason"]) == ("blocked", "blocked", reason)


def test_a_pa_without_bank_details_is_blocked() -> None:
    post = steps.hire("Noor Ali")
    steps.sheet_in(post, WEDNESDAY)
    steps.approve_sheet()
    payrun = steps.calculate()
    assert (payrun.state, payrun.payslip_count) == ("ready", 1)
    assert only_exception(payrun)["reason"] == "bank"


def test_tax_details_that_have_ended_are_not_used() -> None:
    steps.approve_sheet()
    with actors.acting(job()):
        held = models.TaxDetails.objects.filter(employment_id=DEE.id_of("employment"))
        held.update(during=DateRange(dt.date(2026, 4, 6), dt.date(2026, 11, 1)))
    assert only_exception(steps.calculate())["reason"] == "tax"


def test_sickness_waits_for_someone_to_decide() -> None:
    post = steps.hire("Noor Ali")
    steps.bank(post.assistant)
    kind = {"kind": "sickness", "starts": None, "finishes": None, "minutes": 300}
    steps.sheet_in(post, WEDNESDAY, dt.date(2026, 11, 5), **kind)
    found = next(one for one in steps.calculate().exceptions if one["name"] == "Noor Ali")
    assert found["reason"] == "sickness"
    assert "2 days" in found["why"]


def test_a_tax_year_without_figures_is_refused_when_it_is_asked_for() -> None:
    with actors.acting(job()):
        later = payroll.pay_period(
            group=steps.november().group,
            first_day=dt.date(2030, 4, 8),
            last_day=dt.date(2030, 5, 5),
            payday=dt.date(2030, 5, 10),
            tax_year="2030-31",
            tax_period=8,
        )
    with pytest.raises(errors.Invalid, match="no figures for the tax year 2030-31"):
        steps.request(period=later)


def test_the_allowance_used_before_counts_in_its_own_tax_year_only() -> None:
    with actors.acting(job()):
        schemes = models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer"))
        schemes.update(allowance_used_before="10500.00", allowance_tax_year="2025-26")
        payrun = steps.run_of()
        payrun.period = steps.november()
        left = so_far.allowances([payrun], {payrun.pk: Decimal("50.00")}, actor=job())
        schemes.update(allowance_tax_year="2026-27")
        gone = so_far.allowances([payrun], {payrun.pk: Decimal("50.00")}, actor=job())
    assert (left, gone) == ({payrun.pk: Decimal("50.00")}, {payrun.pk: Decimal("0.00")})


def test_pay_below_the_minimum_wage_is_blocked_with_both_rates() -> None:
    steps.approve_sheet()
    with actors.acting(job()):
        models.EmploymentTerms.objects.update(hourly_rate=Decimal("11.00"))
    found = only_exception(steps.calculate())
    assert found["reason"] == "minimum_wage"
    assert "£11.00" in found["why"]
    assert "£12.71" in found["why"]


def test_a_rate_that_changes_inside_the_period_is_paid_from_its_own_day() -> None:
    """Monday 2 November at £13.50, Wednesday 4 November at £14.00."""
    steps.approve_sheet()
    with actors.acting(job()):
        terms = models.EmploymentTerms.objects.filter(employment_id=DEE.id_of("employment"))
        terms.update(during=DateRange(dt.date(2026, 4, 6), WEDNESDAY))
        post = models.Employment.objects.get(pk=DEE.id_of("employment"))
        payroll.terms(employment=post, hourly_rate=Decimal("14.00"), during=DateRange(WEDNESDAY, None))
    steps.calculate()
    slip = steps.slip_of()
    assert slip.gross == Decimal("137.50")
    assert [line["rate"] for line in slip.inputs["earnings"]] == ["13.5000", "14.0000"]


def test_a_day_without_terms_is_never_paid_at_another_days_rate() -> None:
    steps.approve_sheet()
    with actors.acting(job()):
        terms = models.EmploymentTerms.objects.filter(employment_id=DEE.id_of("employment"))
        terms.update(during=DateRange(WEDNESDAY, None))
    found = only_exception(steps.calculate())
    assert found["reason"] == "terms"
    assert "Monday 2 November 2026" in found["why"]


def test_figures_brought_forward_that_cannot_be_read_block_that_post_alone() -> None:
    post = steps.hire("Noor Ali")
    steps.bank(post.assistant)
    with actors.acting(job()):
        payroll.brought_forward(employment=post, figures={"pay": "12.00"})
    steps.sheet_in(post, WEDNESDAY)
    steps.approve_sheet()
    payrun = steps.calculate()
    assert (payrun.payslip_count, only_exception(payrun)["reason"]) == (1, "brought_forward")


def test_pay_a_quarter_away_from_usual_is_paid_and_pointed_out() -> None:
    """Dee's October was £135.00; fifteen hours are half as much again."""
    with actors.acting(job()):
        sheet = models.Timesheet.objects.get(pk=DEE.id_of("timesheet"))
        payroll.shift(timesheet=sheet, day=dt.date(2026, 11, 6))
    steps.approve_sheet()
    payrun = steps.calculate()
    found = only_exception(payrun)
    assert (payrun.state, payrun.payslip_count) == ("ready", 1)
    assert (found["kind"], found["reason"]) == ("changed", "more")
    assert found["why"].startswith("Gross pay is £202.50, 50% more than the £135.00 of 30 October 2026.")


def test_what_was_brought_forward_is_the_usual_pay_of_a_post_that_is_new_here() -> None:
    """£1,080.00 over the eight paydays to 30 October is £135.00 a period."""
    post = steps.hire("Noor Ali")
    steps.bank(post.assistant)
    with actors.acting(job()):
        figures = steps.brought_forward("1080.00")
        payroll.brought_forward(employment=post, up_to=dt.date(2026, 10, 30), figures=figures)
        models.Employment.objects.filter(pk=post.pk).update(first_day=dt.date(2026, 1, 5))
    steps.sheet_in(post, WEDNESDAY)
    found = next(one for one in steps.calculate().exceptions if one["name"] == "Noor Ali")
    assert found["why"].startswith("Gross pay is £67.50, 50% less than the £135.00 that was usual before.")


def test_an_employer_with_nobody_to_pay_gets_no_payrun() -> None:
    with actors.acting(job()):
        models.Payrun.objects.filter(pk=ASHA.id_of("payrun")).delete()
        models.Employment.objects.filter(employer_id=ASHA.id_of("employer")).update(
            last_day=dt.date(2026, 10, 1)
        )
    assert steps.request() == 0


def test_a_sheet_that_comes_late_gets_a_payrun_of_its_own(cast: Cast) -> None:
    post = steps.hire("Noor Ali")
    steps.bank(post.assistant)
    steps.pay_november()
    steps.sheet_in(post, WEDNESDAY)
    assert steps.request() == 1
    steps.work_out()
    late = steps.run_of(run=2)
    with actors.acting(job()):
        (slip,) = late.payslips.select_related("employment__assistant")
    assert (late.state, slip.employment.assistant.name) == ("ready", "Noor Ali")


def test_who_is_paid_is_not_paid_again_however_often_it_is_asked_for() -> None:
    payrun = steps.pay_november()
    assert steps.request() == 0
    assert steps.work_out() == 0
    with actors.acting(job()):
        assert models.Payrun.objects.filter(period=steps.november(), employer=payrun.employer_id).count() == 1


def test_a_post_paid_on_a_later_payday_is_not_paid_for_an_earlier_one() -> None:
    """The year's figures would count the later pay before the earlier one."""
    steps.pay_november()
    with actors.acting(job()):
        post = models.Employment.objects.get(pk=DEE.id_of("employment"))
        october = models.Payslip.objects.get(pk=DEE.id_of("payslip")).payrun.period
        facts = pay_facts.of_posts([post], october, job(), own={})
    assert post.pk in facts.paid_later


def test_an_officer_of_another_provider_calculates_nobody_of_ours(cast: Cast) -> None:
    assert steps.request(cast.sam) == 0
    with actors.acting(job()):
        assert models.Payrun.objects.get(pk=ASHA.id_of("payrun")).state == "due"


def test_only_payroll_may_ask_for_a_calculation(cast: Cast) -> None:
    with pytest.raises(errors.NotAllowed):
        steps.request(cast.asha)


def test_only_the_employers_that_were_meant_are_calculated(cast: Cast) -> None:
    assert steps.request(employer_ids=[]) == 0
    assert steps.request(employer_ids=[ASHA.id_of("employer")]) == 1


def test_the_month_needs_no_calculation_once_everyone_was_asked_for(cast: Cast) -> None:
    olu = cast.olu.actor()
    with actors.acting(olu):
        assert payrun_queries.needs_calculation(steps.november(), actor=olu)
    steps.calculate()
    with actors.acting(olu):
        assert not payrun_queries.needs_calculation(steps.november(), actor=olu)


def test_each_step_is_in_the_history_with_who_did_it(cast: Cast) -> None:
    payrun = steps.pay_november()
    with actors.acting(job()):
        found = AuditEvent.objects.filter(thing="payroll.payrun", thing_id=str(payrun.pk)).order_by("id")
        told = list(found.values_list("verb", "actor_name"))
    assert told == [
        ("request", "Olu Bello"),
        ("calculate", "The portal (payroll)"),
        ("approve", "Mara Finch"),
    ]


def test_the_queries_of_a_calculation_do_not_grow_with_the_posts() -> None:
    def count(*hired: str) -> int:
        for name in hired:
            post = steps.hire(name)
            steps.bank(post.assistant)
            steps.sheet_in(post, WEDNESDAY)
        steps.request()
        with CaptureQueriesContext(connection) as captured:
            steps.work_out()
        return len(captured)

    steps.approve_sheet()
    count("Noor Ali")  # the first time there are no old payslips to take away
    assert count() == count("Pia Berg", "Quinn Ode", "Rolf Hay")
