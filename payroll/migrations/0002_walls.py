"""Row-level security on every table of people and money, and what is frozen."""

from pathlib import Path

from django.db import migrations

from dpss.access.row_security import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("payroll", "0001_initial"), ("access", "0002_walls")]
    operations = [
        protect("payroll_employer", "identity"),
        protect("payroll_employment", "identity"),
        protect("payroll_payescheme", "pay"),
        protect("payroll_whopays", "pay"),
        protect("payroll_payrollidentity", "pay"),
        protect("payroll_employmentterms", "pay"),
        protect("payroll_employmenttermsevent", "pay"),
        protect("payroll_taxdetails", "money"),
        protect("payroll_taxdetailsevent", "money"),
        protect("payroll_broughtforward", "money"),
        protect("payroll_timesheet", "pay"),
        protect("payroll_timesheetentry", "pay"),
        protect("payroll_payrun", "pay"),
        protect("payroll_payslip", "money"),
        protect("payroll_paymentinstruction", "pay"),
        protect("payroll_submission", "pay"),
        append_only("payroll_employmenttermsevent"),
        append_only("payroll_taxdetailsevent"),
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "frozen.sql").read_text(),
            "drop function payroll_refuse_frozen_entry cascade; drop function payroll_refuse_frozen_payslip cascade",
        ),
    ]
