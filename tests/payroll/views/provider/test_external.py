"""The pages of a provider's own payroll software: recorded, hours out, results in, and who worked it out."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import results, steps
from tests.payroll.operations.results import file_of, row_of
from tests.payroll.operations.steps import DEE, job
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SOFTWARE = reverse("payroll:external")
TOTALS = {"payslips": "1", "gross": "135", "net": "135.00", "hmrc": "0", "pension": "0"}


def page(name: str) -> str:
    """A page of November."""
    return reverse(f"payroll:{name}", args=[steps.november().pk])


def a_file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("results.csv", text.encode("utf-8-sig"), "text/csv")


def test_a_manager_records_it_and_ends_it(mara: Client, olu: Client) -> None:
    assert SOFTWARE in olu.get(page("period")).content.decode()
    assert "Use software of your own" not in words_of(olu.get(SOFTWARE))
    begin = {"day_0": "1", "day_1": "11", "day_2": "2026", "software": "Ace Payroll"}
    said = words_of(mara.post(reverse("payroll:external_begin"), begin, follow=True))
    assert "Ace Payroll works pay out from Sunday 1 November 2026." in said
    assert "Pay is worked out in Ace Payroll." in said
    ended = words_of(mara.post(reverse("payroll:external_end"), begin, follow=True))
    assert "Pay is worked out here." in ended
    again = words_of(mara.post(reverse("payroll:external_begin"), begin | {"day_1": "9"}))
    assert "The payday of Friday 30 October 2026 is approved." in again


def test_hours_go_out_from_the_board(olu: Client) -> None:
    steps.approve_sheet()
    results.begin()
    assert page("hours_out") in olu.get(page("period")).content.decode()
    assert "Ace Payroll works this period out" in words_of(olu.get(page("hours_out")))
    answer = olu.post(page("hours_out"))
    assert answer["Content-Type"].startswith("text/csv")
    assert "hours-2026-11-27-v1.csv" in answer["Content-Disposition"]
    assert str(DEE.id_of("employment")) in answer.content.decode("utf-8-sig")
    assert "Versions that went out" in words_of(olu.get(page("hours_out")))


def test_where_the_portal_works_pay_out_no_hours_go_out(olu: Client) -> None:
    assert "This period is worked out here." in words_of(olu.post(page("hours_out")))


def test_results_are_checked_taken_approved_and_say_who_worked_them_out(
    olu: Client, signed_in: object
) -> None:
    sheet = steps.approve_sheet()
    results.begin()
    text = file_of(row_of(sheet))
    check = olu.post(page("results_in"), TOTALS | {"file": a_file(text)})
    assert "the control totals agree to the penny" in words_of(check)
    content = check.context["form"].initial["content"]
    done = words_of(olu.post(page("results_in"), TOTALS | {"content": content, "confirmed": ""}, follow=True))
    assert "1 payslip is in, £135.00 net. A second person approves them." in done
    run = steps.run_of()
    shown = words_of(olu.get(reverse("payroll:payrun", args=[run.pk])))
    assert "Worked out by Northfield Payroll's own payroll (Ace Payroll)." in shown.replace("’", "'")
    steps.approve(run.pk)
    client = signed_in(CAST.asha)  # type: ignore[operator]
    slip = steps.slip_of()
    paper = words_of(client.get(reverse("payroll:payslip", args=[slip.pk])))
    assert "Worked out by Northfield Payroll's own payroll (Ace Payroll)." in paper.replace("’", "'")
    assert "of paid holiday were built up" not in paper


def test_what_is_wrong_stands_with_its_row_and_nothing_can_be_taken(olu: Client) -> None:
    sheet = steps.approve_sheet()
    results.begin()
    text = file_of(row_of(sheet) | {"net": "130"})
    check = olu.post(page("results_in"), TOTALS | {"gross": "136", "file": a_file(text)})
    said = words_of(check)
    assert "Net pay is £130.00, and the row adds up to £135.00." in said
    assert "Gross pay: the rows come to £135.00, and the control total is £136.00." in said
    assert check.context["form"] is None
    forced = olu.post(page("results_in"), TOTALS | {"content": text, "confirmed": ""})
    assert "Nothing was taken." in words_of(forced)
    with actors.acting(job()):
        assert not models.ExternalPayslip.objects.filter(payslip__payrun__period=steps.november()).exists()


def test_a_file_of_another_kind_is_refused(olu: Client) -> None:
    results.begin()
    for content, sentence in ((b"a,b\n1,2", "lacks columns: post, sheet"), (b"\xff\xfe", "CSV UTF-8")):
        file = SimpleUploadedFile("x.csv", content, "text/csv")
        assert sentence in words_of(olu.post(page("results_in"), TOTALS | {"file": file}))


def test_checking_takes_the_same_number_of_queries_for_more_rows(olu: Client) -> None:
    results.begin()
    rows = [row_of(steps.approve_sheet())]
    counts = []
    olu.get(page("results_in"))
    for names in ([], ["Ann Low", "Bob Low", "Cid Low"]):
        rows += [row_of(steps.sheet_in(steps.hire(name), dt.date(2026, 11, 3))) for name in names]
        with CaptureQueriesContext(connection) as queries:
            olu.post(page("results_in"), TOTALS | {"file": a_file(file_of(*rows))})
        counts.append(len(queries))
    assert counts[0] == counts[1]
