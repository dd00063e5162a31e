"""Money left over on pages: the worked example and a notice from end to end."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients import models
from clients.operations import surplus
from dpss.access import actors
from tests.cast import CAST, TODAY
from tests.clients import four_weekly_world as world
from tests.clients import surplus_world as left
from tests.commissioning.pages import text
from tests.factories import AT

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
OWN = reverse("clients:own_left_over")
PAGE = reverse("clients:left_over", args=[left.HERS])
FIGURE = reverse("clients:surplus_figure", args=[left.HERS])
PREPARE = reverse("clients:surplus_notice", args=[left.HERS])
LIMIT = reverse("clients:surplus_limit")


def day(name: str, when: dt.date) -> dict[str, str]:
    return {f"{name}_0": str(when.day), f"{name}_1": str(when.month), f"{name}_2": str(when.year)}


def figure(kind: str, amount: str, when: dt.date = TODAY, **more: str) -> dict[str, str]:
    return {"kind": kind, "amount": amount, "source": "The payroll’s list", **day("day", when)} | more


def waiting() -> models.SurplusNotice:
    with actors.acting(world.finance()):
        return models.SurplusNotice.objects.exclude(state="withdrawn").get()


def step(name: str, notice: models.SurplusNotice) -> str:
    return reverse(f"clients:surplus_{name}", args=[notice.pk])


def test_the_worked_example_asks_nothing_back_and_the_naive_figure_is_nowhere(signed_in: SignedIn) -> None:
    left.holds("3150.00")
    left.spoken_for()
    finance, asha = signed_in(CAST.fay), signed_in(CAST.asha)
    assert "not known yet" in text(finance.get(PAGE))
    for kind, amount in left.FIGURES.items():
        assert "is kept." in text(finance.post(FIGURE, figure(kind, amount), follow=True))
    for page in (finance.get(PAGE), asha.get(OWN)):
        words = text(page)
        assert "£1,940.00 is free. That is not above the limit of £2,400.00. Nothing is asked back." in words
        assert "On the account £ 3,150.00" in words
        assert "Tax and National Insurance due £ −240.00" in words
        assert "Holiday and redundancy built up The payroll’s list; of 21 November 2026 £ −400.00" in words
        assert "Free £ 1,940.00" in words
        assert "The limit: 8 weeks of £300.00 £ 2,400.00" in words
        assert "750" not in words
    assert "Nothing is asked back." in text(finance.get(PREPARE))
    assert finance.post(PREPARE).status_code == 409


def test_a_notice_from_its_working_to_the_dispute_and_back(signed_in: SignedIn) -> None:
    left.worked_example("4000.00")
    finance, asha = signed_in(CAST.fay), signed_in(CAST.asha)
    assert "asks for £390.00" in text(finance.get(PREPARE))
    assert "Another person sends it." in text(finance.post(PREPARE, follow=True))
    notice = waiting()
    letter = reverse("clients:surplus_letter", args=[notice.pk])
    assert asha.get(letter).status_code == 404  # nobody is told of what is only prepared
    assert "Asked back £390.00" not in text(asha.get(OWN))
    assert "A second person must do this" in text(finance.get(step("send", notice)))
    second = world.second()
    with actors.acting(second):
        surplus.send(notice=notice, actor=second, at=AT)
    words = text(asha.get(letter))
    assert "until Saturday 19 December 2026 to answer" in words
    assert "Free £ 2,790.00" in words
    assert letter in asha.get(reverse("documents")).content.decode()
    empty = asha.post(step("dispute", notice), {"reason": ""})
    assert "Say why you do not agree." in text(empty)
    stopped = asha.post(step("dispute", notice), {"reason": "It is for January."}, follow=True)
    assert "Everything stops." in text(stopped)
    shown = text(finance.get(PAGE))
    assert "It is for January." in shown
    assert "Stopped: not agreed" in shown
    done = finance.post(step("uphold", notice), {"reason": "January is in your budget."}, follow=True)
    assert "Waiting for an answer" in text(done)
    assert "January is in your budget." in text(asha.get(OWN))
    gone = finance.post(step("withdraw", notice), {"reason": "We were wrong."}, follow=True)
    assert "Withdrawn" in text(gone)


def test_what_is_agreed_is_paid_back_after_the_last_day_to_answer(signed_in: SignedIn) -> None:
    notice = left.sent()
    asha = signed_in(CAST.asha)
    assert "Agreed" in text(asha.post(step("agree", notice), follow=True))
    finance = signed_in(CAST.fay)
    refused = text(finance.get(step("pay", notice)))
    assert "They have until Saturday 19 December 2026 to answer." in refused
    left.paid(notice)
    page = text(finance.get(PAGE))
    assert "Paid back" in page
    assert "Nothing moves before" in text(finance.post(step("pay", notice), day("paid_on", TODAY)))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": ""}, "Choose what it is kept for."),
        ({"amount": "-1"}, "Enter"),
        ({"amount": "1.005"}, "two figures after the point"),
        (day("day", TODAY - dt.timedelta(days=36)), "A figure counts for five weeks."),
        (day("day", TODAY + dt.timedelta(days=1)), "A figure counts for five weeks."),
    ],
)
def test_bad_figures_are_one_sentence_and_what_was_typed_is_kept(
    signed_in: SignedIn, changed: dict[str, str], sentence: str
) -> None:
    given = figure("sheets", "510.00", source="Typed with care") | changed
    page = signed_in(CAST.fay).post(FIGURE, given)
    assert sentence in text(page)
    assert "Typed with care" in page.content.decode()


def test_the_administrator_decides_the_limit_with_owner_and_source(signed_in: SignedIn) -> None:
    ada = signed_in(CAST.ada)
    decided = {"weeks": "6", "basis": "net", "reply_days": "28", "owner": "Ann Lee", "source": "Policy, p. 9"}
    done = ada.post(LIMIT, decided | day("first_day", TODAY), follow=True)
    assert "6 weeks of the budget may be free." in text(done)
    assert "Decided by Ann Lee; it stands in: Policy, p. 9." in text(ada.get(LIMIT))
    assert "Decided by Ann Lee" in text(signed_in(CAST.asha).get(OWN))
    late = ada.post(LIMIT, decided | {"reply_days": "13"} | day("first_day", TODAY))
    assert "14" in text(late)


def test_without_a_limit_the_page_says_that_nothing_is_asked_back(signed_in: SignedIn) -> None:
    with actors.acting(world.job()):
        models.SurplusLimit.objects.all().delete()
    assert "has not decided yet how much may be left over" in text(signed_in(CAST.asha).get(OWN))
    assert "Nothing is asked back" in text(signed_in(CAST.fay).get(PREPARE))


def test_the_letter_is_a_pdf_with_the_working(signed_in: SignedIn) -> None:
    notice = left.sent()
    done = signed_in(CAST.asha).get(reverse("surplus_pdf", args=[notice.pk]))
    assert done["Content-Type"] == "application/pdf"
    assert done.content.startswith(b"%PDF")


def queries_of(browser: Client, page: str) -> int:
    browser.get(page)
    with CaptureQueriesContext(connection) as made:
        assert browser.get(page).status_code == 200
    return len(made)


def test_the_page_asks_as_much_however_many_figures_there_are(signed_in: SignedIn) -> None:
    left.worked_example()
    finance: Any = signed_in(CAST.fay)
    few = queries_of(finance, PAGE)
    for back in range(1, 12):
        left.write("sheets", "5.00", day=TODAY - dt.timedelta(days=back))
    assert queries_of(finance, PAGE) == few
