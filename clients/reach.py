"""Who reaches a client, worked out from the records that say so: the one source of these grants."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from clients import acting_rules, models
from dpss.access import policy
from dpss.access.operations import Days, Grant

ALWAYS = Days(None, None)
_DAY: Final = timedelta(days=1)
COMPLAINTS = (policy.IDENTITY, policy.CARE)


def of_client(client: models.Client, *, council_organisation_id: uuid.UUID) -> list[Grant]:
    """The client themself, the council's practitioners, and its finance officers for the money."""
    source = f"clients.client:{client.pk}"
    council = Grant(
        subject_id=client.subject_id,
        source=source,
        role=policy.COUNCIL_FINANCE,
        # Where the direct payment goes, and what leaves for it by a bank file.
        capabilities=(policy.IDENTITY, policy.MONEY, policy.PAY, policy.PAYMENTS),
        during=ALWAYS,
        organisation_id=council_organisation_id,
    )
    practitioners = Grant(
        subject_id=client.subject_id,
        source=source,
        role=policy.PRACTITIONER,
        # They decide what the law leaves to the council: on the person's care, and what it may cost.
        capabilities=(policy.IDENTITY, policy.CARE, policy.MONEY),
        during=ALWAYS,
        organisation_id=council_organisation_id,
    )
    return [council, practitioners, *of_client_themself(client)]


def of_referral(referral: models.Referral, *, council_organisation_id: uuid.UUID) -> list[Grant]:
    """The council's practitioners, who decide what becomes of it, and who wrote it down for them."""
    source = f"clients.referral:{referral.pk}"
    sees = (policy.IDENTITY, policy.CARE)
    grants = [
        Grant(
            subject_id=referral.subject_id,
            source=source,
            role=policy.PRACTITIONER,
            capabilities=sees,
            during=ALWAYS,
            organisation_id=council_organisation_id,
        )
    ]
    if referral.writer is not None:
        writer = referral.writer
        grants.append(
            Grant(
                subject_id=referral.subject_id,
                source=source,
                role=writer.role,
                capabilities=sees,
                during=ALWAYS,
                user_id=writer.user_id,
                organisation_id=writer.organisation_id,
            )
        )
    return grants


def of_client_themself(client: models.Client) -> list[Grant]:
    """The client, when they sign in."""
    if client.user_id is None:
        return []
    return [
        Grant(
            subject_id=client.subject_id,
            source=f"clients.client:{client.pk}",
            role=policy.CLIENT,
            capabilities=(policy.IDENTITY, policy.CARE, policy.MONEY),
            during=ALWAYS,
            user_id=client.user_id,
        )
    ]


def of_assistant(assistant: models.PersonalAssistant) -> list[Grant]:
    """The PA themself, when they sign in."""
    if assistant.user_id is None:
        return []
    return [
        Grant(
            subject_id=assistant.subject_id,
            source=f"clients.personalassistant:{assistant.pk}",
            role=policy.PA,
            capabilities=(policy.IDENTITY, policy.PAY),
            during=ALWAYS,
            user_id=assistant.user_id,
        )
    ]


def of_representation(representation: models.Representation) -> list[Grant]:
    """Someone who acts for the client: the money only for as long as their limits say so."""
    return [
        grant
        for what, sees in ((None, (policy.IDENTITY, policy.CARE)), (acting_rules.MONEY, (policy.MONEY,)))
        for grant in limited(representation, what, {representation.subject_id: sees})
    ]


def limited(
    representation: models.Representation,
    what: str | None,
    subjects: Mapping[uuid.UUID, tuple[str, ...]],
    *,
    also: str | None = None,
) -> list[Grant]:
    """What one limit lets somebody reach, or two of them together, for its days; None for what all reach."""
    during = representation.during
    for name in filter(None, (what, also)):
        during = _within(during, representation.limits.of(name))
    if during.isempty:
        return []
    return [
        Grant(
            subject_id=subject_id,
            source=source_of(representation.pk, "-".join(filter(None, (what, also)))),
            role=policy.REPRESENTATIVE,
            capabilities=sees,
            during=during,
            user_id=representation.user_id,
        )
        for subject_id, sees in subjects.items()
    ]


def source_of(key: uuid.UUID, limit: str = "") -> str:
    """Where what somebody reaches for another comes from: each limit by itself, so that one ends alone."""
    return f"clients.representation:{key}:{limit}" if limit else f"clients.representation:{key}"


def sources_of(key: uuid.UUID) -> list[str]:
    """Everything that ends when somebody stops acting."""
    return [source_of(key, limit) for limit in ("", *PARTS)]


PARTS: Final = (
    acting_rules.MONEY,
    acting_rules.TIMESHEETS,
    f"{acting_rules.TIMESHEETS}-{acting_rules.MONEY}",
)


def _within(during: Days, limit: acting_rules.Limit) -> Days:
    if not limit.is_given or during.isempty:
        return Days(empty=True)
    firsts = [day for day in (during.lower, limit.since) if day is not None]
    ends = [day for day in (during.upper, limit.until and limit.until + _DAY) if day is not None]
    first, end = max(firsts, default=None), min(ends, default=None)
    if first is not None and end is not None and end <= first:
        return Days(empty=True)
    return Days(first, end)


def of_allocation(allocation: models.CaseAllocation) -> list[Grant]:
    """The support worker whose caseload it is on, while they work for that organisation."""
    return [
        Grant(
            subject_id=allocation.subject_id,
            source=f"clients.caseallocation:{allocation.pk}",
            role=policy.SUPPORT_WORKER,
            capabilities=(policy.IDENTITY, policy.CARE),
            during=allocation.during,
            user_id=allocation.user_id,
            organisation_id=allocation.organisation_id,
        )
    ]


def of_placement(placement: models.Placement) -> list[Grant]:
    """The payroll provider's staff know who the client is, and nothing of their care or money."""
    if placement.organisation_id is None or placement.lot != models.Placement.Lot.PAYROLL:
        return []
    return [
        Grant(
            subject_id=placement.subject_id,
            source=f"clients.placement:{placement.pk}",
            role=role,
            capabilities=(policy.IDENTITY,),
            during=placement.during,
            organisation_id=placement.organisation_id,
        )
        for role in (policy.PAYROLL_OFFICER, policy.PAYROLL_MANAGER)
    ]


def of_complaint(complaint: models.Complaint) -> list[Grant]:
    """Who complains, and who answers. Whoever it is about is not among them, and is recused besides.

    What a representative reaches of it ends with what they reach of the client.
    """
    source = f"clients.complaint:{complaint.pk}"

    def grant(role: str, **holder: Any) -> Grant:
        usual: dict[str, Any] = {"source": source, "during": ALWAYS}
        return Grant(subject_id=complaint.subject_id, role=role, capabilities=COMPLAINTS, **usual | holder)

    grants = [grant(complaint.team, organisation_id=complaint.council_organisation_id)]
    if complaint.reader_id is not None:
        role = policy.PA if complaint.assistant_id else policy.CLIENT
        grants.append(grant(role, user_id=complaint.reader_id))
    acts = complaint.representation
    if acts is not None and not acts.during.isempty:
        whose = {"source": f"clients.representation:{acts.pk}", "during": acts.during}
        grants.append(grant(policy.REPRESENTATIVE, user_id=acts.user_id, **whose))
    return [*grants, *of_handler(complaint)]


def of_handler(complaint: models.Complaint) -> list[Grant]:
    """Whom it is given to, where they are not of the team that has it already."""
    handler = complaint.handler
    if handler is None or handler.role == complaint.team:
        return []
    return [
        Grant(
            subject_id=complaint.subject_id,
            source=source_of_handler(complaint),
            role=handler.role,
            capabilities=COMPLAINTS,
            during=ALWAYS,
            user_id=handler.user_id,
            organisation_id=handler.organisation_id,
        )
    ]


def source_of_handler(complaint: models.Complaint) -> str:
    """Where the reach of whom a complaint is given to comes from: it ends when it is given to another."""
    return f"clients.complaint.handler:{complaint.pk.hex}"


def every_grant(*, council_organisations: Mapping[uuid.UUID, uuid.UUID]) -> Iterator[Grant]:
    """All that follows from the stored records, to compare with what is granted.

    `council_organisations` names for each council the organisation of its staff.
    """
    for client in models.Client.objects.all():
        yield from of_client(client, council_organisation_id=council_organisations[client.council_id])
    for assistant in models.PersonalAssistant.objects.all():
        yield from of_assistant(assistant)
    for representation in models.Representation.objects.all():
        yield from of_representation(representation)
    for allocation in models.CaseAllocation.objects.all():
        yield from of_allocation(allocation)
    for placement in models.Placement.objects.all():
        yield from of_placement(placement)
    for referral in models.Referral.objects.select_related("writer"):
        yield from of_referral(referral, council_organisation_id=council_organisations[referral.council_id])
    for complaint in models.Complaint.objects.select_related("representation", "handler"):
        yield from of_complaint(complaint)
