"""The words and tags for notices from HMRC, and what one would change."""

from collections.abc import Iterator
from typing import Final

from dpss.access import actors
from dpss.kernel import dates, money
from dpss.web import components
from dpss.web.components import basics
from payroll import models
from payroll.calc.inputs import PayInputError
from payroll.queries import notice_facts, post_tax
from payroll.rti.notice_words import CODE_FORMS
from payroll.views import post_sections

COLOURS: Final[dict[str, basics.Colour]] = {
    "received": "blue",
    "waiting": "amber",
    "applied": "green",
    "set_aside": "grey",
}


def tag(notice: models.HmrcNotice) -> components.Tag:
    """The state of a notice as a tag."""
    return components.Tag(notice.get_state_display(), COLOURS[notice.state])


def whose(notice: models.HmrcNotice) -> str:
    """The PA whose post it names; else the name on it."""
    post = notice.employment
    if post is None:
        return notice.name or "No name on it"
    return f"{post.assistant.name}, for {post.employer.name}"


def says(notice: models.HmrcNotice) -> str:
    """What it says, in a few words."""
    if notice.form in CODE_FORMS:
        return post_sections.code_in_words(notice.tax_code, non_cumulative=notice.non_cumulative)
    if notice.form == "NINO":
        return "HMRC names a number" if notice.nino_index else "HMRC finds nobody"
    loan = "student loan" if notice.form in {"SL1", "SL2"} else "postgraduate loan"
    plan = f", plan {notice.plan}" if notice.plan else ""
    return f"{'Start' if notice.form.endswith('1') else 'Stop'} {loan} deductions{plan}"


def about(notice: models.HmrcNotice) -> str:
    """`P6 of 10 November 2026`, or HMRC's answer about a number of that day."""
    form = "Answer about a number" if notice.form == "NINO" else notice.form
    return f"{form} of {dates.in_words(notice.issued)}"


def facts(notice: models.HmrcNotice) -> Iterator[components.SummaryRow]:
    """All that stands on it."""
    yield components.SummaryRow("Form", notice.get_form_display())
    yield components.SummaryRow("What it says", says(notice))
    yield components.SummaryRow("PAYE reference", notice.paye)
    yield components.SummaryRow("Name on it", notice.name or "None")
    yield components.SummaryRow("National Insurance number", notice.nino or "None")
    yield components.SummaryRow("Pay ID", notice.works_number or "None")
    yield components.SummaryRow("Date of the notice", dates.in_words(notice.issued))
    yield components.SummaryRow("Holds from", dates.in_words(notice.effective))
    if notice.previous_pay is not None:
        pay = money.in_words(notice.previous_pay)
        tax = money.in_words(notice.previous_tax) if notice.previous_tax is not None else "no"
        yield components.SummaryRow("Earlier jobs of the year", f"{pay} pay, {tax} tax")
    by = f", by {notice.added_by.name}" if notice.added_by else ""
    came = f"{dates.in_words(notice.received_on)}{by}. {notice.get_source_display()}."
    yield components.SummaryRow("Came in", came)
    if notice.sequence is not None:
        yield components.SummaryRow("HMRC's number", str(notice.sequence))
    if notice.employment is not None:
        yield components.SummaryRow("Whose post", f"{whose(notice)}{_matched(notice)}")


def followed(notice: models.HmrcNotice) -> str:
    """From when an applied notice is followed, and why not from its own date where that is later."""
    if notice.applied_from is None or notice.form == "NINO":
        return ""
    day = dates.in_words(notice.applied_from)
    if notice.applied_from <= notice.effective:
        return f"Payments from {day} on follow it."
    return (
        f"Payments from {day} on follow it. HMRC's date was {dates.in_words(notice.effective)}; what was"
        " approved before it came, or before it was applied, stays as it was paid."
    )


def changes(notice: models.HmrcNotice, *, actor: actors.Actor) -> components.Table | None:
    """What it would change at its post: now, and then."""
    post = notice.employment
    if post is None or notice.form == "NINO":
        return None
    day = notice_facts.from_day(notice, post, actor=actor)
    held = post_tax.on(post, day=day, actor=actor)
    try:
        wanted = notice_facts.wanted(notice)
    except PayInputError:
        return None
    if held is None:
        return None
    return components.Table(
        caption=f"What changes from {dates.in_words(day)} on",
        columns=(components.Column("What"), components.Column("Now"), components.Column("Then")),
        rows=(components.Row(_change(held, wanted)),),
    )


def _change(held: models.TaxDetails, wanted: dict[str, object]) -> tuple[str, str, str]:
    if "tax_code" in wanted:
        now = post_sections.code_in_words(held.tax_code, non_cumulative=held.non_cumulative)
        then = post_sections.code_in_words(
            str(wanted["tax_code"]), non_cumulative=bool(wanted["non_cumulative"])
        )
        return "Tax code", now, then
    if "student_loan" in wanted:
        return "Student loan", _plan(held.student_loan), _plan(str(wanted["student_loan"]))
    return "Postgraduate loan", _yes(held.postgraduate_loan), _yes(bool(wanted["postgraduate_loan"]))


def _plan(plan: str) -> str:
    return f"Plan {plan}" if plan else "None"


def _yes(is_so: bool) -> str:  # noqa: FBT001 - the one thing that it says
    return "Deducted" if is_so else "None"


def _matched(notice: models.HmrcNotice) -> str:
    return f", as {notice.matched_by.name} says" if notice.matched_by else ""
