"""Writes what stands in the files: usual days, weekend rates, pensions, orders, bank details, holiday."""

from collections.abc import Iterator
from datetime import timedelta

from dpss.access import policy
from dpss.portal.demo import agreements, leave, names, people, period, sheets
from dpss.portal.demo.writers.book import Book, morning_of, since, write
from ledger import rules
from ledger.banking import modulus
from ledger.models import BankAccountChange, account_index
from payroll import models
from payroll.calc import tax_periods
from payroll.queries import sheet_holiday


def write_agreements(book: Book) -> None:
    """After posts and their terms, on which all of it hangs."""
    write(_weekend_rates(book))
    write(_usual_days(book))
    write(_pension_schemes(book))
    _orders(book)
    write(_new_bank_details(book))
    write(_holiday_before(book))
    _holidays(book)


def _weekend_rates(book: Book) -> Iterator[models.WorkRate]:
    """Since the terms of today: before April weekends were paid like other days."""
    paid_more = {post.number: post.weekend_rate for post in book.county.force.posts if post.weekend_rate}
    employments = {book.employments[number].pk: rate for number, rate in paid_more.items()}
    current = models.EmploymentTerms.objects.filter(employment__in=employments, during__upper_inf=True)
    for terms in current.order_by("pk"):
        yield models.WorkRate(
            **book.hung_on(terms.subject_id),
            terms=terms,
            name=sheets.WEEKENDS,
            hourly_rate=employments[terms.employment_id],
        )


def _usual_days(book: Book) -> Iterator[models.QualifyingDays]:
    for number, weekdays in agreements.usual_days(book.county.plan.slug, book.county.force).items():
        employment = book.employments[number]
        yield models.QualifyingDays(
            id=book.key("usual days", number),
            **book.hung_on(employment.subject_id),
            employment=employment,
            weekdays=list(weekdays),
            during=since(employment.first_day),
        )


def _pension_schemes(book: Book) -> Iterator[models.PensionScheme]:
    county = book.county
    made = agreements.pension_schemes(county.plan.slug, county.schemes, county.force, county.details)
    for scheme in made:
        employer = book.employers[scheme.client]
        yield models.PensionScheme(
            id=book.key("pension scheme", scheme.client),
            **book.hung_on(employer.subject_id),
            employer=employer,
            provider=scheme.provider,
            employer_reference=scheme.reference,
            method=models.PensionScheme.Method.RELIEF_AT_SOURCE,
            paid=models.PensionScheme.Paid.DIRECT_DEBIT,
            duties_from=scheme.since,
            during=since(max(scheme.since, tax_periods.first_day(period.TAX_YEAR))),
        )


def _orders(book: Book) -> None:
    county = book.county
    deductions, terms = [], []
    for order in agreements.orders(county.plan.slug, county.schemes, county.force):
        paper, employment = order.paper, book.employments[order.post]
        deduction = models.Deduction(
            id=book.key("order", order.post),
            **book.hung_on(employment.subject_id),
            employment=employment,
            kind=paper.kind,
            sender=paper.sender,
            reference=f"{paper.reference} {order.post + 1:04d}",
            made=order.made,
            first_day=order.first_day,
        )
        deductions.append(deduction)
        terms.append(
            models.DeductionTerms(
                id=book.key("order's terms", order.post),
                **book.hung_on(employment.subject_id),
                deduction=deduction,
                normal=paper.normal,
                protected=paper.protected,
                schedule=paper.schedule,
                owed=paper.owed,
                during=since(order.first_day),
            )
        )
    write(deductions)
    write(terms)


def _new_bank_details(book: Book) -> Iterator[BankAccountChange]:
    """PAs have asked on their own pages; payroll has to look and approve."""
    slug, asked = book.county.plan.slug, agreements.ASKED_ON
    said = modulus.Result.NOT_CHECKABLE
    force = book.county.force
    for number in agreements.new_bank_details(slug, force):
        assistant, person = book.assistants[number], force.assistants[number].person
        account = people.bank_account(number + len(force.assistants), slug=slug)
        yield BankAccountChange(
            id=book.key("new bank details", number),
            **book.hung_on(assistant.subject_id),
            holder=names.account_holder(person.name),
            sort_code=account.sort_code,
            account_number=account.number,
            account_index=account_index(account.sort_code, account.number),
            starts_on=agreements.PAID_THERE_FROM,
            by_themselves=True,
            opens_on=rules.opens_on(asked, by_themselves=True),
            check_result=said.value,
            check_said=said.sentence,
            proposed_by=book.users[person.key],
            proposed_at=morning_of(asked) + timedelta(hours=number % 9),
        )


def _holiday_before(book: Book) -> Iterator[models.HolidayBroughtIn]:
    """Of the leave year in which the year's figures came over, as an officer wrote it down."""
    county = book.county
    officers = {
        staff.works_for: book.users[f"staff:{staff.key}"]
        for staff in county.plan.staff
        if staff.role == policy.PAYROLL_OFFICER
    }
    for number, brought in county.brought_forward.items():
        post, employment = county.force.posts[number], book.employments[number]
        year = sheet_holiday.leave_year(employment, brought.up_to)
        held = leave.before(slug=county.plan.slug, post=post, year_from=year.first)
        yield models.HolidayBroughtIn(
            id=book.key("holiday before", number),
            **book.hung_on(employment.subject_id),
            employment=employment,
            year_from=year.first,
            up_to=brought.up_to,
            built_up=held.built_up,
            taken=held.taken,
            source="The payroll before",
            recorded_by=officers[county.clients[post.client].provider],
            recorded_at=morning_of(period.WORKED.first),
        )


def _holidays(book: Book) -> None:
    """PAs have asked their employers, who have not answered yet."""
    county = book.county
    requests, days = [], []
    for holiday in agreements.holidays(county.plan.slug, county.force):
        employment = book.employments[holiday.post]
        assistant = county.force.assistants[county.force.posts[holiday.post].assistant]
        request = models.HolidayRequest(
            id=book.key("holiday", holiday.post),
            **book.hung_on(employment.subject_id),
            employment=employment,
            during=since(holiday.week.first, holiday.week.last + timedelta(days=1)),
            asked_by=book.users[assistant.person.key],
            asked_at=morning_of(agreements.ASKED_ON) + timedelta(hours=holiday.post % 9),
        )
        requests.append(request)
        days += [
            models.HolidayDay(
                **book.hung_on(employment.subject_id), request=request, day=day, minutes=minutes
            )
            for day, minutes in holiday.minutes.items()
        ]
    write(requests)
    write(days)
