"""Statements of accounts: what is read in, whether it can be taken in, and what of it waits to be matched."""

import uuid
from datetime import date
from decimal import Decimal
from typing import TypeAlias, cast

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from dpss.access import actors, scope, sealed_files
from dpss.kernel import errors
from ledger import chart, models
from ledger.statement_rules import StatementFacts
from ledger.statements import checks, columns, matching, reading

BankStatement: TypeAlias = models.BankStatement
BankLine: TypeAlias = models.BankLine
TABLE = "ledger_bankstatement"
_PAYMENT = "payment:"
# What only the bank knows of: the account in the ledger that a line can be said to be.
NEW_MONEY = {
    chart.BANK_CHARGES: "Bank charges",
    chart.INTEREST: "Interest from the bank",
    chart.CASH: "Cash taken out",
}


def bank_statements(*, actor: actors.Actor) -> QuerySet[models.BankStatement]:
    """The statements of every account that the actor reaches, the newest days first."""
    rows = models.BankStatement.objects.select_related("account", "read_by", "decided_by")
    return scope.visible_to(rows, actor).order_by("-first_day", "-read_at", "pk")


def columns_for(content: bytes, *, actor: actors.Actor) -> columns.ColumnMapping | None:
    """What the columns of a CSV with these heads mean, where the actor's organisation has said it."""
    index = columns.index_of(columns.heads_of(content))
    rows = models.CsvColumns.objects.filter(heads_index=index)
    kept = scope.visible_to(rows, actor).values_list("columns", flat=True).first()
    return None if kept is None else columns.ColumnMapping.from_kept(kept)


def content_of(statement: models.BankStatement) -> bytes:
    """The file as it was handed in. Raises `Refusal` where it is not kept any more."""
    return sealed_files.content_of(statement.pk, table=TABLE)


def looked_at(statement: models.BankStatement, *, actor: actors.Actor) -> checks.Checked:
    """What a statement says, its faulty lines, and why it cannot be taken in. Nothing is stored.

    Raises `Invalid` for a file that cannot be read at all, and for a CSV whose columns nobody has explained.
    """
    mapping = columns.ColumnMapping.from_kept(statement.columns) if statement.columns else None
    account = statement.account
    return checks.check(
        reading.read(content_of(statement), mapping=mapping),
        sort_code=account.sort_code or "",
        account_number=account.account_number or "",
        known=known_of(account, actor=actor),
        today=actor.today,
        opening=statement.told_opening,
        closing=statement.told_closing,
    )


def known_of(account: models.PaymentAccount, *, actor: actors.Actor) -> list[checks.Known]:
    """The statements of an account that are taken in."""
    rows = bank_statements(actor=actor).filter(account=account, state="taken_in")
    found = rows.order_by("first_day").values_list("first_day", "last_day", "opening", "closing")
    # The database holds no statement that is taken in without its days and balances.
    return [checks.Known(*cast("tuple[date, date, Decimal, Decimal]", days)) for days in found]


def facts_of_statement(statement: models.BankStatement, *, actor: actors.Actor) -> StatementFacts:
    """What is known of a statement for its next move."""
    if statement.state == "read":
        try:
            found = looked_at(statement, actor=actor)
        except errors.Invalid as error:
            return StatementFacts(refusals=(error.sentence,))
        return StatementFacts(refusals=found.refusals, faults=len(found.statement.faults))
    matches = models.LineMatch.objects.filter(line__statement=statement, undone_at=None)
    by_people = scope.visible_to(matches, actor).exclude(matched_by=None)
    balances = models.Reconciliation.objects.filter(statement=statement).exclude(state="withdrawn")
    later = bank_statements(actor=actor).filter(account=statement.account_id, state="taken_in")
    after = later.filter(Q(first_day__gt=statement.first_day) | Q(last_day__gt=statement.last_day))
    return StatementFacts(
        matched_by_people=by_people.aggregate(count=Count("line", distinct=True))["count"],
        is_signed=scope.visible_to(balances, actor).exists(),
        has_later=after.exclude(pk=statement.pk).exists(),
    )


def bank_lines(*, actor: actors.Actor) -> QuerySet[models.BankLine]:
    """The lines of statements that are taken in; `is_matched` says whether the ledger has them."""
    rows = models.BankLine.objects.filter(statement__state="taken_in").select_related("statement__account")
    matches = models.LineMatch.objects.filter(line=OuterRef("pk"), undone_at=None)
    found = scope.visible_to(rows, actor).annotate(is_matched=Exists(matches))
    return found.order_by("day", "statement", "place")


def unmatched_lines(*, actor: actors.Actor) -> QuerySet[models.BankLine]:
    """The lines that wait for a person, the oldest first."""
    matches = models.LineMatch.objects.filter(line=OuterRef("pk"), undone_at=None)
    return bank_lines(actor=actor).exclude(Exists(matches))


def unmatched_moved(subject_id: uuid.UUID, *, actor: actors.Actor) -> list[matching.Moved]:
    """The movements on a client's account that no line is matched to, with the words a bank would show.

    An entry that was reversed, and its reversal, are no movement of the bank's; but a payment that the bank
    sent back is two.
    """
    matched = models.LineMatch.objects.filter(posting=OuterRef("pk"), undone_at=None)
    postings = models.Posting.objects.filter(account_id=chart.account_id(subject_id, chart.DIRECT_PAYMENT))
    stands = Q(entry__reverses=None, entry__reversal=None) | Q(entry__source_key__startswith=_PAYMENT)
    postings = postings.filter(stands).exclude(Exists(matched))
    rows = list(
        scope.visible_to(postings, actor)
        .order_by("entry__day", "pk")
        .values_list("pk", "entry__day", "amount", "entry__description", "entry__source_key")
    )
    names = _names({_payment_in(key) for *_, key in rows if key.startswith(_PAYMENT)}, actor)
    return [
        matching.Moved(
            pk, day, amount, description, names.get(_payment_in(key)) or _reference_in(key, description)
        )
        for pk, day, amount, description, key in rows
    ]


def _reference_in(source_key: str, description: str) -> tuple[str, ...]:
    """The reference of a payment that only others see, as the ledger tells it to whoever sees the account."""
    return (description.rpartition(": ")[2],) if source_key.startswith(_PAYMENT) else ()


def _payment_in(source_key: str) -> str:
    """The key of the payment whose entry, or whose return, a source key names."""
    return source_key.removeprefix(_PAYMENT).partition(":")[0]


def _names(keys: set[str], actor: actors.Actor) -> dict[str, tuple[str, ...]]:
    """The payee and reference of payments, by the key of the payment: what was sent to the bank."""
    wanted = [uuid.UUID(key) for key in keys if _is_key(key)]
    rows = scope.visible_to(models.Payment.objects.filter(pk__in=wanted), actor)
    said = rows.values_list("pk", "reference", "payee__holder", "creditor__name")
    return {str(pk): tuple(filter(None, names)) for pk, *names in said}


def _is_key(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def matches_of(line: models.BankLine, *, actor: actors.Actor) -> list[models.LineMatch]:
    """What a line was matched to, with what was undone, the newest first."""
    rows = models.LineMatch.objects.filter(line=line).select_related(
        "posting__entry", "matched_by", "undone_by"
    )
    return list(scope.visible_to(rows, actor).order_by("-matched_at", "-pk"))


def suggested_for(line: models.BankLine, *, actor: actors.Actor, most: int) -> list[matching.Moved]:
    """Movements that a line may be: those of its own sum first, then the nearest in days."""
    moved = unmatched_moved(line.subject_id, actor=actor)
    same_way = [one for one in moved if (one.amount > 0) == (line.amount > 0)]
    nearest = sorted(same_way, key=lambda one: (one.amount != line.amount, abs((one.day - line.day).days)))
    return nearest[:most]


def taken_in_to(account: models.PaymentAccount, *, actor: actors.Actor) -> models.BankStatement | None:
    """The last statement of an account: until its last day the bank has spoken."""
    rows = bank_statements(actor=actor).filter(account=account, state="taken_in")
    return rows.order_by("-last_day", "-first_day").first()


def accounts_with_statements(*, actor: actors.Actor) -> QuerySet[models.PaymentAccount]:
    """The approved accounts that the actor reaches, with the last day that the bank has told of."""
    rows = models.PaymentAccount.objects.filter(state="approved").select_related("organisation")
    taken = Max("statements__last_day", filter=Q(statements__state="taken_in"))
    return scope.visible_to(rows, actor).annotate(told_to=taken).order_by("told_to", "holder", "pk")
