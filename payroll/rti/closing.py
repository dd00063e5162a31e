"""The mark that closes a tax year or a scheme, as a Full Payment Submission or a summary carries it."""

from dataclasses import dataclass
from datetime import date

from dpss.kernel import errors
from payroll.rti import elements, years


@dataclass(frozen=True, slots=True)
class FinalSubmission:
    """The last report of a tax year, or of a scheme that has closed on `scheme_ceased`."""

    for_year: bool = False
    scheme_ceased: date | None = None


def write(document: elements.Element, final: FinalSubmission, *, year: years.Year) -> None:
    """Add the mark to a document. Raises `Invalid` when it says nothing, or a day of another tax year."""
    if not final.for_year and final.scheme_ceased is None:
        raise errors.Invalid("A final submission is final for the tax year or because the scheme closed.")
    if final.scheme_ceased is not None and final.scheme_ceased not in year.days:
        raise errors.Invalid(f"The day the scheme closed is not in the tax year 20{year.related}.")
    group = elements.child(document, "FinalSubmission")
    elements.yes(group, "BecauseSchemeCeased", when=final.scheme_ceased is not None)
    elements.day(group, "DateSchemeCeased", final.scheme_ceased)
    elements.yes(group, "ForYear", when=final.for_year)
