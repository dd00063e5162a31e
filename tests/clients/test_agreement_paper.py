"""The agreement as those who sign read it: looked at before it holds, a PDF, among the documents."""

import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from clients import models
from clients.operations import agreements
from dpss.access import actors
from dpss.adapters import pdf
from tests.cast import AT, CAST, TODAY
from tests.clients import onboarding_steps as steps
from tests.commissioning.pages import text

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
MARCUS, ASHA = CAST.marcus.actor(), CAST.asha.actor()
VERSIONS, OWN = reverse("clients:agreement_versions"), reverse("own_agreement_pdf")
DAY: dict[str, Any] = {"first_day_0": TODAY.day, "first_day_1": TODAY.month, "first_day_2": TODAY.year}
TEXT = {"words": "You use it\nfor your plan.", "easy_words": "Use it."} | DAY


def numbers() -> list[int]:
    return list(
        models.AgreementVersion.objects.filter(council_id=CAST.east.id).values_list("number", flat=True)
    )


def test_a_new_version_is_looked_at_before_it_holds(signed_in: SignedIn) -> None:
    admin, before = signed_in(CAST.ada), numbers()
    shown = admin.post(VERSIONS, TEXT)
    assert "Look at it first: in plain words" in text(shown)
    assert "for your plan." in text(shown)
    assert numbers() == before
    seen = shown.context["seen"]
    changed = text(admin.post(VERSIONS, TEXT | {"seen": seen, "easy_words": "Use it well."}))
    assert "Look at it first" in changed
    assert numbers() == before
    kept = admin.post(VERSIONS, TEXT | {"seen": seen}, follow=True)
    assert "holds from" in text(kept)
    assert len(numbers()) == len(before) + 1


def signed(journey: models.Onboarding) -> None:
    with actors.acting(ASHA):
        agreements.sign(onboarding=journey, name="Asha Verma", digest=steps.digest(), actor=ASHA, at=AT)


def words_of(content: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


@pytest.mark.skipif(pdf.why_not() is not None, reason="no PDF can be made here")
def test_it_is_kept_as_a_tagged_pdf_in_plain_words_and_easy_read(signed_in: SignedIn) -> None:
    with actors.acting(MARCUS):
        journey = steps.ready()
    asha = signed_in(CAST.asha)
    unsigned = words_of(asha.get(OWN).content)
    assert "To sign on paper" in unsigned
    signed(journey)
    given = asha.get(OWN)
    assert given["Content-Type"] == "application/pdf"
    assert "Asha" not in given["Content-Disposition"]
    catalog: Any = pypdf.PdfReader(io.BytesIO(given.content)).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert "Signed by" in words_of(given.content)
    with actors.acting(ASHA):
        version = models.AgreementVersion.objects.filter(digest=steps.digest()).first()
    assert version is not None
    easy = words_of(asha.get(f"{OWN}?easy=yes").content)
    assert version.easy_words.split()[0] in easy
    staff = signed_in(CAST.marcus).get(reverse("agreement_pdf", args=[journey.pk]))
    assert staff.content.startswith(b"%PDF")


def test_the_signed_agreement_is_among_the_documents(signed_in: SignedIn) -> None:
    with actors.acting(MARCUS):
        journey = steps.ready()
    asha = signed_in(CAST.asha)
    signed(journey)
    shown = text(asha.get(reverse("documents")))
    assert "The agreement in Easy Read (PDF)" in shown
    assert "Signed by Asha Verma" in shown


def test_where_no_pdf_can_be_made_the_page_says_so(signed_in: SignedIn, monkeypatch: Any) -> None:
    def none(*_given: Any, **_more: Any) -> bytes:
        raise pdf.NotAvailable("no pango")

    monkeypatch.setattr(pdf, "render", none)
    with actors.acting(MARCUS):
        steps.ready()
    shown = signed_in(CAST.asha).get(OWN, follow=True)
    assert "There is no PDF today." in text(shown)
