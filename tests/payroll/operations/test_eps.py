"""Summaries for HMRC: queued once for whom something must be told, dropped when it is not so, put right."""

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors, policy, transitions
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import eps_report, models
from payroll.operations import eps, schemes, submissions
from payroll.queries import summaries
from payroll.rti import elements
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import steps

pytestmark = pytest.mark.django_db
CLAIMED_HERE = pytest.mark.usefixtures("claimed_here")
MONTH_8_OVER = dt.date(2026, 12, 7)
ASHA = steps.ASHA.id_of("employer")


def job(today: dt.date) -> actors.Actor:
    """HMRC's job in Eastmarsh on a day."""
    return actors.for_job(job=policy.JOB_SUBMISSIONS, council_id=CAST.east.id, today=today)


def sweep(today: dt.date = TODAY) -> int:
    return eps.queue_due(actor=job(today), at=AT)


def kept(employer_id: uuid.UUID = ASHA) -> list[models.Submission]:
    with actors.acting(job(TODAY)):
        found = models.Submission.objects.filter(kind="eps", employer_id=employer_id)
        return list(found.order_by("pk"))


def said(employer_id: uuid.UUID = ASHA) -> list[tuple[str, int | None, eps_report.Said]]:
    return [(one.state, one.tax_month, eps_report.from_json(one.said)) for one in kept(employer_id)]


def change(rows: Any, **given: Any) -> None:
    with actors.acting(steps.job()):
        rows.update(**given)


@pytest.fixture
def claimed_here() -> None:
    """The officer claimed the allowance for Asha; HMRC was told of the others by the payroll before."""
    change(models.AllowanceClaim.objects.filter(employer_id=ASHA), claimed_by=CAST.olu.user_id)


@CLAIMED_HERE
def test_a_claim_is_told_once() -> None:
    assert sweep() >= 1
    assert said() == [("queued", 8, eps_report.Said(allowance=True))]
    assert sweep() == 0
    (made,) = kept()
    assert made.due_on == dt.date(2026, 12, 19)
    assert elements.parse((made.body or "").encode()).findtext(".//{*}EmpAllceInd") == "yes"


def test_a_claim_of_the_payroll_before_is_not_told_again() -> None:
    sweep()
    assert said() == []


def test_a_tax_month_without_wages_is_told_when_it_is_over() -> None:
    sweep(dt.date(2026, 12, 5))
    assert said() == []
    sweep(MONTH_8_OVER)
    (one,) = said()
    assert one[:2] == ("queued", 8)
    assert one[2].no_payment is not None
    assert one[2].no_payment.last == dt.date(2026, 12, 5)


def test_months_after_the_last_payday_here_are_for_the_payroll_that_goes_on() -> None:
    with actors.acting(steps.job()):
        employer = models.Employer.objects.get(pk=ASHA)
        employer.during = DateRange(employer.during.lower, dt.date(2026, 11, 7))
        employer.save(update_fields=["during"])
        assert summaries.until([ASHA], actor=job(TODAY)) == {ASHA: dt.date(2026, 10, 30)}
    sweep(MONTH_8_OVER)
    assert said() == []


def test_wages_that_are_approved_meanwhile_drop_the_summary_that_nobody_was_paid() -> None:
    sweep(MONTH_8_OVER)
    steps.pay_november()
    sweep(MONTH_8_OVER)
    assert [state for state, _, _ in said()] == ["dropped"]
    (dropped,) = kept()
    with actors.acting(job(TODAY)):
        event = AuditEvent.objects.get(thing_id=str(dropped.pk), verb="drop")
    assert event.reason == "What it said has changed."


def test_a_month_in_which_wages_were_paid_is_not_told() -> None:
    steps.pay_november()
    sweep(MONTH_8_OVER)
    assert said() == []


def test_a_claim_made_before_the_summary_went_out_is_told_with_it_in_a_new_one() -> None:
    sweep(MONTH_8_OVER)
    change(models.AllowanceClaim.objects.filter(employer_id=ASHA), claimed_by=CAST.olu.user_id)
    sweep(MONTH_8_OVER)
    states = [(state, month, one.allowance) for state, month, one in said()]
    assert states == [("queued", 8, None), ("queued", 9, True)]


@CLAIMED_HERE
def test_an_employer_without_a_reference_waits_and_is_sent_when_it_comes() -> None:
    scheme = models.PayeScheme.objects.filter(employer_id=ASHA)
    change(scheme, status="awaiting", office_number="", reference="", accounts_office_reference="")
    sweep()
    assert [state for state, _, _ in said()] == ["awaiting"]
    assert kept()[0].body is None
    sweep()
    assert len(kept()) == 1
    change(
        scheme, status="registered", office_number="120", reference="ZZ99999",
        accounts_office_reference="120PZ99999999",
    )  # fmt: skip
    sweep()
    assert [state for state, _, _ in said()] == ["dropped", "queued"]


def test_a_summary_of_an_older_month_goes_with_the_others_when_the_reference_comes() -> None:
    scheme = models.PayeScheme.objects.filter(employer_id=ASHA)
    change(scheme, status="awaiting", office_number="", reference="", accounts_office_reference="")
    sweep(MONTH_8_OVER)
    assert [(one.state, one.tax_month) for one in kept()] == [("awaiting", 8)]
    change(
        scheme, status="registered", office_number="120", reference="ZZ99999",
        accounts_office_reference="120PZ99999999",
    )  # fmt: skip
    mara = CAST.mara.actor(today=dt.date(2027, 3, 10))
    with actors.acting(mara):
        employer = models.Employer.objects.get(pk=ASHA)
        released = schemes.release_waiting(employer=employer, actor=mara, at=AT)
    assert released == schemes.Released(1, ())
    assert [one.state for one in kept()] == ["queued"]


def test_an_employer_without_a_scheme_or_whose_provider_reports_itself_is_left_out() -> None:
    with actors.acting(job(TODAY)):
        mine = set(summaries.employers(actor=job(TODAY)).values_list("pk", flat=True))
    assert ASHA in mine
    change(
        models.PayeScheme.objects.filter(employer_id=ASHA),
        status="not_needed", office_number="", reference="", accounts_office_reference="",
    )  # fmt: skip
    with actors.acting(job(TODAY)):
        assert ASHA not in set(summaries.employers(actor=job(TODAY)).values_list("pk", flat=True))


@CLAIMED_HERE
def test_a_refused_summary_stops_others_until_somebody_puts_it_right() -> None:
    sweep()
    (refused,) = kept()
    change(models.Submission.objects.filter(pk=refused.pk), state="rejected")
    assert sweep() == 0
    mara = CAST.mara.actor()
    with actors.acting(mara):
        made = eps.correct(submission=refused, actor=mara, at=AT)
    assert (made.state, made.version, made.corrects_id) == ("queued", 2, refused.pk)
    with actors.acting(mara), pytest.raises(errors.Conflict, match="newer version"):
        eps.correct(submission=refused, actor=mara, at=AT)
    assert sweep() == 0


@CLAIMED_HERE
@pytest.mark.parametrize("state", ["rejected", "held"])
def test_a_refused_or_held_summary_that_is_not_needed_is_closed_with_a_reason(state: str) -> None:
    sweep()
    (refused,) = kept()
    change(models.Submission.objects.filter(pk=refused.pk), state=state)
    mara = CAST.mara.actor()
    with actors.acting(mara):
        submissions.close(submission=refused, reason="Claimed by post.", actor=mara, at=AT)
    assert kept()[0].state == "closed"
    assert sweep() == 0, "what somebody decided not to tell is not queued again"


def test_a_report_of_wages_cannot_be_closed() -> None:
    steps.pay_november()
    with actors.acting(steps.job()):
        report = models.Submission.objects.get(payrun=steps.run_of())
        models.Submission.objects.filter(pk=report.pk).update(state="held")
        report.refresh_from_db()
    mara = CAST.mara.actor()
    with actors.acting(mara), pytest.raises(transitions.Refused, match="It reports wages"):
        submissions.close(submission=report, reason="Not needed.", actor=mara, at=AT)


@CLAIMED_HERE
def test_a_held_summary_is_made_again_when_it_is_released() -> None:
    change(models.PayeScheme.objects.filter(employer_id=ASHA), accounts_office_reference="")
    sweep()
    assert [state for state, _, _ in said()] == ["held"]
    (held,) = kept()
    mara = CAST.mara.actor()
    with actors.acting(mara), pytest.raises(errors.Invalid, match="Accounts Office"):
        eps.release(submission=held, actor=mara, at=AT)
    change(models.PayeScheme.objects.filter(employer_id=ASHA), accounts_office_reference="120PZ99999999")
    with actors.acting(mara):
        eps.release(submission=held, actor=mara, at=AT)
    (made,) = kept()
    assert (made.state, made.errors) == ("queued", [])
    assert made.irmark in (made.body or "")


def paid_maternity() -> None:
    """November's wages are paid and reported, and the year's maternity pay is £1,000."""
    steps.approve_sheet()
    run = steps.calculate()
    slip = steps.slip_of()
    slip.result["to_date"]["statutory"] = [{"kind": "maternity", "amount": "1000.00"}]
    change(models.Payslip.objects.filter(pk=slip.pk), result=slip.result)
    steps.approve(run.pk)
    change(models.Submission.objects.filter(payrun=steps.run_of()), state="accepted")


def ceases(day: dt.date) -> None:
    change(
        models.EmployerChange.objects.filter(employer_id=ASHA),
        state="confirmed", confirmed_by=CAST.olu.user_id, confirmed_at=AT,
        ceases_on=day, became=steps.BEN.id_of("employer"),
    )  # fmt: skip


def test_statutory_pay_is_got_back_from_the_year_to_date_of_the_last_payslips() -> None:
    paid_maternity()
    change(models.PayeScheme.objects.filter(employer_id=ASHA), small_employer=True)
    sweep(MONTH_8_OVER)
    ((_, month, told),) = said()
    assert month == 8
    (one,) = told.recovered
    assert (one.kind.value, one.recovered) == ("maternity", Decimal("1000.00"))
    assert one.compensation > 0


def test_the_year_ends_with_one_last_report_for_each_employer() -> None:
    steps.pay_november()
    sweep(dt.date(2027, 4, 7))
    assert [(month, one.for_year) for _, month, one in said()] == [(12, True)]
    sweep(dt.date(2027, 4, 8))
    assert len(kept()) == 1


def test_a_closed_scheme_is_told_when_its_last_wages_are_reported() -> None:
    steps.pay_november()
    ceases(dt.date(2026, 11, 27))
    sweep(dt.date(2026, 11, 30))
    assert said() == []
    change(models.Submission.objects.filter(payrun=steps.run_of()), state="accepted")
    sweep(dt.date(2026, 11, 30))
    assert said() == [("queued", 8, eps_report.Said(ceased_on=dt.date(2026, 11, 27)))]


def test_queries_do_not_grow_with_the_employers(django_assert_max_num_queries: Callable[..., Any]) -> None:
    ids = [ASHA]
    with actors.acting(steps.job()):
        ids += [steps.employ(name).pk for name in ("Cara", "Dan", "Ela")]
    with actors.acting(job(TODAY)), django_assert_max_num_queries(18):
        found = summaries.standings(ids, tax_year="2026-27", month=8, actor=job(TODAY))
    assert (ASHA, "120/ZZ99999") in found


def test_a_tax_year_whose_forms_are_not_known_yet_is_left_for_later() -> None:
    """The job runs on 7 April before HMRC's figures for the new year are there: the old year still ends."""
    steps.pay_november()
    sweep(dt.date(2027, 4, 7))
    assert {one.tax_year for one in kept()} == {"2026-27"}
