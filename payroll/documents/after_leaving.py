"""The letter about pay after leaving: what takes the place of a second P45, which is never given.

Income Tax (Pay As You Earn) Regulations 2003, regulation 37; gov.uk, paying an employee after giving a P45.
"""

from datetime import date

from dpss.kernel import dates
from dpss.web import words
from payroll import models
from payroll.documents.paper import Facts, Figures, Paper


def paper(slip: models.Payslip, *, reason: str, issued_on: date, issuer: str) -> Paper:
    """Who was paid what after the P45, with which code, and what to do with it."""
    post = slip.employment
    taken = slip.gross + slip.non_taxable - slip.net
    code = str(slip.inputs["tax_code"])
    return Paper(
        title="Pay after leaving",
        about="What a job paid after its P45 was given",
        footer=f"Pay after leaving, {dates.in_words(slip.payday)}",
        file_name=f"pay-after-leaving-{slip.payday.isoformat()}.pdf",
        sentences=(
            f"{post.employer.name} has paid {post.assistant.name} once more after the P45 was given.",
            "There is no second P45: keep this letter with the first one.",
            f"Why: {reason}",
        ),
        facts=(
            Facts(
                "The job",
                (
                    ("Employee", post.assistant.name),
                    ("Employer", post.employer.name),
                    ("Works number", post.payroll_id),
                    ("Last day", dates.in_words(post.last_day) if post.last_day else "Not recorded"),
                    ("Tax year", slip.tax_year),
                    ("Tax code", f"{code}, week 1/month 1"),
                ),
            ),
        ),
        tables=(
            Figures(
                caption="What was paid",
                heads=("Payday", "Before deductions, £", "Income Tax, £", "Taken off, £", "Paid, £"),
                rows=(
                    (
                        dates.in_words(slip.payday),
                        *map(words.figures, (slip.gross + slip.non_taxable, slip.tax, taken, slip.net)),
                    ),
                ),
                has_total=False,
            ),
        ),
        notes=(
            "It is not in the figures of the P45. HMRC has been told of it, and of the tax taken off.",
            "Give a copy to a new employer only if they ask.",
            "HMRC works out after the tax year whether too much tax was paid.",
            f"Issued on {dates.in_words(issued_on)} by {issuer}, for {post.employer.name}.",
        ),
    )
