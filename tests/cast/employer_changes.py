"""A change of employer that was given up, for every home, with what was decided of its posts."""

from collections.abc import Iterable

from dpss.access import policy
from payroll import models
from tests.cast import CAST, Home, Post
from tests.factories import employer_changes


def plant(homes: Iterable[Home], *, posts: Iterable[Post]) -> None:
    """Nothing of it holds."""
    for home in homes:
        employer_changes.employer_change(
            id=home.id_of("employer change"),
            employer=models.Employer.objects.get(pk=home.id_of("employer")),
            begun_by_id=CAST.person(policy.PAYROLL_OFFICER, council=home.council).user_id,
        )
    for post in posts:
        employer_changes.post_decision(
            id=post.id_of("post decision"),
            change=models.EmployerChange.objects.get(pk=post.home.id_of("employer change")),
            employment=models.Employment.objects.get(pk=post.id_of("employment")),
            decided_by_id=CAST.person(policy.PAYROLL_OFFICER, council=post.home.council).user_id,
        )
