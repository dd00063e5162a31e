"""Bank statements: handed in and looked at first, then taken in whole with their lines, or dropped."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import IntegrityError, transaction

from dpss.access import actors, audit, keys, policy, rows, scope, sealed_files, transitions
from dpss.adapters import scan as viruses
from dpss.adapters import storage
from dpss.kernel import errors, scans
from ledger import models, queries
from ledger.operations import matches
from ledger.queries import statements as read
from ledger.statements import checks, columns, reading

_LINE: Final = (
    "id", "council", "subject", "statement", "place", "day", "amount", "description", "reference",
    "balance", "bank_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A statement that was taken in: how many lines it has, and how many of them were matched at once."""

    statement: models.BankStatement
    lines: int
    matched: int


@transaction.atomic
def read_in(
    *,
    account: models.PaymentAccount,
    name: str,
    content: bytes,
    actor: actors.Actor,
    at: datetime,
    opening: Decimal | None = None,
    closing: Decimal | None = None,
) -> models.BankStatement:
    """Keep a file, sealed, to be looked at; of its lines nothing is stored yet.

    Raises `Invalid` for what is no statement, has a virus, or is here already.
    """
    if not actor.may(policy.KEEP_STATEMENTS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not read bank statements in. Ask council finance.")
    if account.state != "approved":
        raise errors.Conflict("The account waits for a second person. Come back once it is approved.")
    kind = reading.format_of(content)
    mapping = queries.columns_for(content, actor=actor) if kind == "csv" else None
    if kind != "csv":
        reading.read(content)  # what cannot be read at all is said at once
    row = models.BankStatement(
        council_id=account.council_id,
        subject_id=account.subject_id,
        account=account,
        name=scans.safe_name(name),
        format=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        scanned=_is_scanned(content),
        columns=mapping.as_kept() if mapping else None,
        told_opening=opening,
        told_closing=closing,
        read_by_id=actor.user_id,
        read_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as broken:
        if "bank_statement_once" not in str(broken):
            raise
        raise errors.Invalid("This very file is here already. Choose another one.", field="file") from broken
    sealed_files.keep(row.pk, content, table=read.TABLE)
    audit.record(audit.of(row, "read_in", after={"format": kind}), actor=actor, at=at)
    return row


@transaction.atomic
def say_columns(
    *, statement: models.BankStatement, mapping: columns.ColumnMapping, actor: actors.Actor, at: datetime
) -> models.BankStatement:
    """Say what the columns of a CSV mean: for this file, and for the next with the same heads."""
    held = _locked(statement, actor)
    if held.state != "read" or held.format != "csv":
        raise errors.Conflict("The columns of this statement are settled already.")
    if actor.organisation_id is None or actor.user_id is None:
        raise errors.NotAllowed("Only somebody who works for an organisation may say it.")
    heads = columns.heads_of(queries.content_of(held))
    columns.check(mapping, heads)
    kept, _ = models.CsvColumns.objects.update_or_create(
        council_id=actor.council_id,
        organisation_id=actor.organisation_id,
        heads_index=columns.index_of(heads),
        defaults={
            "heads": list(heads),
            "columns": mapping.as_kept(),
            "said_by_id": actor.user_id,
            "said_at": at,
        },
    )
    held.columns = mapping.as_kept()
    held.save(update_fields=["columns"])
    audit.record(audit.of(kept, "say_columns", after={"columns": mapping.as_kept()}), actor=actor, at=at)
    return held


@transaction.atomic
def take_in(*, statement: models.BankStatement, actor: actors.Actor, at: datetime) -> TakenIn:
    """Keep the lines of a statement, once, and match those that are surely a movement of the ledger.

    Raises `Refused` when it does not add up or a line has a fault.
    """
    held = _locked(statement, actor)
    facts = queries.facts_of_statement(held, actor=actor)
    checked = queries.looked_at(held, actor=actor) if not facts.refusals and held.state == "read" else None
    whole = checked.statement if checked else None
    also: dict[str, Any] = {"decided_by_id": actor.user_id, "decided_at": at}
    if whole is not None:
        also |= {
            "first_day": whole.first_day,
            "last_day": whole.last_day,
            "opening": whole.opening,
            "closing": whole.closing,
        }
    try:
        with transaction.atomic():
            done = transitions.move(
                held, "take_in", actor=actor, at=at, facts=lambda found: {found[0].pk: facts}, also=also
            )
    except IntegrityError as broken:
        if "bank_statement_days_once" not in str(broken):
            raise
        raise errors.Conflict("Another statement was taken in meanwhile for some of these days.") from broken
    if checked is None:
        raise errors.Conflict("The statement cannot be read any more.")
    _keep_lines(done, checked)
    matched = matches.match_surely(done, actor=actor, at=at)
    return TakenIn(done, len(checked.statement.lines), matched)


@transaction.atomic
def drop(*, statement: models.BankStatement, actor: actors.Actor, at: datetime) -> models.BankStatement:
    """It is not wanted: the file is removed."""
    also = {"decided_by_id": actor.user_id, "decided_at": at}
    done = transitions.move(statement, "drop", actor=actor, at=at, also=also)
    transaction.on_commit(lambda: storage.remove(done.pk))
    return done


@transaction.atomic
def take_out(
    *, statement: models.BankStatement, reason: str, actor: actors.Actor, at: datetime
) -> models.BankStatement:
    """Undo a statement that nobody matched by hand: its lines count no more, nor what rules matched."""
    held = _locked(statement, actor)
    facts = queries.facts_of_statement(held, actor=actor)
    also = {"decided_by_id": actor.user_id, "decided_at": at}
    done = transitions.move(
        held,
        "take_statement_out",
        actor=actor,
        at=at,
        reason=reason,
        facts=lambda found: {found[0].pk: facts},
        also=also,
    )
    matches.undo_all_of(done, actor=actor, at=at)
    return done


def _keep_lines(statement: models.BankStatement, checked: checks.Checked) -> None:
    place = (statement.council_id, statement.subject_id, statement.pk)
    rows.add_all(
        models.BankLine,
        _LINE,
        (
            (
                keys.uuid7(),
                *place,
                number,
                line.day,
                line.amount,
                line.description,
                line.reference,
                line.balance,
                line.bank_id,
            )
            for number, line in enumerate(checked.statement.lines, start=1)
        ),
    )


def _is_scanned(content: bytes) -> bool:
    try:
        return sealed_files.is_scanned(content)
    except viruses.Infected:
        raise errors.Invalid("The file has a virus in it, and was not kept.", field="file") from None


def _locked(statement: models.BankStatement, actor: actors.Actor) -> models.BankStatement:
    if not actor.may(policy.KEEP_STATEMENTS):
        raise errors.NotAllowed("Your role may not read bank statements in. Ask council finance.")
    found = scope.visible_to(models.BankStatement.objects.filter(pk=statement.pk), actor)
    return found.select_related("account").select_for_update(of=("self",)).get()
