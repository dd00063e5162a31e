"""The letter of earnings as a paper: for a landlord, a lender or a benefits office."""

from dpss.kernel import dates
from dpss.web import words
from payroll.documents.paper import Facts, Figures, Paper
from payroll.queries.letters import Letter, Paid


def paper(letter: Letter) -> Paper:
    """Who, where, from when, what was paid on each payday, the sums, and who says so."""
    post, total = letter.post, letter.total
    days = dates.span_in_words(letter.span)
    until = dates.in_words(post.last_day) if post.last_day else "The job goes on"
    return Paper(
        title="Letter of earnings",
        about="What a job paid between two days",
        footer=f"Letter of earnings, {days}",
        file_name=f"earnings-{letter.span.first.isoformat()}-to-{letter.span.last.isoformat()}.pdf",
        sentences=(
            "To whom it may concern.",
            f"This says what {post.employer.name} paid {post.assistant.name} on the paydays from {days}.",
        ),
        facts=(
            Facts(
                "The job",
                (
                    ("Employee", post.assistant.name),
                    ("Employer", post.employer.name),
                    ("Works number", post.payroll_id),
                    ("First day", dates.in_words(post.first_day)),
                    ("Last day", until),
                    ("Hours", post.get_hours_display()),
                ),
            ),
        ),
        tables=(
            Figures(
                caption="What was paid",
                heads=("Payday", "Before deductions, £", "Taken off, £", "Money back, £", "Paid, £"),
                rows=(
                    *((dates.in_words(row.payday), *_figures(row)) for row in letter.rows),
                    ("Together", *_figures(total)),
                ),
                has_total=True,
            ),
        ),
        notes=(
            "Taken off: Income Tax, National Insurance, and everything else that a payslip takes off.",
            "Money back: mileage and other costs that the employer repays.",
            f"Issued on {dates.in_words(letter.issued_on)} by {letter.issuer}, for {post.employer.name}.",
            "The figures are those of the payslips.",
        ),
    )


def _figures(row: Paid) -> tuple[str, ...]:
    return tuple(map(words.figures, (row.gross, row.taken_off, row.reimbursed, row.net)))
