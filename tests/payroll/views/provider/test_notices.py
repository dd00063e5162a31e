"""The pages of HMRC's notices: a file in, one typed in, whose it is, applied, and back in the post's file."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from dpss.access.models import Organisation
from payroll import models
from tests.cast import CAST
from tests.factories import notices
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE
from tests.payroll.operations.test_notices import NORTHFIELD, OLU, one, p6, take, taxed
from tests.payroll.operations.test_nvr import told_of_wages
from tests.payroll.rti.test_notices import P6, SL1, columns, wrapped
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("payroll:notices"), reverse("payroll:notices_add")
CAME = {"received_on_0": "21", "received_on_1": "11", "received_on_2": "2026"}


def of_dee(xml: str) -> str:
    """With the pay ID that Dee has at Asha's, and a plain code."""
    ours = xml.replace("P0001", steps.post_of().payroll_id)
    return ours.replace(' Week1Month1Indicator="N" TaxRegime="S"', "")


def sent(olu: Client, content: bytes) -> str:
    """What the page says after Olu sent a file."""
    file = SimpleUploadedFile("notices.xml", content)
    return words_of(olu.post(ADD, CAME | {"file": file}, follow=True))


def rows() -> list[models.HmrcNotice]:
    """Northfield's notices that came in here."""
    with actors.acting(OLU):
        found = models.HmrcNotice.objects.exclude(added_by=None).order_by("pk")
        return list(found)


class TestIn:
    """How they come in."""

    def test_a_file_is_taken_in_and_each_fault_is_said(self, olu: Client) -> None:
        said = sent(olu, wrapped(of_dee(P6), SL1, P6.replace("2026-11-10<", "soon<")))
        assert "1 notice is applied; 1 notice waits for you to look at it." in said
        assert "Notice 3 was not taken. The date from which it holds is missing" in said
        assert [row.state for row in rows()] == ["waiting", "applied"]
        assert taxed().tax_code == "1100L"

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"<!DOCTYPE a><a/>", "document type declaration"),
            (b"who,what\n", "The first line must name the columns"),
            (columns(), "There are no notices under the names of the columns"),
        ],
    )
    def test_a_bad_file_changes_nothing_and_says_what_to_do(
        self, olu: Client, content: bytes, says: str
    ) -> None:
        assert says in sent(olu, content)
        assert rows() == []

    def test_one_from_paper_is_typed_in(self, olu: Client) -> None:
        given = CAME | {
            "form": "P6",
            "employer_reference": "120/ZZ99999",
            "nino": "PW 12 34 56 A",
            "works_number": steps.post_of().payroll_id,
            "surname": "Mwangi",
            "tax_code": "1100l",
            **{f"{name}_{part}": value for name in ("issued", "effective") for part, value in DAY},
        }
        page = olu.post(reverse("payroll:notice_type"), given | {"tax_code": ""})
        assert "It has no tax code." in words_of(page)
        page = olu.post(reverse("payroll:notice_type"), given, follow=True)
        assert "Payments from 21 November 2026 on follow it." in words_of(page)
        assert (taxed().tax_code, rows()[0].source) == ("1100L", "paper")

    def test_the_command_takes_a_file_in_once(self, tmp_path: Any, capsys: Any) -> None:
        path = tmp_path / "p6.xml"
        path.write_bytes(wrapped(of_dee(P6)))
        named = {"council": CAST.east.slug, "provider": Organisation.objects.get(pk=NORTHFIELD).name}
        for expected in (
            "1 applied, 0 wait for a person, 0 were in",
            "0 applied, 0 wait for a person, 1 were in",
        ):
            call_command("import_notices", path, **named)
            assert expected in capsys.readouterr().out
        assert taxed().tax_code == "1100L"
        path.write_bytes(b"<a/>")
        with pytest.raises(CommandError, match="was not taken"):
            call_command("import_notices", path, tmp_path / "none.xml", **named)
        said = capsys.readouterr().err
        assert "There are no notices in the file." in said
        assert "It is not there, or may not be read." in said


class TestOne:
    """A notice that waits, and what a person does."""

    def test_it_is_said_whose_it_is_looked_at_and_applied(self, olu: Client) -> None:
        row = one(take(p6(nino="")))
        whose = reverse("payroll:notice_whose", args=[row.pk])
        assert "Dee" in words_of(olu.get(whose))
        match = reverse("payroll:notice_match", args=[row.pk, DEE.id_of("employment")])
        said = words_of(olu.post(match, follow=True))
        assert "Tax code Now 1257L Then 1100L" in said
        said = words_of(olu.post(reverse("payroll:notice_apply", args=[row.pk]), follow=True))
        assert "Payments from 21 November 2026 on follow it. HMRC's date was 10 November 2026" in said
        assert taxed().tax_code == "1100L"

    def test_the_file_of_the_post_says_where_the_code_comes_from(self, olu: Client) -> None:
        take(p6())
        said = words_of(olu.get(reverse("payroll:post_file", args=[DEE.id_of("employment")])))
        assert "Where this comes from: notices from HMRC" in said
        assert (
            "P6 of 10 November 2026 What it says 1100L Followed from 21 November 2026 State Applied" in said
        )

    def test_it_is_set_aside_and_the_reason_stays_with_it(self, olu: Client) -> None:
        row = one(take(p6(nino="")))
        olu.post(reverse("payroll:notice_aside", args=[row.pk]), {"reason": "Not ours."})
        said = words_of(olu.get(reverse("payroll:notice", args=[row.pk])))
        assert f"{OLU.name}: Not ours." in said

    def test_the_number_of_queries_does_not_grow_with_the_list(self, olu: Client) -> None:
        counts = []
        for first in (0, 10):
            for number in range(first, first + 10):
                with actors.acting(OLU):
                    notices.hmrc_notice(
                        council_id=CAST.east.id,
                        organisation_id=NORTHFIELD,
                        employment=steps.post_of(),
                        sha256=f"{number + 1:064}",
                    )
            with CaptureQueriesContext(connection) as found:
                olu.get(LIST)
            counts.append(len(found))
        assert counts[0] == counts[1]


DAY = (("0", "10"), ("1", "11"), ("2", "2026"))


class TestNumbers:
    """Asking HMRC for a number, and confirming its answer."""

    def test_hmrc_is_asked_from_the_file_of_a_post(self, olu: Client) -> None:
        told_of_wages()
        page = reverse("payroll:post_number", args=[DEE.id_of("employment")])
        assert "Ends in 56A" in words_of(olu.get(page))
        said = words_of(olu.post(page, follow=True))
        assert "HMRC is asked for 1 number. Its answer comes as a notice." in said
        with actors.acting(OLU):
            made = models.Submission.objects.get(kind="nvr")
        assert made.said == {"posts": [str(DEE.id_of("employment"))]}
        said = words_of(olu.get(reverse("payroll:submission", args=[made.pk])))
        assert "Is this their number? Dee Lowe" in said
        assert "HMRC has been asked about them." in words_of(olu.get(page))

    def test_all_of_an_employer_are_asked_about_at_once_when_hmrc_would_answer(self, olu: Client) -> None:
        page = reverse("payroll:employer_numbers", args=[steps.ASHA.id_of("employer")])
        assert "HMRC answers only after the employer's first report of wages." in words_of(olu.get(page))
        told_of_wages()
        assert "HMRC is asked for 1 number." in words_of(olu.post(page, follow=True))

    def test_its_answer_is_compared_and_confirmed(self, olu: Client) -> None:
        row = one(take(replace(p6(), form="NINO", tax_code="", nino="PW777777C")))
        page = reverse("payroll:notice_apply", args=[row.pk])
        said = words_of(olu.get(page))
        assert "Number recorded now PW123456A" in said
        assert "HMRC's number PW777777C" in said
        olu.post(page)
        said = words_of(olu.get(reverse("payroll:post_file", args=[DEE.id_of("employment")])))
        assert "Ends in 77C, confirmed by HMRC on 10 November 2026" in said
