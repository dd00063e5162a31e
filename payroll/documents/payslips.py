"""Payslips and P45s as documents to keep: the same figures as the page, in print."""

from collections.abc import Sequence

from django.template import loader

from dpss.adapters import pdf
from payroll.queries.payslips import Shown
from payroll.queries.post_leaving import Given

# What one payslip weighs, for the words of the link: making it only to weigh it would cost a page its speed.
USUAL_KILOBYTES = 20


def payslip_pdf(shown: Shown) -> bytes:
    """One payslip as a tagged PDF. Raises `pdf.NotAvailable` where PDFs cannot be made."""
    return pdf.render(loader.render_to_string("documents/payslip.html", {"shown": shown}), style="payslip")


def payslip_file_name(shown: Shown) -> str:
    """A name that says what it is, without anybody's name in it."""
    return f"payslip-{shown.slip.payday.isoformat()}.pdf"


def p45_pdf(given: Given, *, rows: Sequence[tuple[object, object]]) -> bytes:
    """A P45 as a tagged PDF, with the rows of its page. Raises `pdf.NotAvailable` where none can be made."""
    html = loader.render_to_string("documents/p45.html", {"given": given, "rows": rows})
    return pdf.render(html, style="payslip")
