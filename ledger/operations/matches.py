"""Lines of statements matched to the ledger: by the rules where that is sure, else by a person."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import IntegrityError, transaction

from dpss.access import actors, audit, keys, policy, rows, scope
from dpss.kernel import errors, money
from ledger import chart, journal, models, queries
from ledger.operations import postings
from ledger.statements import matching

# Which way each kind of new money can go: out or in.
_WAYS: Final = {
    chart.BANK_CHARGES: -1,
    chart.INTEREST: 1,
    chart.CASH: -1,
}
_MATCH: Final = ("id", "council", "subject", "line", "posting", "reason", "matched_by", "matched_at")
_LONGEST_REASON: Final = 300


def match_surely(statement: models.BankStatement, *, actor: actors.Actor, at: datetime) -> int:
    """Match every line that is surely one movement of the ledger; in a fixed number of queries.

    Returns how many. Done again, or by two people at once, each movement is matched once.
    """
    lines = unmatched_of(statement, actor=actor)
    moved = queries.unmatched_moved(statement.subject_id, actor=actor)
    place = (statement.council_id, statement.subject_id)
    return rows.add_all(
        models.LineMatch,
        _MATCH,
        [
            (keys.uuid7(), *place, found.line.key, found.moved.key, found.reason, None, at)
            for found in matching.match(lines, moved)
            if found.is_sure
        ],
    )


def unmatched_of(statement: models.BankStatement, *, actor: actors.Actor) -> list[matching.Line]:
    """The lines of a statement that are matched to nothing, for the rules."""
    found = queries.unmatched_lines(actor=actor).filter(statement=statement)
    said = found.values_list("pk", "day", "amount", "description", "reference")
    return [matching.Line(pk, day, amount, f"{words} {sent}") for pk, day, amount, words, sent in said]


@transaction.atomic
def match_line(
    *, line: models.BankLine, posting_ids: list[int], reason: str, actor: actors.Actor, at: datetime
) -> list[models.LineMatch]:
    """A person says which movements of the ledger a line is: one, or several that make its sum to the penny.

    Raises `Invalid` with the difference when they do not, `Conflict` when it is matched meanwhile.
    """
    held = _open_line(line, actor)
    why = _reason(reason)
    account = chart.account_id(held.subject_id, chart.DIRECT_PAYMENT)
    found = list(
        scope.visible_to(models.Posting.objects.filter(pk__in=posting_ids, account_id=account), actor)
    )
    if not found or len(found) != len(set(posting_ids)):
        raise errors.Invalid("Choose what the line is.", field="posting")
    difference = held.amount - money.total(one.amount for one in found)
    if difference:
        raise errors.Invalid(
            f"What you chose and the line differ by {money.in_words(abs(difference))}. Choose others.",
            field="posting",
        )
    return _keep(held, [one.pk for one in found], why, actor, at)


@transaction.atomic
def say_what(
    *, line: models.BankLine, code: str, reason: str, actor: actors.Actor, at: datetime
) -> list[models.LineMatch]:
    """A person says that a line is money that only the bank knew of; it is posted to the ledger, once."""
    held = _open_line(line, actor)
    why = _reason(reason)
    words = queries.NEW_MONEY.get(code)
    if words is None:
        raise errors.Invalid("Choose what the line is.", field="code")
    if held.amount * _WAYS[code] < 0:
        said = "money in" if held.amount > 0 else "money out"
        raise errors.Invalid(f"This line is {said}, which cannot be that. Choose another.", field="code")
    subject = held.subject_id
    movement = journal.Movement(
        source_key=_key_of(held.pk, actor),
        day=held.day,
        description=f"{words}, as the bank says",
        subject=subject,
        lines=(
            journal.Line(subject, chart.DIRECT_PAYMENT, held.amount),
            journal.Line(subject, code, -held.amount),
        ),
    )
    postings.post(movement, council_id=held.council_id, at=at)
    posted = models.Posting.objects.filter(
        entry__source_key=movement.source_key, account_id=chart.account_id(subject, chart.DIRECT_PAYMENT)
    )
    return _keep(held, [scope.visible_to(posted, actor).get().pk], why, actor, at)


@transaction.atomic
def undo_match(*, line: models.BankLine, reason: str, actor: actors.Actor, at: datetime) -> int:
    """Take the match of a line back; what was posted for it is reversed. Returns how many matches ended."""
    _allowed(actor)
    why = _reason(reason)
    held = _locked_line(line, actor)
    active = scope.visible_to(models.LineMatch.objects.filter(line=held, undone_at=None), actor)
    found = list(active.select_related("posting__entry"))
    if not found:
        raise errors.Conflict("The line is matched to nothing any more.")
    active.update(undone_by_id=actor.user_id, undone_at=at)
    for one in found:
        entry = one.posting.entry
        if entry.source_key.startswith(f"bank-line:{held.pk}:"):
            key = f"{entry.source_key}:back"
            postings.reverse(entry, source_key=key, day=max(entry.day, actor.today), at=at)
    audit.record(audit.of(held, "undo_match", reason=why), actor=actor, at=at)
    return len(found)


def undo_all_of(statement: models.BankStatement, *, actor: actors.Actor, at: datetime) -> int:
    """What the rules matched of a statement that is taken out counts no more."""
    active = models.LineMatch.objects.filter(line__statement=statement, undone_at=None)
    return scope.visible_to(active, actor).update(undone_by_id=actor.user_id, undone_at=at)


def _keep(
    line: models.BankLine, posting_ids: list[int], reason: str, actor: actors.Actor, at: datetime
) -> list[models.LineMatch]:
    made = [
        models.LineMatch(
            council_id=line.council_id,
            subject_id=line.subject_id,
            line=line,
            posting_id=key,
            reason=reason,
            matched_by_id=actor.user_id,
            matched_at=at,
        )
        for key in posting_ids
    ]
    try:
        with transaction.atomic():
            models.LineMatch.objects.bulk_create(made)
    except IntegrityError as broken:
        if "line_match_posting_once" not in str(broken):
            raise
        raise errors.Conflict("Another line is matched to that already. Choose another.") from broken
    after: dict[str, Decimal | int] = {"amount": line.amount, "count": len(made)}
    audit.record(audit.of(line, "match_line", reason=reason, after=after), actor=actor, at=at)
    return made


def _open_line(line: models.BankLine, actor: actors.Actor) -> models.BankLine:
    _allowed(actor)
    held = _locked_line(line, actor)
    if models.LineMatch.objects.filter(line=held, undone_at=None).exists():
        raise errors.Conflict("The line is matched already. Undo that first.")
    return held


def _locked_line(line: models.BankLine, actor: actors.Actor) -> models.BankLine:
    """The line; its statement is locked, for the lines themselves are never written again."""
    statements = models.BankStatement.objects.filter(pk=line.statement_id, state="taken_in")
    scope.visible_to(statements, actor).select_for_update(of=("self",)).get()
    return scope.visible_to(models.BankLine.objects.filter(pk=line.pk), actor).get()


def _key_of(line_id: uuid.UUID, actor: actors.Actor) -> str:
    """A line that was said, taken back and said again is posted anew."""
    start = f"bank-line:{line_id}:"
    posted = models.Entry.objects.filter(source_key__startswith=start, reverses=None)
    return f"{start}{scope.visible_to(posted, actor).count() + 1}"


def _allowed(actor: actors.Actor) -> None:
    if not actor.may(policy.KEEP_STATEMENTS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not match bank statements. Ask council finance.")


def _reason(text: str) -> str:
    if not text.strip():
        raise errors.Invalid("Say why, so that the next person understands.", field="reason")
    return text.strip()[:_LONGEST_REASON]
