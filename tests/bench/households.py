"""A dozen employers with one to three PAs each, complete: what is measured is paid to copies of them."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from clients import reach as of_people
from clients.models import Client, PersonalAssistant
from dpss.access import operations
from dpss.access.models import Subject, User
from dpss.access.operations import Grant
from ledger import chart
from payroll import models
from payroll import reach as of_wages
from payroll.calc import records
from payroll.calc.payment import PayInput
from tests.bench import calculations
from tests.cast import AT, CAST
from tests.factories import access, employers, ledger, payroll
from tests.factories import clients as people

# How many PAs each of the dozen employs.
PAS: Final = (1, 2, 1, 3, 1, 2, 2, 1, 3, 2, 1, 2)
EMPLOYERS, POSTS = len(PAS), sum(PAS)
SHIFTS: Final = 12
_PERIOD: Final = 36
_FIRST_DAY: Final = dt.date(2026, 10, 26)
_LAST_PAYDAY: Final = dt.date(2026, 10, 30)
_COUNCIL: Final = {"council_id": CAST.east.id}
_SEED: Final = 7


@dataclass
class Planted:
    """The period that pays them, and the keys of what they hang on."""

    period: models.PayPeriod
    subjects: list[uuid.UUID] = field(default_factory=list)
    users: list[uuid.UUID] = field(default_factory=list)

    def subject(self, kind: Subject.Kind, **given: Any) -> Subject:
        """Another key."""
        made = access.subject(kind=kind, **_COUNCIL, **given)
        self.subjects.append(made.pk)
        return made


def plant() -> Planted:
    """Write them, each post with an approved timesheet; as a job, which the council must have.

    Codes, loans, pensions, hours and the year so far are those of ordinary four-weekly payments. Every other
    employer's wages are paid by the provider, and every other PA signs in.
    """
    period = models.PayPeriod.objects.select_related("group").get(pk=CAST.northfield.id_of("november"))
    planted = Planted(period)
    every = calculations.ordinary_payments(count=POSTS * len(calculations.PERIODS), seed=_SEED)
    pays = [pay for pay in every if pay.period == _PERIOD]
    for number, count in enumerate(PAS):
        first = sum(PAS[:number])
        _household(planted, number, pays[first : first + count])
    return planted


def _household(planted: Planted, number: int, pays: Sequence[PayInput]) -> None:
    client = people.client(subject=planted.subject(Subject.Kind.CLIENT), name=f"Client {number}")
    ledger.account(about=client, code=chart.DIRECT_PAYMENT)
    employer = payroll.employer(
        subject=planted.subject(Subject.Kind.EMPLOYER, part_of_id=client.subject_id),
        client=client,
        pay_group=planted.period.group,
    )
    payroll.paye_scheme(employer=employer)
    payroll.allowance_claim(employer=employer)
    employers.pension_scheme(employer=employer)
    payroll.who_pays(employer=employer, payer=("employer", "provider")[number % 2])
    posts = [_post(planted, employer, pay, place) for place, pay in enumerate(pays)]
    operations.grant_all(_grants(client, employer, posts))


def _grants(client: Client, employer: models.Employer, posts: Sequence[models.Employment]) -> list[Grant]:
    council = {"council_organisation_id": CAST.east.organisation_id}
    placed = people.placement(client=client, organisation_id=CAST.northfield.organisation_id)
    grants = [*of_people.of_client(client, **council), *of_people.of_placement(placed)]
    grants += of_wages.of_employer(employer, posts, **council)
    grants += of_wages.of_placement(placed, employer, posts)
    for post in posts:
        grants += [*of_people.of_assistant(post.assistant), *of_wages.of_post_for_assistant(post)]
    return grants


def _post(planted: Planted, employer: models.Employer, pay: PayInput, place: int) -> models.Employment:
    assistant = _assistant(planted, pay, signs_in=place % 2 == 0)
    post = payroll.employment(
        subject=planted.subject(Subject.Kind.EMPLOYMENT, part_of_id=employer.client.subject_id),
        employer=employer,
        assistant=assistant,
        payroll_id=f"PA-{place}",
    )
    payroll.terms(employment=post, hourly_rate=pay.earnings[0].rate)
    payroll.tax_details(
        employment=post,
        tax_code=pay.tax_code,
        student_loan=pay.student_loan or "",
        pension=pay.pension.scheme if pay.pension else "",
        pension_from=_LAST_PAYDAY if pay.pension else None,
    )
    payroll.brought_forward(employment=post, up_to=_LAST_PAYDAY, figures=records.plain(pay.to_date))
    _sheet(post, planted.period, minutes=int(pay.earnings[0].quantity * 60))
    return post


def _assistant(planted: Planted, pay: PayInput, *, signs_in: bool) -> PersonalAssistant:
    subject = planted.subject(Subject.Kind.PA)
    name = "Dee Lowe"
    user = None
    if signs_in:
        user = User.objects.create(name=name, email=f"{len(planted.subjects)}@example.org")
        planted.users.append(user.pk)
    assistant = people.assistant(subject=subject, name=name, user=user)
    payroll.identity(assistant=assistant, nino="PW999999D", birth_date=pay.birth_date)
    ledger.bank_account(about=assistant, sort_code="999904", account_number="70444444")
    return assistant


def _sheet(post: models.Employment, period: models.PayPeriod, *, minutes: int) -> None:
    """The hours in shifts on different days."""
    sheet = payroll.timesheet(employment=post, period=period)
    for place in range(SHIFTS):
        share = minutes // SHIFTS + (minutes % SHIFTS if place == 0 else 0)
        payroll.shift(timesheet=sheet, day=_FIRST_DAY + dt.timedelta(days=2 * place), minutes=share)
    models.Timesheet.objects.filter(pk=sheet.pk).update(
        state="approved", decided_by_id=CAST.asha.user_id, decided_at=AT, digest="0" * 64
    )
