"""The opposite of what must hold of payslips, planted."""

PLANTED = [
    (
        "years add up",
        """
        update payroll_payslip
        set result = jsonb_set(result, '{to_date,tax}', '"9.99"') where id = <her slip>
        """,
    ),
    (
        "forms from payslips",
        """
        insert into payroll_issuedform (
            id, council_id, subject_id, employment_id, kind, tax_year, version, payslip_id, paye_reference,
            before, issued_at
        )
        select
            gen_random_uuid(), council_id, subject_id, employment_id, 'p60', '2025-26', 1, id, '', '{}', now()
        from payroll_payslip where id = <her slip>
        """,
    ),
    ("replaced once", "update payroll_payslip set replaced_at = approved_at where id = <her slip>"),
    ("replaced wages reversed", "update payroll_payslip set replaced_at = approved_at where id = <her slip>"),
    (
        "overpaid on record",
        """
        insert into payroll_overpayment
            (id, council_id, subject_id, payslip_id, employment_id, amount, state, reason)
        select gen_random_uuid(), council_id, subject_id, id, employment_id, 5, 'open', ''
        from payroll_payslip where id = <her slip>
        """,
    ),
    (
        "left once",
        """
        update payroll_payslip
        set inputs = inputs || '{"part": "final", "leaving": {"last_day": "2026-11-22"}}'
        where id = <her slip>
        """,
    ),
    (
        "payslips once",
        """
        alter table payroll_payslip drop constraint payslip_once;
        update payroll_payslip set employment_id = (
            select employment_id from payroll_payslip where id = <her slip>
        ), payrun_id = <asha> where id = <other slip>
        """,
    ),
    (
        "payslips once",
        """
        update payroll_payslip set employment_id = (
            select employment_id from payroll_payslip where id = <her slip>
        ) where id = <other slip>
        """,
    ),
    ("timesheets paid once", "update payroll_timesheet set state = 'draft' where id = <her sheet>"),
    (
        "timesheets paid once",
        """
        update payroll_payslip set timesheet_id = (
            select t.id from payroll_timesheet t where t.state = 'submitted' limit 1
        ) where id = <her slip>
        """,
    ),
    (
        "timesheets paid once",
        """
        drop index payslip_pays_a_sheet_once;
        drop index payslip_counts_for_a_sheet_once;
        update payroll_payslip set timesheet_id = <her sheet> where id = <other slip>
        """,
    ),
    ("payslips approved", "update payroll_payslip set approved_at = null where id = <her slip>"),
    (
        "payslips approved",
        "update payroll_payslip set approved_at = approved_at + interval '1 second' where id = <her slip>",
    ),
    (
        "net pay adds up",
        """
        alter table payroll_payslip drop constraint payslip_net_is_gross_less_deductions;
        update payroll_payslip set net = net + 0.01 where id = <her slip>
        """,
    ),
    (
        "sick pay as decided",
        """
        update payroll_payslip set inputs = jsonb_set(inputs, '{worked_out}', '[{"code": "sick"}]')
        where id = <her slip>
        """,
    ),
    (
        "sick pay as decided",
        """
        alter table payroll_timesheetentry disable trigger user;
        update payroll_timesheetentry set kind = 'sickness', starts = null, finishes = null
        where timesheet_id = <her sheet>
        """,
    ),
    (
        "payslips worked out again",
        """
        update payroll_payslip set inputs = jsonb_set(inputs, '{tax_code}', '"BR"') where id = <her slip>
        """,
    ),
    (
        "payslips worked out again",
        """
        update payroll_payslip set result = jsonb_set(result, '{lines,0,amount}', '"0.01"')
        where id = <her slip>
        """,
    ),
    ("payslips worked out again", "update payroll_payslip set tax = 1, net = net - 1 where id = <her slip>"),
    ("payslips worked out again", "update payroll_payslip set result = '{}' where id = <her slip>"),
]
