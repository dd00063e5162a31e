"""What pages say of pensions: where a PA stands in words, what is due by when, and what happened."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from django.urls import reverse

from dpss.access import actors, policy
from dpss.kernel import dates, money
from dpss.web import components, words
from payroll import models
from payroll.calc.pension_duties.position import Position, Status
from payroll.models.pension_duties import GROUPS
from payroll.queries import pension_posts

Parts = Iterator[components.Component]
TABS: Final = (("Duties", "payroll:pensions"), ("Schedules", "payroll:pension_schedules"))
_GROUPS: Final = dict(GROUPS)
_ROUTES: Final = {
    "enrolled": "The law had the employer put them in.",
    "re_enrolled": "The law had the employer put them back in.",
    "opted_in": "They asked to be in it.",
    "joined": "They asked to join; the employer need not pay in.",
    "before": "They were a member already when their pension came on record here.",
}


def tabs(current: str) -> components.SubNavigation:
    """The two lists about pensions: `Duties` and `Schedules`."""
    items = tuple(components.Link(text, reverse(name)) for text, name in TABS)
    return components.SubNavigation("Lists about pensions", items, current)


def section(post: models.Employment, actor: actors.Actor) -> Parts:
    """On the file of a post: where they stand, and the way to the rest."""
    found = pension_posts.standing(post, actor=actor)
    rows = list(standing(found, actor.today))
    yield components.SummaryList(tuple(rows), title="Pension")
    yield components.ButtonLink(
        "Pension, letters and notices", reverse("payroll:post_pension", args=[post.pk])
    )


def standing(found: pension_posts.Standing, today: date) -> Iterator[components.SummaryRow]:
    """Member or not, since when and why; the group by the last payslip; with whom."""
    position = found.position
    if position is None:
        yield components.SummaryRow("Stands", found.problem)
    else:
        yield components.SummaryRow("Stands", said(position))
        if position.opt_out is not None and today <= position.opt_out.last:
            days = dates.span_in_words(position.opt_out)
            yield components.SummaryRow("Can opt out", f"{days}, and is paid back.")
    if found.last is not None:
        yield components.SummaryRow("By the last payslip", grouped(found.last))
    scheme = found.scheme.provider if found.scheme else "No pension scheme is recorded for the employer."
    yield components.SummaryRow("Scheme", scheme)


def grouped(row: models.PensionAssessment) -> str:
    """`Must be in a pension: £948.00 from 19 October to 15 November 2026, at 35 years of age.`"""
    days = dates.span_in_words(dates.Span(row.first_day, row.last_day))
    earned = money.in_words(row.earnings)
    return f"{row.get_group_display()}: {earned} from {days}, at {row.age} years of age."


def said(position: Position) -> str:
    """Where somebody stands, in a sentence."""
    status = position.status
    if status is Status.MEMBER and position.member_from is not None:
        how = _ROUTES[position.route.value] if position.route else ""
        return f"A member since {dates.in_words(position.member_from)}. {how}".strip()
    if status is Status.POSTPONED and position.postponed_until is not None:
        return f"Postponed: assessed on {dates.with_weekday(position.postponed_until)}."
    if status in {Status.OPTED_OUT, Status.LEFT} and position.left_on is not None:
        verb = "Opted out" if status is Status.OPTED_OUT else "Left the pension"
        return f"{verb} on {dates.in_words(position.left_on)}."
    if status is Status.EMPLOYMENT_ENDED:
        return "The job has ended, and no duty goes on."
    if position.asked_for is not None:
        return f"Has asked to be in it, from {dates.in_words(position.asked_for)}."
    return "Not a member."


def due_table(
    dues: Sequence[models.PensionDue], today: date, *, with_names: bool = False
) -> components.Table:
    """What is to be done, by when, and how a letter goes."""
    first = (components.Column("PA"),) if with_names else ()
    return components.Table(
        caption="What is to be done",
        caption_hidden=True,
        columns=(*first, components.Column("What"), components.Column("By"), components.Column("Why")),
        rows=tuple(components.Row((*_whose(due, with_names), *_due(due, today))) for due in dues),
        empty=components.Empty(
            "Nothing is to be done now. What the law asks for after a payrun will be here."
        ),
    )


def history(facts: Sequence[models.PensionFact], post: models.Employment, actor: actors.Actor) -> Parts:
    """What happened, each with who recorded it and the way to take it back."""
    back = {fact.of_id for fact in facts if fact.kind == models.PensionFact.Kind.TAKEN_BACK}
    yield components.Table(
        caption="What happened",
        caption_hidden=True,
        columns=(
            components.Column("On"),
            components.Column("What"),
            components.Column("Recorded by"),
            components.Column("Mistake?"),
        ),
        rows=tuple(_fact(fact, post, taken_back=fact.pk in back, actor=actor) for fact in facts),
        empty=components.Empty("Letters, notices and refunds will be here, with who recorded them."),
    )


def assessed(rows: Sequence[models.PensionAssessment]) -> components.Table:
    """The group by each payslip."""
    return components.Table(
        caption="Assessed with each payslip",
        caption_hidden=True,
        columns=(
            components.Column("Payday"),
            components.Column("Group"),
            components.Column("Age", numeric=True),
            components.Column("Pay of the period, £", numeric=True),
            components.Column("Then"),
        ),
        rows=tuple(
            components.Row(
                (
                    components.Cell(
                        dates.in_words(row.payday), href=reverse("payroll:payslip", args=[row.payslip_id])
                    ),
                    row.get_group_display(),
                    words.number(row.age),
                    words.figures(row.earnings),
                    row.get_status_display(),
                )
            )
            for row in rows
        ),
        empty=components.Empty("Each payslip is assessed. The group, age and pay will be here."),
    )


def of_payrun(rows: Sequence[Any]) -> components.Table | None:
    """Each PA's group by this payrun, what it was before, and whether a pension begins."""
    if not rows:
        return None
    return components.Table(
        caption="Pensions",
        columns=(components.Column("PA"), components.Column("Group"), components.Column("Pension")),
        rows=tuple(
            components.Row(
                (
                    components.Cell(
                        row.employment.assistant.name,
                        href=reverse("payroll:post_pension", args=[row.employment_id]),
                    ),
                    components.Cell(row.get_group_display(), note=_change(row)),
                    _then(row),
                )
            )
            for row in rows
        ),
    )


def _change(row: Any) -> str:
    if row.group_before in {"", row.group}:
        return ""
    return f"Before: {_GROUPS[row.group_before].lower()}"


def _then(row: models.PensionAssessment) -> components.Cell | str:
    if row.begins and row.member_from is not None:
        return components.Cell(
            f"From {dates.in_words(row.member_from)}", tag=components.Tag("Begins", "blue")
        )
    return row.get_status_display()


def late_tag(by: date, today: date) -> components.Tag | None:
    """In words that something is late."""
    return components.Tag("Late", "red") if by < today else None


def _whose(due: models.PensionDue, with_names: bool) -> tuple[components.Cell, ...]:  # noqa: FBT001
    if not with_names:
        return ()
    address = reverse("payroll:post_pension", args=[due.employment_id])
    return (components.Cell(due.employment.assistant.name, href=address),)


def _due(due: models.PensionDue, today: date) -> tuple[components.Cell | str, ...]:
    way = due.get_way_display() if due.way else ""
    return (
        components.Cell(due.get_duty_display(), note=way),
        components.Cell(dates.with_weekday(due.by), tag=late_tag(due.by, today)),
        due.why,
    )


def _fact(
    fact: models.PensionFact, post: models.Employment, *, taken_back: bool, actor: actors.Actor
) -> components.Row:
    who = fact.recorded_by.get_full_name() if fact.recorded_by else "The portal"
    note = ", ".join(
        part
        for part in (
            f"until {dates.in_words(fact.until)}" if fact.kind == "postponed" and fact.until else "",
            f"from {dates.in_words(fact.member_from)}" if fact.member_from else "",
            "the scheme told us" if fact.by_scheme else "",
            fact.paper,
        )
        if part
    )
    mistake: components.Cell | str = "No"
    may = actor.may(policy.KEEP_POSTS) and fact.kind not in {"taken_back", "refunded"}
    if taken_back:
        mistake = "Taken back"
    elif may:
        mistake = components.Cell(
            "Take it back", href=reverse("payroll:pension_take_back", args=[post.pk, fact.pk])
        )
    return components.Row(
        (dates.in_words(fact.on), components.Cell(fact.get_kind_display(), note=note), who, mistake)
    )
