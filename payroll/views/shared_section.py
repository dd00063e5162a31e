"""The agreements of shared shifts on a post's file."""

from collections.abc import Iterator

from django.urls import reverse

from dpss.access import actors, policy
from dpss.kernel import dates
from dpss.web import components
from payroll import models
from payroll.queries import shared_work


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """What a post shares, on its file, and the way to record an agreement."""
    if not actor.may(policy.KEEP_POSTS):
        return
    sides = list(shared_work.sides(post, actor=actor))
    if sides:
        yield components.Table(
            caption="Shared shifts",
            columns=tuple(components.Column(head) for head in ("With", "Who pays", "From", "Until")),
            rows=tuple(components.Row(_cells(side)) for side in sides),
        )
    if shared_work.others(post, actor=actor):
        yield components.ButtonLink("Record shared shifts", reverse("payroll:shared_work", args=[post.pk]))


def split(side: models.SharedWork) -> str:
    """`this employer pays 1 of 3 parts`."""
    return f"this employer pays {side.parts} of {side.parts + side.other_parts} parts"


def _cells(side: models.SharedWork) -> tuple[components.Cell | str, ...]:
    end = reverse("payroll:shared_work_end", args=[side.employment_id, side.pk])
    return (
        components.Cell(side.other_name, href=end),
        split(side).capitalize(),
        dates.in_words(side.first_day),
        dates.in_words(side.last_day) if side.last_day else "No end",
    )
