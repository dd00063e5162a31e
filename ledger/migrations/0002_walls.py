"""Row-level security on every table of money, entries that balance, and nothing rewritten."""

from pathlib import Path

from django.db import migrations

from dpss.access.row_security import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("access", "0002_walls")]
    operations = [
        protect("ledger_account", "money"),
        protect("ledger_entry", "money"),
        protect("ledger_posting", "money"),
        protect("ledger_bankaccount", "pay"),
        protect("ledger_bankaccountchange", "pay"),
        protect("ledger_paymentaccount", "money"),
        protect("ledger_bankstatement", "money"),
        protect("ledger_bankline", "money"),
        protect("ledger_linematch", "money"),
        protect("ledger_reconciliation", "money"),
        protect("ledger_csvcolumns", "organisation"),
        protect("ledger_payment", "payments"),
        protect("ledger_paymentreturn", "payments"),
        protect("ledger_paymentbatch", "organisation"),
        protect("ledger_creditoraccount", "organisation"),
        protect("ledger_payingaccount", "organisation"),
        append_only("ledger_entry"),
        append_only("ledger_posting"),
        append_only("ledger_bankline"),
        append_only("ledger_accountchecktable"),
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "balance.sql").read_text(),
            "drop function access.check_postings cascade; drop function access.check_entry cascade",
        ),
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "sent.sql").read_text(),
            "drop function ledger_sent_from(uuid, date, date)",
        ),
    ]
