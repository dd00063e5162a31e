"""What a demo council holds, counted in the database, never from what was meant to be written."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Sum

from clients import models as clients
from commissioning.models import ProviderInvoice
from dpss.access.models import Council, Membership, Reach, Recusal, User
from dpss.kernel import money
from ledger.models import BankAccountChange, Entry, Posting
from payroll import models as payroll
from recruitment.models import Check
from reviews.models import Review

WEEKS_IN_A_YEAR = 52
LABEL_WIDTH = 46


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of what is there."""

    label: str
    value: int | Decimal

    def __str__(self) -> str:
        shown = f"{self.value:,}" if isinstance(self.value, int) else money.in_words(self.value)
        return f"{self.label:<{LABEL_WIDTH}}{shown:>16}"


def read(council: Council) -> list[Figure]:
    """The council's figures. Run as a role that looks past the walls."""
    return [
        *_people(council),
        *_money(council),
        *_wages(council),
        *_sheets(council),
        *_casework(council),
    ]


def _people(council: Council) -> Iterator[Figure]:
    yield Figure("Clients", _of(clients.Client, council).count())
    placed = _of(clients.Placement, council).filter(arrangement="provider", during__endswith=None)
    yield Figure("Clients in the service", placed.aggregate(n=Count("client", distinct=True))["n"])
    for lot in clients.Placement.Lot:
        yield from _by(placed.filter(lot=lot), "organisation__name", f"  {lot.label}: %s")
    yield Figure("PAs", _of(clients.PersonalAssistant, council).count())
    members = Membership.objects.filter(council=council)
    yield Figure(
        "People who can sign in", User.objects.filter(memberships__council=council).distinct().count()
    )
    yield from _by(members, "role", "  %s")
    yield Figure("Representatives' mandates", _of(clients.Representation, council).count())
    yield Figure("Recusals", Recusal.objects.filter(council=council).count())
    yield Figure("Reach", Reach.objects.filter(council=council).count())


def _money(council: Council) -> Iterator[Figure]:
    payments = _of(clients.DirectPayment, council)
    weekly = payments.aggregate(total=Sum("weekly_amount", default=money.ZERO))["total"]
    yield Figure("Direct payments", payments.count())
    yield Figure("  worth a week", weekly)
    yield Figure("  worth a year (52 weeks)", weekly * WEEKS_IN_A_YEAR)
    yield from _by(payments, "account", "  account: %s")
    yield Figure("Budget lines", _of(clients.BudgetLine, council).count())
    opening = _of(Posting, council).filter(
        entry__source_key__startswith="opening:", account__code="direct_payment"
    )
    yield Figure("Opening balances", _of(Entry, council).filter(source_key__startswith="opening:").count())
    yield Figure("  on accounts", opening.aggregate(total=Sum("amount", default=money.ZERO))["total"])
    invoices = _of(ProviderInvoice, council).filter(state=ProviderInvoice.State.ACCEPTED)
    yield Figure("Providers' invoices accepted", invoices.count())
    yield Figure("  spent to date", invoices.aggregate(total=Sum("amount", default=money.ZERO))["total"])


def _wages(council: Council) -> Iterator[Figure]:
    employers = _of(payroll.Employer, council)
    yield Figure("Employers", employers.count())
    yield from _by(employers, "pay_group__organisation__name", "  %s")
    yield from _by(_of(payroll.PayeScheme, council), "status", "  PAYE: %s")
    yield from _by(_of(payroll.WhoPays, council), "payer", "  paid by: %s")
    posts = _of(payroll.Employment, council)
    yield Figure("Posts", posts.count())
    yield Figure("  brought forward this tax year", _of(payroll.BroughtForward, council).count())
    new = posts.filter(employer__pay_group__periods__first_day__lte=F("first_day"))
    yield Figure("  started in the period", new.count())
    yield Figure("  left in the period", posts.exclude(last_day=None).count())
    yield Figure("  with a weekend rate", posts.filter(terms__rates__isnull=False).distinct().count())
    yield Figure("  with an order or agreed deduction", posts.exclude(deductions=None).distinct().count())
    yield Figure("Pension schemes", _of(payroll.PensionScheme, council).count())
    yield Figure("Bank details to approve", _of(BankAccountChange, council).filter(state="proposed").count())


def _sheets(council: Council) -> Iterator[Figure]:
    sheets = _of(payroll.Timesheet, council)
    yield Figure("Timesheets", sheets.count())
    yield from _by(sheets, "state", "  %s")
    sheet = payroll.Timesheet.objects.filter(employment=OuterRef("pk"))
    missing = _of(payroll.Employment, council).filter(~Exists(sheet))
    yield Figure("  not begun", missing.count())
    entries = _of(payroll.TimesheetEntry, council)
    yield Figure("Timesheet entries", entries.count())
    yield from _by(entries, "kind", "  %s")
    sick = entries.filter(kind="sickness").aggregate(n=Count("timesheet", distinct=True))["n"]
    yield Figure("Sheets with sickness", sick)


def _casework(council: Council) -> Iterator[Figure]:
    reviews = _of(Review, council).aggregate(done=Count("pk", filter=~Q(done_on=None)), all=Count("pk"))
    yield Figure("Reviews", reviews["all"])
    yield Figure("  done", reviews["done"])
    yield Figure("Checks of PAs", _of(Check, council).count())
    yield Figure("Work items open", _of(clients.WorkItem, council).filter(state="open").count())


def _of(model: type[Model], council: Council) -> QuerySet[Model]:
    return model._default_manager.filter(council=council)


def _by(rows: QuerySet[Model], field: str, label: str) -> Iterator[Figure]:
    """How many there are of each value of a field, in the order of the values."""
    counts = rows.order_by().values_list(field).annotate(n=Count("pk")).order_by(field)
    for value, count in counts:
        yield Figure(label % value, count)
