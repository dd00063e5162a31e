"""The timesheets of a post on its file, and the way to enter one for the PA."""

from collections.abc import Iterator

from django.urls import reverse

from dpss.access import actors, policy
from dpss.web import components
from payroll import models
from payroll.queries import entering
from payroll.views import sheet_parts


def section(post: models.Employment, actor: actors.Actor) -> Iterator[components.Component]:
    """The last sheets of a post, on its file, and the way to enter one."""
    if not actor.may(policy.ENTER_TIMESHEETS):
        return
    rows = list(entering.newest_sheets(post, actor=actor))
    yield components.Table(
        caption="Timesheets",
        columns=tuple(components.Column(head) for head in ("Dates", "State", "How it came in")),
        rows=tuple(components.Row(_cells(one)) for one in rows),
        empty=components.Empty("The timesheets of this post will be here, the newest first."),
    )
    yield components.ButtonLink("Enter a timesheet", reverse("payroll:enter_sheet", args=[post.pk]))
    if actor.may(policy.ASK_FOR_PA):
        address = reverse("payroll:pay_query_ask_for_pa", args=[post.pk])
        yield components.ButtonLink("The PA says that wages have not come", address)


def _cells(one: models.Timesheet) -> tuple[components.Cell | str, ...]:
    by = f"{one.get_source_display()}, entered by {one.entered_by.name}" if one.entered_by else ""
    how = one.get_basis_display() if one.basis != models.Timesheet.Basis.SHEET else by
    address = reverse("payroll:entered_sheet", args=[one.pk])
    return (
        components.Cell(sheet_parts.period_in_words(one.period), href=address),
        components.Cell("", tag=sheet_parts.state_tag(one)),
        how or one.get_source_display(),
    )
