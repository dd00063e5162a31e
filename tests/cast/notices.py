"""A notice of HMRC's waits with each provider, and one was applied to every post last year."""

import datetime as dt
from collections.abc import Sequence

from payroll import models
from tests.cast import AT, CAST, Post, Provider
from tests.cast.people import Council
from tests.factories import notices


def plant(council: Council, *, posts: Sequence[Post]) -> None:
    """A row of each table in the council."""
    for name in CAST.providers_in(council):
        provider = Provider(name, council)
        notices.hmrc_notice(
            id=provider.id_of("hmrc notice"), council_id=council.id, organisation_id=provider.organisation_id
        )
    for post in posts:
        held = models.Employment.objects.select_related("employer__pay_group").get(
            pk=post.id_of("employment")
        )
        old = notices.hmrc_notice(
            id=post.id_of("hmrc notice"),
            council_id=council.id,
            organisation_id=held.employer.pay_group.organisation_id,
            employment=held,
            state="applied",
            issued=dt.date(2025, 5, 1),
            effective=dt.date(2025, 5, 1),
            received_on=dt.date(2025, 5, 1),
            applied_from=dt.date(2025, 5, 1),
            applied_at=AT,
            sha256=post.id_of("hmrc notice").hex * 2,
            why="",
        )
        notices.previous_pay(id=post.id_of("previous pay"), employment=held, notice=old)
