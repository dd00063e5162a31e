"""Kinds of work with a rate of their own, and expenses: from the contract and the sheet to the payslip."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from ledger.models import Posting
from payroll import invariants, models
from payroll.calc import payment
from payroll.operations import terms
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job

pytestmark = pytest.mark.django_db
SATURDAY, ADVENT = dt.date(2026, 11, 7), dt.date(2026, 11, 29)
USUAL = terms.Terms(weekly_minutes=600, hourly_rate=Decimal("13.50"), sleep_in_rate=Decimal(0))
NIGHTS = replace(USUAL, by_work={"Weekend": Decimal("15.50"), "Waking night": Decimal("16.00")})


def change(**given: Any) -> models.EmploymentTerms:
    with actors.acting(CAST.olu.actor()):
        return terms.change(post=steps.post_of(), actor=CAST.olu.actor(), at=AT, **given)


def rates_of(row: models.EmploymentTerms) -> dict[str, Decimal]:
    with actors.acting(job()):
        return dict(models.WorkRate.objects.filter(terms=row).values_list("name", "hourly_rate"))


def put_on_the_sheet(**given: Any) -> None:
    with actors.acting(job()):
        payroll.shift(
            timesheet=models.Timesheet.objects.get(pk=DEE.id_of("timesheet")), day=SATURDAY, **given
        )


def spend(amount: str) -> None:
    put_on_the_sheet(
        kind="expense", starts=None, finishes=None, minutes=0, amount=Decimal(amount), what_for="Car park"
    )


def test_rates_are_dated_with_their_terms_and_history_tells_them() -> None:
    row = change(day=ADVENT, terms=NIGHTS)
    assert rates_of(row) == {"Weekend": Decimal("15.5000"), "Waking night": Decimal("16.0000")}
    with actors.acting(job()):
        before = models.EmploymentTerms.objects.get(pk=DEE.id_of("terms"))
    assert rates_of(before) == {"Weekend": Decimal("15.0000")}
    with actors.acting(CAST.olu.actor()):
        told = AuditEvent.objects.get(verb="change", thing="payroll.employmentterms")
    assert told.before["rate: Weekend"] == "15.0000"
    assert told.after["rate: Waking night"] == "16.00"


def test_terms_that_say_nothing_of_kinds_of_work_keep_their_rates() -> None:
    assert rates_of(change(day=ADVENT, terms=USUAL)) == {"Weekend": Decimal("15.0000")}


def test_correcting_the_terms_of_a_day_replaces_their_rates() -> None:
    change(day=ADVENT, terms=NIGHTS)
    row = change(day=ADVENT, terms=replace(USUAL, by_work={}))
    assert rates_of(row) == {}


def test_a_rate_below_the_minimum_wage_is_refused_by_its_name() -> None:
    poor = replace(USUAL, by_work={"Shadowing": Decimal("12.70")})
    with pytest.raises(
        errors.Invalid, match=r"^Shadowing: £12\.70 an hour is below the minimum wage of £12\.71"
    ):
        change(day=ADVENT, terms=poor)


def test_two_rates_of_one_name_are_refused() -> None:
    twice = replace(USUAL, by_work={"Weekend": Decimal(15), "weekend": Decimal(16)})
    with pytest.raises(errors.Invalid, match="is there twice"):
        change(day=ADVENT, terms=twice)


def test_a_shift_at_its_own_rate_is_a_line_under_its_name() -> None:
    put_on_the_sheet(work="Weekend")
    steps.approve_sheet()
    steps.calculate()
    earned = payment.from_json(steps.slip_of().inputs).earnings
    assert [(line.label, line.rate, line.amount) for line in earned] == [
        ("Hours worked", Decimal("13.50"), Decimal("135.00")),
        ("Weekend", Decimal("15.00"), Decimal("75.00")),
    ]
    assert steps.run_of().minutes == 900


def test_a_shift_at_a_rate_that_the_contract_does_not_have_stops_the_pay_with_its_name() -> None:
    put_on_the_sheet(work="Bank holiday")
    steps.approve_sheet()
    (found,) = steps.calculate().exceptions
    assert found["kind"] == "blocked"
    assert "at the rate “Bank holiday” and the contract has no such rate" in found["why"]


def test_expenses_are_paid_back_untaxed_and_the_books_balance() -> None:
    spend("12.35")
    spend("2.00")
    payrun = steps.pay_november()
    slip = steps.slip_of()
    assert (slip.gross, slip.non_taxable, slip.net) == (
        Decimal("135.00"),
        Decimal("14.35"),
        Decimal("149.35"),
    )
    assert (payrun.gross, payrun.net, payrun.employer_cost) == (
        Decimal("135.00"),
        Decimal("149.35"),
        Decimal("149.35"),
    )
    assert slip.result["taxable_pay"] == "135.00"
    with actors.acting(job()):
        posted = Posting.objects.filter(entry__source_key=f"payslip:{slip.pk}")
        assert sum(row.amount for row in posted) == 0
    assert [result.name for result in invariants.run() if result.broken] == []
