"""What was agreed about contracted pay, on a post's file."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from dpss.access import actors, policy
from dpss.kernel import dates
from dpss.web import components
from payroll import models
from payroll.queries import contracted

_DAY = timedelta(days=1)


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """What is and was agreed, with the way to end it or to agree anew."""
    rows = list(contracted.agreements(post, actor=actor))
    if rows:
        yield components.Table(
            caption="Contracted pay",
            columns=tuple(
                components.Column(head) for head in ("Paid as contracted", "From", "Until", "Agreed by")
            ),
            rows=tuple(components.Row(_cells(one)) for one in rows),
        )
    if not actor.may(policy.KEEP_POSTS):
        return
    yield components.ButtonLink("Agree contracted pay", reverse("payroll:contracted_pay", args=[post.pk]))
    for one in rows:
        if one.during.upper is None:
            yield components.ButtonLink(
                "End contracted pay", reverse("payroll:contracted_pay_end", args=[post.pk, one.pk])
            )


def _cells(one: models.ContractedPay) -> tuple[str, ...]:
    until = dates.in_words(one.during.upper - _DAY) if one.during.upper else "No end"
    agreed = f"{one.employer_agreed}, {dates.in_words(one.employer_agreed_on)}"
    return (
        one.get_when_display(),
        dates.in_words(one.first_day),
        until,
        f"{agreed}; the PA, {dates.in_words(one.assistant_agreed_on)}",
    )
