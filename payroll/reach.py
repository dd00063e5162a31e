"""Who reaches an employer and its posts, worked out from the records that say so.

An employer's client, its payroll provider, its client's representatives and support worker reach the
employer and every post; a PA reaches their own posts, and of the employer only who it is.
"""

import dataclasses
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from clients import acting_rules
from clients.models import CaseAllocation, Client, PersonalAssistant, Placement, Representation
from clients.reach import ALWAYS, limited
from dpss.access import actors, policy, scope
from dpss.access import models as access
from dpss.access.operations import Days, Grant
from payroll import models, run_off

PAYROLL_ROLES = (policy.PAYROLL_OFFICER, policy.PAYROLL_MANAGER)
EMPLOYER_SEES = (policy.IDENTITY, policy.PAY, policy.MONEY, policy.PAYMENTS)
POST_SEES = (policy.IDENTITY, policy.PAY, policy.MONEY)
POST_WITHOUT_MONEY = (policy.IDENTITY, policy.PAY)


def of_employer(
    employer: models.Employer, posts: Sequence[models.Employment], *, council_organisation_id: uuid.UUID
) -> list[Grant]:
    """The client: the employer, every post, and who each PA is. The council's finance officers: its money.

    Source: the client's own record.
    """
    client = employer.client
    source = f"clients.client:{client.pk}"
    council = Grant(
        subject_id=employer.subject_id,
        source=source,
        role=policy.COUNCIL_FINANCE,
        capabilities=(policy.MONEY,),
        during=ALWAYS,
        organisation_id=council_organisation_id,
    )
    return [council, *of_client(employer, posts)]


def of_new_employer(
    employer: models.Employer, *, before: models.Employer, actor: actors.Actor
) -> list[Grant]:
    """Everybody's reach of an employer that follows another one, as they reach the one before."""
    finance = access.Reach.objects.filter(subject_id=before.subject_id, role=policy.COUNCIL_FINANCE)
    grants = [
        grant
        for council in set(finance.filter(user=None).values_list("organisation_id", flat=True))
        for grant in of_employer(employer, [], council_organisation_id=council)
    ]
    return [*grants, *_of_arrangements(employer, [], actor)]


def of_new_post(post: models.Employment, *, actor: actors.Actor) -> list[Grant]:
    """Everybody's reach of a post that is being made, and of its PA, from the records of its client."""
    employer, posts = post.employer, [post]
    return [
        *of_post_for_assistant(post),
        *of_client(employer, posts),
        *_of_arrangements(employer, posts, actor),
    ]


def _of_arrangements(
    employer: models.Employer, posts: Sequence[models.Employment], actor: actors.Actor
) -> list[Grant]:
    grants: list[Grant] = []
    client = {"client": employer.client_id}
    for representation in scope.visible_to(Representation.objects.filter(**client), actor):
        grants += of_representation(representation, employer, posts)
    for allocation in scope.visible_to(CaseAllocation.objects.filter(**client), actor):
        grants += of_allocation(allocation, employer, posts)
    for placement in scope.visible_to(Placement.objects.filter(**client), actor):
        grants += of_placement(placement, employer, posts)
    return grants


def of_client(employer: models.Employer, posts: Sequence[models.Employment]) -> list[Grant]:
    """The client, when they sign in: the employer, every post, and who each PA is."""
    client = employer.client
    if client.user_id is None:
        return []
    source = f"clients.client:{client.pk}"
    return _three_kinds(
        employer, posts, source=source, role=policy.CLIENT, user_id=client.user_id, during=ALWAYS
    )


def of_representation(
    representation: Representation, employer: models.Employer, posts: Sequence[models.Employment]
) -> list[Grant]:
    """A representative who may approve timesheets sees posts and rates; others only who works there.

    What was paid they see when their limits say that they see the money.
    """
    posts_of = [post.subject_id for post in posts]
    known = [employer.subject_id, *posts_of, *(post.assistant.subject_id for post in posts)]
    money, sheets = acting_rules.MONEY, acting_rules.TIMESHEETS
    return [
        *limited(representation, None, dict.fromkeys(known, (policy.IDENTITY,))),
        *limited(representation, money, {employer.subject_id: (policy.MONEY,)}),
        *limited(representation, sheets, dict.fromkeys(posts_of, (policy.PAY,))),
        *limited(
            representation,
            sheets,
            {employer.subject_id: EMPLOYER_SEES} | dict.fromkeys(posts_of, POST_SEES),
            also=money,
        ),
    ]


def of_allocation(
    allocation: CaseAllocation, employer: models.Employer, posts: Sequence[models.Employment]
) -> list[Grant]:
    """The client's support worker: who works for whom, and of each post its hours and rates.

    They enter timesheets for PAs. What was paid, and the PA's own records, they do not reach.
    """
    return _three_kinds(
        employer,
        posts,
        source=f"clients.caseallocation:{allocation.pk}",
        role=policy.SUPPORT_WORKER,
        user_id=allocation.user_id,
        organisation_id=allocation.organisation_id,
        during=allocation.during,
        employer_sees=(policy.IDENTITY,),
        post_sees=POST_WITHOUT_MONEY,
    )


def of_placement(
    placement: Placement, employer: models.Employer, posts: Sequence[models.Employment]
) -> list[Grant]:
    """The payroll provider's staff, for as long as the client is placed with it.

    After that they reach its payments alone, until the last of them is paid or has come back.
    """
    if placement.organisation_id is None or placement.lot != Placement.Lot.PAYROLL:
        return []
    return [
        grant
        for role in PAYROLL_ROLES
        for grant in _three_kinds(
            employer,
            posts,
            source=f"clients.placement:{placement.pk}",
            role=role,
            organisation_id=placement.organisation_id,
            during=placement.during,
            assistant_sees=(policy.IDENTITY, policy.PAY),
        )
    ] + _of_run_off(placement, employer)


def _of_run_off(placement: Placement, employer: models.Employer) -> list[Grant]:
    last = placement.during.upper
    if last is None or placement.during.isempty:
        return []
    return [
        Grant(
            subject_id=employer.subject_id,
            source=f"clients.placement:{placement.pk}:run-off",
            role=role,
            capabilities=(policy.PAYMENTS,),
            during=Days(last, last + timedelta(days=run_off.days(last))),
            organisation_id=placement.organisation_id,
        )
        for role in PAYROLL_ROLES
    ]


def of_post_for_assistant(employment: models.Employment) -> list[Grant]:
    """The PA: their own post with its pay, and who the employer is. It goes on after they leave."""
    assistant = employment.assistant
    if assistant.user_id is None:
        return []
    source = f"payroll.employment:{employment.pk}"
    mine = Grant(
        subject_id=employment.subject_id,
        source=source,
        role=policy.PA,
        capabilities=POST_SEES,
        during=ALWAYS,
        user_id=assistant.user_id,
    )
    employer = dataclasses.replace(
        mine, subject_id=employment.employer.subject_id, capabilities=(policy.IDENTITY,)
    )
    return [mine, employer]


def of_person(record: Client | PersonalAssistant | Representation) -> list[Grant]:
    """What somebody who has just been given a sign-in reaches of employers and posts, from their own record.

    Whoever acts for a client has had an account from the first day, and reaches it since.
    """
    if isinstance(record, PersonalAssistant):
        held = models.Employment.objects.filter(assistant=record).select_related("employer", "assistant")
        return [grant for post in held for grant in of_post_for_assistant(post)]
    if isinstance(record, Client):
        employers = models.Employer.objects.filter(client=record).select_related("client")
        every = employers.prefetch_related("employments__assistant")
        return [grant for one in every for grant in of_client(one, list(one.employments.all()))]
    return []


def every_grant(*, council_organisations: Mapping[uuid.UUID, uuid.UUID]) -> Iterator[Grant]:
    """All that follows from the stored records about employers and posts, to compare with what is granted.

    `council_organisations` names for each council the organisation of its staff.
    """
    posts: dict[uuid.UUID, list[models.Employment]] = defaultdict(list)
    employers: dict[uuid.UUID, list[models.Employer]] = defaultdict(list)
    for post in models.Employment.objects.select_related("assistant", "employer"):
        posts[post.employer_id].append(post)
        yield from of_post_for_assistant(post)
    for employer in models.Employer.objects.select_related("client"):
        employers[employer.client_id].append(employer)
        council = council_organisations[employer.council_id]
        yield from of_employer(employer, posts[employer.pk], council_organisation_id=council)
    for representation in Representation.objects.filter(client__in=employers):
        for employer in employers[representation.client_id]:
            yield from of_representation(representation, employer, posts[employer.pk])
    for allocation in CaseAllocation.objects.filter(client__in=employers):
        for employer in employers[allocation.client_id]:
            yield from of_allocation(allocation, employer, posts[employer.pk])
    for placement in Placement.objects.filter(client__in=employers):
        for employer in employers[placement.client_id]:
            yield from of_placement(placement, employer, posts[employer.pk])


def _three_kinds(
    employer: models.Employer,
    posts: Sequence[models.Employment],
    *,
    source: str,
    role: str,
    during: Days,
    user_id: uuid.UUID | None = None,
    organisation_id: uuid.UUID | None = None,
    employer_sees: tuple[str, ...] = EMPLOYER_SEES,
    post_sees: tuple[str, ...] = POST_SEES,
    assistant_sees: tuple[str, ...] = (policy.IDENTITY,),
) -> list[Grant]:
    subjects = {employer.subject_id: employer_sees}
    for post in posts:
        subjects[post.subject_id] = post_sees
        subjects[post.assistant.subject_id] = assistant_sees
    return [
        Grant(
            subject_id=subject_id,
            source=source,
            role=role,
            capabilities=sees,
            during=during,
            user_id=user_id,
            organisation_id=organisation_id,
        )
        for subject_id, sees in subjects.items()
    ]
