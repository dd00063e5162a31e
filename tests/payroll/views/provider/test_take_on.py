"""The pages on which posts are taken on from another payroll: one by hand, many by a file."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.forms import take_on_file
from payroll.forms.take_on import ADDED
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
MANY = reverse("payroll:take_on_many")
FIGURES = {
    "pay": "4320.00", "tax": "0.00", "tax_code": "1257L", "ni_1_letter": "A", "ni_1_earnings": "4,320",
    "ni_1_at_lel": "4128", "ni_1_lel_to_pt": "192", "ni_1_employer": "200",
}  # fmt: skip
ON_THE_PAGE = FIGURES | {
    "source": "P11 of Ace Payroll", "up_to_0": "30", "up_to_1": "Oct", "up_to_2": "2026",
    "non_cumulative": "no", "other_codes": "no", "has_postgraduate_loan": "no",
}  # fmt: skip
TOTALS = {
    "source": "P11s of Ace Payroll",
    "rows": "1",
    "pay": "4320",
    "tax": "0",
    "ni_employee": "0",
    "ni_employer": "200",
}


def brought(post: models.Employment) -> models.BroughtForward | None:
    with actors.acting(job()):
        return models.BroughtForward.objects.filter(employment=post).first()


def a_file(*rows: dict[str, str], columns: Sequence[str] = take_on_file.COLUMNS) -> SimpleUploadedFile:
    """A file with these rows under the template's heads."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("take-on.csv", text.getvalue().encode("utf-8-sig"), "text/csv")


def row_of(post: models.Employment, **more: str) -> dict[str, str]:
    return {"post": str(post.pk), "up_to": "30/10/2026", "pa": "Somebody"} | FIGURES | more


class TestOne:
    """By hand."""

    def test_it_is_entered_from_the_file_checked_and_kept(self, olu: Client) -> None:
        post = steps.hire("Noor Ali")
        url = reverse("payroll:post_take_on", args=[post.pk])
        assert url in olu.get(reverse("payroll:post_file", args=[post.pk])).content.decode()
        check = words_of(olu.post(url, ON_THE_PAGE))
        assert "Nothing is kept yet." in check
        assert "Handed over, as these figures say £4,320.00" in check
        assert brought(post) is None
        done = words_of(olu.post(url, ON_THE_PAGE | {"checked": "yes"}, follow=True))
        assert "The figures up to Friday 30 October 2026 are kept." in done
        assert "This year at the payroll before" in done
        row = brought(post)
        assert row is not None
        assert row.figures["ni"][0]["lel_to_pt"] == "192.00"
        assert 'value="4320.00"' in olu.get(url).content.decode()

    def test_every_fault_stands_beside_its_field_and_the_figures_are_kept(self, olu: Client) -> None:
        url = reverse("payroll:post_take_on", args=[steps.hire("Noor Ali").pk])
        page = olu.post(url, ON_THE_PAGE | {"tax": "2000", "ni_1_employee": "55"}).content.decode()
        assert "more than code 1257L could take" in page
        assert "is not what £0.00 between the limits gives" in page
        assert 'value="P11 of Ace Payroll"' in page
        again = words_of(olu.post(url, ON_THE_PAGE | {"checked": "no"}))
        assert "Check these figures" in again

    def test_four_letters_and_holiday_are_shown_for_the_check_and_kept(self, olu: Client) -> None:
        post = steps.hire("Noor Ali")
        url = reverse("payroll:post_take_on", args=[post.pk])
        more = {f"ni_{place}_letter": letter for place, letter in ((2, "M"), (3, "J"), (4, "C"))}
        given = ON_THE_PAGE | more | {"holiday_taken": "22.5"}
        check = words_of(olu.post(url, given))
        assert "Holiday taken this leave year 22.5 hours" in check
        olu.post(url, given | {"checked": "yes"})
        row = brought(post)
        assert row is not None
        assert [one["letter"] for one in row.figures["ni"]] == ["A", "M", "J", "C"]
        with actors.acting(job()):
            kept = models.HolidayBroughtIn.objects.get(employment=post)
        assert (kept.taken, kept.year_from) == (Decimal("22.50"), post.first_day)
        page = olu.get(url).content.decode()
        assert 'value="22.50"' in page
        twice = words_of(olu.post(url, given | {"ni_4_letter": "M"}))
        assert "Letter M stands twice. Put its figures together." in twice

    def test_whoever_is_paid_here_has_no_such_button(self, olu: Client) -> None:
        post = steps.DEE.id_of("employment")
        page = olu.get(reverse("payroll:post_file", args=[post])).content.decode()
        assert reverse("payroll:post_take_on", args=[post]) not in page


class TestMany:
    """By a file."""

    def test_the_template_has_the_posts_that_nothing_was_paid_to(self, olu: Client) -> None:
        post = steps.hire("=Noor Ali")
        answer = olu.get(reverse("payroll:take_on_template"))
        (only,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
        assert (only["post"], only["pa"], only["pay"]) == (str(post.pk), "'=Noor Ali", "")
        assert MANY in olu.get(reverse("payroll:employers")).content.decode()

    def test_good_rows_are_taken_and_every_fault_is_said_beside_its_row(self, olu: Client) -> None:
        good, bad = steps.hire("Noor Ali"), steps.hire("Ola Reed")
        sent = TOTALS | {"rows": "2", "tax": "9000", "pay": "8640", "ni_employer": "400"}
        file = a_file(row_of(good), row_of(bad, tax="9000"))
        preview = olu.post(MANY, sent | {"file": file})
        said = words_of(preview)
        assert "1 row can be taken, 0 taken already with the same figures, 1 left out: 2 in all." in said
        assert "Tax of £9,000.00 is more than half of the pay" in said
        assert brought(good) is None
        text = preview.context["form"].initial["text"]
        done = words_of(olu.post(MANY, sent | {"text": text, "confirmed": ""}, follow=True))
        assert "1 post is taken on. 1 row was left out." in done
        assert brought(good) is not None
        assert brought(bad) is None
        again = words_of(olu.post(MANY, sent | {"file": a_file(row_of(good), row_of(bad, tax="9000"))}))
        assert "0 rows can be taken, 1 taken already with the same figures, 1 left out: 2 in all." in again

    def test_a_file_from_before_there_were_more_columns_is_taken_and_changes_no_holiday(
        self, olu: Client
    ) -> None:
        post = steps.hire("Noor Ali")
        url = reverse("payroll:post_take_on", args=[post.pk])
        olu.post(url, ON_THE_PAGE | {"holiday_taken": "8", "checked": "yes"})
        old = [name for name in take_on_file.COLUMNS if name not in ADDED]
        preview = olu.post(
            MANY, TOTALS | {"file": a_file(row_of(post, pay="4320.50"), columns=old), "pay": "4320.5"}
        )
        assert "1 row can be taken" in words_of(preview)
        text = preview.context["form"].initial["text"]
        olu.post(MANY, TOTALS | {"text": text, "confirmed": "", "pay": "4320.5"})
        with actors.acting(job()):
            assert models.HolidayBroughtIn.objects.get(employment=post).taken == 8
        row = brought(post)
        assert row is not None
        assert row.figures["pay"] == "4320.50"

    def test_the_contributions_of_every_letter_are_in_the_control_totals(self, olu: Client) -> None:
        post = steps.hire("Noor Ali")
        third = {"ni_3_letter": "M", "ni_3_employer": "20"}
        said = words_of(olu.post(MANY, TOTALS | {"file": a_file(row_of(post, **third))}))
        assert "Employers' National Insurance in the file: £220.00." in said

    def test_totals_that_do_not_agree_stop_everything(self, olu: Client) -> None:
        post = steps.hire("Noor Ali")
        wrong = TOTALS | {"pay": "4320.01"}
        preview = olu.post(MANY, wrong | {"file": a_file(row_of(post))})
        assert "Taxable pay in the file: £4,320.00." in words_of(preview)
        assert "£0.01 apart." in words_of(preview)
        assert preview.context["form"] is None
        text = "\r\n".join(a_file(row_of(post)).read().decode("utf-8-sig").splitlines())
        olu.post(MANY, wrong | {"text": text, "confirmed": ""})
        assert brought(post) is None

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "The file is empty."),
            (b"a,b\r\n1,2", "The file lacks columns: post, up_to"),
            (b"\xff\xfe\x00", "Save the file as “CSV UTF-8”"),
            (b"x" * 500_001, "The file is too large."),
        ],
    )
    def test_another_file_is_refused(self, olu: Client, content: bytes, sentence: str) -> None:
        answer = olu.post(MANY, TOTALS | {"file": SimpleUploadedFile("x.csv", content, "text/csv")})
        assert sentence in words_of(answer)

    def test_rows_that_cannot_be_read_or_are_not_theirs_say_so(self, olu: Client) -> None:
        post, walt = steps.hire("Noor Ali"), steps.CAST.posts["walt at wes"].id_of("employment")
        rows = (row_of(post, up_to="soon", pay="much"), {"post": "5"}, row_of(post) | {"post": str(walt)})
        said = words_of(olu.post(MANY, TOTALS | {"file": a_file(*rows)}))
        assert "pay: Enter an amount in pounds" in said
        assert "up_to: " in said
        assert "The key of the post is not as in the template." in said
        assert "This post is not one of yours." in said
        assert "Walt" not in said
        twice = words_of(olu.post(MANY, TOTALS | {"file": a_file(row_of(post), row_of(post))}))
        assert "This post is in the file more than once." in twice

    def test_the_number_of_queries_does_not_depend_on_the_rows(self, olu: Client) -> None:
        counts = []
        olu.get(MANY)
        for names in (["Ann"], ["Bob", "Cid", "Dot", "Eve"]):
            posts = [steps.hire(f"{name} Low") for name in names]
            with CaptureQueriesContext(connection) as queries:
                olu.post(MANY, TOTALS | {"file": a_file(*map(row_of, posts))})
            counts.append(len(queries))
        assert counts[0] == counts[1]
