"""What the page of a caller is made of: whom they belong to, what is next, who they are, earlier calls."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo

from django.urls import reverse

from dpss.kernel import dates
from dpss.web import components, words
from payroll import calls, models
from payroll.queries.calls import Next
from payroll.views import provider

STANDING_COLOURS = {calls.UNKNOWN: "amber", calls.IDENTIFIED: "green", calls.FAILED: "red"}


def coming(found: Sequence[Next], *, is_employer: bool) -> components.Table:
    """Each post with its next payday, sheet, held pay and last payslip: no amounts before they are known."""
    heads = ("PA" if is_employer else "Works for", "Next payday", "Timesheet", "Held", "Last payslip")
    return components.Table(
        caption="What is next",
        columns=tuple(map(components.Column, heads)),
        rows=tuple(_next(one, is_employer=is_employer) for one in found),
        empty=components.Empty("They have no post here. PAs and paydays will be here when there is one."),
    )


def _next(one: Next, *, is_employer: bool) -> components.Row:
    post = one.post
    name = post.assistant.name if is_employer else post.employer.name
    left = f"Left {dates.in_words(post.last_day)}" if post.last_day else ""
    sheet = models.Timesheet.machine.states[one.sheet] if one.sheet else "Not begun"
    period = provider.span_of(one.period) if one.period else ""
    last = (
        components.Cell(
            dates.in_words(one.last.payday), href=reverse("payroll:payrun", args=[one.last.payrun_id])
        )
        if one.last
        else "None yet"
    )
    return components.Row(
        (
            components.Cell(name, href=reverse("payroll:post_file", args=[post.pk]), note=left),
            components.Cell(dates.with_weekday(one.period.payday) if one.period else "None is to come"),
            components.Cell(sheet, note=period) if one.period else "",
            f"Held: {one.held}" if one.held else "No",
            last,
        )
    )


def identity(call: models.Call, on_record: Mapping[str, str]) -> list[components.Panel]:
    """What to ask next. An answer stands there only while its question is open."""
    asked = {one.asks: one for one in call.questions.all()}
    standing = calls.standing(one.answered for one in asked.values())
    rows = [
        components.PanelRow(calls.QUESTIONS[name], one.get_answered_display() if one.answered else "Asked")
        for name, one in asked.items()
    ]
    head = components.Panel("Who is it?", tuple(rows), text=calls.ADVICE[standing])
    waiting = next((one for one in asked.values() if not one.answered), None)
    if waiting is not None:
        return [head, *_open_question(call, waiting, on_record)]
    if standing == calls.FAILED:
        return [head]
    return [head, *_to_ask(call, [name for name in on_record if name not in asked])]


def _open_question(
    call: models.Call, waiting: models.IdentityQuestion, on_record: Mapping[str, str]
) -> Iterator[components.Panel]:
    address = reverse("payroll:call_answered", args=[call.pk])
    yield components.Panel(
        calls.QUESTIONS[waiting.asks],
        (components.PanelRow("On record", on_record.get(waiting.asks, "Nothing"), strong=True),),
        text="What they say is not written down, only whether it is right.",
        action=components.ActionForm("It is right", address, "main", values={"answer": "right"}),
    )
    yield components.Panel(
        "Or", action=components.ActionForm("It is wrong", address, values={"answer": "wrong"})
    )


def _to_ask(call: models.Call, left: Sequence[str]) -> Iterator[components.Panel]:
    for name in left[:1]:
        address = reverse("payroll:call_ask", args=[call.pk])
        yield components.Panel(
            "Ask next",
            text=f"{calls.QUESTIONS[name]}. What is on record is shown to you when you have asked.",
            action=components.ActionForm("Ask this", address, values={"asks": name}),
        )


def standing_tag(call: models.Call) -> components.Tag:
    """Whether the caller was identified."""
    standing = calls.standing(one.answered for one in call.questions.all())
    return components.Tag(calls.SAID[standing], STANDING_COLOURS[standing])  # type: ignore[arg-type]


def log(found: Sequence[models.Call], *, zone: tzinfo | None) -> components.Timeline:
    """Calls, the latest first."""
    return components.Timeline(tuple(log_item(call, zone=zone) for call in found), title="Calls")


def log_item(call: models.Call, *, zone: tzinfo | None) -> components.TimelineItem:
    """One call: why, what was said, what came of it, by whom, and whether they were identified."""
    began = call.began_at.astimezone(zone)
    who = calls.SAID[calls.standing(one.answered for one in call.questions.all())].lower()
    when = f"{dates.in_words(began.date())}, {words.clock_time(began)}, {call.taken_by.name}"
    if call.ended_at is None:
        return components.TimelineItem("Not written up yet", when, f"Caller {who}.")
    back = f" on {dates.with_weekday(call.ring_back_on)}" if call.ring_back_on else ""
    said = f" {call.said}" if call.said else ""
    return components.TimelineItem(call.why, when, f"{call.get_outcome_display()}{back}. Caller {who}.{said}")
