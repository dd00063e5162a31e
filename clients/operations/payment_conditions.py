"""What an officer finds of the conditions of the law: route, capacity, and each with its evidence."""

from datetime import date, datetime

from django.db import transaction

from clients import conditions, models
from clients.operations import onboarding as journeys
from clients.operations import representation_letters
from clients.queries import onboarding as queries
from dpss.access import actors, audit, policy
from dpss.kernel import errors


@transaction.atomic
def record_route(
    *,
    onboarding: models.Onboarding,
    route: str,
    payee: str,
    payee_name: str = "",
    actor: actors.Actor,
    at: datetime,
) -> models.PaymentRoute:
    """Say by which law, and who is paid. Raises `Invalid` where age or capacity make it the wrong one."""
    locked = _for_conditions(onboarding, actor)
    kept = queries.case_of(locked, actor=actor)
    case = conditions.Case(
        today=actor.today,
        birth_date=kept.birth_date,
        route=route,
        payee=payee,
        has_capacity=kept.has_capacity,
    )
    wrong = conditions.wrong_route(case)
    if wrong:
        raise errors.Invalid(wrong, field="payee")
    names_another = payee in {conditions.NOMINATED, conditions.AUTHORISED, conditions.PARENT}
    if names_another:
        journeys.sized(payee_name, 150, "payee_name", "Write the name of who is paid.")
    row = models.PaymentRoute.objects.create(
        **journeys.on(locked),
        onboarding=locked,
        route=route,
        payee=payee,
        payee_name=payee_name.strip() if names_another else "",
        recorded_by_id=journeys.person(actor),
        recorded_at=at,
    )
    audit.record(audit.of(row, "record", after={"route": route, "payee": payee}), actor=actor, at=at)
    _look_again_where_needed(locked, actor, at)
    return row


@transaction.atomic
def record_capacity(
    *,
    onboarding: models.Onboarding,
    has_capacity: bool,
    assessed_on: date,
    assessed_by: str,
    evidence: str,
    actor: actors.Actor,
    at: datetime,
) -> models.Capacity:
    """Keep whether they can decide about a direct payment themselves. It decides which route is legal."""
    locked = _for_conditions(onboarding, actor)
    if assessed_on > actor.today:
        raise errors.Invalid(
            "That day is still to come. Enter the day of the assessment.", field="assessed_on"
        )
    journeys.sized(assessed_by, 150, "assessed_by", "Write who assessed it.")
    journeys.sized(evidence, journeys.LONGEST_WORDS, "evidence", "Write what was found, and how.")
    row = models.Capacity.objects.create(
        **journeys.on(locked),
        client_id=locked.client_id,
        has_capacity=has_capacity,
        assessed_on=assessed_on,
        assessed_by=assessed_by.strip(),
        evidence=evidence.strip(),
        recorded_by_id=journeys.person(actor),
        recorded_at=at,
    )
    audit.record(audit.of(row, "record", after={"has_capacity": has_capacity}), actor=actor, at=at)
    representation_letters.capacity_was_found(
        client_id=locked.client_id, has_capacity=has_capacity, actor=actor, at=at
    )
    _look_again_where_needed(locked, actor, at)
    return row


@transaction.atomic
def record_condition(
    *,
    onboarding: models.Onboarding,
    code: str,
    met: bool,
    evidence: str,
    actor: actors.Actor,
    at: datetime,
    help_considered: str = "",
) -> models.PaymentCondition:
    """Keep what was found of one condition. “Not capable” needs the help that was considered first."""
    locked = _for_conditions(onboarding, actor)
    case = queries.case_of(locked, actor=actor)
    if code not in {one.code for one in conditions.conditions_of(case.route, case.payee)}:
        raise errors.Invalid("This legal route has no such condition. Choose the route first.", field="met")
    if code == conditions.EXCLUDED:
        if evidence.strip():
            raise errors.Invalid("Leave this empty: yes or no is all that may be kept.", field="evidence")
    else:
        journeys.sized(
            evidence, journeys.LONGEST_WORDS, "evidence", "Write what you saw or heard that shows it."
        )
    if code == conditions.CAPABLE and not met:
        journeys.sized(
            help_considered,
            1000,
            "help_considered",
            "Write first which help you considered: a managed account, a nominated person, the service.",
        )
    row = models.PaymentCondition.objects.create(
        **journeys.on(locked),
        onboarding=locked,
        route=case.route,
        code=code,
        met=met,
        evidence=evidence.strip(),
        help_considered=help_considered.strip()[:1000],
        found_on=actor.today,
        recorded_by_id=journeys.person(actor),
        recorded_at=at,
    )
    audit.record(audit.of(row, "record", after={"code": code, "met": met}), actor=actor, at=at)
    _look_again_where_needed(locked, actor, at)
    return row


def _for_conditions(onboarding: models.Onboarding, actor: actors.Actor) -> models.Onboarding:
    if not actor.may(policy.RECORD_CONDITIONS):
        raise errors.NotAllowed(
            "Your role may not record conditions of the law. Ask the council’s practitioner."
        )
    locked = journeys.locked(onboarding, actor)
    if locked.state not in {"setting_up", "conditions_met", "agreed"}:
        raise errors.Conflict("Conditions are recorded once the person has chosen a direct payment.")
    return locked


def _look_again_where_needed(onboarding: models.Onboarding, actor: actors.Actor, at: datetime) -> None:
    """What was just recorded may stand against what was met or signed before."""
    if onboarding.state == "setting_up":
        return
    found = conditions.problems(queries.case_of(onboarding, actor=actor))
    if found:
        journeys.doubt_conditions(onboarding=onboarding, reason=found[0].sentence[:300], actor=actor, at=at)
