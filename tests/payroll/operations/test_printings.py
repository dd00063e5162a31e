"""Printing for many: asked for once, made part by part, kept sealed, removed after a week."""

import datetime as dt
import io
import threading
import uuid
from collections.abc import Sequence
from pathlib import Path

import pypdf
import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dpss.access import actors
from dpss.adapters import pdf, storage
from dpss.kernel import errors
from payroll import models
from payroll.documents import many
from payroll.operations import printings as operations
from payroll.queries import payslip_batches, printings
from tests.cast import AT, CAST
from tests.pango import needs_pango
from tests.payroll.operations import steps

OLU = CAST.olu.actor()
OCTOBER = printings.Wanted("payslips", "2026-10-30", printings.EVERYBODY)
SLIPS = {CAST.posts[f"{name} at asha"].id_of("payslip") for name in ("dee", "tom")}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: LazySettings) -> None:
    settings.DPSS_VAR = tmp_path


@pytest.fixture
def nothing_else(db: None) -> None:
    """Without the printing of the cast."""
    clear()


def clear() -> None:
    with actors.acting(steps.job()):
        models.PrintingPart.objects.all().delete()
        models.Printing.objects.all().delete()


def ask(wanted: printings.Wanted = OCTOBER) -> models.Printing:
    with actors.acting(OLU):
        return operations.ask(wanted=wanted, actor=OLU, at=AT)


def words_instead(kind: str, keys: Sequence[uuid.UUID]) -> bytes:
    return f"{kind} {len(keys)}".encode()


def make(at: dt.datetime = AT, maker: operations.Maker = words_instead) -> bool:
    with actors.acting(steps.job()):
        return operations.make_next(make=maker, actor=steps.job(), at=at)


def parts() -> list[models.PrintingPart]:
    with actors.acting(OLU):
        return list(models.PrintingPart.objects.select_related("printing").order_by("number"))


def test_what_is_asked_for_is_made_once_and_kept_sealed(nothing_else: None, tmp_path: Path) -> None:
    assert ask().papers == 2
    assert [make(), make()] == [True, False]
    (part,) = parts()
    assert set(part.keys) == SLIPS
    (file,) = (tmp_path / "files").iterdir()
    assert b"payslips" not in file.read_bytes(), "it is sealed on disk"
    assert file.stat().st_mode & 0o077 == 0
    assert operations.content_of(part) == b"payslips 2"


def test_asking_for_the_same_again_gives_what_is_there(nothing_else: None) -> None:
    assert ask().pk == ask().pk
    assert len(parts()) == 1


def test_two_clicks_at_once_ask_once(own_database: str) -> None:
    clear()
    found: list[uuid.UUID] = []

    def click() -> None:
        try:
            found.append(ask().pk)
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for click_ in clicks:
        click_.start()
    for click_ in clicks:
        click_.join()
    assert len(found) == 2
    assert len(set(found)) == 1


def test_many_papers_are_cut_into_parts(nothing_else: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "IN_A_PART", 1)
    ask()
    made = parts()
    assert [part.number for part in made] == [1, 2]
    assert {key for part in made for key in part.keys} == SLIPS


def test_a_part_that_is_made_again_takes_the_place_of_the_first(nothing_else: None, tmp_path: Path) -> None:
    ask()
    make()
    with actors.acting(steps.job()):
        models.PrintingPart.objects.update(made_at=None)
    make(maker=lambda _kind, _keys: b"again")
    assert len(list((tmp_path / "files").iterdir())) == 1
    assert operations.content_of(parts()[0]) == b"again"


def test_where_no_pdf_can_be_made_the_part_says_why(nothing_else: None) -> None:
    def missing(_kind: str, _keys: Sequence[uuid.UUID]) -> bytes:
        raise pdf.NotAvailable("The library pango is missing.")

    ask()
    assert make(maker=missing)
    assert parts()[0].failed == "The library pango is missing."
    assert not make(), "it is not tried for ever"


def test_files_are_removed_after_a_week(nothing_else: None, tmp_path: Path) -> None:
    ask()
    make()

    def remove(at: dt.datetime) -> int:
        with actors.acting(steps.job()):
            return operations.remove_expired(actor=steps.job(), at=at)

    assert remove(AT + dt.timedelta(days=6)) == 0
    week = AT + dt.timedelta(days=7)
    assert [remove(week), remove(week)] == [1, 0]
    assert list((tmp_path / "files").iterdir()) == []
    with pytest.raises(errors.Refusal, match="not kept any more"):
        operations.content_of(parts()[0])
    assert ask().papers == 2, "they can be printed again"
    assert len(parts()) == 2


def test_only_those_who_want_paper(nothing_else: None) -> None:
    """Asha is rung up, and both her PAs sign in."""

    def wanted(for_whom: str) -> set[uuid.UUID]:
        with actors.acting(OLU):
            return set(printings.keys(printings.Wanted("payslips", "2026-10-30", for_whom), actor=OLU))

    assert wanted(printings.EVERYBODY) == SLIPS
    assert wanted(printings.OFFLINE) == wanted(printings.BY_POST) == set()
    with actors.acting(steps.job()):
        tom = models.Employment.objects.get(pk=CAST.posts["tom at asha"].id_of("employment")).assistant
        type(tom).objects.filter(pk=tom.pk).update(user=None)
    assert wanted(printings.OFFLINE) == {CAST.posts["tom at asha"].id_of("payslip")}
    with actors.acting(steps.job()):
        client = models.Employer.objects.get(pk=CAST.homes["asha"].id_of("employer")).client
        type(client).objects.filter(pk=client.pk).update(contact_route="large_print")
    assert wanted(printings.BY_POST) == SLIPS


def test_nothing_to_print_is_refused_with_a_sentence(nothing_else: None) -> None:
    with pytest.raises(
        errors.Invalid, match=r"Payslips of 30 October 2026: there is none for these people\."
    ):
        ask(printings.Wanted("payslips", "2026-10-30", printings.OFFLINE))


def test_whoever_may_not_print_is_refused(db: None) -> None:
    with actors.acting(CAST.asha.actor()), pytest.raises(errors.NotAllowed):
        operations.ask(wanted=OCTOBER, actor=CAST.asha.actor(), at=AT)


def test_a_file_that_was_never_written_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(storage.NotThere):
        storage.read(uuid.uuid4())
    storage.remove(uuid.uuid4())


@needs_pango
def test_payslips_and_p60s_are_tagged_files_with_an_address_on_each_paper(db: None) -> None:
    with actors.acting(steps.job()):
        slips = many.made("payslips", sorted(SLIPS), actor=steps.job())
        form = CAST.posts["dee at asha"].id_of("issued form")
        forms = many.made("p60", [form], actor=steps.job())
    document = pypdf.PdfReader(io.BytesIO(slips))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    pages = [" ".join(page.extract_text().split()) for page in document.pages]
    assert sum("1 Mill Lane" in page for page in pages) == 2
    assert sum("Net pay £135.00" in page for page in pages) == 2
    assert "P60 for the tax year 2026-27" in pypdf.PdfReader(io.BytesIO(forms)).pages[0].extract_text()


def test_payslips_of_a_file_are_fetched_in_as_many_queries_as_one(
    db: None,
) -> None:
    def count(keys: list[uuid.UUID]) -> int:
        with actors.acting(steps.job()), CaptureQueriesContext(connection) as found:
            assert len(payslip_batches.posted(keys, actor=steps.job())) == len(keys)
        return len(found)

    assert count(sorted(SLIPS)) == count(sorted(SLIPS)[:1])
