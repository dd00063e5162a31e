"""What the next four weeks come to, as clients, those who act for them and council finance see it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from clients import budget, models
from clients.queries import budgets
from dpss.access import actors, policy
from dpss.kernel.dates import Span
from tests.cast import CAST, TODAY
from tests.commissioning.pages import text
from tests.factories import clients as made
from tests.portal.caseload import questions

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
OWN = reverse("clients:money")
ASHA = CAST.homes["asha"].id_of("client")
STATEMENT = reverse("clients:statement", args=[ASHA])
FAY = CAST.fay.actor()
CHANGES_ON = TODAY + dt.timedelta(days=14)


def changed(**given: object) -> None:
    """What is stored about Asha's direct payment, as it would be with other amounts."""
    with actors.acting(FAY):
        assert models.DirectPayment.objects.filter(client_id=ASHA).update(**given) == 1


def risen() -> None:
    """From the third week on 350 a week, of which 60 are Asha's."""
    with actors.acting(FAY):
        payment = models.DirectPayment.objects.get(client_id=ASHA)
        payment.during = DateRange(payment.during.lower, CHANGES_ON)
        payment.save()
        made.direct_payment(
            client=payment.client,
            weekly_amount=Decimal(350),
            weekly_contribution=Decimal(60),
            during=DateRange(CHANGES_ON, None),
        )


def test_a_client_sees_1008_from_the_council_and_192_of_their_own(signed_in: SignedIn) -> None:
    shown = text(signed_in(CAST.asha).get(OWN))
    assert "What the four weeks 21 November to 18 December 2026 come to" in shown
    assert "How it is worked out 4 × £252.00 = £1,008.00 £ 1,008.00" in shown
    assert "You How it is worked out 4 × £48.00 = £192.00 £ 192.00" in shown
    assert "By these amounts £1,008.00 is for the account, and the contribution is £192.00." in shown


def test_council_finance_and_a_representative_read_the_same_of_the_client(signed_in: SignedIn) -> None:
    for browser, address in (
        (signed_in(CAST.fay), STATEMENT),
        (signed_in(CAST.rose, policy.REPRESENTATIVE), OWN),
    ):
        assert "The client How it is worked out 4 × £48.00 = £192.00 £ 192.00" in text(browser.get(address))


def test_paid_gross_all_of_it_is_for_the_account(signed_in: SignedIn) -> None:
    changed(basis="gross")
    shown = text(signed_in(CAST.fay).get(STATEMENT))
    assert "By these amounts £1,200.00 is for the account, and the contribution is £192.00." in shown


def test_a_rise_within_the_four_weeks_is_shown_with_its_days(signed_in: SignedIn) -> None:
    risen()
    shown = text(signed_in(CAST.fay).get(STATEMENT))
    assert "Council 21 November to 4 December 2026 How it is worked out 2 × £252.00 = £504.00" in shown
    assert "Council 5 to 18 December 2026 How it is worked out 2 × £290.00 = £580.00" in shown
    assert "By these amounts £1,084.00 is for the account, and the contribution is £216.00." in shown


def test_a_budget_that_ends_within_the_four_weeks_is_counted_to_its_last_day(signed_in: SignedIn) -> None:
    changed(during=DateRange(TODAY - dt.timedelta(days=7), TODAY + dt.timedelta(days=10)))
    assert "£252.00 × 10 ÷ 7 = £360.00" in text(signed_in(CAST.asha).get(OWN))


def test_money_of_each_funder_is_on_its_own() -> None:
    changed(weekly_amount=Decimal(420))
    with actors.acting(FAY):
        payment = models.DirectPayment.objects.get(client_id=ASHA)
        known = sum(line.weekly_amount for line in payment.lines.all())
        made.budget_line(
            direct_payment=payment, purpose="Equipment", funder=budget.ONE_OFF, weekly_amount=420 - known
        )
        found = budgets.over(ASHA, Span(TODAY, TODAY + dt.timedelta(days=6)), actor=FAY)
    assert [(part.funder, part.gross) for part in found.parts] == [
        ("council", known),
        ("one_off", 420 - known),
    ]
    assert (found.paid, found.contribution) == (Decimal(372), Decimal(48))


def test_lines_that_come_to_more_than_the_whole_are_said_and_the_page_stays(signed_in: SignedIn) -> None:
    changed(weekly_amount=Decimal(50))
    answer = signed_in(CAST.fay).get(STATEMENT)
    assert answer.status_code == 200
    assert "The lines of this budget come to more than its weekly amount. Ask us to check." in text(answer)


def test_a_rise_costs_the_page_no_further_question(signed_in: SignedIn) -> None:
    browser = signed_in(CAST.fay)
    before = questions(browser, STATEMENT)
    risen()
    assert questions(browser, STATEMENT) == before


def test_who_does_not_reach_the_money_reads_nothing_of_it() -> None:
    marcus = CAST.marcus.actor()
    with actors.acting(marcus):
        found = budgets.over(ASHA, Span(TODAY, TODAY), actor=marcus)
    assert found == budget.Outcome(())
