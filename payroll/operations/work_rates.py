"""The contract's own rates for kinds of work: they hold as long as the terms that they belong to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from dpss.access import actors, scope
from dpss.kernel import errors
from payroll import models

MOST: Final = 8


def put(terms: models.EmploymentTerms, *, rates: Mapping[str, Decimal], actor: actors.Actor) -> None:
    """Let the terms have these rates and no others, in pounds an hour by name.

    Call it inside a transaction. Raises `Invalid` for two of one name, and for too many.
    """
    names = [name.casefold() for name in rates]
    for name in rates:
        if names.count(name.casefold()) > 1:
            raise errors.Invalid(f"“{name}” is there twice. Give each rate a name of its own.")
    if len(rates) > MOST:
        raise errors.Invalid(f"A contract can have {MOST} rates for kinds of work here. Take some away.")
    scope.visible_to(models.WorkRate.objects.filter(terms=terms), actor).delete()
    models.WorkRate.objects.bulk_create(
        models.WorkRate(
            council_id=terms.council_id, subject_id=terms.subject_id, terms=terms, name=name, hourly_rate=rate
        )
        for name, rate in rates.items()
    )
