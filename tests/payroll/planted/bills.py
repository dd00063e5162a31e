"""The opposite of what must hold of HMRC's bills, planted."""

_PAID = """
    update payroll_hmrcbill
    set owed = 5, amount = 5, payer = 'employer', paid_on = '2026-12-20', state = 'paid'
"""
_IN_FILE = """
    update payroll_hmrcbill
    set owed = 5, amount = 5, payer = 'provider', paid_on = '2026-12-20', state = 'in_file'
"""
_OWED_AGAIN = """
    update ledger_payment set source_key = 'hmrc_bill:' || (select id from payroll_hmrcbill limit 1)
    where id = (select id from ledger_payment limit 1);
    update payroll_hmrcbill set sent_back = 1;
    insert into ledger_paymentreturn (
        id, council_id, subject_id, payment_id, organisation_id, code, came_back_on, owed, note,
        recorded_by_id, recorded_at, in_books, state, answer, settled_how,
        settled_with, settled_in_books, is_relied_on, unsettled, unsettled_in_books
    )
    select gen_random_uuid(), council_id, subject_id, id, organisation_id, 'B', '2026-11-20', 12345, '',
        (select id from access_user limit 1), now(), true, 'open', '', '', '', false,
        false, 0, true
    from ledger_payment where source_key like 'hmrc_bill:%'
"""
_TOLD_MORE = """
    insert into payroll_submission select (jsonb_populate_record(s, jsonb_build_object(
        'id', gen_random_uuid(), 'kind', 'eps', 'payrun_id', null, 'tax_month', 8, 'correlation_id', '',
        'paye_reference', (
            select p.office_number || '/' || p.reference from payroll_payescheme p
            where p.employer_id = s.employer_id limit 1
        ),
        'said', '{"no_payment": null, "allowance": null, "ceased_on": null, "for_year": false,
            "inactive": null,
            "recovered": [{"kind": "maternity", "recovered": "100.00", "compensation": "9.00"}]}'::jsonb
    ))).* from payroll_submission s limit 1
"""
_NOT_CLAIMED = """
    update payroll_hmrcbill set late_allowance = 10;
    delete from payroll_allowanceclaim
"""
PLANTED = [
    ("bills in the books", "update payroll_hmrcbill set owed = owed + 1, amount = amount + 1"),
    ("bills asked for once", "update payroll_hmrcbill set amount = amount + 1"),
    ("bills paid once", _PAID),
    ("bills paid once", _IN_FILE),
    ("bills owed again", _OWED_AGAIN),
    ("bills worked out again", "update payroll_hmrcbill set owed = owed + 1"),
    ("summaries as billed", _TOLD_MORE),
    ("summaries as billed", _NOT_CLAIMED),
]
