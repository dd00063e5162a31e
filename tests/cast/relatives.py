"""No PA of the cast is related to whom they work for; one was once, and the council allowed it."""

from collections.abc import Sequence

from psycopg2.extras import DateRange

from clients import models
from dpss.access import policy
from payroll.models import Employment
from tests.cast import CAST, Home, Post, key
from tests.cast.people import Council
from tests.factories import AT
from tests.factories import relatives as made


def plant(council: Council, *, homes: Sequence[Home], posts: Sequence[Post]) -> None:
    """How each PA is related, and for every client a decision of before."""
    worker = CAST.person(policy.SUPPORT_WORKER, council=council).user_id
    decider = CAST.person(policy.PRACTITIONER, council=council).user_id
    made.rule(id=key(council.slug, "relative rule"), council_id=council.id, recorded_by_id=worker)
    made.answer_time(
        id=key(council.slug, "relative answer time"), council_id=council.id, recorded_by_id=worker
    )
    first: dict[Home, models.PersonalAssistant] = {}
    for post in posts:
        employment = Employment.objects.select_related("assistant").get(pk=post.id_of("employment"))
        client = models.Client.objects.get(pk=post.home.id_of("client"))
        first.setdefault(post.home, employment.assistant)
        made.relation(
            id=post.id_of("relation"),
            client=client,
            assistant=employment.assistant,
            recorded_by_id=worker,
        )
    for home in homes:
        if home not in first:
            continue
        client = models.Client.objects.get(pk=home.id_of("client"))
        before = made.relation(
            id=home.id_of("relation before"),
            client=client,
            assistant=first[home],
            recorded_by_id=worker,
            relation="partner_of",
            same_household=True,
            during=DateRange(made.BEFORE, made.SINCE),
        )
        decision = made.decision(
            id=home.id_of("relative decision"),
            relation=before,
            state="allowed",
            asked_by_id=worker,
            decided_by_id=decider,
            decided_at=AT,
            from_day=made.BEFORE,
        )
        made.grounds(id=home.id_of("relative grounds"), decision=decision)
