"""Whether the managed account has the money, before it leaves."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.models import DirectPayment
from dpss.access import actors
from dpss.kernel import errors
from ledger import chart
from ledger.models import Account
from payroll import models
from payroll.operations import funds as operations
from payroll.queries import funds
from tests.cast import AT, CAST, Person
from tests.factories import clients as people
from tests.factories import ledger
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, job

pytestmark = pytest.mark.django_db


def managed(pounds: str) -> models.Payrun:
    """The provider pays Asha's wages from her managed account, with so much free; November is calculated."""
    steps.provider_pays()
    with actors.acting(job()):
        DirectPayment.objects.filter(client=ASHA.id_of("client")).update(account="managed")
        accounts = [
            Account.objects.get(pk=chart.account_id(ASHA.subject_id, code))
            for code in (chart.DIRECT_PAYMENT, chart.FUNDING)
        ]
        free = funds.managed([ASHA.id_of("employer")], day=dt.date(2026, 11, 21))
        change = Decimal(pounds) - free[ASHA.id_of("employer")].free
        if change < 0:
            accounts.reverse()
        ledger.entry(debit=accounts[0], credit=accounts[1], amount=abs(change), source_key="paid in")
    steps.approve_sheet()
    return steps.calculate()


def decide(
    run: models.Payrun, seen: str, *, by: Person = CAST.olu, who: str = "Priya Shah, council finance"
) -> models.FundsDecision:
    """An officer records who pays in."""
    with actors.acting(by.actor()):
        return operations.decide(
            payrun=run, seen=Decimal(seen), agreed_by=who, reason="By phone", actor=by.actor(), at=AT
        )


def test_a_payrun_that_costs_more_than_is_free_is_not_approved() -> None:
    run = managed("100.00")
    why = steps.approve(run.pk).refused[run.pk]
    assert "It costs £135.00, and the managed account has £100.00 free: £35.00 short." in why


def test_money_that_is_spoken_for_is_not_free() -> None:
    run = managed("135.00")
    assert steps.approve(run.pk).refused == {}
    with actors.acting(CAST.mara.actor()):
        (account,) = funds.managed([run.employer_id], day=dt.date(2026, 11, 21)).values()
    assert account.free == Decimal("0.00")


def test_somebody_named_pays_in_and_the_payrun_can_be_approved() -> None:
    run = managed("100.00")
    row = decide(run, "35.00")
    assert (row.agreed_by, row.recorded_by_id) == ("Priya Shah, council finance", CAST.olu.user_id)
    assert steps.approve(run.pk).refused == {}


def test_a_decision_is_about_the_shortfall_that_was_seen_and_is_made_once() -> None:
    run = managed("100.00")
    with pytest.raises(errors.Conflict, match="have changed"):
        decide(run, "30.00")
    with pytest.raises(errors.Invalid, match="who has agreed"):
        decide(run, "35.00", who=" ")
    decide(run, "35.00")
    with pytest.raises(errors.Conflict, match="recorded already"):
        decide(run, "35.00")


def test_an_employer_who_pays_is_not_asked_what_is_on_the_account() -> None:
    steps.approve_sheet()
    run = steps.calculate()
    with actors.acting(CAST.mara.actor()):
        assert funds.managed([run.employer_id], day=dt.date(2026, 11, 21)) == {}


def test_the_account_is_shown_to_those_who_see_what_the_employer_pays_alone() -> None:
    run = managed("100.00")
    for person, seen in ((CAST.olu, 1), (CAST.rose, 0), (CAST.wim, 0), (CAST.marcus, 0)):
        with actors.acting(person.actor()):
            assert len(funds.managed([run.employer_id], day=dt.date(2026, 11, 21))) == seen


def test_the_list_takes_no_more_questions_for_more_payruns() -> None:
    managed("100.00")
    counts = []
    for name in ("", "Zoe Hart"):
        if name:
            other = steps.employ(name)
            steps.provider_pays(other.pk)
            with actors.acting(job()):
                people.direct_payment(client=other.client, account="managed")
            steps.sheet_in(steps.hire("Zed", other.pk), dt.date(2026, 11, 3))
            steps.request()
            steps.work_out()
        actor = CAST.mara.actor()
        with actors.acting(actor), CaptureQueriesContext(connection) as asked:
            found = funds.short_of_money(actor=actor)
        counts.append((len(found), len(asked)))
    assert counts[0][0] == 1
    assert counts[1][0] >= 1
    assert counts[0][1] == counts[1][1]
