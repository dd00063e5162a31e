"""A bonus of October for each PA, that was begun and dropped."""

from dpss.access import policy
from payroll import models
from tests.cast import CAST, Post, key
from tests.factories import off_cycle


def plant(posts: list[Post]) -> None:
    """Each post has one."""
    for number, post in enumerate(posts):
        officer = CAST.person(policy.PAYROLL_OFFICER, council=post.home.council).user_id
        off_cycle.off_cycle_pay(
            id=post.id_of("off-cycle pay"),
            run_id=post.id_of("off-cycle run"),
            run=20 + number,
            employment=models.Employment.objects.select_related("employer").get(pk=post.id_of("employment")),
            period=models.PayPeriod.objects.get(
                pk=key(post.home.council.slug, post.home.provider, "october")
            ),
            recorded_by_id=officer,
        )
