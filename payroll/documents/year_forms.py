"""The P45 and the P60 as papers. HMRC's own forms are not copied: the figures are, in the same order.

P60: what the Income Tax (Pay As You Earn) Regulations 2003, regulation 67, and HMRC's rules for substitute
forms ask for: pay, tax, National Insurance by letter, statutory pay, loans, final tax code.
"""

from collections.abc import Iterator

from dpss.kernel import dates, money
from dpss.web import words
from payroll import models, publishing
from payroll.calc.inputs import Interval
from payroll.calc.statutory.kinds import Kind
from payroll.calc.year_end import forms
from payroll.documents.paper import Facts, Figures, Paper
from payroll.queries.papers import Form

_NOT_HERE = "On the PA’s own copy"


def paper(form: Form) -> Paper:
    """A P45 or a P60. Raises `Refusal` where its figures cannot be given."""
    return _p45(form) if form.issued.kind == models.IssuedForm.Kind.P45 else _p60(form)


def _p45(form: Form) -> Paper:
    found = form.p45()
    return Paper(
        title="P45 details",
        about="What an employee who leaves takes to the next employer",
        footer=f"{form.post.employer.name}, P45 details, leaving date {dates.in_words(found.leaving_date)}",
        file_name=f"p45-{found.leaving_date.isoformat()}.pdf",
        sentences=(
            "Details of an employee who leaves work.",
            "Keep this, and give a copy to the next employer. It is given once only.",
        ),
        facts=(
            Facts("Who", tuple(_who(form))),
            Facts("Leaving", tuple(_leaving(found))),
            Facts("Pay and tax", tuple(_pay_at_leaving(found))),
        ),
        notes=_said_by(form),
    )


def _p60(form: Form) -> Paper:
    found = form.p60()
    year = found.tax_year
    again = (
        (f"It takes the place of the P60 for {year} that was given before.",)
        if form.issued.version > 1
        else ()
    )
    return Paper(
        title=f"P60 for the tax year {year}",
        about="What was paid in a tax year, and the tax and National Insurance on it",
        footer=f"{form.post.employer.name}, P60 for the tax year {year}",
        file_name=f"p60-{year}.pdf",
        sentences=(
            f"End of year certificate of pay, tax and National Insurance, to 5 April {year[:2]}{year[-2:]}.",
            "Keep it in a safe place: it is needed to claim tax back, and for benefits and loans.",
            *again,
        ),
        facts=(
            Facts("Who", tuple(_who(form))),
            Facts("Pay and Income Tax", tuple(_pay_of_year(found))),
            *_others(found),
        ),
        tables=_insurance(found),
        notes=_said_by(form),
    )


def _who(form: Form) -> Iterator[tuple[str, str]]:
    person, post = form.person, form.post
    yield "Employee", f"{person.hmrc_forename} {person.hmrc_surname}" if person else post.assistant.name
    yield "National Insurance number", (person.nino or "Not known") if person else _NOT_HERE
    yield "Works number", post.payroll_id
    if person:
        lines = (person.address_line_1, person.address_line_2, person.postcode)
        yield "Address", ", ".join(line for line in lines if line)
        if form.issued.kind == models.IssuedForm.Kind.P45:
            yield "Date of birth", dates.in_words(person.birth_date)
    yield "Employer", post.employer.name
    yield "Employer PAYE reference", form.issued.paye_reference or "None"


def _leaving(found: forms.P45) -> Iterator[tuple[str, str]]:
    yield "Leaving date", dates.in_words(found.leaving_date)
    yield "Student loan deductions", "To continue" if found.student_loan else "None"
    yield "Postgraduate loan deductions", "To continue" if found.postgraduate_loan else "None"
    yield "Tax code at leaving date", _code(found.tax_code, alone=found.non_cumulative)


def _pay_at_leaving(found: forms.P45) -> Iterator[tuple[str, str]]:
    if found.period is not None and found.total_pay is not None and found.total_tax is not None:
        unit = "Month number" if found.interval is Interval.MONTHLY else "Week number"
        yield unit, str(found.period)
        yield "Total pay to date", money.in_words(found.total_pay)
        yield "Total tax to date", money.in_words(found.total_tax)
    yield "Pay in this employment", money.in_words(found.pay_here)
    yield "Tax in this employment", money.in_words(found.tax_here)


def _pay_of_year(found: forms.P60) -> Iterator[tuple[str, str]]:
    yield "Pay in earlier employments", money.in_words(found.pay_before)
    yield "Tax in earlier employments", money.in_words(found.tax_before)
    yield "Pay in this employment", money.in_words(found.pay_here)
    yield "Tax in this employment", money.in_words(found.tax_here)
    yield "Total pay for the year", money.in_words(found.total_pay)
    yield "Total tax for the year", money.in_words(found.total_tax)
    yield "Final tax code", _code(found.tax_code, alone=found.non_cumulative)


def _others(found: forms.P60) -> tuple[Facts, ...]:
    """Statutory pay and loans. A line of nought is said, for it is an answer too."""
    paid = {row.kind: row.amount for row in found.statutory}
    rows = [(kind.label, money.in_words(paid[kind.value])) for kind in Kind if paid.get(kind.value)]
    return (
        Facts(
            "Statutory pay in the pay above, and loans",
            (
                *(rows or [("Statutory family pay", money.in_words(money.ZERO))]),
                ("Student loan deductions", money.in_words(found.student_loan)),
                ("Postgraduate loan deductions", money.in_words(found.postgraduate_loan)),
            ),
        ),
    )


def _insurance(found: forms.P60) -> tuple[Figures, ...]:
    return (
        Figures(
            caption="National Insurance in this employment",
            heads=(
                "Letter",
                "Earnings at the lower limit, £",
                "From there to the primary threshold, £",
                "From there to the upper limit, £",
                "Paid by the employee, £",
            ),
            rows=tuple(
                (
                    row.letter,
                    *map(words.figures, (row.at_lel, row.lel_to_pt, row.pt_to_uel, row.employee)),
                )
                for row in found.ni
            )
            or (("None", "0.00", "0.00", "0.00", "0.00"),),
        ),
    )


def _code(code: str, *, alone: bool) -> str:
    return f"{code} (week 1/month 1)" if alone else code


def _said_by(form: Form) -> tuple[str, ...]:
    issued, employer = form.issued, form.post.employer
    given = dates.in_words(publishing.day_of(issued.issued_at))
    return (
        f"The figures are those of the payslip of {dates.in_words(issued.payslip.payday)}, the last counted.",
        f"Given on {given} by {employer.pay_group.organisation.name} for {employer.name}.",
    )
