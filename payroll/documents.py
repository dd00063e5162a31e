"""Payslips as documents to keep: the same figures as the page, in print."""

from django.template import loader

from dpss.adapters import pdf
from payroll.queries.payslips import Shown

# What one payslip weighs, for the words of the link: making it only to weigh it would cost a page its speed.
USUAL_KILOBYTES = 20


def payslip_pdf(shown: Shown) -> bytes:
    """One payslip as a tagged PDF. Raises `pdf.NotAvailable` where PDFs cannot be made."""
    return pdf.render(loader.render_to_string("documents/payslip.html", {"shown": shown}), style="payslip")


def payslip_file_name(shown: Shown) -> str:
    """A name that says what it is, without anybody's name in it."""
    return f"payslip-{shown.slip.payday.isoformat()}.pdf"
