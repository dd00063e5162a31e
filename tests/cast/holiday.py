"""Every PA who goes on asked for a week in January; a month of spring was rolled up. Sick pay waits.

A week of family leave is to come in March.
"""

from dpss.access import policy
from payroll import models
from tests.cast import CAST, Post
from tests.factories import holiday


def plant(posts: list[Post]) -> None:
    """What the cast keeps of holiday."""
    for post in posts:
        employment = models.Employment.objects.get(pk=post.id_of("employment"))
        officer = CAST.person(policy.PAYROLL_OFFICER, council=post.home.council).user_id
        state = "refused" if post.pa == "tom" else "asked"
        asked = holiday.request(
            id=post.id_of("holiday request"),
            employment=employment,
            asked_by_id=CAST.named(post.pa).user_id,
            state=state,
        )
        holiday.day(request=asked)
        holiday.rolled_up(id=post.id_of("rolled-up holiday"), employment=employment, recorded_by_id=officer)
        holiday.sick_arrears(
            id=post.id_of("sick arrears"),
            decision=models.SickPayDecision.objects.get(pk=post.id_of("sick pay decision")),
            decided_by_id=officer,
        )
        holiday.family_pay(id=post.id_of("family pay"), employment=employment, decided_by_id=officer)
        holiday.brought_in(id=post.id_of("holiday brought in"), employment=employment, recorded_by_id=officer)
