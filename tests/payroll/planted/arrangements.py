"""The opposite of what must hold of calendars, calls, sheets, agreements and histories, planted."""

PLANTED = [
    (
        "pay periods follow",
        "update payroll_payperiod set last_day = last_day - 1 where first_day = '2026-09-28'",
    ),
    ("tax periods", "update payroll_payperiod set tax_period = 35 where payday = '2026-11-27'"),
    ("tax periods", "update payroll_payperiod set tax_year = '2025-26' where payday = '2026-11-27'"),
    (
        "shared shifts agree",
        """
        insert into payroll_sharedwork (
            id, council_id, subject_id, during, agreement, employment_id, parts, other_parts, other_name,
            comes_first, recorded_by_id, recorded_at
        )
        select gen_random_uuid(), council_id, subject_id, '[2026-05-01,2026-05-08)', agreement,
            employment_id, 1, 2, 'Ada', false, recorded_by_id, recorded_at
        from payroll_sharedwork limit 1
        """,
    ),
    (
        "sheets decided by another",
        """
        update payroll_timesheet
        set entered_by_id = decided_by_id, source = 'phone', received_on = '2026-11-20'
        where id = <her sheet>
        """,
    ),
    ("contracted as agreed", "update payroll_timesheet set basis = 'contracted' where id = <her sheet>"),
    (
        "contracted pay settled",
        """
        insert into payroll_sheetcorrection
            (id, council_id, subject_id, sheet_id, paid_sheet_id, payslip_id, minutes, amount)
        select gen_random_uuid(), council_id, subject_id, timesheet_id,
            (select id from payroll_timesheet where id <> s.timesheet_id limit 1), id, 60, 13.50
        from payroll_payslip s where id = <her slip>
        """,
    ),
    (
        "histories follow",
        """
        alter table payroll_employmentterms disable trigger user;
        update payroll_employmentterms set hourly_rate = hourly_rate + 1
        """,
    ),
    ("histories follow", "update payroll_taxdetailsevent set tax_code = 'BR'"),
    ("histories follow", "delete from payroll_taxdetailsevent"),
]
