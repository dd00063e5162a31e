"""Orders and agreed deductions on pages: asked, checked, kept; what was taken, and to whom it must go."""

import csv
import io
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.operations.deductions import Terms
from tests.factories import ledger
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job
from tests.payroll.operations.test_deductions import add, pounds
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider.tables import rows_of

pytestmark = pytest.mark.django_db
ORDER = {
    "sender": "Child Maintenance Service", "reference": "CM 1", "normal": "60", "fee": "",
    "made_0": "20", "made_1": "10", "made_2": "2026",
    "first_day_0": "1", "first_day_1": "11", "first_day_2": "2026",
}  # fmt: skip


def at(name: str, *parts: Any) -> str:
    """A page about Dee's post with Asha."""
    return reverse(f"payroll:{name}", args=[DEE.id_of("employment"), *parts])


def kept(reference: str = "CM 1") -> models.Deduction | None:
    """What is stored under a reference."""
    with actors.acting(job()):
        return models.Deduction.objects.filter(reference=reference).first()


def hidden(answer: HttpResponse, step: str) -> dict[str, str]:
    """What a button of the check page sends with it."""
    page = answer.content.decode()
    for form in re.findall(r"<form.*?</form>", page, flags=re.DOTALL):
        found = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
        if found.get("checked") == step:
            return {name: unescape(value) for name, value in found.items()}
    raise AssertionError(f"no button says {step}")


def test_the_first_question_leads_to_a_page_for_each_kind(olu: Client) -> None:
    said = words_of(olu.get(at("deduction_received")))
    assert "What did you receive?" in said
    for kind in models.Deduction.Kind.values:
        answer = olu.post(at("deduction_received"), {"kind": kind})
        assert answer["Location"] == at("deduction_add", kind)
        assert olu.get(answer["Location"]).status_code == 200
    assert olu.get(at("deduction_add", "poll_tax")).status_code == 404


def test_the_check_says_what_it_would_take_and_keeps_nothing(olu: Client) -> None:
    answer = olu.post(at("deduction_add", "child_maintenance"), ORDER)
    said = words_of(answer)
    assert "Check your answers" in said
    assert (
        "From a payment like the one of 30 October 2026 it would take £54.00 and leave £81.00."
        " £135.00 was paid then."
    ) in said
    assert "£6.00 of £60.00 could not be taken" in said
    assert kept() is None


def test_the_answers_come_back_to_be_changed(olu: Client) -> None:
    checked = olu.post(at("deduction_add", "child_maintenance"), ORDER)
    again = olu.post(at("deduction_add", "child_maintenance"), hidden(checked, "no"))
    page = again.content.decode()
    assert 'value="CM 1"' in page
    assert "There is a problem" not in page
    assert kept() is None


def test_what_was_checked_is_added_and_stands_on_the_file(olu: Client) -> None:
    checked = olu.post(at("deduction_add", "child_maintenance"), ORDER)
    answer = olu.post(at("deduction_add", "child_maintenance"), hidden(checked, "yes"), follow=True)
    said = words_of(answer)
    assert "Child maintenance, CM 1 is added. It is taken on paydays from 1 November 2026." in said
    order = kept()
    assert order is not None
    assert (order.kind, order.sender, order.terms.model) == (
        "child_maintenance",
        "Child Maintenance Service",
        models.DeductionTerms,
    )
    row = ["Child maintenance, CM 1", "Child Maintenance Service", "£60.00", "", "Running"]
    assert row in rows_of(answer)
    page = olu.get(at("deduction", order.pk))
    assert "Each payday" in words_of(page)
    assert "Added: order or deduction" in words_of(page)


def test_a_second_press_adds_nothing_more(olu: Client) -> None:
    button = hidden(olu.post(at("deduction_add", "child_maintenance"), ORDER), "yes")
    olu.post(at("deduction_add", "child_maintenance"), button)
    answer = olu.post(at("deduction_add", "child_maintenance"), button)
    assert "“CM 1” is recorded for this post already" in words_of(answer)
    with actors.acting(job()):
        assert models.Deduction.objects.filter(reference="CM 1").count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reference": ""}, "Copy the reference from the paper"),
        ({"normal": ""}, "Enter the amount as the paper gives it"),
        ({"normal": "0"}, "Enter more than £0.00"),
        ({"fee": "1.50"}, "at most £1.00 is allowed"),
        ({"first_day_0": "30", "first_day_1": "10"}, "The first day that you can choose is 31 October 2026"),
        ({"made_1": "12"}, "the first day cannot be before that"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_kept(
    olu: Client, changes: dict[str, str], sentence: str
) -> None:
    answer = olu.post(at("deduction_add", "child_maintenance"), ORDER | changes)
    assert sentence in words_of(answer)
    assert 'value="Child Maintenance Service"' in answer.content.decode()
    assert kept() is None


def test_a_notice_takes_a_rate_of_the_table_or_a_fixed_amount(olu: Client) -> None:
    notice = ORDER | {"reference": "DEA 1", "schedule": "higher", "normal": "", "owed": "300"}
    olu.post(at("deduction_add", "direct_earnings"), notice | {"checked": "yes"})
    fixed = ORDER | {"reference": "DEA 2", "schedule": "fixed", "normal": "15", "owed": ""}
    olu.post(at("deduction_add", "direct_earnings"), fixed | {"checked": "yes"})
    with actors.acting(job()):
        terms = models.DeductionTerms.objects.filter(deduction__reference__startswith="DEA")
        stored = terms.order_by("deduction__reference").values_list("schedule", "normal", "owed")
        assert list(stored) == [("higher", None, pounds("300.00")), ("", pounds("15.00"), None)]


def test_a_change_is_checked_and_stored_from_its_day(olu: Client) -> None:
    order = add(terms=terms_of(normal="20.00"))
    change = {"day_0": "20", "day_1": "11", "day_2": "2026", "normal": "30", "fee": ""}
    checked = olu.post(at("deduction_change", order.pk), change)
    assert "it would take £30.00 and leave £105.00" in words_of(checked)
    olu.post(at("deduction_change", order.pk), hidden(checked, "yes"))
    with actors.acting(job()):
        rows = order.terms.order_by("during").values_list("normal", flat=True)
        assert list(rows) == [pounds("20.00"), pounds("30.00")]


def test_stopping_asks_why_and_says_what_it_leaves(olu: Client) -> None:
    order = add(terms=terms_of(normal="20.00"))
    stop = {"day_0": "20", "day_1": "11", "day_2": "2026"}
    assert "Say why" in words_of(olu.post(at("deduction_stop", order.pk), stop))
    checked = olu.post(at("deduction_stop", order.pk), stop | {"reason": "The CMS wrote."})
    assert "it would take nothing and leave £135.00" in words_of(checked)
    answer = olu.post(at("deduction_stop", order.pk), hidden(checked, "yes"), follow=True)
    assert "Nothing is taken for it on paydays from 20 November 2026 on." in words_of(answer)
    assert "Ended on 19 November 2026" in words_of(olu.get(at("deduction", order.pk)))


def test_the_payrun_and_the_order_show_what_was_taken(olu: Client) -> None:
    order = add(terms=terms_of(normal="60.00"))
    payrun = steps.pay_november()
    amounts = ["60.00", "54.00", "0.00", "6.00", ""]
    page = olu.get(reverse("payroll:payrun", args=[payrun.pk]))
    assert "To others, for orders £54.00" in words_of(page)
    of_the_run = rows_of(page)
    assert ["Dee Lowe", "Child maintenance, CM 1", *amounts] in of_the_run
    assert ["27 November 2026", *amounts] in rows_of(olu.get(at("deduction", order.pk)))


def test_money_to_be_paid_on_is_listed_by_who_gets_it_and_agrees_with_the_ledger(olu: Client) -> None:
    add(terms=terms_of(normal="30.00"))
    add(
        kind="overpayment",
        sender="",
        reference="Overpaid wages",
        terms=terms_of(normal="9.00", owed="9.00"),
    )
    url = reverse("payroll:deductions_owed")
    assert "will be here, by order" in words_of(olu.get(url))
    steps.pay_november()
    page = olu.get(url)
    assert rows_of(page) == [
        [
            "Child Maintenance Service",
            "CM 1 Child maintenance. Running.",
            "Dee Lowe for Asha Verma",
            "1",
            "27 November 2026",
            "30.00",
        ]
    ]
    assert "Owed by the ledger £30.00 Agrees with the payslips" in words_of(page)
    (row,) = csv.DictReader(io.StringIO(olu.get(url, {"download": "csv"}).content.decode("utf-8-sig")))
    assert (row["Who gets the money"], row["Reference"], row["Taken"]) == (
        "Child Maintenance Service",
        "CM 1",
        "30.00",
    )


def test_an_amount_that_the_payslips_do_not_know_is_said(olu: Client) -> None:
    with actors.acting(job()):
        employer = models.Employer.objects.get(pk=steps.ASHA.id_of("employer"))
        ledger.entry(
            debit=ledger.account(about=employer, code="hmrc"),
            credit=ledger.account(about=employer, code="orders"),
            amount=pounds("5.00"),
            source_key="by hand",
        )
    said = words_of(olu.get(reverse("payroll:deductions_owed")))
    assert "Owed by the ledger £5.00 The payslips say another sum" in said


def test_the_list_takes_the_same_queries_at_any_length(olu: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            olu.get(reverse("payroll:deductions_owed"), {"show": "all"})
        return len(found)

    add(terms=terms_of(normal="5.00"))
    steps.pay_november()
    queries()
    one = queries()
    noor = steps.hire("Noor Ali")
    for number in range(5):
        add(noor, reference=f"CM {number}", terms=terms_of(normal="5.00"))
    assert queries() == one


def test_an_order_of_another_post_is_not_found_at_this_one(olu: Client) -> None:
    noor = steps.hire("Noor Ali")
    order = add(noor, terms=terms_of(normal="5.00"))
    assert olu.get(at("deduction", order.pk)).status_code == 404


def terms_of(**amounts: str) -> Terms:
    """Terms in pounds."""
    return Terms(**{name: pounds(amount) for name, amount in amounts.items()})
