"""Letters from HMRC: shown by whoever has one, read by staff, answered, appealed, paid and closed."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from dpss.access import actors, audit, policy, scope, sealed_files, transitions
from dpss.adapters import scan as viruses
from dpss.kernel import errors, money, scans
from payroll import hmrc_letter_rules as rules
from payroll import models
from payroll.operations import penalties
from payroll.queries import hmrc_letters as queries

TABLE: Final = "payroll_hmrcletterfile"
MOST_FILES: Final = 10
_NOT_THE_EMPLOYERS: Final = (
    "HMRC wrote to the PA, so the employer’s money does not pay this. If it is the employer’s debt, add the"
    " letter to the employer’s record and close this one."
)
# Steps by which what was paid comes back: it stays known when it was paid.
_GIVEN_BACK: Final = frozenset({"allow_refund", "take_refund", "drop_refund"})
_UNDECIDED: Final[Mapping[str, Any]] = {"payer": "", "payer_reason": "", "payer_decided_by_id": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a letter says: its kind, HMRC's reference, the period, pounds, its date, and until when to appeal.

    Without `appeal_by` the last day follows from the kind and the letter's own date. `answerer` is who
    answers HMRC.
    """

    kind: str
    answerer: str
    reference: str = ""
    about: str = ""
    amount: Decimal | None = None
    dated: date | None = None
    appeal_by: date | None = None


@transaction.atomic
def show(
    *,
    employer_id: uuid.UUID,
    files: Sequence[tuple[str, bytes]],
    said: str,
    received_on: date,
    actor: actors.Actor,
    at: datetime,
    employment: models.Employment | None = None,
    on_behalf_of: str = "",
) -> models.HmrcLetter:
    """Somebody has had a letter from HMRC: keep the photos and their words, for staff to answer.

    A letter to a PA hangs on the post and is not shown to the employer. Raises `Invalid` for a file that
    cannot be taken, for a day to come, and where there are neither files nor words.
    """
    may = actor.may(policy.SHOW_HMRC_LETTERS) or actor.may(policy.ANSWER_HMRC_LETTERS)
    if not may or actor.user_id is None:
        raise errors.NotAllowed("Your role may not add a letter from HMRC. Ask a payroll officer.")
    _check(files, said, received_on, actor.today)
    about = employment or _employer(employer_id, actor)
    letter = models.HmrcLetter.objects.create(
        council_id=about.council_id,
        subject_id=about.subject_id,
        employer_id=employment.employer_id if employment else employer_id,
        employment=employment,
        said=said.strip(),
        received_on=received_on,
        added_by_id=actor.user_id,
        added_at=at,
    )
    for name, content in files:
        _keep(letter, name, content)
    audit.record(
        audit.of(letter, "add", on_behalf_of=on_behalf_of, after={"files": len(files)}), actor=actor, at=at
    )
    return letter


@transaction.atomic
def read(*, letter: models.HmrcLetter, facts: Facts, actor: actors.Actor, at: datetime) -> models.HmrcLetter:
    """Staff write down what a letter says. Raises `Invalid` for what cannot be, or without a kind.

    Another kind, amount or reference than those that a manager decided on takes that decision back.
    """
    locked = _open(letter, actor, policy.ANSWER_HMRC_LETTERS)
    if facts.kind == models.HmrcLetter.Kind.UNREAD:
        raise errors.Invalid("Choose what the letter is about.", field="kind")
    if facts.amount is not None and not 0 < facts.amount <= money.MOST:
        raise errors.Invalid("Enter £0.01 or more, or leave it empty if nothing is to pay.", field="amount")
    if facts.kind in rules.DECISIONS and facts.dated is None:
        raise errors.Invalid(
            "Enter the date on the letter: the time to appeal counts from it.", field="dated"
        )
    if facts.dated is not None and facts.dated > locked.received_on:
        raise errors.Invalid("The letter cannot be dated after the day it came. Check both.", field="dated")
    if facts.appeal_by is not None and (facts.dated is None or facts.appeal_by < facts.dated):
        raise errors.Invalid("The last day to appeal is before the letter. Check it.", field="appeal_by")
    values = asdict(facts)
    if facts.dated is not None:
        values["appeal_by"] = facts.appeal_by or rules.appeal_by(kind=facts.kind, dated=facts.dated)
    if locked.payer and any(getattr(locked, name) != values[name] for name in rules.DECIDED_ON):
        values |= _UNDECIDED
    before = {name: getattr(locked, name) for name in values}
    audit.record(audit.of(locked, "change", before=before, after=values), actor=actor, at=at)
    _set(locked, penalties.revised(locked, values) | {"reminded_on": None})
    return locked


@transaction.atomic
def decide_payer(
    *, letter: models.HmrcLetter, payer: str, reason: str, actor: actors.Actor, at: datetime
) -> models.HmrcLetter:
    """A payroll manager decides whose money pays, and says why; until it is paid they can decide again.

    With that a penalty is taken on: the portal's job posts it. What HMRC asks of a PA never comes out of
    the employer's money: raises `Invalid`.
    """
    locked = _open(letter, actor, policy.DECIDE_PENALTIES)
    if locked.amount is None:
        raise errors.Invalid("No amount is recorded for this letter. Enter it first.")
    if payer not in {choice.value for choice in models.HmrcLetter.Payer if choice.value}:
        raise errors.Invalid("Choose who pays.", field="payer")
    if payer == models.HmrcLetter.Payer.EMPLOYER and locked.employment_id:
        raise errors.Invalid(_NOT_THE_EMPLOYERS, field="payer")
    if not reason.strip():
        raise errors.Invalid("Say why they pay.", field="reason")
    before = {"payer": locked.payer}
    values = {"payer": payer, "payer_reason": reason.strip(), "payer_decided_by_id": actor.user_id}
    _set(locked, penalties.revised(locked, values))
    audit.record(
        audit.of(locked, "decide", reason=locked.payer_reason, before=before, after={"payer": payer}),
        actor=actor,
        at=at,
    )
    return locked


@transaction.atomic
def move(
    *,
    letter: models.HmrcLetter,
    name: str,
    told: str,
    actor: actors.Actor,
    at: datetime,
    on_behalf_of: str = "",
    allowed_by: str = "",
    back_on: date | None = None,
) -> models.HmrcLetter:
    """Answer, appeal, pay, close or open again; `told` is what the employer or PA reads of it.

    The portal's job brings the books into line. Of a penalty that HMRC gives back, `allowed_by` says who
    decided that, and `back_on` the day on which the money came.

    Raises `Refused` for what is not open now: an appeal against a notice, a payment that nobody answers for.
    """
    rows = scope.visible_to(models.HmrcLetter.objects.filter(pk=letter.pk), actor)
    locked = rows.select_for_update(of=("self",)).get()
    books = penalties.revised(locked, {"state": locked.machine.move(name).target})
    books.pop("state")
    books |= _given_back(locked, name, allowed_by=allowed_by, back_on=back_on, actor=actor)
    done = name in {"pay", "pay_own", "close", "win_appeal"}
    settled_on = locked.settled_on if name in _GIVEN_BACK else actor.today if done else None
    return transitions.move(
        locked,
        name,
        actor=actor,
        at=at,
        facts=queries.facts_of(actor),
        reason=told.strip(),
        on_behalf_of=on_behalf_of,
        also={"told": told.strip(), "settled_on": settled_on, "held_because": "", **books},
    )


def _given_back(
    letter: models.HmrcLetter, name: str, *, allowed_by: str, back_on: date | None, actor: actors.Actor
) -> dict[str, Any]:
    """What is kept of a penalty that HMRC gives back, by the step that is recorded."""
    if name == "allow_refund":
        if not allowed_by.strip():
            raise errors.Invalid("Say who decided it: HMRC or the tribunal, and when.", field="allowed_by")
        return {"allowed_by": allowed_by.strip(), "allowed_recorded_by_id": actor.user_id}
    if name == "take_refund":
        earliest = letter.settled_on or letter.received_on
        if back_on is None or not earliest <= back_on <= actor.today:
            raise errors.Invalid(
                "Give the day on which the money came: from that on which it was paid up to today.",
                field="back_on",
            )
        return {"back_on": back_on}
    return {"allowed_by": "", "allowed_recorded_by_id": None} if name == "drop_refund" else {}


def _set(letter: models.HmrcLetter, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(letter, name, value)
    letter.save(update_fields=list(values))


def _check(files: Sequence[tuple[str, bytes]], said: str, received_on: date, today: date) -> None:
    if received_on > today:
        raise errors.Invalid("That day is to come. Enter the day on which it came.", field="received_on")
    if not files and not said.strip():
        raise errors.Invalid("Add a photo of the letter, or write what it says.", field="photos")
    if len(files) > MOST_FILES:
        raise errors.Invalid(f"Add at most {MOST_FILES} files.", field="photos")


def _employer(employer_id: uuid.UUID, actor: actors.Actor) -> models.Employer:
    sees_pay = scope.subjects_of(actor, policy.PAY)
    rows = models.Employer.objects.filter(pk=employer_id, subject__in=sees_pay)
    found = scope.visible_to(rows, actor).first()
    if found is None:
        raise errors.NotAllowed("That employer is not yours to write about.")
    return found


def _keep(letter: models.HmrcLetter, name: str, content: bytes) -> None:
    """Keep one file, by what it contains. The same file twice is kept once."""
    scan = scans.read(name, content, what="letter")
    try:
        scanned = sealed_files.is_scanned(content)
    except viruses.Infected:
        raise errors.Invalid(
            f"“{scan.name}” has a virus in it, and was not kept. Take a photo with another device.",
            field="photos",
        ) from None
    file, is_new = models.HmrcLetterFile.objects.get_or_create(
        letter=letter,
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={
            "council_id": letter.council_id,
            "subject_id": letter.subject_id,
            "name": scan.name,
            "kind": scan.kind,
            "size": len(content),
            "scanned": scanned,
        },
    )
    if is_new:
        sealed_files.keep(file.pk, content, table=TABLE)


def _open(letter: models.HmrcLetter, actor: actors.Actor, permission: str) -> models.HmrcLetter:
    if not actor.may(permission):
        raise errors.NotAllowed(f"Your role may not {permission}. Ask a payroll manager.")
    rows = scope.visible_to(models.HmrcLetter.objects.filter(pk=letter.pk), actor)
    locked = rows.select_for_update(of=("self",)).get()
    if locked.state not in queries.OPEN:
        raise errors.Conflict("This letter is done with. Open it again first.")
    return locked
