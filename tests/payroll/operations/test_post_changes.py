"""Changes of a post: its terms, its tax details and its last day, and what is paid of them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.calc import payment
from payroll.calc.leavers import Part
from payroll.operations import leaving, tax, terms
from payroll.queries import post_leaving
from tests.cast import AT, CAST, Cast, Person
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job

pytestmark = pytest.mark.django_db
FIRST_FREE = dt.date(2026, 10, 26)
ADVENT = dt.date(2026, 11, 29)
PAYDAY = dt.date(2026, 11, 27)
BETTER = terms.Terms(weekly_minutes=720, hourly_rate=Decimal("14.25"), sleep_in_rate=Decimal(60))
ALONE = tax.Details(
    tax_code="br w1",
    non_cumulative=False,
    ni_letter="A",
    student_loan="2",
    postgraduate_loan=False,
    pension="net_pay",
    pension_from=dt.date(2026, 12, 1),
)


def do(call: Callable[..., Any], by: Person = CAST.olu, **given: Any) -> Any:
    """A payroll officer makes a change of Dee's post at Asha's."""
    with actors.acting(by.actor()):
        return call(post=steps.post_of(), actor=by.actor(), at=AT, **given)


def kept(model: Any) -> list[Any]:
    """Dee's rows of a dated fact, in order."""
    with actors.acting(job()):
        return list(model.objects.filter(employment_id=DEE.id_of("employment")).order_by("during"))


def event(verb: str, thing: str) -> AuditEvent:
    """What history says."""
    with actors.acting(CAST.olu.actor()):
        return AuditEvent.objects.get(verb=verb, thing=thing)


class TestTerms:
    """Hours and rates from a day on."""

    def test_they_can_be_dated_ahead_and_what_held_before_keeps_its_days(self, cast: Cast) -> None:
        do(terms.change, day=ADVENT, terms=BETTER)
        before, after = kept(models.EmploymentTerms)
        assert (before.during.upper, before.hourly_rate) == (ADVENT, Decimal("13.50"))
        assert (after.during.lower, after.during.upper) == (ADVENT, None)
        assert (after.weekly_minutes, after.hourly_rate, after.sleep_in_rate) == (720, Decimal("14.25"), 60)
        told = event("change", "payroll.employmentterms")
        assert (told.before["hourly_rate"], told.after["hourly_rate"]) == ("13.5000", "14.25")
        assert told.after["from"] == "2026-11-29"

    def test_work_of_one_period_is_paid_on_the_terms_of_its_day(self) -> None:
        do(terms.change, day=dt.date(2026, 11, 3), terms=BETTER)
        steps.approve_sheet()
        steps.calculate()
        earned = payment.from_json(steps.slip_of().inputs).earnings
        assert [(line.rate, line.amount) for line in earned] == [
            (Decimal("13.50"), Decimal("67.50")),
            (Decimal("14.25"), Decimal("71.25")),
        ]

    def test_a_rate_below_the_minimum_wage_is_refused_with_the_figure(self) -> None:
        poor = replace(BETTER, hourly_rate=Decimal("12.70"))
        with pytest.raises(errors.Invalid) as refused:
            do(terms.change, day=ADVENT, terms=poor)
        assert refused.value.field == "rate"
        assert refused.value.sentence == (
            "£12.70 an hour is below the minimum wage of £12.71 for someone aged 31 on 29 November 2026."
            " Raise it."
        )

    def test_the_minimum_wage_is_that_of_the_age_on_the_day(self) -> None:
        with actors.acting(job()):
            models.PayrollIdentity.objects.update(birth_date=dt.date(2008, 11, 29))
        lawful = replace(BETTER, hourly_rate=Decimal("10.85"))
        assert do(terms.change, day=ADVENT, terms=lawful).hourly_rate == Decimal("10.85")
        with pytest.raises(errors.Invalid, match="aged 18"):
            do(terms.change, day=ADVENT, terms=replace(BETTER, hourly_rate=Decimal("10.84")))

    def test_a_day_that_is_paid_is_refused_with_the_first_free_one(self) -> None:
        with pytest.raises(errors.Invalid) as refused:
            do(terms.change, day=FIRST_FREE - dt.timedelta(days=1), terms=BETTER)
        assert "Work up to Sunday 25 October 2026 is paid" in refused.value.sentence
        assert "can change from Monday 26 October 2026." in refused.value.sentence
        assert do(terms.change, day=FIRST_FREE, terms=BETTER).during.lower == FIRST_FREE

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            (dt.date(2026, 4, 5), "The job begins on Monday 6 April 2026."),
            (dt.date(2026, 12, 1), "Their last day is Monday 30 November 2026."),
            (dt.date(2031, 1, 1), "no figures for the tax year 2030-31"),
        ],
    )
    def test_a_day_outside_the_job_or_the_figures_is_refused(self, day: dt.date, said: str) -> None:
        last = None if day.year > 2030 else dt.date(2026, 11, 30)
        with actors.acting(job()):
            models.Employment.objects.filter(pk=DEE.id_of("employment")).update(last_day=last)
        with pytest.raises(errors.Invalid, match=said):
            do(terms.change, day=day, terms=BETTER)

    def test_without_a_date_of_birth_it_says_what_to_do(self) -> None:
        with actors.acting(job()):
            models.PayrollIdentity.objects.all().delete()
        with pytest.raises(errors.Invalid, match="Record who the PA is to HMRC first"):
            do(terms.change, day=ADVENT, terms=BETTER)

    def test_only_who_keeps_posts_may(self) -> None:
        with pytest.raises(errors.NotAllowed):
            do(terms.change, by=CAST.asha, day=ADVENT, terms=BETTER)


class TestOpenPayruns:
    """What was worked out on the old terms is not what is approved."""

    def test_a_payrun_that_was_calculated_is_worked_out_again_and_another_person_approves(self) -> None:
        steps.approve_sheet()
        steps.calculate()
        do(terms.change, by=CAST.mara, day=FIRST_FREE, terms=BETTER)
        asked = steps.run_of()
        assert (asked.state, asked.requested_by_id) == ("requested", CAST.mara.user_id)
        steps.work_out()
        assert steps.slip_of().gross == Decimal("142.50")
        assert "A second person must do this" in steps.approve(asked.pk).refused[asked.pk]

    def test_a_change_after_its_days_leaves_it_as_it_is(self) -> None:
        steps.approve_sheet()
        steps.calculate()
        do(terms.change, day=ADVENT, terms=BETTER)
        assert steps.run_of().state == "ready"


class TestTax:
    """Code, letter, loans and pension from a payday on."""

    def test_a_code_is_read_as_hmrc_writes_it_and_its_basis_is_kept_apart(self) -> None:
        do(tax.change, payday=PAYDAY, details=ALONE)
        before, after = kept(models.TaxDetails)
        assert before.during.upper == PAYDAY
        assert (after.tax_code, after.non_cumulative, after.student_loan) == ("BR", True, "2")
        assert (after.pension, after.pension_from) == ("net_pay", dt.date(2026, 12, 1))
        assert event("change", "payroll.taxdetails").before["tax_code"] == "1257L"

    def test_the_statement_of_the_start_stays(self) -> None:
        with actors.acting(job()):
            models.TaxDetails.objects.update(starter_declaration="B")
        assert do(tax.change, payday=PAYDAY, details=ALONE).starter_declaration == "B"

    def test_the_next_payment_is_taxed_in_this_way(self) -> None:
        do(tax.change, payday=PAYDAY, details=ALONE)
        steps.approve_sheet()
        steps.calculate()
        slip = steps.slip_of()
        assert (slip.tax, payment.from_json(slip.inputs).pension) == (Decimal("27.00"), None)

    @pytest.mark.parametrize(
        ("changes", "field", "said"),
        [
            ({"tax_code": "12L57"}, "tax_code", "is not a tax code"),
            ({"tax_code": "D2"}, "tax_code", "the highest of its kind is D1"),
            ({"ni_letter": "C"}, "ni_letter", "is for people over State Pension age"),
            ({"ni_letter": "M"}, "ni_letter", "Use A."),
            ({"ni_letter": "B"}, "ni_letter", "which nobody born after"),
            ({"pension_from": None}, "pension_from", "Enter the first day in the pension."),
            ({"pension": ""}, "pension_from", "and no pension"),
            ({"pension_from": dt.date(2026, 4, 5)}, "pension_from", "The job begins on"),
        ],
    )
    def test_what_the_person_cannot_have_is_refused_beside_its_field(
        self, changes: dict[str, Any], field: str, said: str
    ) -> None:
        with pytest.raises(errors.Invalid, match=said) as refused:
            do(tax.change, payday=PAYDAY, details=replace(ALONE, **changes))
        assert refused.value.field == field
        assert len(kept(models.TaxDetails)) == 1

    def test_a_payday_that_is_approved_stays_as_it_was(self) -> None:
        with pytest.raises(errors.Invalid, match="can change from Saturday 31 October 2026"):
            do(tax.change, payday=dt.date(2026, 10, 30), details=ALONE)

    def test_the_same_payday_again_corrects_it(self) -> None:
        do(tax.change, payday=PAYDAY, details=ALONE)
        do(tax.change, payday=PAYDAY, details=replace(ALONE, tax_code="0T"))
        assert [row.tax_code for row in kept(models.TaxDetails)] == ["1257L", "0T"]


class TestLeaving:
    """The last day, the final payment, and the P45."""

    def test_the_payment_with_the_last_day_in_it_is_final_and_hmrc_is_told(self) -> None:
        do(leaving.record, last_day=dt.date(2026, 11, 20))
        steps.pay_november()
        pay = payment.from_json(steps.slip_of().inputs)
        assert pay.part is Part.FINAL
        assert pay.leaving is not None
        assert (pay.leaving.last_day, pay.leaving.last_code) == (dt.date(2026, 11, 20), "1257L")
        with actors.acting(job()):
            told = models.Submission.objects.get(payrun=steps.run_of())
        assert "<LeavingDate>2026-11-20</LeavingDate>" in (told.body or "")

    def test_before_the_last_period_a_payment_is_an_ordinary_one(self) -> None:
        do(leaving.record, last_day=dt.date(2026, 12, 4))
        steps.pay_november()
        pay = payment.from_json(steps.slip_of().inputs)
        assert (pay.part, pay.leaving) == (Part.ORDINARY, None)
        with actors.acting(job()):
            told = models.Submission.objects.get(payrun=steps.run_of())
        assert "LeavingDate" not in (told.body or "")

    def test_a_payrun_that_was_calculated_becomes_the_final_one(self) -> None:
        steps.approve_sheet()
        steps.calculate()
        do(leaving.record, by=CAST.mara, last_day=dt.date(2026, 11, 20))
        assert steps.run_of().state == "requested"
        steps.work_out()
        assert steps.slip_of().inputs["part"] == "final"

    def test_it_is_refused_while_a_sheet_has_later_time(self) -> None:
        with pytest.raises(errors.Invalid, match="Wednesday 4 November 2026") as refused:
            do(leaving.record, last_day=dt.date(2026, 11, 3))
        assert refused.value.field == "last_day"
        assert do(leaving.record, last_day=dt.date(2026, 11, 4)).last_day == dt.date(2026, 11, 4)

    def test_only_the_newest_sheet_of_a_period_counts(self) -> None:
        with actors.acting(job()):
            payroll.timesheet(employment=steps.post_of(), period=steps.november(), version=2)
        assert do(leaving.record, last_day=dt.date(2026, 11, 1)).last_day == dt.date(2026, 11, 1)

    def test_it_is_refused_where_later_days_are_paid(self) -> None:
        with actors.acting(job()):
            models.Timesheet.objects.filter(pk=DEE.id_of("timesheet")).update(state="draft")
            payroll.timesheet(employment=steps.post_of(), period=steps.october(), version=2)
        with pytest.raises(errors.Invalid, match="They have been paid for 28 September to 25 October 2026"):
            do(leaving.record, last_day=dt.date(2026, 9, 25))

    def test_before_the_first_day_is_refused(self) -> None:
        with pytest.raises(errors.Invalid, match="The job began on Monday 6 April 2026"):
            do(leaving.record, last_day=dt.date(2026, 4, 5))

    def test_it_can_be_taken_back_until_the_final_payment_is_approved(self) -> None:
        do(leaving.record, last_day=dt.date(2026, 11, 20))
        assert do(leaving.take_back).last_day is None
        assert event("take back last day", "payroll.employment").before == {"last_day": "2026-11-20"}
        with pytest.raises(errors.Conflict, match="nothing to take back"):
            do(leaving.take_back)
        do(leaving.record, last_day=dt.date(2026, 11, 20))
        steps.pay_november()
        paid = "final payment of Friday 27 November 2026 is approved"
        with pytest.raises(errors.Conflict, match=paid):
            do(leaving.take_back)
        with pytest.raises(errors.Conflict, match=paid):
            do(leaving.record, last_day=dt.date(2026, 11, 22))

    def test_the_same_day_twice_is_said(self) -> None:
        do(leaving.record, last_day=dt.date(2026, 11, 20))
        with pytest.raises(errors.Conflict, match="recorded as the last day already"):
            do(leaving.record, last_day=dt.date(2026, 11, 20))


class TestP45:
    """The figures of the final payment."""

    def test_it_counts_everything_up_to_the_final_payment(self) -> None:
        do(leaving.record, last_day=dt.date(2026, 11, 20))
        steps.pay_november()
        with actors.acting(CAST.olu.actor()):
            given = post_leaving.p45(steps.post_of(), actor=CAST.olu.actor())
        slip = steps.slip_of()
        assert (given.form.leaving_date, given.form.tax_code) == (dt.date(2026, 11, 20), "1257L")
        assert given.form.total_pay == given.form.pay_here == Decimal(slip.result["to_date"]["pay"])
        assert (given.form.total_tax, given.form.period) == (Decimal("0.00"), 36)
        assert (given.paye_reference, given.payday) == ("120/ZZ99999", PAYDAY)

    def test_there_is_none_before(self) -> None:
        with actors.acting(CAST.olu.actor()), pytest.raises(errors.Refusal, match="No last day"):
            post_leaving.p45(steps.post_of(), actor=CAST.olu.actor())
        do(leaving.record, last_day=dt.date(2026, 11, 20))
        with actors.acting(CAST.olu.actor()), pytest.raises(errors.Refusal, match="is approved"):
            post_leaving.p45(steps.post_of(), actor=CAST.olu.actor())

    def test_a_day_recorded_after_its_payment_was_approved_has_one_too(self) -> None:
        with actors.acting(job()):
            models.Timesheet.objects.filter(pk=DEE.id_of("timesheet")).update(state="draft")
        do(leaving.record, last_day=dt.date(2026, 10, 25))
        with actors.acting(CAST.olu.actor()):
            given = post_leaving.p45(steps.post_of(), actor=CAST.olu.actor())
        assert given.payday == dt.date(2026, 10, 30)


def test_a_payment_after_the_final_one_is_on_0t_by_itself() -> None:
    do(leaving.record, last_day=dt.date(2026, 11, 20))
    steps.pay_november()
    december = steps.december()
    # A leaver is due again only where the dates of the periods are moved after the final payment.
    november = steps.november()
    november.last_day = dt.date(2026, 11, 19)
    november.save()
    december.first_day = dt.date(2026, 11, 20)
    december.save()
    steps.sheet_in(steps.post_of(), dt.date(2026, 11, 20), period=december)
    steps.request(period=december)
    steps.work_out()
    slip = steps.slip_of(payday=dt.date(2026, 12, 24))
    pay = payment.from_json(slip.inputs)
    assert (pay.part, pay.tax_code, pay.non_cumulative) == (Part.AFTER_LEAVING, "0T", True)
    assert pay.leaving is not None
    assert (pay.leaving.last_day, pay.leaving.final_payday) == (dt.date(2026, 11, 20), PAYDAY)
    assert slip.tax == Decimal("13.40")


def test_a_later_change_that_is_recorded_is_not_run_over() -> None:
    do(terms.change, day=ADVENT, terms=BETTER)
    with pytest.raises(errors.Invalid, match="A change from 29 November 2026 is recorded already"):
        do(terms.change, day=dt.date(2026, 11, 27), terms=BETTER)
    assert [row.during for row in kept(models.EmploymentTerms)][-1] == DateRange(ADVENT, None)
