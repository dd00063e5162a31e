"""A week in which a post's shifts were shared."""

import uuid

from dpss.access import policy
from payroll import models
from tests.cast import CAST, Post
from tests.factories import shared_work


def plant(post: Post) -> None:
    """One side of an agreement that has ended, for every post."""
    officer = CAST.person(policy.PAYROLL_OFFICER, council=post.home.council).user_id
    shared_work.side(
        id=post.id_of("shared work"),
        agreement=uuid.uuid5(shared_work.AGREEMENT, f"{post.pa} at {post.home.short}"),
        employment=models.Employment.objects.get(pk=post.id_of("employment")),
        recorded_by_id=officer,
    )
