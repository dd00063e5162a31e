"""Employers who pay monthly through the tax year 2026-27, and what happens to some of them."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from psycopg2.extras import DateRange

from clients import reach as of_people
from clients.models import PersonalAssistant
from dpss.access import actors, operations
from dpss.kernel import dates
from ledger import chart
from payroll import models
from payroll import reach as of_wages
from payroll.calc import records
from tests.cast import CAST, key
from tests.factories import AT, access, employer_changes, employers, ledger, payroll
from tests.factories import clients as people
from tests.payroll.calc import cases

FIRST: Final = dt.date(2026, 4, 6)
LAST: Final = dt.date(2027, 5, 5)
PAYDAY, CLOSES, STARTS = 24, 20, 21
MONTHS: Final = 12
ALL_MONTHS: Final = range(1, MONTHS + 1)
HOURS: Final = 9
# What happens to which employer; all others pay the same post all year.
STARTER, LEAVER, NIL, STATUTORY, CLOSING, CORRECTED, INACTIVE, LARGE, WITHOUT_CLAIM, LOST = range(10)
# Whose three years of pension duties end in the year, and whose duties begin in it.
RE_ENROLS, BEGINS = 10, 11
# Who had months without wages claims the Employment Allowance in the ninth month, for the whole year.
CLAIMS_LATE: Final = NIL
# Who is given another PAYE reference in mid-year: from then on, and in which month that first pays.
MOVES = 12
MOVES_ON: Final = dt.date(2026, 10, 6)
FEWEST: Final = 13
NEW_REFERENCE: Final = "SMNEW12"
STARTS_ON: Final = dt.date(2026, 7, 1)
LAST_DAY: Final = dt.date(2026, 8, 28)
CEASES_ON: Final = dt.date(2026, 12, 31)
DUTIES_SINCE: Final = dt.date(2023, 11, 3)
LEFT_PENSION_ON: Final = dt.date(2025, 6, 1)
DUTIES_BEGIN: Final = dt.date(2026, 7, 1)
NIL_MONTHS: Final = (7, 8)
INACTIVE_MONTHS: Final = (10, 11)
STATUTORY_MONTHS: Final = (3, 4, 5)
_COUNCIL: Final = {"council_id": CAST.east.id}


@dataclass
class Home:
    """An employer by its number, with the posts that it pays."""

    number: int
    employer: models.Employer
    posts: list[models.Employment] = field(default_factory=list)

    @property
    def reference(self) -> str:
        """Its PAYE reference, in tax office 120."""
        return reference(self.number)

    @property
    def references(self) -> tuple[str, ...]:
        """All of a year, the first first."""
        return (self.reference, NEW_REFERENCE) if self.number == MOVES else (self.reference,)

    def pays(self, post: models.Employment, month: int) -> bool:
        """Whether a post is paid in a tax month."""
        silent = {NIL: NIL_MONTHS, INACTIVE: INACTIVE_MONTHS}.get(self.number, ())
        if month in silent or (self.number == CLOSING and payday(month) > CEASES_ON):
            return False
        first, last = span(month)
        return post.first_day <= last and (post.last_day is None or post.last_day >= first)


def reference(number: int) -> str:
    """The PAYE reference of an employer."""
    return f"SM{number:05}"


def payday(month: int) -> dt.date:
    """The 24th in a tax month of 2026-27."""
    return dates.add_months(dt.date(2026, 4, PAYDAY), month - 1)


def span(month: int) -> tuple[dt.date, dt.date]:
    """The days that a payday pays: from a 21st to a 20th."""
    last = payday(month).replace(day=CLOSES)
    return dates.add_months(last, -1).replace(day=STARTS), last


def plant(count: int) -> tuple[list[models.PayPeriod], list[Home]]:
    """The pay calendar of the year, and so many employers. Nothing is paid yet."""
    job = actors.for_job(job="payruns", council_id=CAST.east.id, today=FIRST)
    with actors.acting(job):
        group = payroll.pay_group(
            name="Monthly, simulated", interval="monthly", **_COUNCIL,
            organisation_id=key("northfield", "organisation"),
        )  # fmt: skip
        periods = [_period(group, month) for month in range(1, MONTHS + 1)]
        return periods, [_home(number, group) for number in range(count)]


def _period(group: models.PayGroup, month: int) -> models.PayPeriod:
    first, last = span(month)
    return payroll.pay_period(
        group=group,
        first_day=first,
        last_day=last,
        sheets_in_by=dt.datetime.combine(last, dt.time(20), dt.UTC),
        payday=payday(month),
        tax_year="2026-27",
        tax_period=month,
    )


def _home(number: int, group: models.PayGroup) -> Home:
    name = f"Employer {number}"
    client = people.client(subject=access.subject(kind="client", **_COUNCIL), name=name)
    ledger.account(about=client, code=chart.DIRECT_PAYMENT)
    employer = payroll.employer(
        subject=access.subject(kind="employer", part_of_id=client.subject_id, **_COUNCIL),
        client=client,
        pay_group=group,
        during=DateRange(None, CEASES_ON + CEASES_ON.resolution if number == CLOSING else None),
    )
    payroll.paye_scheme(
        employer=employer, reference=reference(number), small_employer=True,
        accounts_office_reference=f"120PS{number:08}",
    )  # fmt: skip
    payroll.registration_step(
        employer=employer, step="reference", recorded_by_id=CAST.olu.user_id,
        done_on=DUTIES_BEGIN if number == BEGINS else FIRST,
    )  # fmt: skip
    if number == RE_ENROLS:
        # The scheme came on record here in 2024, after the first declaration.
        during = DateRange(dt.date(2024, 9, 2), None)
        employers.pension_scheme(employer=employer, duties_from=DUTIES_SINCE, during=during)
    elif number != BEGINS:
        employers.pension_scheme(employer=employer)
    payroll.who_pays(employer=employer)
    home = Home(number, employer)
    for place in range({STARTER: 2, LEAVER: 2, LARGE: 3, RE_ENROLS: 3}.get(number, 1)):
        home.posts.append(_post(home, place, first_day=_begins(number, place)))
    placed = people.placement(client=client, organisation_id=key("northfield", "organisation"))
    council = {"council_organisation_id": CAST.east.organisation_id}
    operations.grant_all(
        [
            *of_people.of_client(client, **council),
            *of_people.of_placement(placed),
            *of_wages.of_employer(employer, home.posts, **council),
            *of_wages.of_placement(placed, employer, home.posts),
        ]
    )
    if number == CLOSING:
        employer_changes.employer_change(
            employer=employer,
            state="confirmed",
            ceases_on=CEASES_ON,
            begun_by_id=CAST.olu.user_id,
            confirmed_by_id=CAST.mara.user_id,
            confirmed_at=AT,
            became=payroll.employer(
                subject=access.subject(kind="employer", part_of_id=client.subject_id, **_COUNCIL),
                client=client,
                pay_group=group,
                during=DateRange(CEASES_ON + CEASES_ON.resolution, None),
            ),
        )
    return home


def _begins(number: int, place: int) -> dt.date:
    if (number, place) == (STARTER, 1):
        return STARTS_ON
    return {RE_ENROLS: DUTIES_SINCE, BEGINS: DUTIES_BEGIN}.get(number, FIRST)


def _post(home: Home, place: int, *, first_day: dt.date) -> models.Employment:
    number = home.number * 4 + place
    assistant = PersonalAssistant.objects.create(
        name="Dee Lowe", subject=access.subject(kind="pa", **_COUNCIL), **_COUNCIL
    )
    payroll.identity(assistant=assistant, nino=f"PW{number:06}A")
    ledger.bank_account(about=assistant, sort_code="999904", account_number="70444444")
    post = payroll.employment(
        subject=access.subject(kind="employment", part_of_id=home.employer.client.subject_id, **_COUNCIL),
        employer=home.employer,
        assistant=assistant,
        payroll_id=f"S{number}",
        first_day=first_day,
    )
    rate = Decimal("30.00") if home.number == LARGE else Decimal("13.50") + home.number % 5
    payroll.terms(employment=post, hourly_rate=rate, during=DateRange(first_day, None))
    loan = "2" if home.number % 3 == 0 else ""
    for details in _pensions(home.number, place, first_day):
        payroll.tax_details(
            employment=post,
            student_loan=loan,
            starter_declaration="A" if first_day > FIRST else "",
            **details,
        )
    operations.grant_all(of_wages.of_post_for_assistant(post))
    return post


def _pensions(number: int, place: int, first_day: dt.date) -> list[dict[str, Any]]:
    """Of those who came to this payroll in a pension, the first is in it, and the second left in 2025."""
    if number != RE_ENROLS or place == 2:
        return [{"during": DateRange(first_day, None)}]
    member = {"pension": "relief_at_source", "pension_from": first_day}
    if place == 0:
        return [member | {"during": DateRange(first_day, None)}]
    return [
        member | {"during": DateRange(first_day, LEFT_PENSION_ON)},
        {"during": DateRange(LEFT_PENSION_ON, None)},
    ]


def sheets(homes: list[Home], period: models.PayPeriod, *, month: int) -> None:
    """An approved timesheet for each post that is paid in a month: nine hours on a number of days."""
    entries, made = [], []
    for home in homes:
        for post in home.posts:
            if home.pays(post, month):
                made.append(payroll.timesheet(employment=post, period=period))
                entries += _entries(made[-1], home, post)
    models.TimesheetEntry.objects.bulk_create(entries)
    for sheet in made:
        payroll.freeze(timesheet=sheet, by=CAST.asha.user_id)


def _entries(sheet: models.Timesheet, home: Home, post: models.Employment) -> list[models.TimesheetEntry]:
    first, last = sheet.period.first_day, min(sheet.period.last_day, post.last_day or sheet.period.last_day)
    first = max(first, post.first_day)
    count = 18 if home.number == LARGE else 6 + home.number % 7
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)][:count]
    return [
        models.TimesheetEntry(
            timesheet=sheet, day=day, kind=models.TimesheetEntry.Kind.HOURS, starts=dt.time(9),
            finishes=dt.time(9 + HOURS), minutes=HOURS * 60, **access.on(sheet),
        )
        for day in days
    ]  # fmt: skip


def pay_maternity(home: Home, period: models.PayPeriod) -> uuid.UUID:
    """Five hundred pounds more of statutory maternity pay in a payslip that waits for approval."""
    slip = models.Payslip.objects.get(employment=home.posts[0], payrun__period=period)
    held: dict[str, Any] = slip.result["to_date"]
    before = sum((Decimal(row["amount"]) for row in held["statutory"]), Decimal("0.00"))
    held["statutory"] = [{"kind": "maternity", "amount": str(before + 500)}]
    slip.result["lines"].append(records.plain(cases.pay_line("maternity", "500.00")))
    slip.save(update_fields=["result"])
    return slip.pk
