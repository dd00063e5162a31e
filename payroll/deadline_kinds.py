"""What an employer must do by a day, and from when a thing that is not under way is at risk. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dpss.kernel import errors
from ledger.banking import calendar

WEEK: Final = timedelta(days=7)
# Bacs: advice of returned credits (ARUCS).
_DAYS_TO_ANSWER: Final = 3
MONTH: Final = timedelta(days=30)
# Where a duty stands on a day: each is in one of them.
PLACES: Final = ("late", "at_risk", "week", "month", "later")
URGENT: Final = ("late", "at_risk")

APPROVE: Final = "approve"
BANK_FILE: Final = "bank_file"
OWN_WAGES: Final = "own_wages"
NOT_COME: Final = "not_come"
SENT_BACK: Final = "sent_back"
FPS: Final = "fps"
EPS: Final = "eps"
HMRC_BILL: Final = "hmrc_bill"
HMRC_LETTER: Final = "hmrc_letter"
DEDUCTION: Final = "deduction"
SCHEDULE: Final = "schedule"
PENSION_DUTY: Final = "pension_duty"
REGULATOR: Final = "regulator"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of duty: what it is called, to whom it is owed, and its last day in a sentence.

    It is at risk from `days_before` working days before its last day while it is not under way.
    """

    name: str
    label: str
    owed_to: str
    last_day: str
    days_before: int


KINDS: Final = (
    Kind(
        APPROVE,
        "Approve wages",
        "PAs",
        "Where the provider pays, the day on which Bacs takes the file; else the payday.",
        2,
    ),
    Kind(BANK_FILE, "Bank file", "PAs", "Two working days before the money must arrive.", 1),
    Kind(OWN_WAGES, "Wages the employer pays", "PAs", "The payday.", 0),
    Kind(SENT_BACK, "Wages sent back", "PAs", "Three working days after the bank sent them back.", 1),
    Kind(NOT_COME, "Wages not come", "PAs", "The day by which whoever pays must answer.", 1),
    Kind(FPS, "Report of wages (FPS)", "HMRC", "The payday.", 1),
    Kind(EPS, "Summary (EPS)", "HMRC", "The 19th after the tax month.", 2),
    Kind(HMRC_BILL, "Payment to HMRC", "HMRC", "The 22nd after the tax month or quarter.", 3),
    Kind(HMRC_LETTER, "Appeal against HMRC", "HMRC", "The last day for an appeal, as the letter says.", 5),
    Kind(
        DEDUCTION,
        "Deduction to pay on",
        "Who sent the order",
        "The 18th or 19th after the month of the wages.",
        3,
    ),
    Kind(SCHEDULE, "Pension schedule", "Pension provider", "The 22nd after the month of the wages.", 3),
    Kind(PENSION_DUTY, "Pension letter or step", "PAs", "The day that the law gives for it.", 5),
    Kind(REGULATOR, "Declaration or re-enrolment", "Pensions Regulator", "The day that the law gives.", 10),
)
OF: Final[Mapping[str, Kind]] = {kind.name: kind for kind in KINDS}
CHOICES: Final = tuple((kind.name, kind.label) for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Risk:
    """What is late, at risk and due this week on a day; `until` is by kind the last day that is at risk."""

    today: date
    until: Mapping[str, date]

    @property
    def week_ends(self) -> date:
        """The last of the next seven days."""
        return self.today + WEEK

    @property
    def month_ends(self) -> date:
        """The last of the next thirty days."""
        return self.today + MONTH

    def place_of(self, kind: str, by: date, *, under_way: bool) -> str:
        """One of `PLACES`. What is under way is neither late nor at risk."""
        if by < self.today and not under_way:
            return "late"
        if by <= self.until[kind] and not under_way:
            return "at_risk"
        if by <= self.week_ends:
            return "week"
        return "month" if by <= self.month_ends else "later"


def risk_on(today: date, *, holidays: Collection[date]) -> Risk:
    """From which day on things are at risk, for every kind. Raises `Invalid` for an unknown year."""
    return Risk(today, {kind.name: _after(today, kind.days_before, holidays) for kind in KINDS})


def at_risk_from(kind: str, by: date, *, holidays: Collection[date]) -> date:
    """The first day on which a duty of this kind is at risk. Raises `Invalid` for an unknown year."""
    day = by
    for _ in range(OF[kind].days_before):
        day = _next(day, -1, holidays)
    return day


def file_days(paydays: Collection[date], *, holidays: Collection[date]) -> dict[date, date]:
    """The day on which Bacs takes the file of each payday; the payday itself where that is not known."""
    found = {}
    for payday in paydays:
        try:
            found[payday] = calendar.submit_by(payday, holidays=holidays)
        except errors.Invalid:
            found[payday] = payday
    return found


def answer_days(came_back: Collection[date], *, holidays: Collection[date]) -> dict[date, date]:
    """The day by which Bacs asks for an answer to what came back on each day: three working days on.

    The same day where that is not known.
    """
    found = {}
    for day in came_back:
        try:
            found[day] = _after(day, _DAYS_TO_ANSWER, holidays)
        except errors.Invalid:
            found[day] = day
    return found


def _after(day: date, count: int, holidays: Collection[date]) -> date:
    for _ in range(count):
        day = _next(day, 1, holidays)
    return day


def _next(day: date, step: int, holidays: Collection[date]) -> date:
    day += timedelta(days=step)
    while not calendar.is_working_day(day, holidays=holidays):
        day += timedelta(days=step)
    return day
