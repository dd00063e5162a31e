"""Whether the managed account has the money, before it leaves."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg2.extras import DateRange

from clients.models import DirectPayment
from dpss.access import actors
from dpss.kernel import errors
from ledger import chart
from ledger.models import Account
from payroll import models
from payroll.operations import funds as operations
from payroll.queries import funds
from tests.cast import AT, CAST, TODAY, Person
from tests.factories import clients as people
from tests.factories import ledger, payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, job

pytestmark = pytest.mark.django_db


def managed(pounds: str) -> models.Payrun:
    """The provider pays Asha's wages from her managed account, with so much free; November is calculated."""
    steps.provider_pays()
    steps.approve_sheet()
    run = steps.calculate()
    with actors.acting(job()):
        DirectPayment.objects.filter(client=ASHA.id_of("client")).update(account="managed")
        accounts = [
            Account.objects.get(pk=chart.account_id(ASHA.subject_id, code))
            for code in (chart.DIRECT_PAYMENT, chart.FUNDING)
        ]
        change = Decimal(pounds) - funds.managed([run.pk])[run.pk].free
        if change < 0:
            accounts.reverse()
        ledger.entry(debit=accounts[0], credit=accounts[1], amount=abs(change), source_key="paid in")
    return run


def account_of(run: models.Payrun) -> dict[uuid.UUID, funds.Funds]:
    """What the manager is told of the account that pays it."""
    with actors.acting(CAST.mara.actor()):
        return funds.managed([run.pk])


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
    (account,) = account_of(run).values()
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
    assert account_of(run) == {}


@pytest.mark.parametrize("last_day", [dt.date(2026, 11, 15), dt.date(2026, 11, 24)])
def test_after_the_direct_payment_has_ended_its_account_is_still_looked_at(last_day: dt.date) -> None:
    run = managed("100.00")
    with actors.acting(job()):
        held = DirectPayment.objects.get(client=ASHA.id_of("client"))
        held.during = DateRange(held.during.lower, last_day)
        held.save()
    assert "£35.00 short" in steps.approve(run.pk).refused[run.pk]


def test_the_account_of_the_payday_counts_and_not_the_next_one() -> None:
    run = managed("100.00")
    with actors.acting(job()):
        held = DirectPayment.objects.get(client=ASHA.id_of("client"))
        held.during = DateRange(held.during.lower, TODAY)
        held.save()
        people.direct_payment(client=held.client, account="own", during=DateRange(TODAY, None))
    assert account_of(run) == {}


def test_who_pays_on_the_payday_counts_and_not_who_pays_today() -> None:
    run, payday = managed("100.00"), dt.date(2026, 11, 27)
    with actors.acting(job()):
        held = models.WhoPays.objects.get(employer=run.employer_id)
        held.during, begins = DateRange(held.during.lower, payday), held.during.lower
        held.save()
        payroll.who_pays(employer=run.employer, payer="employer", during=DateRange(payday, None))
    assert account_of(run) == {}
    with actors.acting(job()):
        models.WhoPays.objects.filter(employer=run.employer_id, payer="employer").delete()
        held.payer, held.during = "employer", DateRange(begins, payday)
        held.save()
        payroll.who_pays(employer=run.employer, payer="provider", during=DateRange(payday, None))
    mara = CAST.mara.actor()
    with actors.acting(mara):
        assert [one.pk for one in funds.waiting(actor=mara)] == [run.pk]
    assert "£35.00 short" in steps.approve(run.pk).refused[run.pk]


def test_the_account_is_shown_to_those_who_see_what_the_employer_pays_alone() -> None:
    run = managed("100.00")
    for person, seen in ((CAST.olu, 1), (CAST.rose, 0), (CAST.wim, 0), (CAST.marcus, 0)):
        with actors.acting(person.actor()):
            assert len(funds.managed([run.pk])) == seen


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
