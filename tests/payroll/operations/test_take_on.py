"""Posts that come from another payroll in the middle of a tax year."""

import datetime as dt
import uuid
from dataclasses import replace
from decimal import Decimal

import pytest

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.calc import payment, rates
from payroll.calc.inputs import NiToDate, YearToDate
from payroll.calc.take_on import TakenOn
from payroll.operations import take_on
from payroll.operations.holiday_brought_in import Hours
from payroll.operations.take_on import Handed
from payroll.queries import leaving_holiday, sheet_holiday
from tests import database
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job

ROW = NiToDate(
    letter="A",
    earnings=Decimal("4320.00"),
    at_lel=Decimal("4128.00"),
    lel_to_pt=Decimal("192.00"),
    pt_to_uel=Decimal(0),
    employee=Decimal(0),
    employer=Decimal("200.00"),
)
FIGURES = YearToDate(
    pay=Decimal("4320.00"),
    tax=Decimal("0.00"),
    ni=(ROW,),
    student_loan=Decimal(0),
    postgraduate_loan=Decimal(0),
    pension_relief_at_source=Decimal(0),
    pension_net_pay=Decimal(0),
    pension_employer=Decimal(0),
    statutory=(),
    net=Decimal(0),
)
EARLIER = replace(
    FIGURES,
    pay=Decimal("3600.00"),
    ni=(
        replace(
            ROW,
            earnings=Decimal("3600.00"),
            at_lel=Decimal("3500.00"),
            lel_to_pt=Decimal("100.00"),
            pt_to_uel=Decimal(0),
        ),
    ),
)
GIVEN = TakenOn(
    up_to=dt.date(2026, 10, 30),
    tax_code="1257L",
    non_cumulative=False,
    other_codes=False,
    previous_pay=Decimal(0),
    previous_tax=Decimal(0),
    figures=FIGURES,
)
HANDED = Handed(given=GIVEN, student_loan="2", has_postgraduate_loan=False, source="P11 of Ace Payroll")


def take(post: models.Employment, handed: Handed = HANDED) -> models.BroughtForward:
    with actors.acting(CAST.olu.actor()):
        return take_on.record(post=post, handed=handed, actor=CAST.olu.actor(), at=AT)


def given(**changed: object) -> Handed:
    return replace(HANDED, given=replace(GIVEN, **changed))  # type: ignore[arg-type]


def noor(**more: object) -> models.Employment:
    """A PA of Asha's who came from another payroll, and is paid into a bank account."""
    post = steps.hire("Noor Ali", **more)
    steps.bank(post.assistant)
    return post


def rows(post: models.Employment) -> list[models.BroughtForward]:
    with actors.acting(job()):
        return list(models.BroughtForward.objects.filter(employment=post))


@pytest.mark.django_db
class TestOne:
    """One post, by hand."""

    def test_pay_goes_on_from_the_figures_and_earlier_jobs_count(self) -> None:
        post = noor()
        take(
            post,
            given(
                previous_pay=Decimal(4000),
                previous_tax=Decimal(150),
                figures=replace(FIGURES, tax=Decimal(50)),
            ),
        )
        steps.sheet_in(post, dt.date(2026, 11, 3))
        steps.approve_sheet()
        steps.calculate()
        with actors.acting(job()):
            slip = models.Payslip.objects.get(employment=post)
        pay = payment.from_json(slip.inputs)
        assert (pay.to_date.pay, pay.to_date.tax, pay.to_date.ni) == (Decimal(4320), Decimal(50), (ROW,))
        assert (pay.previous_pay, pay.previous_tax) == (Decimal(4000), Decimal(150))
        assert slip.result["to_date"]["pay"] == "4387.50"

    def test_the_same_again_changes_nothing_and_other_figures_correct_them(self) -> None:
        post = noor()
        take(post)
        take(post)
        take(post, replace(given(figures=replace(FIGURES, pay=Decimal("4400.00"))), source="Another P11"))
        (row,) = rows(post)
        assert (row.figures["pay"], row.figures["net"], row.source) == ("4400.00", "4400.00", "Another P11")
        with actors.acting(CAST.olu.actor()):
            told = AuditEvent.objects.filter(verb="take on").order_by("pk")
            assert [one.after["figures"]["pay"] for one in told] == ["4320.00", "4400.00"]

    def test_a_post_without_tax_details_gets_those_of_the_payroll_before(self) -> None:
        post = noor()
        with actors.acting(job()):
            models.TaxDetails.objects.filter(employment=post).delete()
        take(post, given(tax_code="br m1"))
        with actors.acting(job()):
            kept = models.TaxDetails.objects.get(employment=post)
        assert (kept.tax_code, kept.non_cumulative, kept.ni_letter, kept.student_loan) == (
            "BR",
            True,
            "A",
            "2",
        )
        assert kept.during.lower == dt.date(2026, 10, 31)

    def test_a_payday_that_the_payroll_before_has_paid_is_not_paid_again(self) -> None:
        post = noor()
        with actors.acting(job()):
            models.PayPeriod.objects.filter(pk=steps.november().pk).update(payday=dt.date(2026, 11, 20))
        take(post, given(up_to=dt.date(2026, 11, 20)))
        steps.sheet_in(post, dt.date(2026, 11, 3))
        run = steps.calculate()
        found = {one["employment"]: one["reason"] for one in run.exceptions}
        assert found[str(post.pk)] == "paid_elsewhere"

    def test_a_payslip_of_a_payday_that_later_figures_have_paid_is_worked_out_again(self) -> None:
        post, payslips = noor(), models.Payslip.objects.select_related("payrun")
        take(post, given(up_to=dt.date(2026, 10, 2), figures=EARLIER))
        october = steps.october()
        steps.sheet_in(post, october.first_day + dt.timedelta(days=2), period=october)
        steps.request(period=october)
        steps.work_out()
        with actors.acting(job()):
            run = payslips.get(employment=post).payrun
        take(post, given(up_to=dt.date(2026, 11, 6), figures=EARLIER))
        with actors.acting(job()):
            run.refresh_from_db()
        assert run.state == "requested"

    def test_a_payslip_of_a_payday_that_the_payroll_before_has_paid_is_not_approved(self) -> None:
        post = noor()
        brought = take(post)
        steps.sheet_in(post, dt.date(2026, 11, 3))
        steps.approve_sheet()
        run = steps.calculate()
        with actors.acting(job()):
            models.BroughtForward.objects.filter(pk=brought.pk).update(up_to=steps.november().payday)
        assert list(steps.approve(run.pk).refused) == [run.pk]

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"up_to": dt.date(2026, 11, 27)}, "Friday 27 November 2026 is still to come."),
            ({"up_to": dt.date(2026, 4, 3)}, "is in the tax year 2025-26, and this is 2026-27."),
            ({"up_to": dt.date(2026, 10, 1)}, "The job begins on Monday 5 October 2026."),
            ({"figures": replace(FIGURES, tax=Decimal("2000.00"))}, "more than code 1257L could take"),
        ],
    )
    def test_what_cannot_be_is_refused(self, changed: dict[str, object], sentence: str) -> None:
        post = noor(first_day=dt.date(2026, 10, 5))
        with pytest.raises(errors.Invalid) as caught:
            take(post, given(**changed))
        assert sentence in caught.value.sentence
        assert rows(post) == []

    def test_after_the_first_payslip_here_nothing_is_corrected(self) -> None:
        with pytest.raises(errors.Invalid, match="is approved here"):
            take(steps.post_of())

    def test_a_p45_that_counts_is_not_counted_twice(self) -> None:
        post = noor()
        with actors.acting(job()):
            payroll.earlier_job(employment=post, pay=Decimal(100), tax=Decimal(0))
        with pytest.raises(errors.Invalid, match="enter 0 here"):
            take(post, given(previous_pay=Decimal(100)))
        take(post)

    def test_a_role_that_keeps_no_posts(self) -> None:
        post = noor()
        with actors.acting(CAST.asha.actor()), pytest.raises(errors.NotAllowed):
            take_on.record(post=post, handed=HANDED, actor=CAST.asha.actor(), at=AT)


@pytest.mark.django_db
class TestMany:
    """A file of them."""

    def many(self, handed: dict[uuid.UUID, Handed]) -> take_on.Taken:
        with actors.acting(CAST.olu.actor()):
            return take_on.record_many(handed=handed, actor=CAST.olu.actor(), at=AT)

    def test_what_cannot_be_of_one_stops_no_other_and_twice_is_one_effect(self) -> None:
        first, second = noor(), steps.hire("Ola Reed")
        elsewhere = CAST.posts["walt at wes"].id_of("employment")
        handed = {
            first.pk: HANDED,
            second.pk: given(tax_code="P7"),
            elsewhere: HANDED,
            DEE.id_of("employment"): HANDED,
        }
        done = self.many(handed)
        assert (done.taken, done.same) == ((first.pk,), ())
        assert set(done.refused) == {second.pk, elsewhere, DEE.id_of("employment")}
        assert done.refused[elsewhere] == take_on.NOT_YOURS
        again = self.many(handed)
        assert (again.taken, again.same) == ((), (first.pk,))
        assert len(rows(first)) == 1


def test_two_people_take_the_same_post_on_at_once(own_database: str) -> None:
    post = noor()
    done = database.together(lambda: take(post), lambda: take(post))
    assert all(isinstance(one, models.BroughtForward) for one in done), done
    assert len(rows(post)) == 1


@pytest.mark.django_db
class TestHoliday:
    """How the leave year stood at the payroll before."""

    def left(self, post: models.Employment, day: dt.date = dt.date(2026, 11, 20)) -> Decimal | None:
        actor = CAST.olu.actor()
        with actors.acting(actor):
            terms = models.EmploymentTerms.objects.get(employment=post)
            year = rates.for_year("2026-27")
            return sheet_holiday.left_at(post, terms=terms, day=day, figures=year, actor=actor)

    def test_without_it_the_balance_of_the_year_is_not_known(self) -> None:
        post = noor(first_day=dt.date(2026, 4, 6))
        take(post)
        assert self.left(post) is None

    def test_hours_taken_there_are_off_what_has_built_up(self) -> None:
        post = noor(first_day=dt.date(2026, 4, 6), hours="fixed")
        take(post, replace(HANDED, holiday=Hours(taken=Decimal("10.00"))))
        before = self.left(post)
        take(post, replace(HANDED, holiday=Hours(taken=Decimal("12.50"))))
        after = self.left(post)
        assert before is not None
        assert after == before - Decimal("2.50")
        with actors.acting(job()):
            assert AuditEvent.objects.filter(thing="payroll.holidaybroughtin", verb="record").count() == 2

    def test_it_is_proposed_to_a_leaver_and_paid_with_the_final_run(self) -> None:
        post = noor(first_day=dt.date(2026, 4, 6), hours="irregular")
        take(post, replace(HANDED, holiday=Hours(taken=Decimal("10.00"), built_up=Decimal("24.00"))))
        actor = CAST.olu.actor()
        with actors.acting(actor):
            found = leaving_holiday.propose(post, last_day=dt.date(2026, 11, 20), actor=actor)
        assert found is not None
        assert found.hours == Decimal("14.00")

    def test_fixed_hours_build_up_by_the_contract_and_not_by_the_paper(self) -> None:
        post = noor(hours="fixed")
        with pytest.raises(errors.Invalid, match="builds up by the contract") as refused:
            take(post, replace(HANDED, holiday=Hours(taken=Decimal(0), built_up=Decimal(5))))
        assert refused.value.field == "holiday_built_up"

    def test_the_same_again_changes_nothing_and_figures_without_it_leave_it(self) -> None:
        post = noor()
        handed = replace(HANDED, holiday=Hours(taken=Decimal("10.00")))
        first = take(post, handed)
        assert take(post, handed).pk == first.pk
        take(post)
        with actors.acting(job()):
            assert models.HolidayBroughtIn.objects.get(employment=post).taken == Decimal("10.00")
            assert AuditEvent.objects.filter(thing="payroll.holidaybroughtin").count() == 1
