"""Runs the month's payroll in the demo, end to end, and prints the totals that must agree."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dpss.access import queries
from dpss.kernel import errors, money
from dpss.portal import month, samples
from dpss.portal.progress import Bar
from payroll.queries.month_figures import Figures


class Command(BaseCommand):
    """Timesheets approved, payruns calculated and approved, HMRC told, payments made: by named people."""

    help = "Run the demo county's month of payroll through the portal's operations. Needs a running worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The month can stop where payroll begins."""
        parser.add_argument("--sheets-only", action="store_true", help="employers approve, and no more")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it, or go on where it stopped."""
        if not settings.DPSS_DEMO:
            raise CommandError("This runs only in the demo: it acts as made-up people.")
        council = queries.council_of_host("", settings.DPSS_DEFAULT_COUNCIL)
        if options["sheets_only"]:
            found = month.approve_sheets(council, bar=Bar)
            self.stdout.write(f"Timesheets approved: {found.sheets_approved:,}")
            return
        try:
            done = month.run(council, bar=Bar)
        except (month.Stuck, errors.Refusal) as problem:
            raise CommandError(str(problem)) from None
        for figures in done.figures:
            self._show(figures)
        self.stdout.write(samples.make(council))
        wrong = [f"{figures.provider}: {one}" for figures in done.figures for one in figures.disagreements]
        for sentence in wrong:
            self.stderr.write(sentence)
        if wrong:
            raise CommandError("Control totals do not agree. Nothing was hidden: see the lines above.")
        self.stdout.write("Control totals agree.")

    def _show(self, figures: Figures) -> None:
        rows = (
            ("Employers paid", f"{figures.employers_paid:,}"),
            ("  accepted by HMRC", f"{figures.accepted:,}"),
            ("  no PAYE scheme needed", f"{figures.no_scheme:,}"),
            ("  waiting for a PAYE reference", f"{figures.awaiting:,}"),
            ("  refused or not known", f"{figures.refused:,}"),
            ("Payslips", f"{figures.payslips:,}"),
            ("Posts without a sheet / held", f"{figures.missing:,} / {figures.blocked:,}"),
            ("Gross pay", money.in_words(figures.gross)),
            ("Income Tax", money.in_words(figures.tax)),
            ("National Insurance, both kinds", money.in_words(figures.national_insurance)),
            ("Student loans", money.in_words(figures.student_loans)),
            ("Pension, both kinds", money.in_words(figures.pension)),
            ("Employment Allowance", money.in_words(figures.employment_allowance)),
            ("Net pay", money.in_words(figures.net)),
            (f"  paid by the provider ({figures.payment_count:,})", money.in_words(figures.payments)),
            (
                f"  to be paid by employers ({figures.instruction_count:,})",
                money.in_words(figures.instructions),
            ),
            ("  in the ledger", money.in_words(figures.ledger_net)),
            ("Taxable pay to date, payslips", money.in_words(figures.payslip_pay_to_date)),
            ("Taxable pay to date, reported", money.in_words(figures.reported_pay_to_date)),
        )
        self.stdout.write(f"\n{figures.provider}")
        for label, value in rows:
            self.stdout.write(f"  {label:<44}{value:>16}")
