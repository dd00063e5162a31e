"""The part of a post's file that says who the PA is to HMRC."""

from collections.abc import Iterator

from django.urls import reverse

from dpss.access import actors, policy
from dpss.kernel import dates, errors
from dpss.web import components
from payroll import models
from payroll.queries import post_terms


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """Name, birth, number and address as they are reported; and the way to another post."""
    try:
        row = post_terms.identity(post, actor=actor)
    except errors.Invalid as error:
        yield components.Banner(error.sentence, "important")
        return
    nino = f"Ends in {row.nino[-3:]}" if row.nino else "None yet. HMRC finds it by name and address"
    checked = row.nino_verified_on
    confirmed = f", confirmed by HMRC on {dates.in_words(checked)}" if checked else ""
    yield components.SummaryList(
        (
            components.SummaryRow("Name", f"{row.hmrc_forename} {row.hmrc_surname}"),
            components.SummaryRow("Date of birth", dates.in_words(row.birth_date)),
            components.SummaryRow("National Insurance number", f"{nino}{confirmed}"),
            components.SummaryRow("Address", f"{row.address_line_1}, {row.address_line_2}, {row.postcode}"),
        ),
        title="As HMRC knows them",
    )
    if actor.may(policy.KEEP_POSTS):
        yield components.ButtonLink("Correct this", reverse("payroll:post_identity", args=[post.pk]))
        if checked is None:
            address = reverse("payroll:post_number", args=[post.pk])
            yield components.ButtonLink("Ask HMRC for the National Insurance number", address)
        yield components.ButtonLink("Add another post", reverse("payroll:post_another", args=[post.pk]))
