"""The opposite of what must hold of payruns, reports and what is taken off, planted."""

PLANTED = [
    (
        "allowance claimed",
        """
        update payroll_payrun set employment_allowance = 1 where id = <asha>;
        delete from payroll_allowanceclaim
        """,
    ),
    (
        "allowance claimed",
        """
        update payroll_payrun set employment_allowance = 1 where id = <asha>;
        update payroll_allowanceclaim set tax_year = '2025-26'
        """,
    ),
    ("wages reach everybody", "update payroll_payrun set net = net + 1 where id = <asha>"),
    ("wages reach everybody", "delete from payroll_paymentinstruction"),
    ("wages reach everybody", "update payroll_paymentinstruction set amount = amount - 0.01"),
    (
        "wages reach everybody",
        "update ledger_payment set amount = amount + 1 where source_key like 'payslip:%'",
    ),
    (
        "wages reach everybody",
        "update ledger_payment set source_key = 'lost' where source_key like 'payslip:%'",
    ),
    (
        "wages reach everybody",
        """
        update ledger_posting set amount = amount * 2
        where account_id in (select id from ledger_account where code = 'net_pay')
        """,
    ),
    (
        "two people",
        """
        alter table payroll_payrun drop constraint payrun_approved_by_a_second_person;
        update payroll_payrun set approved_by_id = requested_by_id where id = <asha>
        """,
    ),
    ("two people", "update payroll_payrun set requested_by_id = null where id = <asha>"),
    ("reported once", "delete from payroll_submission where payrun_id = <asha>"),
    (
        "reported once",
        """
        insert into payroll_submission select (jsonb_populate_record(s, jsonb_build_object(
            'id', gen_random_uuid(), 'version', 2, 'correlation_id', ''
        ))).* from payroll_submission s where payrun_id = <asha>
        """,
    ),
    (
        "reported once",
        """
        insert into payroll_submission select (jsonb_populate_record(s, jsonb_build_object(
            'id', gen_random_uuid(), 'version', 2, 'correlation_id', '', 'state', 'rejected'
        ))).* from payroll_submission s where payrun_id = <asha>
        """,
    ),
    ("nothing sent empty", "update payroll_submission set body = null where payrun_id = <asha>"),
    (
        "nothing sent empty",
        """
        update payroll_submission set state = 'queued', body = null, facts = null where payrun_id = <asha>
        """,
    ),
    (
        "accepted once",
        """
        update payroll_submission set irmark = (select min(irmark) from payroll_submission)
        where kind = 'fps'
        """,
    ),
    (
        "accepted once",
        """
        drop index submission_correlation_once;
        update payroll_submission set correlation_id = 'ABC'
        """,
    ),
    ("approvals on record", "update payroll_payrun set approved_at = approved_at + interval '1 second'"),
    (
        "approvals on record",
        """
        update payroll_timesheet set decided_by_id = (
            select approved_by_id from payroll_payrun where id = <asha>
        ) where id = <her sheet>
        """,
    ),
    (
        "approvals on record",
        """
        alter table access_auditevent disable trigger user;
        delete from access_auditevent where verb = 'approve' and thing = 'payroll.payrun'
        """,
    ),
    ("reports as marked", "update payroll_submission set irmark = repeat('A', 28) where payrun_id = <asha>"),
    (
        "reports as marked",
        """
        update payroll_submission set body = (
            select body from payroll_submission where payrun_id <> <asha>
        ) where payrun_id = <asha>
        """,
    ),
    ("reports as marked", "update payroll_submission set receipt = repeat('A', 32) where payrun_id = <asha>"),
    (
        "reports as paid",
        "update payroll_submission set pay_to_date = pay_to_date + 1 where payrun_id = <asha>",
    ),
    (
        "reports as paid",
        """
        update payroll_payslip set result = jsonb_set(result, '{to_date,pay}', '"9999.00"')
        where id = <her slip>
        """,
    ),
    ("one employer for a reference", "update payroll_payescheme set reference = 'ZZ1'"),
    (
        "reports add up",
        """
        update payroll_payslip set result = jsonb_set(result, '{to_date,tax}', '"9.00"')
        where id = <her slip>
        """,
    ),
    ("reports as paid", "update payroll_employment set payroll_id = 'NEW' || payroll_id"),
    (
        "deductions reach somebody",
        "update payroll_deduction set reference = 'DEA 2' where reference = 'DEA 1'",
    ),
    (
        "deductions reach somebody",
        """
        update ledger_posting set amount = amount * 2
        where account_id in (select id from ledger_account where code = 'orders')
        """,
    ),
    ("nothing is taken twice", "update payroll_deduction set stops_on = null where reference = 'DEA 1'"),
    (
        "held pay is not paid",
        """
        update payroll_heldpay set state = 'held', released_by_id = null, released_at = null,
            period_id = (select period_id from payroll_payrun where id = <asha>)
        where employment_id = (select employment_id from payroll_payslip where id = <her slip>)
        """,
    ),
]
