"""Who had a hand in what a payrun pays: nobody approves pay of their own, or pay that they have changed."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db.models import Max

from dpss.access import actors, scope
from dpss.access.models import AuditEvent, base
from dpss.kernel import dates
from payroll import models, times

# What decides how much somebody is paid, and how the sentence names it. A sheet has a rule of its own: who
# enters one for somebody does not record its approval.
_DECIDES_PAY: Final[Mapping[type[base.SubjectRow], str]] = {
    models.BroughtForward: "the figures of this tax year",
    models.Deduction: "an order or deduction",
    models.Employment: "a PA's job",
    models.EmploymentTerms: "a PA's terms",
    models.OffCyclePay: "what is paid outside the usual payday",
    models.PensionFact: "a PA's pension",
    models.RolledUpHoliday: "how holiday is paid",
    models.SickPayDecision: "sick pay",
    models.TaxDetails: "a PA's tax details",
}
# What only follows from another approval.
_FOLLOWS: Final = ("carry over", "finish")
_NAMED: Final = {model._meta.label_lower: words for model, words in _DECIDES_PAY.items()}


def sentences(
    slips: Mapping[uuid.UUID, Sequence[models.Payslip]],
    payruns: Sequence[models.Payrun],
    *,
    actor: actors.Actor,
) -> dict[uuid.UUID, str]:
    """For each payrun that this person may not approve because of what they did, the sentence that says so.

    `slips` are the payruns' payslips, with their posts and PAs. It looks at the person's acts since the
    employer's wages were last approved, in two queries.
    """
    if actor.user_id is None:
        return {}
    acts = _acts([slip.employment.subject_id for some in slips.values() for slip in some], actor.user_id)
    since = _last_approved(payruns, actor) if acts else {}
    return {
        run.pk: why
        for run in payruns
        if (why := _why_not(slips.get(run.pk, ()), acts, since.get(run.employer_id), actor.user_id))
    }


def _why_not(
    slips: Sequence[models.Payslip],
    acts: Mapping[uuid.UUID, tuple[str, datetime]],
    since: datetime | None,
    person: uuid.UUID,
) -> str:
    for slip in slips:
        if slip.employment.assistant.user_id == person:
            return "It pays you. Another payroll manager must approve it."
        what, at = acts.get(slip.employment.subject_id, ("", None))
        if at and (since is None or at >= since):
            return (
                f"You have changed {what} on {_day(at)}, and it is paid here."
                " Another payroll manager must approve it."
            )
    return ""


def _day(at: datetime) -> str:
    return dates.in_words(at.astimezone(times.LONDON).date())


def _acts(posts: Sequence[uuid.UUID], person: uuid.UUID) -> dict[uuid.UUID, tuple[str, datetime]]:
    """What this person has changed last of each post, by its subject, and when."""
    classes = {model.sees for model in _DECIDES_PAY}
    rows = AuditEvent.objects.filter(subject__in=posts, sees__in=classes, actor_id=person, thing__in=_NAMED)
    found = rows.exclude(verb__in=_FOLLOWS).order_by("at").values_list("subject_id", "thing", "at")
    return {subject_id: (_NAMED[thing], at) for subject_id, thing, at in found}


def _last_approved(payruns: Sequence[models.Payrun], actor: actors.Actor) -> dict[uuid.UUID, datetime]:
    rows = models.Payrun.objects.filter(
        employer__in={run.employer_id for run in payruns}, state="approved", approved_at__isnull=False
    )
    found = scope.visible_to(rows, actor).order_by().values_list("employer_id")
    return dict(found.annotate(last=Max("approved_at")))
