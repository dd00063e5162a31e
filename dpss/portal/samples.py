"""A few payslips as PDF, to look at: what the demo leaves behind on disk."""

import time
from pathlib import Path

from django.conf import settings

from dpss import clock
from dpss.access import actors, policy, queries
from dpss.access.models import Council
from dpss.adapters import pdf
from payroll import documents
from payroll.queries import month, payslips

COUNT = 20


def make(council: Council) -> str:
    """Make sampled payslips of the newest period, once. Returns the sentence for the summary."""
    why_not = pdf.why_not()
    if why_not:
        return f"No payslips were made as PDF. {why_not}"
    folder = Path(settings.DPSS_VAR) / "payslips"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    began = time.monotonic()
    made = 0
    managers = queries.actors_in(policy.PAYROLL_MANAGER, council=council, today=clock.today())
    share = -(-COUNT // max(len(managers), 1))
    for manager in managers:
        with actors.acting(manager):
            period = month.current_period(actor=manager)
            wanted = payslips.sample(actor=manager, period_id=period.pk, count=share)
            for slip in wanted[: COUNT - made]:
                file = folder / f"{slip.pk}.pdf"
                if not file.exists():
                    file.write_bytes(documents.payslip_pdf(payslips.shown(slip, actor=manager)))
                made += 1
    if not made:
        return "No payslips were made as PDF: none is approved yet."
    seconds = time.monotonic() - began
    return f"{made} payslips made as PDF in {folder} ({seconds:.1f} seconds)"
