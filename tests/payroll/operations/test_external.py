"""A provider that works pay out in software of its own: hours out, results in, no report from here."""

import csv
import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors
from dpss.kernel import errors
from ledger.models import Entry
from payroll import models
from payroll.calc import results as kept
from payroll.operations import external, external_results, payruns, reopening, timesheets
from tests import database
from tests.cast import AT, CAST, Person
from tests.factories import payroll
from tests.payroll.operations import results, steps, test_contracted_pay, test_settling, test_take_on
from tests.payroll.operations.results import TOTALS, file_of, row_of
from tests.payroll.operations.steps import job


def hours(by: Person = CAST.olu) -> tuple[models.HoursFile, str]:
    with actors.acting(by.actor()):
        return external.make_hours(period=steps.november(), actor=by.actor(), at=AT)


def take(text: str, said: Any = TOTALS, by: Person = CAST.olu) -> models.ResultsFile:
    with actors.acting(by.actor()):
        return external_results.take_results(
            period=steps.november(), text=text, said=said, actor=by.actor(), at=AT
        )


def refused(text: str, said: Any = TOTALS) -> str:
    with pytest.raises(errors.Invalid) as caught:
        take(text, said)
    return caught.value.sentence


@pytest.mark.django_db
class TestMode:
    """Since when."""

    def test_it_is_the_managers_to_choose(self) -> None:
        with actors.acting(CAST.olu.actor()), pytest.raises(errors.NotAllowed):
            external.begin(first_day=results.FIRST_DAY, software="Ace", actor=CAST.olu.actor(), at=AT)

    def test_it_cannot_begin_before_an_approved_payday_nor_twice(self) -> None:
        mara = CAST.mara.actor()
        with actors.acting(mara), pytest.raises(errors.Invalid, match="30 October 2026 is approved"):
            external.begin(first_day=dt.date(2026, 10, 1), software="Ace", actor=mara, at=AT)
        results.begin()
        with actors.acting(mara), pytest.raises(errors.Invalid, match="recorded for that day already"):
            external.begin(first_day=results.FIRST_DAY, software="Ace", actor=mara, at=AT)

    def test_the_portal_calculates_nothing_then_and_again_when_it_ends(self) -> None:
        steps.approve_sheet()
        steps.calculate()
        results.begin()
        with pytest.raises(errors.Invalid, match="Your own payroll software works this period out"):
            steps.request()
        mara = CAST.mara.actor()
        with actors.acting(mara):
            external.end(first_day=results.FIRST_DAY, actor=mara, at=AT)
        assert steps.request() == 1

    def test_a_run_that_is_asked_for_in_another_way_waits_for_results(self) -> None:
        steps.approve_sheet()
        steps.request()
        results.begin()
        steps.work_out()
        run = steps.run_of()
        assert (run.state, run.exceptions[0]["reason"]) == ("blocked", "external")


@pytest.mark.django_db
class TestHours:
    """Approved hours as a file."""

    def test_each_version_is_made_once_and_other_hours_make_the_next(self) -> None:
        results.begin()
        steps.approve_sheet()
        first, text = hours()
        (line,) = csv.DictReader(io.StringIO(text))
        assert (line["kind"], line["quantity"], line["rate"], line["amount"]) == (
            "hours",
            "10",
            "13.5",
            "135",
        )
        assert hours()[0].pk == first.pk
        post = steps.hire("=Noor Ali")
        steps.sheet_in(post, dt.date(2026, 11, 3))
        second, text = hours()
        assert (first.version, second.version, second.posts) == (1, 2, 2)
        assert "'=Noor Ali" in text

    def test_standing_pay_goes_out_without_a_sheet(self) -> None:
        post = test_contracted_pay.noor()
        test_contracted_pay.agree(post)
        results.begin()
        assert str(post.pk) in hours()[1]

    def test_there_is_none_where_the_portal_works_pay_out_or_nothing_is_approved(self) -> None:
        with pytest.raises(errors.Invalid, match="worked out here"):
            hours()
        results.begin()
        with pytest.raises(errors.Invalid, match="No timesheet of this period is approved yet"):
            hours()


@pytest.mark.django_db
class TestResults:
    """Payslips as a file."""

    def test_they_wait_for_a_second_person_and_are_paid_and_posted_and_not_reported(self) -> None:
        results.begin()
        sheet = steps.approve_sheet()
        take(file_of(row_of(sheet)))
        run = steps.run_of()
        assert (run.state, run.net, run.payslip_count) == ("ready", Decimal("135.00"), 1)
        assert steps.approve(run.pk).refused == {}
        slip = steps.slip_of()
        with actors.acting(job()):
            origin = models.ExternalPayslip.objects.get(payslip=slip)
            assert not models.Submission.objects.filter(payrun=run).exists()
            assert models.PaymentInstruction.objects.get(payslip=slip).amount == Decimal("135.00")
            assert Entry.objects.filter(source_key=f"payslip:{slip.pk}").exists()
        assert origin.software == "Ace Payroll"
        made = kept.from_json(slip.result)
        assert {line.why for line in made.lines} == {"Worked out by Northfield Payroll's own payroll."}

    def test_whoever_brought_them_in_does_not_approve_them(self) -> None:
        results.begin()
        take(file_of(row_of(steps.approve_sheet())), by=CAST.mara)
        run = steps.run_of()
        assert steps.approve(run.pk).refused == {
            run.pk: "A second person must do this: you did the step before."
        }

    def test_the_same_file_twice_is_one_effect_and_another_replaces_it(self) -> None:
        results.begin()
        sheet = steps.approve_sheet()
        text = file_of(row_of(sheet))
        first = take(text)
        slip = steps.slip_of()
        assert take(text).pk == first.pk
        assert steps.slip_of().pk == slip.pk
        more = row_of(sheet, gross="140.00", net="140.00", ni_earnings="140.00")
        take(file_of(more), replace(TOTALS, gross=Decimal(140), net=Decimal(140)))
        assert steps.slip_of().gross == Decimal("140.00")

    def test_control_totals_agree_to_the_penny_or_nothing_is_taken(self) -> None:
        results.begin()
        text = file_of(row_of(steps.approve_sheet()))
        said = refused(text, replace(TOTALS, net=Decimal("135.01")))
        assert said == (
            "Net pay: the rows come to £135.00, and the control total is £135.01. Nothing was taken."
        )
        with actors.acting(job()):
            assert not models.Payslip.objects.filter(payrun__period=steps.november()).exists()

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"net": "134.00"}, "Net pay is £134.00, and the row adds up to £135.00."),
            ({"ytd_pay": "1"}, "ytd_pay is £1.00. The year so far here"),
            ({"tax_code": "P7"}, "Row 2: "),
            ({"ni_letter": "AB"}, "ni_letter is not a National Insurance letter"),
            ({"gross": "-1"}, "gross: Enter £0.00 or more."),
            ({"tax": "much"}, "tax: Enter an amount in pounds"),
            ({"post": "5"}, "post is not a key."),
            ({"sheet": str(CAST.posts["dee at ben"].id_of("timesheet"))}, "The hours have changed"),
            ({"post": str(CAST.posts["walt at wes"].id_of("employment"))}, "not due in this period"),
            ({"orders": "10.00", "net": "125.00"}, "Orders are taken, and none are recorded"),
            ({"pension_employee": "5.00", "net": "130.00"}, "no pension_scheme"),
        ],
    )
    def test_every_fault_is_said_with_its_row(self, wrong: dict[str, str], sentence: str) -> None:
        results.begin()
        sheet = steps.approve_sheet()
        assert sentence in refused(file_of(row_of(sheet) | wrong))

    def test_results_for_hours_that_changed_on_the_same_sheet_are_refused(self) -> None:
        results.begin()
        sheet = steps.approve_sheet()
        text = file_of(row_of(sheet))
        mara, dee, asha = CAST.mara.actor(), CAST.dee.actor(), CAST.asha.actor()
        with actors.acting(mara):
            reopening.reopen(sheet=sheet, reason="Wrong day", actor=mara, at=AT)
        with actors.acting(job()):
            models.TimesheetEntry.objects.filter(timesheet=sheet).delete()
            payroll.shift(timesheet=sheet, day=dt.date(2026, 11, 3))
        with actors.acting(dee):
            sent = timesheets.submit(sheet=models.Timesheet.objects.get(pk=sheet.pk), actor=dee, at=AT)
        with actors.acting(asha):
            timesheets.approve(sheet=sent, seen=sent.digest, actor=asha, at=AT)
        hours()
        assert "The hours have changed since they went out." in refused(text)

    def test_results_for_a_payday_that_the_payroll_before_has_paid_are_refused(self) -> None:
        results.begin()
        post = test_take_on.noor()
        brought = test_take_on.take(post)
        sheet = steps.sheet_in(post, dt.date(2026, 11, 3))
        with actors.acting(job()):
            models.BroughtForward.objects.filter(pk=brought.pk).update(up_to=steps.november().payday)
        assert "has paid this payday" in refused(file_of(row_of(sheet)))

    def test_contracted_pay_that_is_still_to_be_settled_does_not_stop_them(self) -> None:
        post = test_settling.paid_as_contracted()
        test_settling.sheet_comes_in(post, shifts=9)
        period, mara, olu = steps.december(), CAST.mara.actor(), CAST.olu.actor()
        sheet = test_settling.sheet_comes_in(post, shifts=8, period=period)
        with actors.acting(mara):
            external.begin(first_day=dt.date(2026, 12, 1), software="Ace Payroll", actor=mara, at=AT)
        text = file_of(row_of(sheet, gross="540.00", net="540.00", ni_earnings="540.00"))
        said = replace(TOTALS, gross=Decimal(540), net=Decimal(540))
        with actors.acting(olu):
            external_results.take_results(period=period, text=text, said=said, actor=olu, at=AT)
        with actors.acting(job()):
            run = models.Payrun.objects.get(employer=post.employer_id, period=period)
        assert steps.approve(run.pk).refused == {}

    def test_one_bad_row_stops_the_whole_file(self) -> None:
        results.begin()
        good = row_of(steps.approve_sheet())
        said = refused(file_of(good, good))
        assert said.startswith("Row 3: This post is in row 2 already.")
        assert said.endswith("Nothing was taken.")

    def test_what_is_approved_is_not_brought_in_again(self) -> None:
        results.begin()
        sheet = steps.approve_sheet()
        take(file_of(row_of(sheet)))
        steps.approve(steps.run_of().pk)
        assert "an approved payslip of this period already" in refused(
            file_of(row_of(sheet) | {"net": "135"})
        )

    def test_allowance_is_what_is_left_here(self) -> None:
        results.begin()
        sheet = steps.approve_sheet()
        given = row_of(sheet) | {"allowance": "5.00"}
        assert "Employment Allowance" in refused(file_of(given), replace(TOTALS, hmrc=Decimal(-5)))

    def test_posts_that_are_not_in_the_file_are_listed(self) -> None:
        results.begin()
        post = steps.hire("Noor Ali")
        steps.sheet_in(post, dt.date(2026, 11, 3))
        take(file_of(row_of(steps.approve_sheet())))
        (left,) = [one for one in steps.run_of().exceptions if one["name"] == "Noor Ali"]
        assert left["reason"] == "external"

    @pytest.mark.parametrize("text", ["", "a,b\n1,2", file_of()])
    def test_another_file_is_refused(self, text: str) -> None:
        results.begin()
        assert refused(text)


def test_two_people_bring_the_same_results_in_at_once(own_database: str) -> None:
    results.begin()
    text = file_of(row_of(steps.approve_sheet()))
    done = database.together(lambda: take(text), lambda: take(text, by=CAST.mara))
    assert all(isinstance(one, models.ResultsFile) for one in done), done
    with actors.acting(job()):
        assert models.Payslip.objects.filter(payrun__period=steps.november()).count() == 1
        assert models.ResultsFile.objects.filter(period=steps.november()).count() == 1


def test_approving_and_bringing_other_results_in_at_once_is_one_or_the_other(own_database: str) -> None:
    results.begin()
    sheet = steps.approve_sheet()
    take(file_of(row_of(sheet)))
    run = steps.run_of()
    other = row_of(sheet, gross="140.00", net="140.00", ni_earnings="140.00")
    said = replace(TOTALS, gross=Decimal(140), net=Decimal(140))
    mara = CAST.mara.actor()

    def approve() -> Any:
        with actors.acting(mara):
            return payruns.approve(payrun_ids=[run.pk], actor=mara, at=AT)

    database.together(approve, lambda: take(file_of(other), said))
    with actors.acting(job()):
        (slip,) = models.Payslip.objects.filter(payrun__period=steps.november()).select_related("payrun")
        paid = models.PaymentInstruction.objects.filter(payslip=slip)
        if slip.payrun.state == "approved":
            assert paid.get().amount == slip.net
        else:
            assert not paid.exists()
