"""Letters from HMRC: which there are, what is to be answered by when, and their files."""

import uuid
from collections.abc import Callable, Mapping, Sequence

from django.db.models import Case, QuerySet, Value, When

from dpss.access import actors, policy, scope
from dpss.access.models import AuditEvent
from dpss.access.queries import history_of
from ledger import kinds
from ledger import queries as books
from ledger.models import Payment
from payroll import hmrc_letter_rules as rules
from payroll import models, postings
from payroll.queries import posts

OPEN = ("new", "answered", "appealed")


def letters(*, actor: actors.Actor) -> QuerySet[models.HmrcLetter]:
    """Every letter that the actor reaches; `urgency` is 0 for what is to answer, 2 for what is done."""
    rows = models.HmrcLetter.objects.select_related(
        "employer", "employment__assistant", "added_by", "payer_decided_by"
    ).annotate(
        urgency=Case(When(state="new", then=Value(0)), When(state__in=OPEN, then=Value(1)), default=Value(2))
    )
    return scope.visible_to(rows, actor)


def count_new(*, actor: actors.Actor) -> int:
    """How many letters nobody has answered."""
    return scope.visible_to(models.HmrcLetter.objects.filter(state="new"), actor).count()


def own(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> QuerySet[models.HmrcLetter]:
    """A person's own letters, the newest first: a PA's, or those of a client as an employer.

    What HMRC wrote to a PA is not shown to the employer.
    """
    rows = letters(actor=actor).order_by("-received_on", "-pk")
    if actor.role == policy.PA:
        return rows.filter(employment__in=own_posts(actor=actor))
    rows = rows.filter(employment=None)
    return rows.filter(employer__client_id=client_id) if client_id else rows


def of_employer(employer_id: uuid.UUID, *, actor: actors.Actor) -> QuerySet[models.HmrcLetter]:
    """The letters of an employer's record, the newest first."""
    return letters(actor=actor).filter(employer_id=employer_id).order_by("-received_on", "-pk")


def own_employers(*, actor: actors.Actor, client_id: uuid.UUID | None) -> QuerySet[models.Employer]:
    """The employers whose letters a client shows, or who acts for them and sees their money."""
    sees_pay = scope.subjects_of(actor, policy.PAY)
    rows = models.Employer.objects.filter(during__contains=actor.today, subject__in=sees_pay)
    rows = scope.visible_to(rows, actor)
    return rows.filter(client_id=client_id) if client_id else rows


def own_posts(*, actor: actors.Actor) -> QuerySet[models.Employment]:
    """The posts of a PA about which they can show a letter."""
    return posts.own(actor=actor)


def files_of(letter: models.HmrcLetter, *, actor: actors.Actor) -> list[models.HmrcLetterFile]:
    """The photos and PDFs of a letter."""
    rows = models.HmrcLetterFile.objects.filter(letter=letter).order_by("pk")
    return list(scope.visible_to(rows, actor))


def file(pk: uuid.UUID, *, actor: actors.Actor) -> QuerySet[models.HmrcLetterFile]:
    """One file, where the actor reaches its letter; an employer never that of a PA's letter."""
    rows = models.HmrcLetterFile.objects.filter(pk=pk).select_related("letter")
    if actor.role in {policy.CLIENT, policy.REPRESENTATIVE}:
        rows = rows.filter(letter__employment=None)
    return scope.visible_to(rows, actor)


def facts_of(
    actor: actors.Actor,
) -> Callable[[Sequence[models.HmrcLetter]], Mapping[uuid.UUID, rules.LetterFacts]]:
    """What counts when letters move on, in two queries for all of them."""

    def facts(found: Sequence[models.HmrcLetter]) -> Mapping[uuid.UUID, rules.LetterFacts]:
        payers = models.WhoPays.objects.filter(
            employer__in={one.employer_id for one in found},
            during__contains=actor.today,
            payer=models.WhoPays.Payer.PROVIDER,
        )
        managed = set(scope.visible_to(payers, actor).values_list("employer_id", flat=True))
        payments = payments_of(found, actor=actor)
        given_up = {key for key, one in payments.items() if books.is_given_up(one)}
        return {
            one.pk: rules.LetterFacts(
                kind=one.kind,
                has_amount=one.amount is not None,
                payer=one.payer,
                reference=one.reference,
                provider_pays=one.employer_id in managed,
                has_payment=one.pk in payments and one.pk not in given_up,
                was_given_up=one.pk in given_up,
                came_back=one.by_payment and one.pk in payments and payments[one.pk].state == "returned",
            )
            for one in found
        }

    return facts


def payments_of(found: Sequence[models.HmrcLetter], *, actor: actors.Actor) -> dict[uuid.UUID, Payment]:
    """The newest payment of each penalty that is paid from a managed account."""
    keys = {postings.penalty_payment_key(one.pk): one.pk for one in found}
    subjects = {one.employer.subject_id for one in found}
    return books.newest_payments(keys, kind=kinds.HMRC, subjects=subjects, actor=actor)


def history(letter: models.HmrcLetter, *, actor: actors.Actor) -> QuerySet[AuditEvent]:
    """What happened to it, newest first."""
    found = history_of(subject_id=letter.subject_id, actor=actor)
    return found.filter(thing=letter._meta.label_lower, thing_id=str(letter.pk))
