"""The opposite of what must hold of HMRC's penalties, planted."""

_DECIDED = """
    update payroll_hmrcletter
    set kind = 'penalty', amount = 100, payer = '{}', payer_reason = 'So agreed.',
        payer_decided_by_id = added_by_id
"""
PLANTED = [
    ("penalties owed", _DECIDED.format("provider")),
    ("penalties owed", "update ledger_account set code = 'penalties_owed' where code = 'wages'"),
    ("penalties borne", _DECIDED.format("employer")),
    ("penalties borne", "update ledger_account set code = 'penalties' where code = 'wages'"),
]
