"""A change of terms or tax details that has not begun can be taken back."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.operations import tax, terms
from tests.cast import AT, CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job

pytestmark = pytest.mark.django_db
ADVENT = dt.date(2026, 11, 29)
BETTER = terms.Terms(weekly_minutes=720, hourly_rate=Decimal("14.25"), sleep_in_rate=Decimal(60))
DETAILS = tax.Details(
    tax_code="BR",
    non_cumulative=False,
    ni_letter="A",
    student_loan="",
    postgraduate_loan=False,
    pension="",
    pension_from=None,
)


def do(call: Any, **given: Any) -> Any:
    olu = CAST.olu.actor()
    with actors.acting(olu):
        return call(post=steps.post_of(), actor=olu, at=AT, **given)


def kept(model: Any) -> list[Any]:
    with actors.acting(job()):
        return list(model.objects.filter(employment_id=DEE.id_of("employment")).order_by("during"))


def test_what_held_before_goes_on_and_history_keeps_what_was_to_come() -> None:
    do(terms.change, day=ADVENT, terms=BETTER)
    do(terms.take_back, day=ADVENT)
    (only,) = kept(models.EmploymentTerms)
    assert (only.during.upper, only.hourly_rate) == (None, Decimal("13.50"))
    with actors.acting(CAST.olu.actor()):
        told = AuditEvent.objects.get(verb="take back")
    assert (told.before["from"], told.before["hourly_rate"]) == ("2026-11-29", "14.2500")


def test_one_of_two_changes_to_come_leaves_the_other() -> None:
    later = dt.date(2027, 1, 4)
    do(terms.change, day=ADVENT, terms=BETTER)
    do(terms.change, day=later, terms=BETTER)
    do(terms.take_back, day=ADVENT)
    first, second = kept(models.EmploymentTerms)
    assert (first.hourly_rate, first.during.upper, second.during.lower) == (Decimal("13.50"), later, later)


def test_tax_details_to_come_are_taken_back() -> None:
    payday = dt.date(2026, 11, 27)
    do(tax.change, payday=payday, details=DETAILS)
    do(tax.take_back, day=payday)
    (only,) = kept(models.TaxDetails)
    assert (only.tax_code, only.during.upper) == ("1257L", None)


@pytest.mark.parametrize("call", [terms.take_back, tax.take_back])
def test_what_has_begun_or_is_not_there_is_refused(call: Any) -> None:
    with pytest.raises(errors.Conflict, match="No change from 1 December 2026"):
        do(call, day=dt.date(2026, 12, 1))
    with pytest.raises(errors.Invalid, match="has begun"):
        do(call, day=dt.date(2026, 11, 20))


def test_tax_details_of_an_approved_payday_stay() -> None:
    payday = dt.date(2026, 11, 27)
    do(tax.change, payday=payday, details=DETAILS)
    steps.pay_november()
    with pytest.raises(errors.Invalid, match="is approved, and stays as it was paid"):
        do(tax.take_back, day=payday)
    assert len(kept(models.TaxDetails)) == 2


def test_open_pay_is_worked_out_again() -> None:
    do(tax.change, payday=dt.date(2026, 11, 27), details=DETAILS)
    steps.approve_sheet()
    run = steps.calculate()
    do(tax.take_back, day=dt.date(2026, 11, 27))
    with actors.acting(job()):
        assert models.Payrun.objects.get(pk=run.pk).state == "requested"


def test_it_is_taken_back_from_the_file_and_a_second_click_says_so(signed_in: Any) -> None:
    olu: Client = signed_in(CAST.olu)
    do(terms.change, day=ADVENT, terms=BETTER)
    url = reverse("payroll:post_terms_back", args=[DEE.id_of("employment"), "2026-11-29"])
    assert url in olu.get(reverse("payroll:post_file", args=[DEE.id_of("employment")])).content.decode()
    assert "What holds until Saturday 28 November 2026" in olu.get(url).content.decode()
    done = olu.post(url, follow=True).content.decode()
    assert "Taken back: the terms do not change on Sunday 29 November 2026." in done
    assert olu.post(url).status_code == 409
    assert (
        olu.get(reverse("payroll:post_terms_back", args=[DEE.id_of("employment"), "soon"])).status_code == 404
    )
