"""A county of employers: three payrolls in two councils, some who pay for themselves, some not approved."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from clients import reach as of_people
from clients.models import Client, PersonalAssistant
from dpss.access import actors, operations, policy
from dpss.access.models import Organisation
from ledger import chart
from ledger import models as books
from payroll import models
from payroll import reach as of_wages
from tests.cast import CAST, TODAY, Person, Provider, key
from tests.cast.people import Council
from tests.factories import access, bills, employers, ledger, payroll
from tests.factories import clients as people
from tests.ledger.conftest import open_paying_account

PAYDAY: Final = dt.date(2026, 11, 27)
# The tax month of that payday is over, and all that is owed beside wages is paid by 22 December.
MONTH_IS_OVER: Final = dt.date(2026, 12, 6)
BODIES_PAID_ON: Final = dt.date(2026, 12, 22)
HMRC: Final = ("999921", "70999999")
SCHEME: Final = ("999922", "70888888")
_SCHEME_NAME: Final = "Harbour Pensions"
_PA_SORT_CODE: Final = "999904"
_FIRST_SHIFT: Final = dt.date(2026, 10, 26)
_FINISHES = dt.time(18)
_MINUTES: Final = 9 * 60


@dataclass(frozen=True, slots=True)
class Home:
    """An employer by its number in the county, with the accounts of its PAs."""

    number: int
    employer: models.Employer
    accounts: dict[models.Employment, tuple[str, str]]

    @property
    def pays_itself(self) -> bool:
        """Whether the employer pays, and not the provider."""
        return _pays_itself(self.number)

    @property
    def is_approved(self) -> bool:
        """Whether the manager approves its payrun."""
        return self.number % 7 != 5


@dataclass
class Payroll:
    """One provider in one council: who works there, and its employers."""

    provider: Provider
    officer: Person
    manager: Person
    homes: list[Home] = field(default_factory=list)

    @property
    def council(self) -> Council:
        """The council."""
        return self.provider.council

    @property
    def paid(self) -> list[Home]:
        """Those whom the provider pays, from an approved run."""
        return [home for home in self.homes if home.is_approved and not home.pays_itself]

    def by_officer(self, today: dt.date = TODAY) -> actors.Actor:
        """The officer on a day."""
        return self.officer.actor(policy.PAYROLL_OFFICER, today=today)

    def by_manager(self, today: dt.date = TODAY) -> actors.Actor:
        """The manager on a day."""
        return self.manager.actor(today=today)

    def job(self) -> actors.Actor:
        """A job in the council, which sees all of it."""
        return actors.for_job(job=policy.JOB_PAYRUNS, council_id=self.council.id, today=TODAY)

    def period(self) -> models.PayPeriod:
        """The period that is paid. Call it as somebody."""
        return models.PayPeriod.objects.get(pk=self.provider.id_of("november"))


def plant(count: int) -> list[Payroll]:
    """So many employers, spread over the three payrolls. Their sheets are approved, and nothing is paid."""
    made = [
        Payroll(CAST.northfield, CAST.olu, CAST.mara),
        Payroll(Provider("southgate", CAST.east), CAST.rose, CAST.sam),
        Payroll(Provider("northfield", CAST.west), CAST.wim, CAST.wynn),
    ]
    for place, one in enumerate(made):
        with actors.acting(one.job()):
            # What the cast owes its own people is for another time.
            books.Payment.objects.filter(state="due").update(due_on=dt.date(2027, 6, 1))
            books.PaymentBatch.objects.filter(state="requested").update(state="empty")
            open_paying_account(one.provider.short, one.council)
            _scheme_account(one)
            one.homes = [_home(one, number) for number in range(place, count, len(made))]
            _sheets(one)
    return made


def _pays_itself(number: int) -> bool:
    return number % 5 == 3


def _scheme_account(one: Payroll) -> None:
    bills.creditor_account(
        council_id=one.council.id,
        organisation=Organisation.objects.get(pk=one.provider.organisation_id),
        creditor=_SCHEME_NAME,
        name=_SCHEME_NAME,
        sort_code=SCHEME[0],
        account_number=SCHEME[1],
        account_index=books.account_index(*SCHEME),
        proposed_by_id=CAST.sam.user_id,
        decided_by_id=CAST.mara.user_id,
    )


def _home(one: Payroll, number: int) -> Home:
    council = {"council_id": one.council.id}
    client = people.client(subject=access.subject(kind="client", **council), name=f"Employer {number}")
    employer = payroll.employer(
        subject=access.subject(kind="employer", part_of_id=client.subject_id, **council),
        client=client,
        pay_group_id=key(one.council.slug, one.provider.short, "pay group"),
    )
    payroll.paye_scheme(
        employer=employer, reference=f"CO{number:05}", accounts_office_reference=f"120PC{number:08}"
    )
    payroll.registration_step(
        employer=employer, step="reference", done_on=dt.date(2026, 4, 6), recorded_by_id=one.officer.user_id
    )
    employers.pension_scheme(employer=employer, paid="transfer", employer_reference=f"HP {number}")
    payer = models.WhoPays.Payer
    payroll.who_pays(employer=employer, payer=payer.EMPLOYER if _pays_itself(number) else payer.PROVIDER)
    ledger.entry(
        debit=ledger.account(about=client, code=chart.DIRECT_PAYMENT),
        credit=ledger.account(about=client, code=chart.FUNDING),
        amount=Decimal(20_000),
        source_key=f"county:{number}",
    )
    accounts = dict(_post(employer, number * 4 + place) for place in range(1 + number % 3))
    _grant(one, client, employer, list(accounts))
    return Home(number, employer, accounts)


def _grant(one: Payroll, client: Client, employer: models.Employer, posts: list[models.Employment]) -> None:
    placed = people.placement(client=client, organisation_id=one.provider.organisation_id)
    council = {"council_organisation_id": one.council.organisation_id}
    operations.grant_all(
        [
            *of_people.of_client(client, **council),
            *of_people.of_placement(placed),
            *of_wages.of_employer(employer, posts, **council),
            *of_wages.of_placement(placed, employer, posts),
            *(grant for post in posts for grant in of_wages.of_post_for_assistant(post)),
        ]
    )


def _post(employer: models.Employer, number: int) -> tuple[models.Employment, tuple[str, str]]:
    """A PA with an account of their own. Every second one has a pension; of every third all pay is taxed."""
    council = {"council_id": employer.council_id}
    assistant = PersonalAssistant.objects.create(
        name="Dee Lowe", subject=access.subject(kind="pa", **council), **council
    )
    payroll.identity(assistant=assistant, nino=f"PW{number:06}B")
    account = (_PA_SORT_CODE, f"{60_000_000 + number}")
    ledger.bank_account(about=assistant, sort_code=account[0], account_number=account[1])
    post = payroll.employment(
        subject=access.subject(kind="employment", part_of_id=employer.client.subject_id, **council),
        employer=employer,
        assistant=assistant,
        payroll_id=f"C{number}",
    )
    payroll.terms(employment=post, hourly_rate=Decimal("14.10") + Decimal(number % 9) / 100)
    payroll.tax_details(
        employment=post,
        tax_code="1257L" if number % 3 else "BR",
        **({"pension": "relief_at_source", "pension_from": dt.date(2026, 4, 6)} if number % 2 else {}),
    )
    return post, account


def _sheets(one: Payroll) -> None:
    """Days of nine hours, of each PA another number."""
    period, entries = one.period(), []
    sheets = [payroll.timesheet(employment=post, period=period) for post in _posts(one)]
    for sheet in sheets:
        entries += _shifts(sheet)
    models.TimesheetEntry.objects.bulk_create(entries)
    for sheet in sheets:
        payroll.freeze(timesheet=sheet, by=CAST.asha.user_id)


def _posts(one: Payroll) -> Iterator[models.Employment]:
    for home in one.homes:
        yield from home.accounts


def _shifts(sheet: models.Timesheet) -> list[models.TimesheetEntry]:
    count = 6 + int(sheet.employment.payroll_id[1:]) % 11
    return [
        models.TimesheetEntry(
            timesheet=sheet, day=_FIRST_SHIFT + dt.timedelta(days=number),
            kind=models.TimesheetEntry.Kind.HOURS, starts=dt.time(9), finishes=_FINISHES, minutes=_MINUTES,
            **access.on(sheet),
        )
        for number in range(count)
    ]  # fmt: skip
