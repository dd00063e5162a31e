"""A new PAYE reference in mid-year: HMRC knows each alone, so each is told its own, and the old one ends."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db.models import QuerySet

from dpss.access import actors
from dpss.kernel import errors
from payroll import eps_report, models
from payroll.operations import eps, schemes
from payroll.queries import p32s
from payroll.rti import elements
from tests.cast import AT, CAST
from tests.payroll.operations import billing, steps
from tests.payroll.operations.correcting import correct
from tests.payroll.operations.test_eps import ASHA, change, job, kept, sweep
from tests.payroll.operations.test_eps_caught_up import paid_maternity

pytestmark = pytest.mark.django_db
OLD, NEW = "120/ZZ99999", "120/NEW77"
FIRST_DAY, DAY_BEFORE = dt.date(2026, 12, 6), dt.date(2026, 12, 5)
MONTH_9_OVER = dt.date(2027, 1, 7)
Told = tuple[str, int | None, str]


def new_reference(day: dt.date = FIRST_DAY, paye: str = NEW) -> None:
    """HMRC gave Asha another reference, which holds from a day on."""
    with actors.acting(CAST.olu.actor()):
        schemes.change(
            employer=models.Employer.objects.get(pk=ASHA), status="registered", day=day,
            references=schemes.References(paye, "120PZ00000001"), actor=CAST.olu.actor(), at=AT,
        )  # fmt: skip


def claimed_here() -> None:
    change(models.AllowanceClaim.objects.filter(employer_id=ASHA), claimed_by=CAST.olu.user_id)


def accept() -> None:
    """HMRC has taken all that was queued, wages too."""
    change(models.Submission.objects.filter(employer_id=ASHA, state="queued"), state="accepted")


def tell(*days: dt.date) -> None:
    """The hourly job on these days, and HMRC accepts what it queues."""
    for day in days:
        accept()
        sweep(day)
    accept()


def said(name: str, under: str) -> list[Told]:
    """What the messages under a reference say of one thing, with their states and tax months."""
    return [
        (one.state, one.tax_month, text)
        for one in kept()
        if one.paye_reference == under and one.body
        if (text := elements.parse(one.body.encode()).findtext(f".//{{*}}{name}") or "")
    ]


def paid_again(total: str) -> None:
    """December's wages are paid, and with them the year's maternity pay comes to so much."""
    period = steps.december()
    steps.sheet_in(steps.post_of(), dt.date(2026, 11, 25), period=period)
    steps.request(period=period)
    steps.work_out()
    with actors.acting(steps.job()):
        run = models.Payrun.objects.get(employer_id=ASHA, period=period)
    write_maternity(models.Payslip.objects.filter(payrun=run), total)
    assert steps.approve(run.pk).refused == {}


def write_maternity(slips: "QuerySet[models.Payslip]", total: str) -> None:
    """The year's maternity pay with a payslip comes to so much."""
    with actors.acting(steps.job()):
        slip = slips.get()
    slip.result["to_date"]["statutory"] = [{"kind": "maternity", "amount": total}]
    change(slips, result=slip.result)


def test_each_summary_goes_under_the_reference_that_it_is_kept_with() -> None:
    claimed_here()
    steps.pay_november()
    new_reference()
    tell(dt.date(2026, 12, 7), MONTH_9_OVER)
    for one in kept():
        root = elements.parse((one.body or "").encode())
        names = ("OfficeNo", "PayeRef")
        assert "/".join(root.findtext(f".//{{*}}EmpRefs/{{*}}{name}") or "" for name in names) == (
            one.paye_reference
        )
    assert {one.paye_reference for one in kept()} == {OLD, NEW}


def test_a_claim_is_told_under_each_reference_once() -> None:
    claimed_here()
    steps.pay_november()
    tell(dt.date(2026, 11, 30))
    assert said("EmpAllceInd", OLD) == [("accepted", 8, "yes")]
    new_reference()
    tell(dt.date(2026, 12, 6), dt.date(2026, 12, 7), MONTH_9_OVER, dt.date(2027, 2, 7), dt.date(2027, 4, 7))
    assert said("EmpAllceInd", OLD) == [("accepted", 8, "yes")]
    assert said("EmpAllceInd", NEW) == [("accepted", 9, "yes")]


def test_a_claim_that_the_payroll_before_told_is_told_under_a_new_reference() -> None:
    steps.pay_november()
    new_reference()
    tell(dt.date(2026, 12, 7), MONTH_9_OVER)
    assert (said("EmpAllceInd", OLD), said("EmpAllceInd", NEW)) == ([], [("accepted", 9, "yes")])


def test_a_claim_that_is_made_under_the_new_reference_is_not_told_under_the_old_one() -> None:
    steps.pay_november()
    new_reference()
    claims = models.AllowanceClaim.objects.filter(employer_id=ASHA)
    change(claims, claimed_by=CAST.olu.user_id, claimed_on=dt.date(2026, 12, 10))
    tell(dt.date(2026, 12, 11), MONTH_9_OVER)
    assert (said("EmpAllceInd", OLD), said("EmpAllceInd", NEW)) == ([], [("accepted", 9, "yes")])


def test_a_claim_that_was_taken_back_before_the_new_reference_is_not_told_under_it() -> None:
    claimed_here()
    steps.pay_november()
    tell(dt.date(2026, 11, 30))
    claims = models.AllowanceClaim.objects.filter(employer_id=ASHA)
    change(claims, withdrawn_on=dt.date(2026, 12, 1), withdrawn_by=CAST.olu.user_id)
    new_reference()
    tell(dt.date(2026, 12, 7), MONTH_9_OVER)
    assert said("EmpAllceInd", OLD) == [("accepted", 8, "yes"), ("accepted", 9, "no")]
    assert said("EmpAllceInd", NEW) == []


def test_the_old_reference_is_told_when_it_ended_and_nothing_more() -> None:
    steps.pay_november()
    new_reference()
    accept()
    tell(DAY_BEFORE, FIRST_DAY, dt.date(2026, 12, 7), MONTH_9_OVER, dt.date(2027, 4, 7), dt.date(2027, 4, 8))
    assert said("DateSchemeCeased", OLD) == [("accepted", 8, "2026-12-05")]
    assert said("ForYear", OLD) == []
    assert said("NoPaymentForPeriod", OLD) == []
    assert said("ForYear", NEW) == [("accepted", 12, "yes")]
    assert said("DateSchemeCeased", NEW) == []


def test_the_old_reference_does_not_end_before_its_wages_are_with_hmrc() -> None:
    steps.pay_november()
    new_reference()
    sweep(dt.date(2026, 12, 7))
    assert said("DateSchemeCeased", OLD) == []
    tell(dt.date(2026, 12, 8))
    assert [one[2] for one in said("DateSchemeCeased", OLD)] == ["2026-12-05"]


def test_wages_under_the_new_reference_that_wait_do_not_keep_the_old_one_open() -> None:
    steps.pay_november()
    new_reference()
    accept()
    reports = models.Submission.objects.filter(payrun=steps.run_of())
    period = steps.november()
    change(models.PayPeriod.objects.filter(pk=period.pk), payday=dt.date(2026, 12, 24))
    change(reports, state="unknown")
    sweep(dt.date(2026, 12, 8))
    assert [one[2] for one in said("DateSchemeCeased", OLD)] == ["2026-12-05"]


def test_a_reference_that_is_waited_for_does_not_end_the_one_before_until_it_comes() -> None:
    steps.pay_november()
    with actors.acting(CAST.olu.actor()):
        schemes.change(
            employer=models.Employer.objects.get(pk=ASHA), status="awaiting", day=FIRST_DAY,
            actor=CAST.olu.actor(), at=AT,
        )  # fmt: skip
    tell(dt.date(2026, 12, 7), dt.date(2026, 12, 8))
    assert said("DateSchemeCeased", OLD) == []
    change(
        models.PayeScheme.objects.filter(employer_id=ASHA, status="awaiting"),
        status="registered", office_number="120", reference="NEW77",
        accounts_office_reference="120PZ00000001",
    )  # fmt: skip
    tell(dt.date(2026, 12, 9))
    assert [one[2] for one in said("DateSchemeCeased", OLD)] == ["2026-12-05"]
    assert said("EmpAllceInd", NEW) == [("accepted", 9, "yes")]
    assert {one.state for one in kept() if not one.paye_reference} == {"dropped"}


def test_other_terms_under_the_same_reference_begin_nothing_anew() -> None:
    paid_maternity("1000.00")
    tell(dt.date(2026, 12, 7))
    with actors.acting(CAST.olu.actor()):
        schemes.change_terms(
            employer=models.Employer.objects.get(pk=ASHA), day=FIRST_DAY, pays_hmrc="quarterly",
            small_employer=True, actor=CAST.olu.actor(), at=AT,
        )  # fmt: skip
    before = len(kept())
    sweep(dt.date(2026, 12, 8))
    assert len(kept()) == before
    assert said("DateSchemeCeased", OLD) == []


def test_amounts_to_date_begin_anew_with_the_new_reference() -> None:
    paid_maternity("1000.00")
    tell(dt.date(2026, 12, 7))
    new_reference()
    paid_again("1100.00")
    tell(dt.date(2026, 12, 8), MONTH_9_OVER)
    assert {one[2] for one in said("SMPRecovered", OLD)} == {"1000.00"}
    assert said("SMPRecovered", NEW) == [("accepted", 9, "100.00")]
    assert said("NICCompensationOnSMP", NEW) == [("accepted", 9, "9.00")]


def test_what_hmrc_is_told_is_the_p32_and_the_bill_of_each_reference() -> None:
    billing.taxed()
    paid_maternity("1000.00")
    tell(dt.date(2026, 12, 7))
    new_reference()
    paid_again("1100.00")
    tell(dt.date(2026, 12, 8), MONTH_9_OVER)
    billing.raise_on(MONTH_9_OVER)
    assert [recovered_in(8, MONTH_9_OVER), recovered_in(9, MONTH_9_OVER)] == [
        (Decimal("1000.00"), Decimal("90.00")),
        (Decimal("100.00"), Decimal("9.00")),
    ]
    assert [billing.bill_of(month).recovered for month in (8, 9)] == [Decimal("1090.00"), Decimal("109.00")]
    assert [billing.bill_of(month).accounts_office for month in (8, 9)] == ["120PZ99999999", "120PZ00000001"]


def test_amounts_that_change_after_the_reference_ended_are_told_under_it() -> None:
    paid_maternity("1000.00")
    tell(dt.date(2026, 12, 7))
    new_reference()
    tell(dt.date(2026, 12, 8))
    correct("13.00")  # Worked out again, it has no maternity pay.
    tell(MONTH_9_OVER, dt.date(2027, 1, 8))
    assert [one[1:] for one in said("SMPRecovered", OLD)][-1] == (9, "0.00")
    assert said("SMPRecovered", NEW) == []
    assert recovered_in(8, dt.date(2027, 1, 21)) == (Decimal(0), Decimal(0))
    assert recovered_in(9, dt.date(2027, 1, 21)) == (Decimal(0), Decimal(0))


def test_a_summary_of_one_reference_that_hmrc_refused_holds_the_other_up_not() -> None:
    claimed_here()
    steps.pay_november()
    sweep(dt.date(2026, 11, 30))
    change(models.Submission.objects.filter(kind="eps", employer_id=ASHA), state="rejected")
    new_reference()
    sweep(dt.date(2026, 12, 7))
    assert [(one.state, one.paye_reference) for one in kept()] == [("rejected", OLD), ("queued", NEW)]
    mara = CAST.mara.actor(today=dt.date(2026, 12, 7))
    with actors.acting(mara):
        made = eps.correct(submission=kept()[0], actor=mara, at=AT)
    assert (made.paye_reference, eps_report.from_json(made.said).allowance) == (OLD, True)


def test_a_time_without_pay_that_was_told_under_the_old_reference_is_told_by_month_under_the_new() -> None:
    steps.pay_november()
    span = {"first": "2026-12-06", "last": "2027-02-05"}
    tell(dt.date(2026, 11, 30))
    with actors.acting(steps.job()):
        told = models.Submission.objects.filter(employer_id=ASHA).first()
        assert told is not None
        models.Submission.objects.create(
            council_id=told.council_id, subject_id=told.subject_id, employer_id=ASHA, kind="eps",
            state="accepted", tax_year="2026-27", tax_month=8, paye_reference=OLD, due_on=told.due_on,
            said=eps_report.to_json(eps_report.Said()) | {"inactive": span},
            employees=0, pay_to_date=0, tax_to_date=0,
        )  # fmt: skip
    new_reference()
    tell(MONTH_9_OVER, dt.date(2027, 1, 8))
    assert said("NoPaymentDates/{*}From", NEW) == [("accepted", 9, "2026-12-06")]


def test_a_new_reference_does_not_share_a_tax_month_with_wages_of_the_old_one() -> None:
    steps.pay_november()
    period = steps.december()
    change(models.PayPeriod.objects.filter(pk=period.pk), payday=dt.date(2026, 12, 4))
    with pytest.raises(errors.Invalid, match="The first free day is 6 December 2026"):
        new_reference(dt.date(2026, 12, 1))
    change(models.PayPeriod.objects.filter(pk=period.pk), payday=dt.date(2026, 12, 24))
    new_reference(dt.date(2026, 12, 1))


def recovered_in(month: int, day: dt.date) -> tuple[Decimal, Decimal]:
    """What the P32 says of a tax month, looked at on a day."""
    on = job(day)
    with actors.acting(on):
        held = p32s.of_employers([ASHA], tax_year="2026-27", actor=on)[ASHA].record.months[month - 1]
    return held.recovered, held.compensation
