"""Bank statements: looked at before anything is stored, taken in once, matched, and taken out again."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dpss.access import actors, transitions
from dpss.adapters import scan
from dpss.kernel import errors
from ledger import chart, journal, models, operations, queries
from ledger.operations import matches, statements
from ledger.statements import columns
from tests.cast import CAST
from tests.clients import four_weekly_world as world
from tests.factories import AT
from tests.ledger.statements import files

pytestmark = pytest.mark.django_db
ASHA = world.ASHA
FAY = CAST.fay.actor()


def account() -> models.PaymentAccount:
    return models.PaymentAccount.objects.get(pk=ASHA.id_of("payment account"))


def read_in(content: bytes, **given: Any) -> models.BankStatement:
    with actors.acting(FAY):
        return statements.read_in(
            account=account(), name="october.txt", content=content, actor=FAY, at=AT, **given
        )


def take_in(statement: models.BankStatement) -> statements.TakenIn:
    with actors.acting(FAY):
        return statements.take_in(statement=statement, actor=FAY, at=AT)


def post(key: str, day: dt.date, amount: str, words: str = "Wages of Dee Lowe") -> None:
    line = journal.Line(ASHA.subject_id, chart.DIRECT_PAYMENT, Decimal(amount))
    other = journal.Line(ASHA.subject_id, chart.FUNDING, -Decimal(amount))
    with actors.acting(FAY):
        movement = journal.Movement(key, day, words, ASHA.subject_id, (line, other))
        operations.post(movement, council_id=CAST.east.id, at=AT)


def of_lines(statement: models.BankStatement) -> list[tuple[Decimal, bool]]:
    with actors.acting(FAY):
        rows = queries.bank_lines(actor=FAY).filter(statement=statement)
        return [(row.amount, row.is_matched) for row in rows]  # type: ignore[attr-defined]


def first_line(statement: models.BankStatement, place: int = 1) -> models.BankLine:
    with actors.acting(FAY):
        return models.BankLine.objects.get(statement=statement, place=place)


def balance(code: str) -> Decimal:
    with actors.acting(FAY):
        return queries.balance(ASHA.subject_id, code, actor=FAY)


@pytest.mark.parametrize("content", [files.camt(), files.MT940.encode()], ids=["camt.053", "MT940"])
def test_a_statement_is_looked_at_first_and_then_taken_in_once(content: bytes) -> None:
    read = read_in(content)
    assert of_lines(read) == []
    done = take_in(read)
    assert done.lines == 3
    kept = done.statement
    assert (kept.state, kept.opening, kept.closing) == ("taken_in", Decimal("1000.00"), Decimal("1882.50"))
    with pytest.raises(errors.Invalid, match="here already"):
        read_in(content)
    with pytest.raises(transitions.Refused, match="already"):
        take_in(read)


def test_csv_needs_its_columns_said_once() -> None:
    read = read_in(files.table())
    with pytest.raises(transitions.Refused, match="Say first what the columns"):
        take_in(read)
    with actors.acting(FAY):
        statements.say_columns(statement=read, mapping=files.MAPPING, actor=FAY, at=AT)
    assert take_in(read).lines == 3
    november = ("02/11/2026,DEE LOWE,WAGES,-100.00,1782.50",)
    assert take_in(read_in(files.table(*november))).lines == 1


def test_columns_that_the_file_has_not_are_refused() -> None:
    read = read_in(files.table())
    wrong = columns.ColumnMapping(day="Posted", description="Description", amount="Amount")
    with actors.acting(FAY), pytest.raises(errors.Invalid, match="has no column “Posted”"):
        statements.say_columns(statement=read, mapping=wrong, actor=FAY, at=AT)


def test_the_next_statement_must_go_on_where_this_one_ended() -> None:
    take_in(read_in(files.camt()))
    november = files.MT940.replace("2610301030", "2611201120").replace("261030", "261120")
    november = november.replace("2610021002", "2611021102").replace("2610051005", "2611051105")
    with pytest.raises(transitions.Refused, match=r"The difference is £882\.50"):
        take_in(read_in(november.encode()))


def test_what_does_not_add_up_is_not_taken_in_and_can_be_dropped() -> None:
    read = read_in(files.camt(closing="1882.49"))
    with pytest.raises(transitions.Refused, match=r"The difference is £0\.01"):
        take_in(read)
    with actors.acting(FAY):
        assert statements.drop(statement=read, actor=FAY, at=AT).state == "dropped"
    assert of_lines(read) == []


def test_a_file_of_another_account_is_not_taken_in() -> None:
    with pytest.raises(transitions.Refused, match="another account"):
        take_in(read_in(files.camt().replace(b"60111111", b"60222222")))


def test_a_virus_is_refused_and_nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def infected(content: bytes) -> None:
        raise scan.Infected("Eicar")

    monkeypatch.setattr(scan, "check", infected)
    with pytest.raises(errors.Invalid, match="virus"):
        read_in(files.camt())
    with actors.acting(FAY):
        assert not models.BankStatement.objects.filter(account=account(), state="read").exists()


def test_a_person_matches_a_line_and_says_why_and_it_is_not_taken_out_after_that() -> None:
    post("council", dt.date(2026, 10, 4), "1008.00", "Paid by the council")
    done = take_in(read_in(files.camt()))
    assert done.matched == 0  # nothing in the bank's words says that it is the same
    with actors.acting(FAY):
        line = first_line(done.statement, 2)
        moved = queries.unmatched_moved(ASHA.subject_id, actor=FAY)
        one = next(row for row in moved if row.amount == line.amount)
        matches.match_line(line=line, posting_ids=[one.key], reason="The date fits.", actor=FAY, at=AT)
        kept = models.LineMatch.objects.get(line=line)
    assert (kept.matched_by_id, kept.reason) == (CAST.fay.user_id, "The date fits.")
    with pytest.raises(transitions.Refused, match="matched by a person"), actors.acting(FAY):
        statements.take_out(statement=done.statement, reason="Wrong file", actor=FAY, at=AT)


def test_the_councils_payment_is_matched_at_once_by_its_sum_day_and_reference() -> None:
    world.approved(world.payment(dt.date(2026, 11, 16)))
    world.filed(dt.date(2026, 11, 26))
    later = CAST.fay.actor(today=dt.date(2026, 11, 30))
    with actors.acting(later):
        paid = models.Payment.objects.get(kind="direct_payment", subject_id=ASHA.subject_id, state="in_file")
    assert paid.amount == Decimal("1008.00")
    content = (
        f":20:S\n:25:{files.SORT_CODE}{files.NUMBER}\n:28C:11/1\n:60F:C261030GBP100,00\n"
        f":61:2611261126C1008,00NTRF{paid.reference[:16]}//X1\n:86:EASTMARSH CC\n"
        ":61:2611271127D8,00NTRFNONREF//X2\n:86:SHOP\n:62F:C261127GBP1100,00\n-"
    ).encode()
    with actors.acting(later):
        held = statements.read_in(account=account(), name="n", content=content, actor=later, at=AT)
        done = statements.take_in(statement=held, actor=later, at=AT)
        kept = models.LineMatch.objects.get(line__statement=done.statement)
    assert (done.lines, done.matched) == (2, 1)
    assert kept.matched_by_id is None
    assert "the same sum, on the same day, and the bank says" in kept.reason
    with actors.acting(later):
        out = statements.take_out(statement=done.statement, reason="Wrong", actor=later, at=AT)
        assert out.state == "undone"  # what the rules matched does not stand in the way
        assert not models.LineMatch.objects.filter(line__statement=out, undone_at=None).exists()


def test_several_movements_make_one_line_only_to_the_penny() -> None:
    post("one", dt.date(2026, 10, 1), "-100.00")
    post("two", dt.date(2026, 10, 1), "-20.50")
    line = first_line(take_in(read_in(files.camt())).statement)
    with actors.acting(FAY):
        keys = {str(row.amount): row.key for row in queries.unmatched_moved(ASHA.subject_id, actor=FAY)}
        with pytest.raises(errors.Invalid, match=r"differ by £20\.50"):
            matches.match_line(line=line, posting_ids=[keys["-100.00"]], reason="Two PAs", actor=FAY, at=AT)
        both = [keys["-100.00"], keys["-20.50"]]
        assert len(matches.match_line(line=line, posting_ids=both, reason="Two PAs", actor=FAY, at=AT)) == 2
        with pytest.raises(errors.Conflict, match="matched already"):
            matches.match_line(line=line, posting_ids=both, reason="Again", actor=FAY, at=AT)


def test_bank_charges_are_new_money_posted_once_and_reversed_when_undone() -> None:
    line = first_line(take_in(read_in(files.camt())).statement, 3)
    before = balance(chart.DIRECT_PAYMENT)
    with actors.acting(FAY):
        with pytest.raises(errors.Invalid, match="money out, which cannot be that"):
            matches.say_what(line=line, code=chart.INTEREST, reason="?", actor=FAY, at=AT)
        matches.say_what(line=line, code=chart.BANK_CHARGES, reason="The bank says so.", actor=FAY, at=AT)
    assert balance(chart.BANK_CHARGES) == Decimal("5.00")
    assert balance(chart.DIRECT_PAYMENT) == before - Decimal("5.00")
    with actors.acting(FAY):
        matches.undo_match(line=line, reason="It was a purchase.", actor=FAY, at=AT)
    assert balance(chart.BANK_CHARGES) == Decimal("0.00")
    with actors.acting(FAY):
        matches.say_what(line=line, code=chart.CASH, reason="Cash after all.", actor=FAY, at=AT)
    assert (balance(chart.CASH), balance(chart.DIRECT_PAYMENT)) == (Decimal("5.00"), before - Decimal("5.00"))


def test_a_statement_that_nobody_matched_is_taken_out_and_can_come_again() -> None:
    done = take_in(read_in(files.camt()))
    with actors.acting(FAY):
        out = statements.take_out(statement=done.statement, reason="Wrong month", actor=FAY, at=AT)
    assert out.state == "undone"
    assert of_lines(out) == []
    assert take_in(read_in(files.camt())).lines == 3


def test_somebody_who_does_not_reach_the_money_reads_nothing_in() -> None:
    olu = CAST.olu.actor()
    with actors.acting(FAY):
        held = account()
    with actors.acting(olu):
        assert not queries.payment_accounts(actor=olu).exists()
        with pytest.raises(Exception, match="row-level security"):
            statements.read_in(account=held, name="a", content=files.camt(), actor=olu, at=AT)


def test_ten_thousand_lines_take_few_more_queries_than_three_lines() -> None:
    few = _counted(files.MT940.encode())
    many = _counted(_large(10_000), expects=10_000)
    assert many <= few + 20  # rows go in by the thousand


def _counted(content: bytes, *, expects: int = 3) -> int:
    read = read_in(content)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert take_in(read).lines == expects
    return len(asked)


def _large(lines: int) -> bytes:
    """November, with so many lines of a penny out, after October's closing balance."""
    rows = "".join(f":61:2611021102D0,01NTRFR{n}//X{n}\n:86:SHOP {n}\n" for n in range(lines))
    left = Decimal("1882.50") - lines * Decimal("0.01")
    return (
        f":20:S\n:25:{files.SORT_CODE}{files.NUMBER}\n:28C:11/1\n:60F:C261030GBP1882,50\n{rows}"
        f":62F:C261102GBP{str(left).replace('.', ',')}\n-"
    ).encode()
