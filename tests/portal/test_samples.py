from pathlib import Path

import pytest
from django.conf import LazySettings

from dpss.access.actors import Actor
from dpss.access.models import Council
from dpss.adapters import pdf
from dpss.portal import samples
from payroll import models
from payroll.queries import month
from tests.cast import CAST, key
from tests.pango import needs_pango

pytestmark = [
    pytest.mark.django_db,
    needs_pango,
]


def october(*, actor: Actor) -> models.PayPeriod:
    provider = "northfield" if actor.user_id == CAST.mara.user_id else "southgate"
    return models.PayPeriod.objects.get(pk=key(CAST.east.slug, provider, "october"))


def make(folder: Path, settings: LazySettings) -> str:
    settings.DPSS_VAR = folder
    return samples.make(Council.objects.get(pk=CAST.east.id))


def test_payslips_of_the_newest_period_are_made_once(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(month, "current_period", october)
    assert make(tmp_path, settings).startswith("3 payslips made as PDF in ")
    files = {file.name: file.stat().st_mtime_ns for file in (tmp_path / "payslips").iterdir()}
    assert set(files) == {f"{post.id_of('payslip')}.pdf" for post in CAST.posts.values() if post.pa != "walt"}
    make(tmp_path, settings)
    assert {file.name: file.stat().st_mtime_ns for file in (tmp_path / "payslips").iterdir()} == files


def test_without_an_approved_payslip_it_says_so(tmp_path: Path, settings: LazySettings) -> None:
    assert make(tmp_path, settings) == "No payslips were made as PDF: none is approved yet."


def test_where_no_pdf_can_be_made_it_says_why(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "why_not", lambda: "The library pango is missing.")
    assert make(tmp_path, settings) == "No payslips were made as PDF. The library pango is missing."
