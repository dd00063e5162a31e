"""What the pages of an employer say about HMRC: the scheme, what is missing, the steps, the pay calendar."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse

from dpss.access import actors
from dpss.kernel import dates, errors, money
from dpss.web import components, words
from dpss.web.components import basics
from ledger import bank_holidays
from payroll import deadlines, models, registration
from payroll.queries import allowance, inactive_times, pay_calendar, schemes
from payroll.views.employers import PAYE, reference_of

STEPS: Final = dict(models.RegistrationStep.Step.choices)


def panel(employer: models.Employer, found: schemes.SetUp, year: allowance.Year) -> components.Panel:
    """How HMRC knows the employer, what is missing, and the way to set it up."""
    scheme = found.scheme
    return components.Panel(
        "HMRC",
        tuple(_rows(employer, found, year)),
        text=" ".join(registration.missing(found.standing)),
        action=components.ButtonLink(
            "Set up with HMRC" if scheme is None else "See or change the set-up",
            reverse("payroll:set_up", args=[employer.pk]),
        ),
    )


def _rows(
    employer: models.Employer, found: schemes.SetUp, year: allowance.Year
) -> Iterator[components.PanelRow]:
    scheme = found.scheme
    if scheme is not None:
        yield components.PanelRow("PAYE", PAYE[scheme.status][0])
        reference = reference_of(scheme.office_number, scheme.reference)
        yield components.PanelRow("Reference", reference or "None")
        yield components.PanelRow("Accounts Office", scheme.accounts_office_reference or "None")
        yield components.PanelRow("HMRC is paid", scheme.get_pays_hmrc_display())
        yield components.PanelRow("Small employer", small(scheme))
    yield components.PanelRow(
        f"Employment Allowance {year.tax_year}",
        href=reverse("payroll:allowance", args=[employer.pk]),
        note="Claimed" if year.claim else "Not claimed",
    )
    if year.used_before:
        used = money.in_words(year.used_before)
        yield components.PanelRow("Of it, used before they came to us", used)


def small(scheme: models.PayeScheme) -> str:
    """Whether Small Employers' Relief holds."""
    return {True: "Yes", False: "No", None: "Not recorded"}[scheme.small_employer]


def steps(employer: models.Employer, found: schemes.SetUp) -> components.Table:
    """Every step of registration and authority, when it was done and by whom it was recorded."""
    return components.Table(
        caption="Registration and agent authority",
        columns=tuple(map(components.Column, ("Step", "State", "Recorded by", "What you can do"))),
        rows=tuple(_step(employer, name, found) for name in registration.STEPS),
    )


def _step(employer: models.Employer, name: str, found: schemes.SetUp) -> components.Row:
    kept = found.steps.get(name)
    if kept is None:
        route = "payroll:scheme_step" if name != registration.REFERENCE else "payroll:scheme_reference"
        key = [employer.pk] if name == registration.REFERENCE else [employer.pk, name]
        is_open = name in registration.open_steps(found.standing)
        action = components.Cell("Record it", href=reverse(route, args=key)) if is_open else "Nothing now"
        tag = components.Cell("", tag=_not_done(name, found))
        return components.Row((STEPS[name], tag, "Nobody", action))
    why_not = registration.why_not_undone(name, standing=found.standing)
    back = reverse("payroll:scheme_step_back", args=[employer.pk, name])
    return components.Row(
        (
            components.Cell(STEPS[name], note=kept.get_route_display() if kept.route else ""),
            components.Cell("", tag=components.Tag("Done", "green"), note=dates.in_words(kept.done_on)),
            kept.recorded_by.name if kept.recorded_by else "The payroll before",
            components.Cell("Nothing now") if why_not else components.Cell("Take it back", href=back),
        )
    )


def _not_done(name: str, found: schemes.SetUp) -> components.Tag:
    """A step that nobody waits for is not needed; the reference of a scheme that came with it is there."""
    standing = found.standing
    of_scheme = name in {registration.ASKED, registration.REFERENCE}
    by_post = name == registration.CODE and registration.AUTHORITY in standing.done
    if (
        standing.status == registration.NOT_NEEDED
        or (of_scheme and standing.status == registration.REGISTERED)
        or (by_post and standing.route != registration.ONLINE)
        or (not of_scheme and registration.AUTHORISED in standing.done)
    ):
        return components.Tag("Not needed", "grey")
    return components.Tag("Not done", "amber")


def need_words(need: models.PayeNeed | None) -> str:
    """Who answered “Does this employer need PAYE?”, and when."""
    if need is None:
        return "Not asked yet."
    by = need.answered_by.name if need.answered_by else "the payroll before"
    said = "PAYE is needed" if need.any_reason else "No PAYE scheme is needed"
    return f"{said}, as asked on {dates.in_words(need.answered_on)} by {by}."


def calendar(found: Sequence[pay_calendar.Payday], *, now: datetime) -> components.Table:
    """The next paydays, with the days of Bacs backwards from each."""
    heads = ("Payday", "Sheets in by", "File to Bacs", "Bacs works on it", "Money arrives")
    return components.Table(
        caption="Pay calendar",
        columns=tuple(map(components.Column, heads)),
        rows=tuple(_payday(one, now) for one in found),
        empty=components.Empty("The next paydays will be here when the pay group has its first pay period."),
    )


def _payday(one: pay_calendar.Payday, now: datetime) -> components.Row:
    local = one.sheets_in_by.astimezone(now.tzinfo)
    cut_off = f"{words.day_and_month(local.date())}, {words.clock_time(local)}"
    note = "" if one.is_made else "Expected: its pay period is not made yet."
    try:
        bacs = deadlines.bacs_days(one.day, holidays=bank_holidays.named())
    except errors.Invalid as unknown:
        head = components.Cell(dates.with_weekday(one.day), note=f"{note} {unknown.sentence}".strip())
        return components.Row((head, cut_off, "", "", ""))
    moved = " ".join(f"{name} is on {words.day_and_month(day)}." for day, name in bacs.moved_by)
    early = f"Paid early. HMRC is told {dates.in_words(one.day)}." if bacs.is_early else ""
    head = components.Cell(dates.with_weekday(one.day), note=" ".join(filter(None, (moved, note))))
    arrives = components.Cell(words.day_and_month(bacs.entry), note=early)
    return components.Row(
        (head, cut_off, words.day_and_month(bacs.submit), words.day_and_month(bacs.processing), arrives)
    )


def paye_choice(scheme: models.PayeScheme | None) -> tuple[str, basics.Colour]:
    """The standing in words, with its colour."""
    return PAYE[scheme.status if scheme else ""]


def times_without_pay(employer: models.Employer, *, actor: actors.Actor) -> list[components.SummaryRow]:
    """The times without pay that are now or to come, and the way to ask for one or take one back."""
    times = [
        one for one in inactive_times.standing([employer.pk], actor=actor) if one.last_day >= actor.today
    ]
    told = set(inactive_times.sent([employer.pk], actor=actor).get(employer.pk, ()))
    rows = [_time(one, is_told=inactive_times.span_of(one) in told) for one in times]
    if rows:
        return rows
    ask = components.Link(
        "Tell HMRC", reverse("payroll:inactive_time", args=[employer.pk]), about="of a time without pay"
    )
    return [components.SummaryRow("Time without pay", "None", action=ask)]


def _time(time: models.InactiveTime, *, is_told: bool) -> components.SummaryRow:
    words = dates.span_in_words(inactive_times.span_of(time))
    if is_told:
        return components.SummaryRow("Time without pay", f"{words}. HMRC has been told.")
    url = reverse("payroll:inactive_time_take_back", args=[time.employer_id, time.pk])
    link = components.Link("Take back", url, about="the time without pay")
    return components.SummaryRow("Time without pay", f"{words}. HMRC will be told.", action=link)
