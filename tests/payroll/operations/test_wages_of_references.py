"""Wages under a new PAYE reference in mid-year: HMRC hears who left the old one, and counts from nought."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors, policy
from dpss.kernel import errors
from payroll import models
from payroll.operations import paye_leavers, submissions
from payroll.rti import elements, figures
from tests.cast import AT, CAST, TODAY
from tests.factories import payroll
from tests.payroll.operations import billing, steps
from tests.payroll.operations.correcting import correct
from tests.payroll.operations.steps import ASHA
from tests.payroll.operations.test_eps import change
from tests.payroll.operations.test_eps import sweep as summaries
from tests.payroll.operations.test_eps_of_references import DAY_BEFORE, FIRST_DAY, NEW, OLD, new_reference
from tests.payroll.operations.test_eps_of_references import said as summary_says
from tests.payroll.operations.test_hmrc_schemas import loaded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded", "_taxed")]
LATER = dt.date(2026, 12, 7)
__all__ = ["loaded"]


@pytest.fixture
def _taxed(db: None) -> None:
    billing.taxed()


def job(today: dt.date = TODAY) -> actors.Actor:
    return actors.for_job(job=policy.JOB_SUBMISSIONS, council_id=CAST.east.id, today=today)


def paid(*posts: models.Employment, period: models.PayPeriod | None = None) -> models.PayPeriod:
    """December's wages of Dee, or of others, approved."""
    period = period or steps.december()
    for post in posts or (steps.post_of(),):
        steps.sheet_in(post, *(period.first_day + dt.timedelta(days=days) for days in (2, 9)), period=period)
    steps.request(period=period)
    steps.work_out()
    with actors.acting(steps.job()):
        run = models.Payrun.objects.get(employer_id=ASHA.id_of("employer"), period=period, kind="regular")
    assert steps.approve(run.pk).refused == {}
    return period


def sweep(today: dt.date = LATER) -> int:
    return paye_leavers.queue_due(actor=job(today), at=AT)


def told(*, kind: str = "", since: dt.date = dt.date(2026, 11, 20)) -> list[models.Submission]:
    """Asha's reports of wages and of leavers, in the order in which they would go."""
    kinds = [kind] if kind else ["fps", "lvr"]
    rows = models.Submission.objects.filter(employer_id=ASHA.id_of("employer"), kind__in=kinds)
    with actors.acting(job()):
        return list(rows.filter(due_on__gte=since).exclude(state="dropped").order_by("due_on", "pk"))


def text(report: models.Submission, name: str) -> str:
    return elements.parse((report.body or "").encode()).findtext(f".//{{*}}{name}") or ""


def reference(report: models.Submission) -> str:
    return f"{text(report, 'OfficeNo')}/{text(report, 'PayeRef')}"


def said(report: models.Submission) -> figures.Reported:
    (one,) = figures.of((report.body or "").encode())
    return one


def to_date(day: dt.date = dt.date(2026, 12, 24)) -> dict[str, Any]:
    found: dict[str, Any] = steps.slip_of(payday=day).result["to_date"]
    return found


def accept() -> None:
    change(models.Submission.objects.filter(state__in=["queued", "acknowledged"]), state="accepted")


def test_the_first_report_under_the_new_reference_begins_at_nought_as_of_a_starter() -> None:
    steps.pay_november()
    new_reference()
    paid()
    _, _, december = told()
    assert reference(december) == NEW
    assert (text(december, "StartDate"), text(december, "LeavingDate")) == (FIRST_DAY.isoformat(), "")
    assert text(december, "StartDec") == "C", "Dee's code is BR"
    slip, one = steps.slip_of(payday=dt.date(2026, 12, 24)), said(december)
    assert (one.pay_to_date, one.tax_to_date) == (one.taxable_pay, one.tax) == (slip.gross, slip.tax)
    assert text(december, "GrossEarningsForNICsYTD") == text(december, "GrossEarningsForNICsInPd")
    assert (december.pay_to_date, december.tax_to_date) == (slip.gross, slip.tax)


def test_any_other_code_is_declared_with_b_and_tax_goes_on_cumulatively() -> None:
    with actors.acting(steps.job()):
        details = models.TaxDetails.objects.filter(employment_id=steps.DEE.id_of("employment"))
        details.update(tax_code="100L")
    steps.pay_november()
    new_reference()
    paid()
    _, left, december = told()
    assert text(december, "StartDec") == "B"
    assert (text(december, "TaxCode"), "BasisNonCumulative" in (december.body or "")) == ("100L", False)
    slip = steps.slip_of(payday=dt.date(2026, 12, 24))
    assert slip.inputs["to_date"]["pay"] == str(said(left).pay_to_date), "tax is worked out on the whole year"
    assert said(left).tax_to_date + said(december).tax_to_date == Decimal(to_date()["tax"])


def test_what_the_references_were_told_last_is_the_year() -> None:
    steps.pay_november()
    new_reference()
    paid()
    *_, left, december = told()
    assert said(left).pay_to_date + said(december).pay_to_date == Decimal(to_date()["pay"])
    assert said(left).tax_to_date + said(december).tax_to_date == Decimal(to_date()["tax"])
    letters: dict[str, Decimal] = {}
    for one in (said(left), said(december)):
        for letter, earnings, *_ in one.ni:
            letters[letter] = letters.get(letter, Decimal(0)) + earnings
    assert letters == {row["letter"]: Decimal(row["earnings"]) for row in to_date()["ni"]}


def test_whoever_was_reported_without_it_is_reported_as_leaving_before_the_new_one_is_told() -> None:
    steps.pay_november()
    new_reference()
    paid()
    november, left, december = told()
    assert [one.kind for one in (november, left, december)] == ["fps", "lvr", "fps"]
    assert (reference(left), left.paye_reference, left.left_on) == (OLD, OLD, DAY_BEFORE)
    assert text(left, "LeavingDate") == DAY_BEFORE.isoformat()
    one = said(left)
    assert (one.taxable_pay, one.tax) == (0, 0)
    assert (one.pay_to_date, one.tax_to_date, one.ni) == (
        said(november).pay_to_date,
        said(november).tax_to_date,
        said(november).ni,
    )
    assert (text(left, "PmtDate"), text(left, "StartDate"), text(left, "PmtAfterLeaving")) == (
        "2026-11-27", "", "",
    )  # fmt: skip
    assert left.state == "queued"


def test_the_hourly_job_reports_leavers_once_when_the_new_reference_has_begun() -> None:
    steps.pay_november()
    new_reference()
    assert sweep(DAY_BEFORE) == 0
    assert sweep() == 1
    assert sweep() == 0
    (left,) = told(kind="lvr")
    assert (text(left, "LateReason"), left.late_reason) == ("H", "H")


def test_the_last_report_under_the_old_reference_says_that_everybody_leaves_where_that_is_known() -> None:
    new_reference()
    steps.pay_november()
    (november,) = told()
    assert (text(november, "LeavingDate"), november.left_on) == (DAY_BEFORE.isoformat(), DAY_BEFORE)
    assert text(november, "LateReason") == ""
    paid()
    assert sweep() == 0
    assert told(kind="lvr") == []


def test_a_report_before_the_last_does_not_say_so() -> None:
    steps.december()
    new_reference(dt.date(2027, 1, 6))
    steps.pay_november()
    (november,) = told()
    assert (text(november, "LeavingDate"), november.left_on) == ("", None)


def test_a_correction_of_the_old_month_goes_to_the_old_reference_with_its_figures() -> None:
    steps.pay_november()
    new_reference()
    sweep()
    correct("13.00")
    _, corrected, left = told()
    assert (corrected.kind, reference(corrected)) == ("fps", OLD)
    assert text(corrected, "LeavingDate") == DAY_BEFORE.isoformat()
    with actors.acting(steps.job()):
        now = models.Payslip.objects.get(replaces__isnull=False).result["to_date"]
    assert said(corrected).pay_to_date == Decimal(now["pay"])
    assert text(corrected, "StartDate") == ""
    with actors.acting(job(LATER)):
        made = paye_leavers.remake(left, actor=job(LATER))
    assert said(left).pay_to_date == made["pay_to_date"] == Decimal(now["pay"])
    assert sweep() == 0


def test_a_correction_after_the_change_is_what_the_new_reference_leaves_out() -> None:
    steps.pay_november()
    new_reference()
    correct("13.00")
    paid()
    assert sweep() == 0
    reports = told()
    old = [one for one in reports if reference(one) == OLD][-1]
    (december,) = [one for one in reports if reference(one) == NEW]
    assert said(old).pay_to_date + said(december).pay_to_date == Decimal(to_date()["pay"])


def test_a_starter_after_the_change_is_no_leaver_of_the_old_reference() -> None:
    steps.pay_november()
    new_reference()
    noor = steps.hire("Noor Ali", first_day=dt.date(2026, 11, 24))
    steps.bank(noor.assistant)
    with actors.acting(steps.job()):
        models.TaxDetails.objects.filter(employment=noor).update(starter_declaration="A")
    paid(steps.post_of(), noor)
    *_, left, december = told()
    assert left.employees == 1
    people = elements.parse((december.body or "").encode()).findall(".//{*}Employee")
    starts = {
        one.findtext(".//{*}PayId"): (one.findtext(".//{*}StartDate"), one.findtext(".//{*}StartDec"))
        for one in people
    }
    assert starts.pop("NOOR ALI") == ("2026-11-24", "A")
    assert list(starts.values()) == [(FIRST_DAY.isoformat(), "C")]


def test_a_job_that_ended_under_the_old_reference_is_left_as_it_was_told() -> None:
    steps.pay_november()
    new_reference()
    change(models.Employment.objects.filter(pk=steps.DEE.id_of("employment")), last_day=dt.date(2026, 11, 22))
    assert sweep() == 0


def test_the_next_report_under_the_new_reference_goes_on_from_its_own_figures() -> None:
    steps.pay_november()
    new_reference()
    paid()
    paid(period=january())
    january_s = told()[-1]
    assert (reference(january_s), text(january_s, "StartDate"), text(january_s, "LeavingDate")) == (
        NEW,
        "",
        "",
    )
    slips = [steps.slip_of(payday=day) for day in (dt.date(2026, 12, 24), dt.date(2027, 1, 21))]
    assert said(january_s).pay_to_date == sum(slip.gross for slip in slips)


def january() -> models.PayPeriod:
    with actors.acting(steps.job()):
        return payroll.pay_period(
            group=steps.november().group,
            first_day=dt.date(2026, 12, 21),
            last_day=dt.date(2027, 1, 17),
            sheets_in_by=dt.datetime(2027, 1, 18, 12, tzinfo=dt.UTC),
            payday=dt.date(2027, 1, 21),
            tax_period=44,
        )


def test_wages_under_the_new_reference_wait_until_hmrc_has_those_who_left() -> None:
    steps.pay_november()
    new_reference()
    paid()
    november, left, december = told()
    assert claimed() == november.pk
    change(models.Submission.objects.filter(pk=november.pk), state="accepted")
    assert claimed() == left.pk
    for state in ("held", "sending", "acknowledged", "unknown", "rejected"):
        change(models.Submission.objects.filter(pk=left.pk), state=state)
        assert claimed() != december.pk, state
    for state in ("accepted", "closed"):
        change(models.Submission.objects.filter(pk=left.pk), state=state)
        assert claimed() == december.pk, state


def claimed() -> Any:
    """Which of Asha's reports would be sent next."""
    with actors.acting(job()):
        models.Submission.objects.exclude(employer_id=ASHA.id_of("employer")).filter(state="queued").update(
            state="accepted"
        )
        models.Submission.objects.filter(kind="eps", state="queued").update(state="dropped")
        found = submissions._claim(job())
        return found.pk if found else None


def test_the_old_reference_does_not_end_before_its_leavers_are_with_hmrc() -> None:
    steps.pay_november()
    new_reference()
    accept()
    sweep()
    summaries(LATER)
    assert summary_says("DateSchemeCeased", OLD) == []
    accept()
    summaries(dt.date(2026, 12, 8))
    assert [one[2] for one in summary_says("DateSchemeCeased", OLD)] == [DAY_BEFORE.isoformat()]


def test_a_report_of_leavers_may_be_closed_and_is_not_made_again() -> None:
    steps.pay_november()
    new_reference()
    sweep()
    (left,) = told(kind="lvr")
    change(models.Submission.objects.filter(pk=left.pk), state="held")
    with actors.acting(CAST.mara.actor()):
        submissions.close(submission=left, reason="HMRC did it by phone.", actor=CAST.mara.actor(), at=AT)
    assert sweep() == 0


def test_a_reference_from_6_april_moves_everybody_too() -> None:
    steps.pay_november()
    new_reference(dt.date(2027, 4, 6))
    assert sweep(dt.date(2027, 4, 6)) == 1
    (left,) = told(kind="lvr")
    assert (left.tax_year, text(left, "LeavingDate"), text(left, "PmtDate")) == (
        "2026-27", "2027-04-05", "2026-11-27",
    )  # fmt: skip


def test_nobody_goes_back_to_a_reference_that_hmrc_was_told_they_left() -> None:
    steps.pay_november()
    new_reference()
    sweep()
    new_reference(dt.date(2027, 1, 6), "120/NEW78")
    change(models.Submission.objects.filter(kind="lvr"), state="accepted")
    with pytest.raises(errors.Invalid, match="everybody left 120/ZZ99999 with 5 December 2026"):
        new_reference(dt.date(2027, 2, 6), OLD)
