"""What a year of a post costs, as parts of a page."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from dpss.kernel import dates, money
from dpss.web import components, words
from payroll.calc import rates, tax_periods, wording
from payroll.calc.employer import year as years
from payroll.calc.employer.estimate import AFTER_YEARS, Estimate
from payroll.calc.employer.post import YearCost
from payroll.calc.inputs import Interval
from payroll.calc.lines import REIMBURSED


def totals(cost: YearCost) -> components.Figures:
    """A week, a year, and an hour with everything counted."""
    return components.Figures(
        (
            components.Figure(money.in_words(cost.a_week), _("a week")),
            components.Figure(money.in_words(cost.total), _("a year of 52 weeks")),
            components.Figure(
                money.in_words(cost.an_hour),
                _("for each hour"),
                _("The wage is %(wage)s of it.") % {"wage": wording.rate(cost.hourly)},
            ),
        ),
        headline=True,
    )


def lines(cost: YearCost) -> components.Table:
    """Each cost with its working and its reason, a week and a year, and the total."""
    rows = []
    for line in cost.lines:
        amount = -line.amount if line.group == REIMBURSED else line.amount
        rows.append(
            components.Row(
                (
                    components.Cell(line.label, note=line.why),
                    line.working,
                    words.figures(years.week_of(amount)),
                    words.figures(amount),
                )
            )
        )
    total = (_("All together"), _("The sum"), words.figures(cost.a_week), words.figures(cost.total))
    return components.Table(
        caption=_("What it is made of"),
        columns=(
            components.Column(_("Cost")),
            components.Column(_("How it is worked out")),
            components.Column(_("A week, £"), numeric=True),
            components.Column(_("A year, £"), numeric=True),
        ),
        rows=(*rows, components.Row(total, "total")),
    )


def budget(found: Estimate) -> components.Component | None:
    """What is left of the direct payment, or lacks; None when it was not given."""
    if found.question.budget is None or found.left is None:
        return None
    given = money.in_words(found.question.budget)
    said = {"left": money.in_words(abs(found.left)), "given": given}
    if found.left < 0:
        strong = _("%(left)s a week is missing.") % said
        text = _("Your direct payment is %(given)s a week.") % said
    else:
        strong = _("%(left)s a week is left.") % said
        text = _("Your direct payment is %(given)s a week.") % said
    return components.Box(text, strong, _most(found))


def _most(found: Estimate) -> str:
    if found.most is None:
        return _(
            "It does not pay the lowest legal wage for these hours. Plan fewer hours, or ask for a review."
        )
    said = {"most": money.in_words(found.most)}
    if found.question.hourly is None:
        return _("The highest wage that it can pay for these hours is %(most)s an hour.") % said
    return _("It can pay up to %(most)s an hour for these hours.") % said


def minimum_wage(*, hourly: Decimal, minimum: Decimal, age: int) -> components.Note:
    """The lowest wage that the law allows at the age, and how far a wage is from it."""
    above = hourly - minimum
    said = {"age": age, "least": money.in_words(minimum), "above": wording.rate(abs(above))}
    more = _("This wage is exactly that.")
    if above:
        more = (
            _("This wage is %(above)s above it.")
            if above > 0
            else _("This wage is %(above)s below it, which is against the law.")
        )
    sentence = _("The lowest legal wage at %(age)s is %(least)s an hour.") % said
    return components.Note(f"{sentence} {more % said} {_('It usually rises every April.')}")


def told(found: Estimate) -> components.SummaryList:
    """What was asked, so that paper says it too."""
    asked = found.question
    rows = [
        (_("PAs"), words.number(asked.alike)),
        (_("Hours a week, each"), wording.number(asked.hours_a_week)),
        (_("Wage for an hour"), wording.rate(found.cost.hourly)),
        (_("Age"), str(asked.age)),
        (_("Paid"), every(asked.interval)),
        (_("In a pension"), _("Yes") if found.cost.in_pension else _("No")),
    ]
    return components.SummaryList(
        tuple(components.SummaryRow(*row) for row in rows), title=_("What is counted")
    )


def every(interval: Interval) -> str:
    """How often someone is paid, in words."""
    return {
        Interval.WEEKLY: _("Every week"),
        Interval.TWO_WEEKLY: _("Every 2 weeks"),
        Interval.FOUR_WEEKLY: _("Every 4 weeks"),
        Interval.MONTHLY: _("Every month"),
    }[interval]


def endings(found: Estimate) -> components.Table:
    """What is owed to one PA when the job ends after some years."""
    return components.Table(
        caption=_("If the job ends: for each PA"),
        columns=(
            components.Column(_("After")),
            components.Column(_("Redundancy pay, £"), numeric=True),
            components.Column(_("Notice pay, £"), numeric=True),
            components.Column(_("Together, £"), numeric=True),
        ),
        rows=tuple(
            components.Row(
                (
                    words.counted(after, _("year"), _("years")),
                    words.figures(owed.redundancy),
                    words.figures(owed.notice),
                    components.Cell(words.figures(owed.total), strong=True),
                )
            )
            for after, owed in zip(AFTER_YEARS, found.endings, strict=True)
        ),
    )


def sources(year: rates.TaxYear) -> components.Table:
    """Where the figures of the law are from, and from when they hold."""
    rows = [(label, since, source) for label, since, source in _sources(year)]
    return components.Table(
        caption=_("Where the figures come from"),
        caption_hidden=True,
        columns=(
            components.Column(_("Figure")),
            components.Column(_("In force")),
            components.Column(_("Source")),
        ),
        rows=tuple(components.Row(row) for row in rows),
    )


def tax_year(year: rates.TaxYear) -> str:
    """`6 April 2026 to 5 April 2027`."""
    return dates.span_in_words(
        dates.Span(tax_periods.first_day(year.tax_year), tax_periods.last_day(year.tax_year))
    )


def wage_from(year: rates.TaxYear) -> str:
    """`1 April 2026`: since when the minimum wage holds."""
    return dates.in_words(year.minimum_wage_for(tax_periods.first_day(year.tax_year)).starts)


def _sources(year: rates.TaxYear) -> Iterator[tuple[str, str, str]]:
    first = tax_periods.first_day(year.tax_year)
    wage = year.minimum_wage_for(first)
    insurance = year.national_insurance_on(tax_periods.last_day(year.tax_year))
    since = _("from %(day)s")
    yield (
        _("Minimum wage"),
        dates.span_in_words(dates.Span(wage.starts, wage.ends)),
        wage.source,
    )
    yield _("National Insurance"), since % {"day": dates.in_words(insurance.starts)}, insurance.source
    for label, source in (
        (_("Employment Allowance"), year.employment_allowance.source),
        (_("Pension"), year.pension.source),
        (_("Holiday"), year.annual_leave.source),
        (_("Redundancy pay"), year.endings.redundancy.source),
        (_("Notice"), year.endings.notice.source),
    ):
        yield label, since % {"day": dates.in_words(first)}, source
