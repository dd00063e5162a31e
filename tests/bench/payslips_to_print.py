"""Payslips that are in no database, as they are printed: for the measurement of PDFs alone."""

from collections.abc import Sequence

from clients.models import PersonalAssistant
from dpss.kernel.dates import Span
from payroll import documents, models
from payroll.calc import payment, payslip, rates
from payroll.documents import many
from payroll.operations import printings
from payroll.queries.payslip_batches import Posted
from payroll.queries.payslips import Shown
from tests.bench import calculations

ADDRESS = ("Dee Lowe", "1 Mill Lane", "Lowmarsh", "ZZ1 9ZZ")
SEED = 7


def posted(count: int) -> list[Posted]:
    """The first payments of ordinary four-weekly posts, with tax, National Insurance and some pensions."""
    every = calculations.ordinary_payments(count=count * len(calculations.PERIODS), seed=SEED)
    return [Posted(_shown(pay), ADDRESS) for number, pay in enumerate(every) if number < count]


def one_at_a_time(papers: Sequence[Posted]) -> list[bytes]:
    """A file for each."""
    return [documents.payslip_pdf(paper.shown) for paper in papers]


def together(papers: Sequence[Posted]) -> list[bytes]:
    """Files of as many as a printing has in one."""
    starts = range(0, len(papers), printings.IN_A_PART)
    return [many.together(papers[start : start + printings.IN_A_PART], title="Payslips") for start in starts]


def _shown(pay: payment.PayInput) -> Shown:
    result = payslip.calculate(pay=pay, rates=rates.for_year(pay.tax_year))
    post = models.Employment(
        employer=models.Employer(name="Asha Verma"),
        assistant=PersonalAssistant(name="Dee Lowe"),
        payroll_id="PA-1",
        hours="irregular",
    )
    figures = {name: getattr(result, name) for name in ("gross", "non_taxable", "tax", "ni_employee", "net")}
    return Shown(
        slip=models.Payslip(employment=post, payday=pay.payday, tax_year=pay.tax_year, **figures),
        pay=pay,
        result=result,
        period=Span(pay.period_start or pay.payday, pay.period_end or pay.payday),
        paye_reference="120/ZZ99999",
        nino="PW123456A",
        since_last=None,
    )
