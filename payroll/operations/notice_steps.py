"""What a notice from HMRC does to its post when it is applied, and how that is taken back."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dpss.access import actors, audit, scope, transitions
from dpss.kernel import errors
from payroll import models
from payroll.calc import tax_periods
from payroll.operations import identities, posts, tax
from payroll.queries import notice_facts, notices, post_tax, post_terms

# Kept beside what held before: whether the change began on a day on which nothing had changed.
_NEW_ROW = "is_new"
_TAXED = tuple(tax.Details.__dataclass_fields__)
_CONFIRM = "HMRC names this number for them. Compare it with what is recorded, and confirm it."


def apply_or_wait(row: models.HmrcNotice, *, actor: actors.Actor, at: datetime) -> bool:
    """Apply a notice that has just come in where nothing stands in its way; else it waits with the sentence.

    A National Insurance number is always confirmed by a person. Returns whether it is applied.
    """
    why = row.why if row.employment is None else ""
    if row.employment is not None and row.form == notice_facts.NINO:
        why = notice_facts.fault(row, actor=actor) or _CONFIRM
    if not why:
        try:
            with transaction.atomic():
                apply(row, actor=actor, at=at)
        except errors.NotAllowed:
            raise
        except errors.Refusal as refusal:
            why = refusal.sentence
        else:
            return True
    transitions.move(row, "wait", actor=actor, at=at, also={"why": why[:500]})
    return False


def apply(row: models.HmrcNotice, *, actor: actors.Actor, at: datetime) -> models.HmrcNotice:
    """Let the post follow a notice from its date on, and never before what is paid already.

    What later notices say, such as a P9 for the tax year to come, is laid over it again. Call it inside a
    transaction. Raises `Refused` with what stands in the way, and `Invalid` for tax details that cannot be.
    """
    if row.employment is None:
        raise errors.Invalid(row.why or "Nobody knows yet whose it is. Say whose it is.")
    post = posts.hold(row.employment, actor=actor)
    known = notice_facts.facts(row, actor=actor)
    why_not = transitions.why_not(row, "apply", actor=actor, facts=known)
    if why_not is not None:
        raise transitions.Refused(why_not)
    if row.form == notice_facts.NINO:
        day, before = actor.today, _confirm_number(row, post, actor, at)
    else:
        day = notice_facts.from_day(row, post, actor=actor)
        later = notices.applied_after(post, day=day, actor=actor)
        for one in reversed(later):
            undo(one, actor=actor, at=at)
        before = _change_tax(row, post, day, actor, at)
        for one in later:
            apply(one, actor=actor, at=at)
    also = {"applied_from": day, "applied_at": at, "before": before, "why": ""}
    return moved(row, "apply", reason="", actor=actor, at=at, also=also)


def undo(row: models.HmrcNotice, *, actor: actors.Actor, at: datetime) -> models.HmrcNotice:
    """Take a notice back while nobody is paid with it: what held before goes on.

    Call it inside a transaction. Raises `Refused` once a payday since then is approved, and `Conflict` where
    the details were changed since.
    """
    if row.employment is None or row.applied_from is None:
        raise errors.Conflict("It is not applied any more. Look at the notice.")
    post = posts.hold(row.employment, actor=actor)
    day, before = row.applied_from, row.before
    moved(row, "undo", reason="", actor=actor, at=at, also=_NOT_APPLIED)
    _put_back(row, post, day, before=before, actor=actor, at=at)
    figures = models.PreviousPay.objects.filter(notice=row)
    for one in scope.visible_to(figures, actor).select_for_update(of=("self",)):
        audit.record(audit.of(one, "remove", before={"pay": one.pay, "tax": one.tax}), actor=actor, at=at)
        one.delete()
    return row


def moved(
    row: models.HmrcNotice,
    name: str,
    *,
    reason: str,
    actor: actors.Actor,
    at: datetime,
    also: dict[str, Any] | None = None,
) -> models.HmrcNotice:
    """One move of a notice, by what is known of it now."""
    return transitions.move(
        row,
        name,
        actor=actor,
        at=at,
        reason=reason,
        also=also,
        facts=lambda found: {one.pk: notice_facts.facts(one, actor=actor) for one in found},
    )


_NOT_APPLIED: dict[str, Any] = {
    "applied_from": None,
    "applied_at": None,
    "before": {},
    "why": "It was taken back. Apply it again, or set it aside.",
}


def _change_tax(
    row: models.HmrcNotice, post: models.Employment, day: date, actor: actors.Actor, at: datetime
) -> dict[str, Any]:
    """Change what the notice speaks of and nothing else. Returns what that was before."""
    held = post_tax.on(post, day=day, actor=actor)
    if held is None:
        raise errors.Invalid("No tax details are recorded for the post yet.")
    wanted = notice_facts.wanted(row)
    before = {name: getattr(held, name) for name in wanted} | {_NEW_ROW: held.during.lower != day}
    given = {name: getattr(held, name) for name in _TAXED} | wanted
    tax.change(post=post, payday=day, details=tax.Details(**given), actor=actor, at=at)
    if row.previous_pay is not None and row.previous_tax is not None and row.previous_pay:
        _keep_figures(row, post, day, actor, at)
    return before


def _keep_figures(
    row: models.HmrcNotice, post: models.Employment, day: date, actor: actors.Actor, at: datetime
) -> None:
    """Pay and tax of earlier jobs count from the same payday, in place of those on a P45 (HMRC, P6)."""
    values = {"pay": row.previous_pay, "tax": row.previous_tax, "notice": row}
    kept, _ = models.PreviousPay.objects.update_or_create(
        employment=post,
        tax_year=tax_periods.tax_year_of(row.effective),
        from_payday=day,
        defaults=values | {"council_id": post.council_id, "subject_id": post.subject_id},
    )
    after = {"from": day, "pay": kept.pay, "tax": kept.tax}
    audit.record(audit.of(kept, "record", after=after), actor=actor, at=at)


def _confirm_number(
    row: models.HmrcNotice, post: models.Employment, actor: actors.Actor, at: datetime
) -> dict[str, Any]:
    """The number as HMRC has it becomes the PA's; what it was stays with the history of who they are."""
    person = post_terms.identity(post, actor=actor)
    given = identities.Identity(**asdict(identities.recorded(person)) | {"nino": row.nino or ""})
    kept = identities.change(post=post, given=given, actor=actor, at=at)
    kept.nino_verified_on = row.issued
    kept.save(update_fields=["nino_verified_on"])
    audit.record(audit.of(kept, "verify number", after={"on": row.issued}), actor=actor, at=at)
    return {}


def _put_back(
    row: models.HmrcNotice,
    post: models.Employment,
    day: date,
    *,
    before: dict[str, Any],
    actor: actors.Actor,
    at: datetime,
) -> None:
    wanted, is_new = notice_facts.wanted(row), before.get(_NEW_ROW, False)
    before = {name: before[name] for name in wanted}
    held = post_tax.on(post, day=day, actor=actor)
    if held is None or {name: getattr(held, name) for name in wanted} != wanted:
        raise errors.Conflict(
            "The tax details were changed since, so there is nothing to take back. Change them instead."
        )
    earlier = post_tax.on(post, day=day - day.resolution, actor=actor)
    if is_new and day > actor.today and earlier and _is_the_same(held, earlier, but_for=wanted):
        tax.take_back(post=post, day=day, actor=actor, at=at)
    elif wanted != before:
        values = {name: getattr(held, name) for name in _TAXED} | before
        values["starter_declaration"] = held.starter_declaration
        tax.keep(post=post, day=day, values=values, verb="take back", actor=actor, at=at)


def _is_the_same(held: models.TaxDetails, earlier: models.TaxDetails, *, but_for: dict[str, Any]) -> bool:
    """Whether nothing changed on the day but what the notice speaks of."""
    return all(getattr(held, name) == getattr(earlier, name) for name in _TAXED if name not in but_for)
