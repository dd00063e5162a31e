"""Writes employers, posts, how they are taxed, what they have been paid, and the period's timesheets."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from clients.reach import ALWAYS
from dpss.access.models import Subject
from dpss.kernel import money
from dpss.portal.demo import money as direct_payments
from dpss.portal.demo import paye, period, tax
from dpss.portal.demo.posts import Post
from dpss.portal.demo.sheets import Sheet
from dpss.portal.demo.writers import standing
from dpss.portal.demo.writers.book import Book, since, write
from payroll import digests, models
from payroll.calc import rates, records, tax_periods


def write_wages(book: Book) -> None:
    """Employers first, then posts, then what hangs on them."""
    _employers(book)
    write(_schemes(book))
    standing.write_standing(book)
    write(_who_pays(book))
    _employments(book)
    posts = book.county.force.posts
    write(row for post in posts for row in _terms(book, post))
    write(row for post in posts for row in _tax_details(book, post))
    write(_brought_forward(book))
    _sheets(book)


def _employers(book: Book) -> None:
    employing = [client for client in book.county.clients if client.employs]
    whose = {client.number: book.clients[client.number].subject_id for client in employing}
    subjects = book.subjects(Subject.Kind.EMPLOYER, whose, part_of=whose)
    for client in employing:
        book.employers[client.number] = models.Employer(
            id=book.key("employer", client.number),
            council=book.council,
            subject=subjects[client.number],
            client=book.clients[client.number],
            name=client.employer_name,
            pay_group=book.groups[client.provider],
            during=ALWAYS,
        )
    write(book.employers.values())
    write(
        models.EmployersPayGroup(
            id=book.key("pay group of", client.number),
            **book.hung_on(book.employers[client.number].subject_id),
            employer=book.employers[client.number],
            group=book.groups[client.provider],
            during=ALWAYS,
        )
        for client in employing
    )


def _schemes(book: Book) -> Iterator[models.PayeScheme]:
    used = _employer_ni(book)
    limit = rates.for_year(period.TAX_YEAR).employment_allowance.amount
    for scheme in book.county.schemes:
        employer = book.employers[scheme.client]
        registered = scheme.status == paye.REGISTERED
        yield models.PayeScheme(
            id=book.key("scheme", scheme.client),
            **book.hung_on(employer.subject_id),
            employer=employer,
            status=scheme.status,
            office_number=scheme.office_number,
            reference=scheme.reference,
            accounts_office_reference=scheme.accounts_office_reference,
            small_employer=True if registered else None,
            allowance_tax_year=period.TAX_YEAR,
            allowance_used_before=min(used.get(scheme.client, money.ZERO), limit)
            if registered
            else money.ZERO,
            during=since(scheme.since),
        )


def _employer_ni(book: Book) -> dict[int, Decimal]:
    """What each employer's National Insurance has come to this tax year: the allowance covered it."""
    used: dict[int, Decimal] = {}
    for number, brought in book.county.brought_forward.items():
        client = book.county.force.posts[number].client
        used[client] = used.get(client, money.ZERO) + money.total(row.employer for row in brought.figures.ni)
    return used


def _who_pays(book: Book) -> Iterator[models.WhoPays]:
    accounts = direct_payments.by_client(book.county.direct_payments)
    payers = models.WhoPays.Payer
    for scheme in book.county.schemes:
        employer = book.employers[scheme.client]
        managed = accounts[scheme.client].account == direct_payments.MANAGED
        yield models.WhoPays(
            id=book.key("who pays", scheme.client),
            **book.hung_on(employer.subject_id),
            employer=employer,
            payer=payers.PROVIDER if managed else payers.EMPLOYER,
            during=since(scheme.since),
        )


def _employments(book: Book) -> None:
    posts = book.county.force.posts
    whose = {post.number: book.clients[post.client].subject_id for post in posts}
    subjects = book.subjects(Subject.Kind.EMPLOYMENT, whose, part_of=whose)
    kinds = models.Employment.Hours
    for post in posts:
        book.employments[post.number] = models.Employment(
            id=book.key("employment", post.number),
            council=book.council,
            subject=subjects[post.number],
            employer=book.employers[post.client],
            assistant=book.assistants[post.assistant],
            payroll_id=f"P{post.number + 1:04d}",
            first_day=post.first_day,
            last_day=post.last_day,
            hours=kinds.IRREGULAR if post.irregular else kinds.FIXED,
        )
    write(book.employments.values())


def _terms(book: Book, post: Post) -> Iterator[models.EmploymentTerms]:
    """The rates as they are, and as they were before April's rise."""
    rise = tax_periods.first_day(period.TAX_YEAR)
    began = max(post.first_day, book.county.plan.contract.starts)
    spells: list[tuple[date, date | None, Decimal]] = [(max(began, rise), None, post.hourly_rate)]
    if began < rise:
        spells.insert(0, (began, rise, post.earlier_rate))
    employment = book.employments[post.number]
    for first, until, rate in spells:
        yield models.EmploymentTerms(
            id=book.key("terms", post.number, first),
            **book.hung_on(employment.subject_id),
            employment=employment,
            weekly_minutes=post.weekly_minutes,
            hourly_rate=rate,
            sleep_in_rate=post.sleep_in_rate,
            during=since(first, until),
        )


def _tax_details(book: Book, post: Post) -> Iterator[models.TaxDetails]:
    details, employment = book.county.details[post.number], book.employments[post.number]
    for first, until, letter in tax.until(details.letters):
        yield models.TaxDetails(
            id=book.key("tax details", post.number, first),
            **book.hung_on(employment.subject_id),
            employment=employment,
            tax_code=details.tax_code,
            non_cumulative=details.non_cumulative,
            ni_letter=letter,
            student_loan=details.student_loan,
            pension=details.pension,
            pension_from=post.first_day if details.pension else None,
            starter_declaration=details.starter_declaration,
            during=since(first, until),
        )


def _brought_forward(book: Book) -> Iterator[models.BroughtForward]:
    for number, brought in book.county.brought_forward.items():
        employment = book.employments[number]
        yield models.BroughtForward(
            id=book.key("brought forward", number),
            **book.hung_on(employment.subject_id),
            employment=employment,
            tax_year=period.TAX_YEAR,
            up_to=brought.up_to,
            figures=records.plain(brought.figures),
        )


def _sheets(book: Book) -> None:
    sheets, entries = [], []
    for sheet in book.county.sheets:
        row = _sheet(book, sheet)
        on_it = list(_entries(row, sheet))
        if sheet.submitted_at:
            row.digest = digests.of_entries(on_it)
        sheets.append(row)
        entries += on_it
    write(sheets)
    write(entries)


def _sheet(book: Book, sheet: Sheet) -> models.Timesheet:
    employment = book.employments[sheet.post]
    client = book.county.clients[book.county.force.posts[sheet.post].client]
    return models.Timesheet(
        id=book.key("timesheet", sheet.post, period.WORKED.first),
        **book.hung_on(employment.subject_id),
        employment=employment,
        period=book.periods[client.provider],
        state=sheet.state,
        submitted_at=sheet.submitted_at,
        submitted_by_id=employment.assistant.user_id if sheet.submitted_at else None,
    )


def _entries(row: models.Timesheet, sheet: Sheet) -> Iterator[models.TimesheetEntry]:
    for entry in sheet.entries:
        yield models.TimesheetEntry(
            council_id=row.council_id,
            subject_id=row.subject_id,
            timesheet=row,
            day=entry.day,
            kind=entry.kind,
            starts=entry.starts,
            finishes=entry.finishes,
            next_day=entry.next_day,
            minutes=entry.minutes,
            miles=entry.miles,
            work=entry.work,
            amount=entry.amount,
            what_for=entry.what_for,
            receipt=bool(entry.what_for),
        )
