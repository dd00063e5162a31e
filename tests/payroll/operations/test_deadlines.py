"""Deadlines of every employer: each kind with its last day and place, what it may cost, and who notices."""

import dataclasses
import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dpss.access import actors, policy
from dpss.kernel import errors
from ledger.models import PaymentReturn
from payroll import late_costs as sentences
from payroll import models, tasks
from payroll.operations import deadlines as operations
from payroll.queries import deadlines, late_costs
from tests.cast import CAST, TODAY
from tests.factories import bills, pay_queries, payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, DEE

pytestmark = pytest.mark.django_db
OLU = CAST.olu.actor()
WATCH = steps.job(policy.JOB_REMINDERS)
FRIDAY = dt.date(2026, 11, 27)
Everything = deadlines.Asked()


def found(asked: deadlines.Asked = Everything, actor: actors.Actor = OLU) -> list[deadlines.Duty]:
    """Every duty that the actor finds."""
    with actors.acting(actor):
        return deadlines.read(deadlines.duties(asked, actor=actor))


def of(kind: str, actor: actors.Actor = OLU) -> list[tuple[dt.date, str]]:
    """The last day and the place of each duty of a kind."""
    return [(one.by_day, one.place) for one in found(deadlines.Asked(kind=kind), actor)]


def on(day: dt.date) -> actors.Actor:
    """Olu on another day."""
    return dataclasses.replace(OLU, today=day)


def cost_of(kind: str) -> list[str]:
    """What it is said that the duties of a kind may cost."""
    duties = found(deadlines.Asked(kind=kind))
    with actors.acting(OLU):
        return late_costs.sentences(duties, actor=OLU)


def report(**given: object) -> models.Submission:
    """Another report of Asha's October wages, of the 30th."""
    with actors.acting(steps.job()):
        run = models.Payrun.objects.get(employer_id=ASHA.id_of("employer"), period=steps.october(), run=1)
        given = {"version": models.Submission.objects.filter(payrun=run).count() + 1} | given
        return payroll.submission(payrun=run, **given)


def bill(**given: object) -> models.HmrcBill:
    """Another bill of Asha's."""
    with actors.acting(steps.job()):
        return bills.hmrc_bill(employer=models.Employer.objects.get(pk=ASHA.id_of("employer")), **given)


def asked_by_dee() -> None:
    """Dee's wages of October have not come, and nobody has answered her."""
    with actors.acting(steps.job()):
        models.PayQuery.objects.filter(payslip=DEE.id_of("payslip")).delete()
        pay_queries.query(
            payslip=models.Payslip.objects.get(pk=DEE.id_of("payslip")), asked_by_id=CAST.dee.user_id
        )


def watch(actor: actors.Actor = WATCH) -> int:
    """The job's turn."""
    with actors.acting(actor):
        return operations.watch(actor=actor)


def warnings() -> dict[tuple[str, dt.date], dt.date | None]:
    """What was noticed of Asha but for the spring, and when it was settled."""
    with actors.acting(steps.job()):
        rows = models.DeadlineWarning.objects.filter(employer_id=ASHA.id_of("employer"), first_on__gte=TODAY)
        return {(row.kind, row.by): row.settled_on for row in rows}


def test_each_kind_is_listed_with_its_last_day_and_place_the_soonest_first() -> None:
    asked_by_dee()
    duties = [(one.what, one.by_day.isoformat(), one.place) for one in found()]
    assert duties == sorted(duties, key=lambda duty: duty[1])
    assert set(duties) == {
        ("schedule", "2026-06-22", "late"),
        ("regulator", "2026-09-07", "late"),
        ("own_wages", "2026-10-30", "late"),
        ("pension_duty", "2026-11-08", "late"),
        ("hmrc_bill", "2026-11-20", "late"),
        ("not_come", "2026-11-24", "week"),
        ("approve", "2026-11-27", "week"),
        ("hmrc_letter", "2026-12-17", "month"),
    }


def test_each_provider_finds_its_own_employers() -> None:
    assert {one.called for one in found()} == {"Asha Verma"}
    assert {one.called for one in found(actor=CAST.sam.actor())} == {"Ben Okafor"}


def test_a_payrun_that_the_employer_pays_must_be_approved_by_the_payday() -> None:
    assert of("approve") == [(FRIDAY, "week")]
    steps.pay_november()
    assert of("approve") == []
    assert (FRIDAY, "week") in of("own_wages")


def test_wages_that_the_provider_pays_must_be_with_bacs_on_wednesday() -> None:
    steps.provider_pays()
    wednesday = dt.date(2026, 11, 25)
    assert of("approve") == [(wednesday, "week")]
    steps.pay_november()
    assert of("approve") == []
    assert of("bank_file") == [(wednesday, "week")]
    assert of("bank_file", on(dt.date(2026, 11, 24))) == [(wednesday, "at_risk")]
    assert of("bank_file", on(dt.date(2026, 11, 26))) == [(wednesday, "late")]


def test_wages_that_the_bank_sent_back_must_be_answered_in_three_working_days() -> None:
    sam, wednesday = CAST.sam.actor(), dt.date(2026, 11, 25)
    assert of("sent_back", sam) == []
    with actors.acting(steps.job()):
        PaymentReturn.objects.update(state="open", answered_by=None)  # of Ben's, on Friday 20 November
    assert of("sent_back", sam) == [(wednesday, "week")]
    assert of("sent_back", dataclasses.replace(sam, today=dt.date(2026, 11, 26))) == [(wednesday, "late")]
    with actors.acting(steps.job()):
        PaymentReturn.objects.update(owed=0)
    assert of("sent_back", sam) == []


def test_hours_that_were_sent_are_late_wages_after_the_payday() -> None:
    steps.approve_sheet()
    assert of("approve", on(dt.date(2026, 11, 28))) == [(FRIDAY, "late")]


def test_a_sheet_that_never_came_is_not_late_wages() -> None:
    with actors.acting(steps.job()):
        models.TimesheetEntry.objects.filter(timesheet=DEE.id_of("timesheet")).delete()
    assert of("approve", on(dt.date(2026, 11, 28))) == []


def test_a_report_is_a_duty_until_hmrc_accepts_it() -> None:
    steps.pay_november()
    assert of("fps") == [(FRIDAY, "week")]
    assert of("fps", on(dt.date(2026, 11, 26))) == [(FRIDAY, "at_risk")]
    with actors.acting(steps.job()):
        models.Submission.objects.filter(due_on=FRIDAY).update(state="acknowledged")
    assert of("fps", on(dt.date(2026, 11, 28))) == [(FRIDAY, "week")]
    with actors.acting(steps.job()):
        models.Submission.objects.filter(due_on=FRIDAY).update(state="accepted")
    assert of("fps") == []


def test_a_summary_is_at_risk_from_the_17th() -> None:
    nineteenth = dt.date(2026, 12, 19)
    report(kind="eps", payrun_id=None, tax_month=8, said={"no_payment": True}, due_on=nineteenth, version=1)
    assert of("eps") == [(nineteenth, "month")]
    assert of("eps", on(dt.date(2026, 12, 17))) == [(nineteenth, "at_risk")]


def test_the_counts_are_those_of_the_list() -> None:
    with actors.acting(OLU):
        counted = deadlines.counts(Everything, actor=OLU)
    assert counted == Counter((one.what, one.place) for one in found())


def test_duties_are_found_by_kind_employer_and_place() -> None:
    assert {one.what for one in found(deadlines.Asked(kind="hmrc_bill"))} == {"hmrc_bill"}
    assert found(deadlines.Asked(name="asha")) == found()
    assert found(deadlines.Asked(name="nobody")) == []
    assert found(deadlines.Asked(employer_id=ASHA.id_of("employer"))) == found()
    assert found(deadlines.Asked(employer_id=CAST.homes["ben"].id_of("employer"))) == []
    assert [one.what for one in found(Everything.only("month"))] == ["hmrc_letter"]


def test_the_number_of_queries_does_not_depend_on_the_duties() -> None:
    def counted() -> int:
        with actors.acting(OLU), CaptureQueriesContext(connection) as queries:
            page = deadlines.read(deadlines.duties(Everything, actor=OLU)[:25])
            late_costs.sentences(page, actor=OLU)
            deadlines.counts(Everything, actor=OLU)
        return len(queries)

    report(state="rejected", version=3)
    before = counted()
    for part in range(2, 20):
        bill(part=part, owed=Decimal(0), amount=Decimal(50))
    report(state="held", version=4)
    assert counted() == before


def test_pages_neither_lose_nor_repeat_a_row() -> None:
    for part in range(2, 72 - len(found())):
        bill(part=part, owed=Decimal(0), amount=Decimal(50))
    with actors.acting(OLU):
        rows = deadlines.duties(Everything, actor=OLU)
        pages = [deadlines.read(rows[first : first + 25]) for first in range(0, 100, 25)]
    assert [len(page) for page in pages] == [25, 25, 20, 0]
    assert [one.thing for page in pages for one in page] == [one.thing for one in found()]
    assert len({(one.what, one.thing) for one in found()}) == 70


def test_a_late_bill_costs_by_how_many_were_late_before() -> None:
    assert cost_of("hmrc_bill") == ["No penalty up to £100.00, as far as known. Interest is charged."]
    bill(part=2, owed=Decimal(0), amount=Decimal(500), due_on=dt.date(2026, 11, 20))
    # Paid five days late.
    bill(first_month=1, last_month=1, due_on=dt.date(2026, 5, 22), state="paid", paid_on=dt.date(2026, 5, 27))
    assert any(said.startswith("£5.00 (1%), as the 2nd late payment") for said in cost_of("hmrc_bill"))


def test_a_late_report_costs_by_the_months_that_were_late_before() -> None:
    report(state="rejected")
    assert cost_of("fps") == [
        "Nothing for the first late month of a tax year. The next costs £100.00 or more."
    ]
    report(due_on=dt.date(2026, 6, 26), state="accepted", sent_at=dt.datetime(2026, 6, 29, 9, tzinfo=dt.UTC))
    assert cost_of("fps") == ["£100.00 for the tax month, with 1 employee."]


def test_a_report_with_a_reason_does_not_make_the_next_dearer() -> None:
    report(
        due_on=dt.date(2026, 6, 26),
        state="accepted",
        late_reason="G",
        sent_at=dt.datetime(2026, 6, 29, 9, tzinfo=dt.UTC),
    )
    report(state="rejected")
    assert cost_of("fps")[0].startswith("Nothing for the first late month")


def test_what_is_not_urgent_says_nothing_of_cost() -> None:
    assert cost_of("hmrc_letter") == [""]
    assert cost_of("schedule")[0].startswith("The Pensions Regulator may send a notice.")
    assert cost_of("own_wages") == [sentences.WAGES]


def test_what_is_late_is_noticed_once_and_settled_by_itself_when_it_is_done() -> None:
    assert watch() > 0
    assert watch() == 0
    assert warnings()["hmrc_bill", dt.date(2026, 11, 20)] is None
    with actors.acting(steps.job()):
        mine = models.HmrcBill.objects.filter(employer_id=ASHA.id_of("employer"))
        mine.update(amount=0, owed=0)
    assert watch() == 1
    assert warnings()["hmrc_bill", dt.date(2026, 11, 20)] == TODAY


def test_what_is_undone_is_open_again() -> None:
    watch()
    with actors.acting(steps.job()):
        mine = models.PensionTask.objects.filter(employer_id=ASHA.id_of("employer"))
        for done_on, by in ((TODAY, CAST.olu.user_id), (None, None)):
            stamp = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC) if done_on else None
            mine.update(done_on=done_on, done_by_id=by, recorded_at=stamp, reference="R1" if done_on else "")
            with actors.acting(WATCH):
                assert operations.watch(actor=WATCH) == 1
    assert warnings()["regulator", dt.date(2026, 9, 7)] is None


def test_only_the_job_watches() -> None:
    with actors.acting(OLU), pytest.raises(errors.NotAllowed):
        operations.watch(actor=OLU)


def test_the_task_may_run_twice() -> None:
    tasks.watch_deadlines()
    noticed = warnings()
    tasks.watch_deadlines()
    assert warnings() == noticed
    assert ("schedule", dt.date(2026, 6, 22)) in noticed
