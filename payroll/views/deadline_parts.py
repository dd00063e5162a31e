"""How a deadline is said on a page: its state in words, its tag, and the page that mends it."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.urls import reverse

from dpss.access import actors, policy
from dpss.kernel import dates, errors, money
from dpss.web import components, words
from dpss.web.components import basics
from payroll import deadline_kinds as kinds
from payroll import models, report_words
from payroll.queries import deadlines
from payroll.queries.deadlines import Duty

SHOWN: Final = 3
ON_A_PAGE: Final = 5
PLACES: Final[dict[str, tuple[str, basics.Colour]]] = {
    "late": ("Late", "red"),
    "at_risk": ("At risk", "amber"),
    "week": ("Next 7 days", "blue"),
    "month": ("Next 30 days", "grey"),
    "later": ("Later", "grey"),
}
_UNDER_WAY: Final[dict[str, str]] = {
    kinds.FPS: "HMRC has it and is checking it.",
    kinds.EPS: "HMRC has it and is checking it.",
    kinds.SCHEDULE: "The provider has it. It is not collected yet.",
    kinds.PENSION_DUTY: "The letter is on its way.",
}
_SCHEDULES: Final[dict[str, str]] = {
    "to_submit": "It is not submitted.",
    "submitted": "The provider has the schedule, and waits for the bank transfer.",
}
_RUNS: Final[dict[str, str]] = {
    "": "Nothing is worked out yet.",
    "due": "It waits for timesheets.",
    "requested": "It is being worked out.",
    "blocked": "It cannot be paid yet.",
    "ready": "It waits for a second person's approval.",
    "approved": "Hours that came later are not paid yet.",
}
_REPORTS: Final[dict[str, str]] = {
    "awaiting": "HMRC has not sent the PAYE reference.",
    "held": "It must be put right before it is sent.",
    "queued": "It waits to be sent.",
    "sending": "It is being sent.",
    "rejected": "HMRC refused it.",
    "unknown": "It is not known whether HMRC has it.",
}
_DUTIES: Final = dict(models.PensionDue._meta.get_field("duty").flatchoices)
_TASKS: Final = dict(models.PensionTask.Kind.choices)


def tag(duty: Duty) -> components.Tag:
    """Where it stands, as a tag."""
    if duty.is_under_way:
        return components.Tag("Under way", "blue")
    return components.Tag(*PLACES[duty.place])


def state(duty: Duty) -> str:
    """Its state in a sentence or two."""
    if duty.is_under_way:
        return f"{_about(duty)} {_UNDER_WAY[duty.what]}".strip()
    return f"{_about(duty)} {_waits_for(duty)}".strip()


def _about(duty: Duty) -> str:
    """Which one it is, where an employer has several."""
    if duty.what in {kinds.APPROVE, kinds.BANK_FILE, kinds.NOT_COME} and duty.to_day:
        return f"Payday {dates.with_weekday(duty.to_day)}."
    if duty.what == kinds.EPS:
        year, month = duty.detail.split(" ")
        return f"{report_words.tax_month(year, int(month)).capitalize()}."
    if duty.from_day and duty.to_day:
        return f"{dates.span_in_words(dates.Span(duty.from_day, duty.to_day))}."
    return ""


def _waits_for(duty: Duty) -> str:
    pounds = money.in_words(duty.pounds) if duty.pounds is not None else ""
    payments = words.counted(duty.many, "payment", "payments")
    said = {
        kinds.APPROVE: _RUNS.get(duty.stage, ""),
        kinds.BANK_FILE: f"{payments}, {pounds}, in no bank file yet.",
        kinds.OWN_WAGES: f"{payments}, {pounds}. The employer has not said that they paid.",
        kinds.SENT_BACK: f"{pounds} for {duty.detail} came back from the bank. Nobody has answered.",
        kinds.NOT_COME: f"{duty.detail} says that the wages have not come. Nobody has answered.",
        kinds.FPS: _REPORTS.get(duty.stage, ""),
        kinds.EPS: _REPORTS.get(duty.stage, ""),
        kinds.HMRC_BILL: f"{pounds} to pay. {_payer(duty.stage)}",
        kinds.HMRC_LETTER: f"A letter{f' for {pounds}' if pounds else ''}. No appeal is recorded.",
        kinds.DEDUCTION: f"{pounds} to {duty.detail}. {_payer(duty.stage)}",
        kinds.SCHEDULE: f"{pounds} to {duty.detail}. {_SCHEDULES.get(duty.stage, '')}",
        kinds.PENSION_DUTY: f"{_DUTIES.get(duty.stage, '')}: {duty.detail}.",
        kinds.REGULATOR: f"{_TASKS.get(duty.stage, '')} is not recorded as done.",
    }
    return said[duty.what]


def _payer(stage: str) -> str:
    return "The provider pays." if stage == models.HmrcBill.Payer.PROVIDER else "The employer pays."


def action(duty: Duty) -> components.ButtonLink:
    """The page on which it is mended."""
    label, address = _page(duty)
    return components.ButtonLink(label, address, about=f"{duty.kind.label}, {duty.called}")


def _page(duty: Duty) -> tuple[str, str]:
    thing, employer = [duty.thing], [duty.whose]
    pages = {
        kinds.APPROVE: ("Open the payrun", "payroll:period", thing),
        kinds.BANK_FILE: ("Make the bank file", "ledger:payments", []),
        kinds.OWN_WAGES: ("Look at the wages", "payroll:wages_of_payrun", thing),
        kinds.SENT_BACK: ("Answer, or pay again", "ledger:return", thing),
        kinds.NOT_COME: ("Answer the PA", "payroll:pay_query", thing),
        kinds.FPS: ("Look at the report", "payroll:submission", thing),
        kinds.EPS: ("Look at the summary", "payroll:submission", thing),
        kinds.HMRC_BILL: ("Look at the bill", "payroll:hmrc_bill", thing),
        kinds.HMRC_LETTER: ("Look at the letter", "payroll:hmrc_letter", thing),
        kinds.DEDUCTION: ("Look at the deduction", "payroll:deduction_payment", thing),
        kinds.SCHEDULE: ("Look at the schedule", "payroll:pension_schedule", thing),
        kinds.PENSION_DUTY: ("See the pension duties", "payroll:employer_pension", employer),
        kinds.REGULATOR: ("See the pension duties", "payroll:employer_pension", employer),
    }
    label, route, keys = pages[duty.what]
    return label, reverse(route, args=keys)


def _panel(
    title: str, duties: Iterable[Duty], first: tuple[components.PanelRow, ...], *, more: str, today: date
) -> components.Panel:
    rows = [
        components.PanelRow(
            f"{one.kind.label}: {words.day_and_month(one.by_day)}",
            href=_page(one)[1],
            note=_note(one, today),
            strong=one.place == "late",
        )
        for one in duties
    ]
    text = "" if rows else "Nothing is to be done."
    every = components.PanelRow("See every deadline", href=more)
    return components.Panel(title, (*first, *rows, every), text)


def _note(duty: Duty, today: date) -> str:
    """Whose it is, and how long there still is; what is at risk or under way says so."""
    said = [f"{duty.called}.", _left(duty.by_day, today)]
    if duty.is_under_way or duty.place == "at_risk":
        said.append(f"{tag(duty).text}.")
    return " ".join(said)


def _left(day: date, today: date) -> str:
    days = (day - today).days
    if days < 0:
        return f"{words.counted(-days, 'day', 'days')} late."
    return {0: "Today.", 1: "Tomorrow."}.get(days, f"In {days} days.")


def next_of_all(*, actor: actors.Actor) -> components.Panel:
    """How many are late or at risk, and the next three, for the home of payroll."""
    title, every = "Deadlines of every employer", reverse("payroll:deadlines")
    try:
        counted, found = deadlines.at_a_glance(actor=actor, first=SHOWN)
    except errors.Invalid as unknown:
        return components.Panel(title, text=unknown.sentence)
    rows = tuple(
        components.PanelRow(
            PLACES[place][0],
            value=words.number(sum(n for (_, at), n in counted.items() if at == place)),
            href=f"{every}?show={place}",
            strong=True,
        )
        for place in kinds.URGENT
    )
    return _panel(title, found, rows, more=every, today=actor.today)


def of_employer(employer: models.Employer, *, actor: actors.Actor) -> components.Panel | None:
    """What one employer must do next, for its own page; nothing for those who do not keep deadlines."""
    if not actor.may(policy.SEE_PAYRUNS):
        return None
    asked = deadlines.Asked(employer_id=employer.pk)
    try:
        found = deadlines.read(deadlines.duties(asked, actor=actor)[:ON_A_PAGE])
    except errors.Invalid as unknown:
        return components.Panel("Deadlines", text=unknown.sentence)
    more = f"{reverse('payroll:deadlines')}?employer={employer.pk}"
    return _panel("Deadlines", found, (), more=more, today=actor.today)
