"""Papers to keep: what stands on each, the same on its page and in print, and their PDFs."""

from payroll.documents.payslips import (
    USUAL_KILOBYTES,
    p45_pdf,
    payslip_file_name,
    payslip_pdf,
)

__all__ = ["USUAL_KILOBYTES", "p45_pdf", "payslip_file_name", "payslip_pdf"]
