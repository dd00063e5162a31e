"""How a post is taxed: now, to come, and before; and the National Insurance letter due by age."""

import copy
from collections.abc import Sequence
from datetime import date

from dpss.access import actors, scope
from dpss.kernel import errors
from payroll import models
from payroll.calc import ni_letters, rates, tax_code, tax_periods
from payroll.calc.inputs import PayInputError


def every(post: models.Employment, *, actor: actors.Actor) -> Sequence[models.TaxDetails]:
    """All tax details of a post, the latest first."""
    rows = models.TaxDetails.objects.filter(employment=post)
    return list(scope.visible_to(rows, actor).order_by("-during"))


def on(post: models.Employment, *, day: date, actor: actors.Actor) -> models.TaxDetails | None:
    """What holds on a day, with its code as it carried on into that tax year."""
    rows = models.TaxDetails.objects.filter(employment=post, during__contains=day)
    row = scope.visible_to(rows, actor).first()
    return carried(row, tax_year=tax_periods.tax_year_of(day)) if row else None


def carried(row: models.TaxDetails, *, tax_year: str) -> models.TaxDetails:
    """Tax details as they hold in a tax year: a code from before it goes on without week 1/month 1.

    HMRC P9X. What is returned is not for saving. A year without figures leaves the code as it is.
    """
    begins = row.during.lower
    if begins is not None and begins >= tax_periods.first_day(tax_year):
        return row
    try:
        uplift = rates.for_year(tax_year).starters.codes.uplift
        code = tax_code.carried_forward(tax_code.parse(row.tax_code), uplift=uplift)
    except PayInputError:
        return row
    held = copy.copy(row)
    held.tax_code, held.non_cumulative = str(code), False
    return held


def earlier_jobs(post: models.Employment, *, actor: actors.Actor) -> Sequence[models.EarlierJob]:
    """The P45s that were given in, the latest first."""
    rows = models.EarlierJob.objects.filter(employment=post, withdrawn=False)
    return list(scope.visible_to(rows, actor).order_by("-tax_year"))


def letter_due(person: models.PayrollIdentity, *, payday: date) -> ni_letters.Letter:
    """The letter by age alone, with its reason. Raises `Invalid` for a payday without figures."""
    status = ni_letters.Status(birth_date=person.birth_date, gender=person.gender)
    try:
        return ni_letters.letter_on(status=status, payday=payday, rates=year_of(payday))
    except PayInputError as error:
        raise errors.Invalid(str(error)) from error


def year_of(payday: date) -> rates.TaxYear:
    """The figures of a payday's tax year. Raises `Invalid` where there are none."""
    try:
        return rates.for_year(tax_periods.tax_year_of(payday))
    except rates.RatesError as error:
        raise errors.Invalid(str(error), field="payday") from error
