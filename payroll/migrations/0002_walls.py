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
        protect("payroll_registrationstep", "pay"),
        protect("payroll_allowanceclaim", "pay"),
        protect("payroll_payeneed", "pay"),
        protect("payroll_whopays", "pay"),
        protect("payroll_payrollidentity", "pay"),
        protect("payroll_employmentterms", "pay"),
        protect("payroll_employmenttermsevent", "pay"),
        protect("payroll_taxdetails", "money"),
        protect("payroll_taxdetailsevent", "money"),
        protect("payroll_broughtforward", "money"),
        protect("payroll_earlierjob", "money"),
        protect("payroll_earlierjobevent", "money"),
        protect("payroll_deduction", "money"),
        protect("payroll_deductionevent", "money"),
        protect("payroll_deductionterms", "money"),
        protect("payroll_deductiontermsevent", "money"),
        protect("payroll_heldpay", "pay"),
        protect("payroll_timesheet", "pay"),
        protect("payroll_timesheetentry", "pay"),
        protect("payroll_qualifyingdays", "pay"),
        protect("payroll_qualifyingdaysevent", "pay"),
        protect("payroll_earliersickness", "pay"),
        protect("payroll_earliersicknessevent", "pay"),
        protect("payroll_sickpaydecision", "money"),
        protect("payroll_payrun", "pay"),
        protect("payroll_payslip", "money"),
        protect("payroll_paymentinstruction", "pay"),
        protect("payroll_submission", "pay"),
        append_only("payroll_payeneed"),
        append_only("payroll_employmenttermsevent"),
        append_only("payroll_taxdetailsevent"),
        append_only("payroll_deductionevent"),
        append_only("payroll_deductiontermsevent"),
        append_only("payroll_qualifyingdaysevent"),
        append_only("payroll_earliersicknessevent"),
        append_only("payroll_earlierjobevent"),
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "frozen.sql").read_text(),
            "drop function payroll_refuse_frozen_entry cascade; drop function payroll_refuse_frozen_payslip cascade",
        ),
    ]
