"""The parts of a post's file that say on what terms, taxed how, and until when."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.urls import reverse

from dpss.access import actors, policy
from dpss.kernel import dates, errors, money
from dpss.web import components, words
from payroll import models
from payroll.calc import tax_periods, wording
from payroll.queries import post_leaving, post_tax, post_terms

_DAY: Final = timedelta(days=1)
Parts = Iterator[components.Component]


def terms(post: models.Employment, actor: actors.Actor) -> Parts:
    """Hours and rates: now, to come, and before."""
    rows = post_terms.every(post, actor=actor)
    yield components.Table(
        caption="Contract terms",
        columns=(
            components.Column("From"),
            components.Column("Until"),
            components.Column("Hours a week", numeric=True),
            components.Column("Hourly rate, £", numeric=True),
            components.Column("Sleep-in, £", numeric=True),
            components.Column("Other rates"),
        ),
        rows=tuple(_of_terms(row, actor.today) for row in rows),
        empty=components.Empty("Hours and rates will be here. Without them nobody can be paid."),
    )
    yield from _link("Change the terms", "payroll:post_terms", post, actor)
    yield from _to_come(post, actor, rows, "terms", "payroll:post_terms_back")


def tax(post: models.Employment, actor: actors.Actor) -> Parts:
    """Code, letter, loans and pension now, with the reason for the letter; then what is to come and was."""
    rows = post_tax.every(post, actor=actor)
    now = next((row for row in rows if actor.today in row.during), None)
    if now is None:
        yield components.Empty("Tax details that hold today will be here. Without them nobody can be paid.")
    else:
        held = post_tax.carried(now, tax_year=tax_periods.tax_year_of(actor.today))
        yield components.SummaryList(tuple(_taxed(held, post, actor)), title="Tax details")
    others = [row for row in rows if row is not now]
    if others:
        yield _other_tax(others, actor.today)
    for job in post_tax.earlier_jobs(post, actor=actor):
        yield _earlier_job(job)
    yield from _link("Change the tax details", "payroll:post_tax", post, actor)
    yield from _to_come(post, actor, rows, "tax details", "payroll:post_tax_back")
    yield from _link("Record a P45 or starter checklist", "payroll:post_starter", post, actor)


def leaving(post: models.Employment, actor: actors.Actor) -> Parts:
    """The last day, and what can still be done about it."""
    if post.last_day is None:
        yield from _link("Record the last day", "payroll:post_leaving", post, actor)
        return
    final = post_leaving.final(post, actor=actor)
    paid = f"Approved, payday {dates.with_weekday(final.payday)}" if final else "Not approved yet"
    yield components.SummaryList(
        (
            components.SummaryRow("Last day", dates.with_weekday(post.last_day)),
            components.SummaryRow("Final payment", paid),
        ),
        title="Leaving",
    )
    yield components.Link("P45", reverse("payroll:post_p45", args=[post.pk]))
    if final is None:
        yield from _link("Change the last day", "payroll:post_leaving", post, actor)
        yield from _link("They are not leaving", "payroll:post_staying", post, actor)


def begins(during: Any) -> str:
    """The first day of a dated fact, with its weekday."""
    return dates.with_weekday(during.lower) if during.lower else "the beginning"


def code_in_words(code: str, *, non_cumulative: bool) -> str:
    """`1257L, week 1/month 1`."""
    return f"{code}, week 1/month 1" if non_cumulative else code


def loans_in_words(student_loan: str, *, postgraduate_loan: bool) -> str:
    """`Student loan plan 2 and postgraduate loan`, or `None`."""
    said = [f"student loan plan {student_loan}"] if student_loan else []
    said += ["postgraduate loan"] if postgraduate_loan else []
    return " and ".join(said).capitalize() or "None"


def _link(text: str, name: str, post: models.Employment, actor: actors.Actor) -> Parts:
    if actor.may(policy.KEEP_POSTS):
        yield components.ButtonLink(text, reverse(name, args=[post.pk]))


def _to_come(
    post: models.Employment, actor: actors.Actor, rows: Sequence[Any], what: str, name: str
) -> Parts:
    """A button for each change that has not begun; the first of all has nothing before it to go back to."""
    if not actor.may(policy.KEEP_POSTS):
        return
    for row in list(rows)[:-1]:
        day = row.during.lower
        if day > actor.today:
            text = f"Take back the {what} from {dates.in_words(day)}"
            yield components.ButtonLink(text, reverse(name, args=[post.pk, day.isoformat()]))


def _when(during: Any, today: date) -> tuple[components.Cell, str]:
    tag = components.Tag("Now", "green") if today in during else None
    if during.lower and during.lower > today:
        tag = components.Tag("To come", "blue")
    first = components.Cell(dates.in_words(during.lower) if during.lower else "The beginning", tag=tag)
    return first, dates.in_words(during.upper - _DAY) if during.upper else "No end"


def _of_terms(row: models.EmploymentTerms, today: date) -> components.Row:
    return components.Row(
        (
            *_when(row.during, today),
            words.hours_and_minutes(row.weekly_minutes),
            wording.rate(row.hourly_rate).removeprefix("£"),
            wording.rate(row.sleep_in_rate).removeprefix("£"),
            ", ".join(f"{rate.name} {wording.rate(rate.hourly_rate)}" for rate in row.named_rates) or "None",
        )
    )


def _taxed(
    now: models.TaxDetails, post: models.Employment, actor: actors.Actor
) -> Iterator[components.SummaryRow]:
    pension = now.get_pension_display() if now.pension else "Not a member by these details: see Pension below"
    if now.pension_from:
        pension += f", since {dates.in_words(now.pension_from)}"
    yield components.SummaryRow("From", begins(now.during))
    yield components.SummaryRow("Tax code", code_in_words(now.tax_code, non_cumulative=now.non_cumulative))
    yield components.SummaryRow(
        "National Insurance letter", _why_letter(now.ni_letter, post, actor), strong=now.ni_letter
    )
    loans = loans_in_words(now.student_loan, postgraduate_loan=now.postgraduate_loan)
    yield components.SummaryRow("Loans", loans)
    yield components.SummaryRow("Pension", pension)
    yield components.SummaryRow("Starter statement", now.starter_declaration or "None recorded")


def _why_letter(letter: str, post: models.Employment, actor: actors.Actor) -> str:
    """The reason by age; a letter that goes by a certificate or a relief is named as such."""
    try:
        person = post_terms.identity(post, actor=actor)
        due = post_tax.letter_due(person, payday=actor.today)
    except errors.Invalid as refusal:
        return refusal.sentence
    if due.letter == letter:
        return due.why
    return f"By age alone it would be {due.letter}: {due.why} Keep the certificate, or correct the letter."


def _other_tax(rows: Sequence[models.TaxDetails], today: date) -> components.Table:
    heads = ("From", "Until", "Tax code", "Letter", "Loans", "Pension")
    return components.Table(
        caption="Tax details to come, and before",
        columns=tuple(components.Column(head) for head in heads),
        rows=tuple(
            components.Row(
                (
                    *_when(row.during, today),
                    code_in_words(row.tax_code, non_cumulative=row.non_cumulative),
                    row.ni_letter,
                    loans_in_words(row.student_loan, postgraduate_loan=row.postgraduate_loan),
                    row.get_pension_display() if row.pension else "Not a member",
                )
            )
            for row in rows
        ),
    )


def _earlier_job(job: models.EarlierJob) -> components.SummaryList:
    figures = "They do not count: the code is on week 1/month 1."
    if job.pay is not None and job.tax is not None:
        figures = f"{money.in_words(job.pay)} pay, {money.in_words(job.tax)} tax"
    return components.SummaryList(
        (
            components.SummaryRow("Left on", dates.in_words(job.leaving_date)),
            components.SummaryRow("Tax code", code_in_words(job.tax_code, non_cumulative=job.non_cumulative)),
            components.SummaryRow("Pay and tax to date", figures),
        ),
        title=f"P45 of an earlier job, {job.tax_year}",
    )
