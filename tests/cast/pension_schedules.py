"""Each employer has a schedule of the spring that nobody submitted, on which its PAs paid nothing in.

Of one of them each provider has asked for the file as if of hundreds.
"""

from collections.abc import Sequence

from dpss.access import policy
from payroll import models
from tests.cast import CAST, Home, Post, key
from tests.factories import pension_schedules


def plant(homes: Sequence[Home], *, posts: Sequence[Post]) -> None:
    """What the cast keeps of pension schedules."""
    for home in homes:
        officer = CAST.person(policy.PAYROLL_OFFICER, council=home.council).user_id
        employer = models.Employer.objects.get(pk=home.id_of("employer"))
        pension_schedules.arrangement(
            id=home.id_of("pension arrangement"), employer=employer, recorded_by_id=officer
        )
        mine = [post for post in posts if post.home == home]
        made = pension_schedules.schedule(
            id=home.id_of("pension schedule"),
            scheme=models.PensionScheme.objects.get(pk=home.id_of("pension scheme")),
            members=len(mine),
        )
        pension_schedules.file(id=home.id_of("pension file"), schedule=made, made_by_id=officer)
        for post in mine:
            pension_schedules.line(
                id=post.id_of("pension line"),
                schedule=made,
                employment=models.Employment.objects.get(pk=post.id_of("employment")),
            )
    firsts = {(home.council.slug, home.provider): home for home in reversed(homes)}
    for (council, provider), home in firsts.items():
        pension_schedules.download(
            id=key(council, provider, "pension download"),
            council_id=home.council.id,
            organisation_id=key(provider, "organisation"),
            requested_by_id=CAST.person(policy.PAYROLL_OFFICER, council=home.council).user_id,
            schedules=[home.id_of("pension schedule")],
        )
