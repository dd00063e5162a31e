"""In a post's file: which of its tax details come from a notice of HMRC's, and what waits for it."""

from collections.abc import Iterator

from django.urls import reverse

from dpss.access import actors, policy
from dpss.kernel import dates, money
from dpss.web import components
from payroll import models
from payroll.queries import notices
from payroll.views import notice_parts


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """The notices that the post follows or that wait for it, and the pay of earlier jobs that they tell."""
    found = notices.of_post(post, actor=actor) if actor.may(policy.KEEP_POSTS) else []
    if found:
        heads = ("Notice", "What it says", "Followed from", "State")
        yield components.Table(
            caption="Where this comes from: notices from HMRC",
            columns=tuple(components.Column(head) for head in heads),
            rows=tuple(components.Row(_cells(row)) for row in found),
        )
    for row in notices.previous_pay(post, actor=actor):
        yield components.SummaryList(
            (
                components.SummaryRow("Counts from", dates.in_words(row.from_payday)),
                components.SummaryRow(
                    "Pay and tax", f"{money.in_words(row.pay)} pay, {money.in_words(row.tax)} tax"
                ),
            ),
            title=f"Earlier jobs of {row.tax_year}, as HMRC says",
        )


def _cells(row: models.HmrcNotice) -> tuple[components.Cell | str, ...]:
    day = row.applied_from if row.form != "NINO" else None
    return (
        components.Cell(notice_parts.about(row), href=reverse("payroll:notice", args=[row.pk])),
        notice_parts.says(row),
        dates.in_words(day) if day else "",
        components.Cell("", tag=notice_parts.tag(row)),
    )
