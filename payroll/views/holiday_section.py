"""How a post's holiday is paid and what is left of it, on its file."""

from collections.abc import Iterator

from django.urls import reverse

from dpss.access import actors, policy
from dpss.kernel import dates
from dpss.web import components
from payroll import models
from payroll.queries import holiday, holiday_left
from payroll.views import holiday_parts


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """How holiday is paid, and what is left, on the file of the post."""
    left = holiday_left.of_post(post, day=actor.today, actor=actor)
    now = next((row for row in holiday.rolled_up_of(post, actor=actor) if actor.today in row.during), None)
    paid = f"Rolled up, since {dates.in_words(now.first_day)}" if now else "When it is taken"
    rows = [components.SummaryRow("Holiday is paid", paid)]
    if left:
        rows.append(components.SummaryRow("Holiday year", dates.span_in_words(left.year)))
        rows.append(components.SummaryRow("Left", holiday_parts.hours(left.left)))
    else:
        unknown = "Not known: another payroll kept the year's holiday. Record how it stood."
        rows.append(components.SummaryRow("Left", unknown))
    yield components.SummaryList(tuple(rows), title="Holiday")
    yield components.Link("Holiday requests", reverse("payroll:post_holiday", args=[post.pk]))
    if not actor.may(policy.KEEP_POSTS):
        return
    if post.hours == models.Employment.Hours.IRREGULAR:
        text = "Stop rolled-up holiday pay" if now else "Roll holiday pay up"
        yield components.ButtonLink(text, reverse("payroll:post_rolled_up", args=[post.pk]))
    yield components.ButtonLink(
        "Record holiday brought in", reverse("payroll:post_holiday_brought_in", args=[post.pk])
    )
