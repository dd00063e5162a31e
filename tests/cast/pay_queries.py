"""October's wages were late for everybody; their PAs asked, were answered, and have them now."""

import datetime as dt
from collections.abc import Sequence

from dpss.access import policy
from payroll import models
from tests.cast import CAST, Post, Provider
from tests.cast.people import Council
from tests.factories import AT, TODAY, deductions, pay_queries

DAY = dt.timedelta(days=1)


def plant(council: Council, *, posts: Sequence[Post]) -> None:
    """A question of each PA of the council; how soon they were answered for last year, and orders paid on."""
    manager = CAST.person(policy.PAYROLL_MANAGER, council=council).user_id
    for name in CAST.providers_in(council):
        provider = Provider(name, council)
        pay_queries.time_to_answer(
            id=provider.id_of("pay query time"),
            council_id=council.id,
            organisation_id=provider.organisation_id,
            recorded_by_id=manager,
        )
        deductions.deduction_day(
            id=provider.id_of("deduction day"),
            council_id=council.id,
            organisation_id=provider.organisation_id,
            recorded_by_id=manager,
        )
    for post in posts:
        pay_queries.query(
            id=post.id_of("pay query"),
            payslip=models.Payslip.objects.get(pk=post.id_of("payslip")),
            asked_by_id=CAST.named(post.pa).user_id,
            paid_by="provider" if post.home.short == "ben" else "employer",
            asked_at=AT - 10 * DAY,
            due_on=TODAY - 8 * DAY,
            state="closed",
            answer="paid",
            paid_on=TODAY - 9 * DAY,
            said="Faster Payment, reference WAGES",
            answered_by_id=CAST.person(policy.PAYROLL_OFFICER, council=council).user_id,
            answered_at=AT - 9 * DAY,
            closed_at=AT - 8 * DAY,
        )
