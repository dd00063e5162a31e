"""Writes how employers came to their standing with HMRC: registration, authority, and what they claim."""

from collections.abc import Iterator
from datetime import timedelta

from dpss.portal.demo import paye, period
from dpss.portal.demo.writers.book import Book, morning_of, write
from payroll import models
from payroll.calc import tax_periods


def write_standing(book: Book) -> None:
    """What the payroll before had done for each employer, or had found out."""
    write(_steps(book))
    write(_claims(book))
    write(_needs(book))


def _steps(book: Book) -> Iterator[models.RegistrationStep]:
    """A registered employer has authorised its agent; HMRC was asked for those that wait."""
    steps = models.RegistrationStep.Step
    done = {paye.REGISTERED: steps.AUTHORISED, paye.AWAITING: steps.ASKED}
    for scheme in book.county.schemes:
        if scheme.status in done:
            employer = book.employers[scheme.client]
            yield models.RegistrationStep(
                id=book.key("registration step", scheme.client),
                **book.hung_on(employer.subject_id),
                employer=employer,
                step=done[scheme.status],
                done_on=scheme.since,
                recorded_at=morning_of(scheme.since),
            )


def _claims(book: Book) -> Iterator[models.AllowanceClaim]:
    first = tax_periods.first_day(period.TAX_YEAR)
    for scheme in book.county.schemes:
        if scheme.status == paye.REGISTERED:
            employer = book.employers[scheme.client]
            yield models.AllowanceClaim(
                id=book.key("allowance claim", scheme.client),
                **book.hung_on(employer.subject_id),
                employer=employer,
                tax_year=period.TAX_YEAR,
                claimed_on=max(scheme.since, first),
            )


def _needs(book: Book) -> Iterator[models.PayeNeed]:
    """Who needs no scheme was asked why when the provider took the employer on."""
    for scheme in book.county.schemes:
        if scheme.status == paye.NOT_NEEDED:
            employer, asked_on = book.employers[scheme.client], scheme.since - timedelta(days=1)
            yield models.PayeNeed(
                id=book.key("paye need", scheme.client),
                **book.hung_on(employer.subject_id),
                employer=employer,
                at_lower_limit=False,
                other_job=False,
                pension=False,
                benefits=False,
                answered_on=asked_on,
                answered_at=morning_of(asked_on),
            )
