"""What a change of employer looks like: its steps, what happens on which day, and what is left to do."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from django.urls import reverse

from dpss.access import actors
from dpss.kernel import dates, money
from dpss.web import components
from dpss.web.components import basics
from payroll import change_rules, models, registration
from payroll.queries import change_agreements, pension_schemes, post_endings, schemes
from payroll.queries import employer_changes as queries
from payroll.views import change_agreement_parts

_DAY: Final = timedelta(days=1)
COLOURS: Final[dict[str, basics.Colour]] = {
    "draft": "blue",
    "confirmed": "green",
    "abandoned": "grey",
    "undone": "grey",
}
_DONE: Final = components.Tag("Done", "green")
_OPEN: Final = components.Tag("To do", "amber")


def steps(
    change: models.EmployerChange, found: Sequence[queries.Decided], facts: change_rules.Facts
) -> components.TaskList:
    """What is answered, and what is still to answer."""
    day = dates.with_weekday(change.first_day)
    answered = bool(change.payer) and not (facts.has_pension and change.pension_goes_on is None)
    items = [
        _step(change, "why", "Why, who and when", is_done=True, note=f"{change.new_name}, from {day}."),
        *(_of_post(change, one) for one in found),
    ]
    if facts.with_scheme:
        done = change.takes_over_records is not None
        items.append(_step(change, "scheme", "The old PAYE scheme, and P45s", is_done=done))
    items.append(_step(change, "arrangements", "What the new employer needs", is_done=answered))
    return components.TaskList(tuple(items), title="Steps")


def days(
    change: models.EmployerChange, found: Sequence[queries.Decided], *, actor: actors.Actor
) -> components.SummaryList:
    """What happens on which day, for a person to check."""
    old, new, day = change.employer.name, change.new_name, change.first_day
    last, payday = day - _DAY, queries.last_payday(change)
    rows = [
        (dates.with_weekday(last), f"The last day on which {old} employs."),
        *_posts(change, found, actor),
        (dates.with_weekday(day), f"{new} employs from this day, and pays for work from then on."),
    ]
    paid = f"on {dates.with_weekday(payday)}" if payday else "on its payday, once the calendar has it"
    rows.append(
        ("Last payday of the old scheme", f"{old} pays work up to {dates.with_weekday(last)} {paid}.")
    )
    over = change.takes_over_records
    if over is not None:
        papers = "No P45: the records pass over." if over else "Each PA gets a P45 with the final payment."
        rows.append(("Pay records", f"{papers} The year’s pay and tax go over to the new posts."))
        rows.append(
            (
                "Old scheme",
                "HMRC must be told that it has closed: the portal does not send that. It keeps its debts.",
            )
        )
    rows.append(
        (
            "New scheme",
            "Wages go out from the first payday. Reports wait until HMRC has given a reference.",
        )
    )
    return components.SummaryList(
        tuple(components.SummaryRow(label, said) for label, said in rows), title="What happens on which day"
    )


def to_do(
    change: models.EmployerChange,
    posts: Sequence[models.Employment],
    ended: Sequence[change_agreements.Ending],
    *,
    actor: actors.Actor,
) -> components.TaskList:
    """What is left once the change is confirmed, each with the page where it is done."""
    items = [*_of_new_employer(change, actor)]
    carried = queries.with_figures(posts, actor=actor)
    for post in posts:
        name, key = post.assistant.name, post.pk
        is_done = key in carried
        items.append(
            components.TaskItem(
                f"Pay and tax of the year for {name}",
                _DONE if is_done else components.Tag("Not yet", "blue"),
                href=reverse("payroll:post_file", args=[key]),
                note="" if is_done else "They come over when the final payment is approved.",
            )
        )
        if not post.assistant.is_reached:
            tell = components.TaskItem(
                f"Ring or write to {name}: they do not sign in, and got no message", _OPEN
            )
            items.append(tell)
    items += change_agreement_parts.tasks(change, ended)
    return components.TaskList(tuple(items), title="What is left to do")


def told(found: Sequence[queries.Decided]) -> list[str]:
    """Who hears of a change by message, and who must be told by somebody."""
    return [
        f"{one.post.assistant.name}, by message"
        if one.post.assistant.user_id
        else f"{one.post.assistant.name} does not sign in: ring or write to them"
        for one in found
    ]


def _step(
    change: models.EmployerChange, name: str, title: str, *, is_done: bool, note: str = ""
) -> components.TaskItem:
    address = reverse(f"payroll:employer_change_{name}", args=[change.pk])
    return components.TaskItem(title, _DONE if is_done else _OPEN, href=address, note=note)


def _of_post(change: models.EmployerChange, one: queries.Decided) -> components.TaskItem:
    row = one.decision
    return components.TaskItem(
        f"The post of {one.post.assistant.name}",
        _DONE if row else _OPEN,
        href=reverse("payroll:employer_change_post", args=[change.pk, one.post.pk]),
        note=f"{row.get_outcome_display()}." if row else "",
    )


def _posts(
    change: models.EmployerChange, found: Sequence[queries.Decided], actor: actors.Actor
) -> Iterator[tuple[str, str]]:
    ends = [one.post for one in found if one.decision and one.decision.outcome == "ends"]
    owed = post_endings.owed(ends, day=change.first_day - _DAY, actor=actor)
    for one in found:
        name, row = one.post.assistant.name, one.decision
        if row is None:
            yield name, "Not decided yet."
        elif row.outcome == "continues":
            since = f"Service counts from {dates.in_words(one.post.service_from)}"
            why = f"{row.get_ground_display().lower()} ({change_rules.SOURCES[row.ground]})"
            yield name, f"Goes on with {change.new_name} on the same terms. {since}: {why}."
        elif row.outcome == "new":
            yield name, f"Goes on with {change.new_name} on the same terms. Service begins anew."
        else:
            due = owed.get(one.post.pk)
            said = "Notice and redundancy pay cannot be worked out: see terms and date of birth."
            if due is not None:
                said = (
                    f"Beside the final pay and holiday: {due.notice_weeks} weeks of notice, if not worked"
                    f" {money.in_words(due.notice)}; redundancy pay {money.in_words(due.redundancy)}."
                )
            yield name, f"Ends. {said}"


def _of_new_employer(change: models.EmployerChange, actor: actors.Actor) -> Iterator[components.TaskItem]:
    employer = change.became
    if employer is None:
        return
    found = schemes.set_up(employer, day=actor.today, actor=actor)
    missing = registration.missing(found.standing)
    yield components.TaskItem(
        "HMRC: PAYE scheme and your authority as agent",
        _OPEN if missing else _DONE,
        href=reverse("payroll:set_up", args=[employer.pk]),
        note=" ".join(missing),
    )
    pension = pension_schemes.on(employer, day=change.first_day, actor=actor)
    yield components.TaskItem(
        "Pension scheme, and duties from the first day",
        _DONE if pension and pension.employer_reference else _OPEN,
        href=reverse("payroll:pension_scheme", args=[employer.pk]),
        note=f"Duties begin on {dates.with_weekday(change.first_day)}.",
    )
    yield components.TaskItem(
        "Employers’ liability insurance in the new name",
        components.Tag("Spoken about", "green") if change.insured else _OPEN,
    )
    if change.ceases_on:
        yield components.TaskItem(
            f"Tell HMRC that the scheme of {change.employer.name} has closed",
            components.Tag("Due", "amber"),
            href=reverse("payroll:employer", args=[change.employer_id]),
            note="The portal sends it once the last wages are paid and reported.",
        )
