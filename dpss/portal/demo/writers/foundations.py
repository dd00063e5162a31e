"""Writes the council, its contract and providers, and the calendar that people are paid by."""

from collections.abc import Iterator
from datetime import timedelta

from commissioning.models import ProviderInvoice, PublishedFigure
from contracts.models import Award, Contract, Lot
from dpss.access.models import Council, Organisation
from dpss.portal.demo import keys, period
from dpss.portal.demo.county import County
from dpss.portal.demo.plans import COUNCIL, Plan
from dpss.portal.demo.writers.book import Book, since, write
from payroll.models import PayGroup, PayPeriod


def begin(county: County) -> Book:
    """Write the council and its organisations. Everything else hangs on them."""
    plan = county.plan
    council = _council(plan)
    write([council])
    book = Book(county=county, council=council)
    book.organisations = _organisations(book)
    write(book.organisations.values())
    _calendar(book)
    _contract(book)
    return book


def _council(plan: Plan) -> Council:
    return Council(
        id=keys.key(plan.slug, "council"),
        slug=plan.slug,
        name=plan.name,
        phone=plan.phone,
        phone_hours=plan.phone_hours,
        email=plan.email,
        brand=plan.brand,
        tint=plan.tint,
        line=plan.line,
    )


def _organisations(book: Book) -> dict[str, Organisation]:
    plan, kinds = book.county.plan, Organisation.Kind
    made = {COUNCIL: Organisation(id=book.key("organisation", COUNCIL), name=plan.name, kind=kinds.COUNCIL)}
    for one in plan.providers:
        made[one.key] = Organisation(id=book.key("organisation", one.key), name=one.name, kind=kinds.PROVIDER)
    return made


def _calendar(book: Book) -> None:
    for provider in book.county.plan.providers:
        group = PayGroup(
            id=book.key("pay group", provider.key),
            council=book.council,
            organisation=book.organisations[provider.key],
            name=provider.pay_group,
            interval=period.INTERVAL.value,
        )
        book.groups[provider.key] = group
        book.periods[provider.key] = PayPeriod(
            id=book.key("pay period", provider.key, period.WORKED.first),
            council=book.council,
            group=group,
            first_day=period.WORKED.first,
            last_day=period.WORKED.last,
            sheets_in_by=period.SHEETS_IN_BY,
            payday=period.PAYDAY,
            tax_year=period.TAX_YEAR,
            tax_period=period.TAX_PERIOD,
        )
    write(book.groups.values())
    write(book.periods.values())


def _contract(book: Book) -> None:
    given = book.county.plan.contract
    contract = Contract(
        id=book.key("contract"),
        council=book.council,
        name=given.name,
        starts=given.starts,
        core_ends=given.core_ends,
        longest_ends=given.longest_ends,
        ceiling=given.ceiling,
        ceiling_source=given.ceiling_source,
    )
    lots = {lot.kind: _lot(book, contract, lot.kind) for lot in given.lots}
    write([contract])
    write(lots.values())
    write(_awards(book, lots))
    write(_invoices(book, lots))
    write(_figures(book))


def _lot(book: Book, contract: Contract, kind: str) -> Lot:
    given = next(lot for lot in book.county.plan.contract.lots if lot.kind == kind)
    return Lot(
        id=book.key("lot", kind),
        council=book.council,
        contract=contract,
        number=given.number,
        name=given.name,
        kind=kind,
        first_year_value=given.first_year_value,
        growth=given.growth,
    )


def _awards(book: Book, lots: dict[str, Lot]) -> Iterator[Award]:
    contract = book.county.plan.contract
    days = since(contract.starts, contract.core_ends + timedelta(days=1))
    for kind, lot in lots.items():
        for provider in book.county.plan.providers:
            yield Award(
                id=book.key("award", kind, provider.key),
                council=book.council,
                lot=lot,
                organisation=book.organisations[provider.key],
                during=days,
            )


def _invoices(book: Book, lots: dict[str, Lot]) -> Iterator[ProviderInvoice]:
    for invoice in book.county.invoices:
        yield ProviderInvoice(
            id=book.key("invoice", invoice.number),
            council=book.council,
            lot=lots[invoice.lot],
            organisation=book.organisations[invoice.provider],
            number=invoice.number,
            month=invoice.month,
            people=invoice.people,
            amount=invoice.amount,
            state=ProviderInvoice.State.ACCEPTED,
        )


def _figures(book: Book) -> Iterator[PublishedFigure]:
    for figure in book.county.plan.figures:
        yield PublishedFigure(
            id=book.key("figure", figure.code, figure.as_of),
            council=book.council,
            code=figure.code,
            value=figure.value,
            as_of=figure.as_of,
            source=figure.source,
        )
