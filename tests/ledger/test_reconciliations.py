"""A managed account is reconciled: put forward by the officer, signed by the manager, to the penny."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors, transitions
from dpss.access.models import Organisation
from dpss.kernel import errors
from ledger import chart, journal, models, operations, queries
from ledger.operations import matches, reconciliations, statements
from ledger.queries import reconciliations as balances
from tests.cast import AT, CAST, key
from tests.clients import four_weekly_world as world
from tests.clients.test_payment_accounts import approve, propose
from tests.commissioning.pages import text
from tests.factories import ledger
from tests.ledger.statements import files

pytestmark = pytest.mark.django_db
ASHA = CAST.homes["asha"]
LATER = dt.date(2026, 12, 20)
OLU, MARA = CAST.olu.actor(today=LATER), CAST.mara.actor(today=LATER)
Today = Callable[[dt.date], None]


def december(opening: str = "1000.00", closing: str = "1882.50") -> bytes:
    """The month of the files, in December, for the new account."""
    text_of = files.MT940.replace(f"{files.SORT_CODE}{files.NUMBER}", "99993161111111")
    for before, after in (("2610021002", "2612021202"), ("2610051005", "2612051205")):
        text_of = text_of.replace(before, after)
    text_of = text_of.replace("2610301030", "2612151215").replace("C261001", "C261201")
    text_of = text_of.replace("261030", "261215")
    text_of = text_of.replace("GBP1000,00", f"GBP{opening.replace('.', ',')}")
    return text_of.replace("GBP1882,50", f"GBP{closing.replace('.', ',')}").encode()


def post(key: str, day: dt.date, amount: str) -> None:
    line = journal.Line(ASHA.subject_id, chart.DIRECT_PAYMENT, Decimal(amount))
    other = journal.Line(ASHA.subject_id, chart.FUNDING, -Decimal(amount))
    movement = journal.Movement(key, day, "Moved", ASHA.subject_id, (line, other))
    with actors.acting(OLU):
        operations.post(movement, council_id=CAST.east.id, at=AT)


@pytest.fixture
def statement() -> models.BankStatement:
    """Northfield holds Asha's account from 1 December; its December is taken in, two lines matched."""
    account = approve(propose(world.finance(), kind="managed"), world.second())
    with actors.acting(OLU):
        before = queries.balance(ASHA.subject_id, chart.DIRECT_PAYMENT, actor=OLU)
    post("brought", dt.date(2026, 12, 1), str(Decimal("1000.00") - before))
    post("wages", dt.date(2026, 12, 1), "-120.50")
    post("council", dt.date(2026, 12, 4), "1008.00")
    with actors.acting(OLU):
        held = statements.read_in(account=account, name="d", content=december(), actor=OLU, at=AT)
        done = statements.take_in(statement=held, actor=OLU, at=AT).statement
        for amount, key in (("-120.50", "wages"), ("1008.00", "council")):
            line = models.BankLine.objects.get(statement=done, amount=amount)
            posting = models.Posting.objects.get(entry__source_key=key, amount=amount)
            matches.match_line(line=line, posting_ids=[posting.pk], reason="It is.", actor=OLU, at=AT)
    return done


def say_charges(statement: models.BankStatement) -> None:
    with actors.acting(OLU):
        line = models.BankLine.objects.get(statement=statement, amount="-5.00")
        matches.say_what(line=line, code=chart.BANK_CHARGES, reason="The bank.", actor=OLU, at=AT)


def put_forward(statement: models.BankStatement) -> models.Reconciliation:
    with actors.acting(OLU):
        return reconciliations.put_forward(statement=statement, actor=OLU, at=AT)


def sign(balance: models.Reconciliation, actor: actors.Actor) -> models.Reconciliation:
    with actors.acting(actor):
        return reconciliations.sign(reconciliation=balance, actor=actor, at=AT)


def test_an_unmatched_line_stands_in_the_way_and_the_manager_signs_when_all_agree(
    statement: models.BankStatement,
) -> None:
    with pytest.raises(errors.Conflict, match=r"1 line is not matched, −£5\.00"):
        put_forward(statement)
    say_charges(statement)
    made = put_forward(statement)
    assert made.bank == made.ledger == Decimal("1882.50")
    assert made.on_its_way == Decimal("0.00")
    with pytest.raises(errors.Conflict, match="put forward already"):
        put_forward(statement)
    with pytest.raises(errors.NotAllowed):
        sign(made, OLU)
    assert sign(made, MARA).state == "signed"
    with actors.acting(MARA):
        assert balances.signed_up_to(statement.account_id, actor=MARA) == dt.date(2026, 12, 15)


def test_what_is_on_its_way_to_the_bank_is_named_and_agrees(statement: models.BankStatement) -> None:
    say_charges(statement)
    post("late wages", dt.date(2026, 12, 15), "-100.00")
    made = put_forward(statement)
    assert (made.ledger, made.on_its_way) == (Decimal("1782.50"), Decimal("-100.00"))


def test_figures_that_changed_meanwhile_are_not_signed(
    statement: models.BankStatement,
) -> None:
    say_charges(statement)
    made = put_forward(statement)
    post("late wages", dt.date(2026, 12, 15), "-100.00")
    with pytest.raises(transitions.Refused, match="figures have changed"):
        sign(made, MARA)


def test_a_ledger_that_began_with_another_balance_is_named(statement: models.BankStatement) -> None:
    say_charges(statement)
    post("earlier", dt.date(2026, 11, 1), "0.01")
    with pytest.raises(errors.Conflict, match=r"The difference is £0\.01"):
        put_forward(statement)


def test_payments_in_the_ledger_that_the_payroll_did_not_send_are_named(
    statement: models.BankStatement,
) -> None:
    say_charges(statement)
    post("payment:unknown", dt.date(2026, 12, 10), "-100.00")
    with pytest.raises(errors.Conflict, match=r"Payments of £0\.00 were sent .* has £100\.00 of them"):
        put_forward(statement)


def test_council_finance_signs_without_seeing_to_whom_wages_went(statement: models.BankStatement) -> None:
    say_charges(statement)
    northfield = Organisation.objects.get(pk=key("northfield", "organisation"))
    job = world.job(today=LATER)
    with actors.acting(job):
        owed = ASHA.employer_subject_id
        operations.open_all([(owed, chart.NET_PAY)], council_id=CAST.east.id)
        batch = ledger.payment_batch(
            council_id=CAST.east.id, organisation=northfield, number=99, pay_on=dt.date(2026, 12, 14)
        )
        wages = ledger.payment(
            payee=models.BankAccount.objects.get(pk=key("dee", "bank account")),
            debit=models.Account.objects.get(pk=chart.account_id(owed, chart.NET_PAY)),
            credit=models.Account.objects.get(pk=chart.account_id(ASHA.subject_id, chart.DIRECT_PAYMENT)),
            source_key="wages",
            organisation=northfield,
            amount=Decimal("100.00"),
            state="in_file",
            batch=batch,
        )
    post(f"payment:{wages.pk}", dt.date(2026, 12, 14), "-100.00")
    made = put_forward(statement)
    assert (made.sent, made.on_its_way) == (Decimal("100.00"), Decimal("-100.00"))
    with actors.acting(world.finance(today=LATER)):
        assert not models.Payment.objects.filter(pk=wages.pk).exists()
    assert sign(made, world.finance(today=LATER)).state == "signed"


def test_a_statement_whose_balance_is_put_forward_is_not_taken_out(statement: models.BankStatement) -> None:
    say_charges(statement)
    put_forward(statement)
    with actors.acting(OLU), pytest.raises(transitions.Refused, match="put forward or signed"):
        statements.take_out(statement=statement, reason="Wrong", actor=OLU, at=AT)


def test_the_pages_show_the_three_figures_and_up_to_when_it_is_audited(
    statement: models.BankStatement, signed_in: Callable[..., Client], today: Today
) -> None:
    say_charges(statement)
    today(LATER)
    olu, mara = signed_in(CAST.olu), signed_in(CAST.mara)
    address = reverse("ledger:reconcile", args=[statement.pk])
    assert "Reconcile" in text(olu.get(reverse("ledger:statement", args=[statement.pk])))
    assert "£1,882.50" in text(olu.get(address))
    assert "waits for a second person" in text(olu.post(address, {}, follow=True))
    with actors.acting(OLU):
        made = models.Reconciliation.objects.get(statement=statement)
    signing = reverse("ledger:balance_sign", args=[made.pk])
    assert olu.get(signing).status_code == 403
    assert signing in mara.get(address).content.decode()
    assert "audited up to Tuesday 15 December 2026" in text(mara.post(signing, {}, follow=True))
    assert "Tuesday 15 December 2026" in text(
        mara.get(reverse("ledger:account", args=[statement.account_id]))
    )
