"""Who agrees payruns before they are paid, what was said of each, and which still wait."""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from clients import acting_rules
from clients.queries import contact, known, people
from dpss.access import actors, scope
from dpss.kernel import errors
from ledger import bank_holidays
from ledger.banking import calendar
from payroll import models
from payroll.queries import employer_papers

_ONLINE: Final = "online"
_DAY: Final = date.resolution
Answer = models.PayrunAnswer.Answer


def digest_of(payrun: models.Payrun) -> str:
    """A digest of what a payrun comes to: another calculation has another."""
    said = (payrun.pk, payrun.net, payrun.gross, payrun.employer_cost, payrun.calculated_at)
    return hashlib.sha256(" ".join(str(part) for part in said).encode()).hexdigest()


def choices(*, day: date, actor: actors.Actor) -> QuerySet[models.AgreesPayruns]:
    """The employers' choices that hold on a day."""
    rows = models.AgreesPayruns.objects.filter(during__contains=day)
    return scope.visible_to(rows, actor)


def choice_of(employer_id: uuid.UUID, *, day: date, actor: actors.Actor) -> models.AgreesPayruns | None:
    """Whether an employer agrees first, on a day."""
    return choices(day=day, actor=actor).filter(employer=employer_id).select_related("recorded_by").first()


def newest_answers(
    payruns: Iterable[models.Payrun], *, actor: actors.Actor
) -> Mapping[uuid.UUID, models.PayrunAnswer]:
    """What was said last of each payrun as it is now; nothing of what was said before it changed."""
    digests = {payrun.pk: digest_of(payrun) for payrun in payruns}
    rows = models.PayrunAnswer.objects.filter(payrun_id__in=digests).order_by("recorded_at", "pk")
    return {
        row.payrun_id: row for row in scope.visible_to(rows, actor) if row.digest == digests[row.payrun_id]
    }


def waiting_for(payruns: Sequence[models.Payrun], *, actor: actors.Actor) -> dict[uuid.UUID, str]:
    """For each payrun that its employer has to agree to and has not, the sentence that says so."""
    wanted = choices(day=actor.today, actor=actor).filter(employer__in=[run.employer_id for run in payruns])
    employers = set(wanted.values_list("employer_id", flat=True))
    concerned = [run for run in payruns if run.employer_id in employers]
    said = newest_answers(concerned, actor=actor) if concerned else {}
    return {run.pk: why for run in concerned if (why := _why_not(said.get(run.pk)))}


def _why_not(answer: models.PayrunAnswer | None) -> str:
    if answer is None:
        return "The employer agrees each payrun first, and has not answered yet. Ring them, or wait."
    if answer.answer == Answer.WRONG:
        return (
            f"{answer.said_by} says that something is wrong: {answer.reason} Put it right and calculate"
            " again, or ring them."
        )
    return ""


def to_agree(*, actor: actors.Actor) -> QuerySet[models.Payrun]:
    """The calculated payruns whose employers agree first, by the payday, with whom to ring."""
    wants = models.AgreesPayruns.objects.filter(employer=OuterRef("employer"), during__contains=actor.today)
    rows = models.Payrun.objects.filter(Exists(scope.visible_to(wants, actor)), state="ready")
    found = rows.select_related("employer__client", "period__group", "off_cycle__employment__assistant")
    return scope.visible_to(found, actor)


def names_of(
    employer: models.Employer, *, but_not: Collection[uuid.UUID] = (), actor: actors.Actor
) -> list[str]:
    """Whose word counts: the employer, and those who act for them and see both the sheets and the money.

    Of these, none whose user is in `but_not`.
    """
    acting = people.representations_of(employer.client_id, actor=actor)
    acting = acting.filter(_agrees(actor.today)).exclude(user__in=but_not)
    return list(dict.fromkeys([employer.name, *(row.user.name for row in acting)]))


def _agrees(day: date) -> Q:
    """Who acts for an employer and sees both the sheets and the money."""
    return people.may(acting_rules.TIMESHEETS, day=day) & people.may(acting_rules.MONEY, day=day)


def names_for(payrun: models.Payrun, *, actor: actors.Actor) -> list[str]:
    """Whose word counts for a payrun: of those whose word counts for its employer, nobody whom it pays."""
    slips = payrun.payslips.filter(employment__assistant__user__isnull=False)
    paid = scope.visible_to(slips, actor).values_list("employment__assistant__user", flat=True)
    return names_of(payrun.employer, but_not=frozenset(paid), actor=actor)


def is_paid_by(payrun: models.Payrun, *, actor: actors.Actor) -> bool:
    """Whether the actor is one of the PAs whom it pays: nobody agrees to their own pay."""
    slips = payrun.payslips.filter(employment__assistant__user=actor.user_id)
    return actor.user_id is not None and scope.visible_to(slips, actor).exists()


def agree_by(payrun: models.Payrun) -> date:
    """The day by which their word is needed, so that the money can arrive: that of approving.

    The payday itself in a year of which the bank holidays are not known.
    """
    holidays = bank_holidays.known()
    try:
        file_day = calendar.submit_by(payrun.payday, holidays=holidays)
        return calendar.entry_day(file_day - _DAY, holidays=holidays)
    except errors.Invalid:
        return payrun.payday


def is_late(payrun: models.Payrun, *, day: date) -> bool:
    """Whether the day by which their word is needed has come."""
    return day >= agree_by(payrun)


def unanswered(*, actor: actors.Actor) -> list[models.Payrun]:
    """The calculated payruns of employers who agree first, of which nothing was said."""
    rows = list(to_agree(actor=actor).order_by("pk"))
    said = newest_answers(rows, actor=actor)
    return [run for run in rows if run.pk not in said]


def users_of(
    employers: Sequence[models.Employer], *, actor: actors.Actor
) -> Mapping[uuid.UUID, tuple[uuid.UUID, ...]]:
    """Who reads a message for each employer: a client who is reached online, and who acts for them."""
    clients = {employer.client_id for employer in employers}
    acting = known.representations(actor=actor).filter(
        _agrees(actor.today), client__in=clients, during__contains=actor.today
    )
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for client_id, user_id in acting.order_by("pk").values_list("client_id", "user_id"):
        found[client_id].append(user_id)
    own = {one.client: one.client.user_id for one in employers if one.client.user_id}
    chosen = contact.choices_of(own.values(), actor=actor)
    for client, user in own.items():
        if client.contact_route == _ONLINE or user in chosen:
            found[client.pk].insert(0, user)
    return {one.pk: tuple(dict.fromkeys(found[one.client_id])) for one in employers}


def name_of(user_id: uuid.UUID | None, *, employer: models.Employer, actor: actors.Actor) -> str:
    """The name under which somebody gives their own word: a representative's, else the employer's."""
    acting = people.representations_of(employer.client_id, actor=actor).filter(user=user_id).first()
    name: str = acting.user.name if acting else employer.name
    return name


def own_employer(*, actor: actors.Actor, client_id: uuid.UUID | None) -> models.Employer | None:
    """The employer of a client's own page, or of the client that a representative acts for now.

    None where they may not see what it pays.
    """
    found = employer_papers.employers(actor=actor).filter(during__contains=actor.today)
    return (found.filter(client_id=client_id) if client_id else found).first()


def answer_by(*, actor: actors.Actor, client_id: uuid.UUID | None) -> date | None:
    """By when the first payrun that waits for a client's word needs it; None when none waits."""
    waiting = [run for run in unanswered(actor=actor) if run.employer.client_id == client_id]
    return min((agree_by(run) for run in waiting), default=None)
