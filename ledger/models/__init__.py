"""Double entry: accounts, entries that balance, and the payments that move money."""

from ledger.models.bank_accounts import (
    SHOWN_FIGURES,
    AccountCheckTable,
    BankAccount,
    BankAccountChange,
    PayingAccount,
    account_index,
)
from ledger.models.books import Account, Entry, Posting
from ledger.models.creditors import CreditorAccount
from ledger.models.payment_accounts import PaymentAccount
from ledger.models.payments import Payment, PaymentBatch, PaymentReturn
from ledger.models.reconciliations import Reconciliation
from ledger.models.statements import BankLine, BankStatement, CsvColumns, LineMatch

__all__ = [
    "SHOWN_FIGURES",
    "Account",
    "AccountCheckTable",
    "BankAccount",
    "BankAccountChange",
    "BankLine",
    "BankStatement",
    "CreditorAccount",
    "CsvColumns",
    "Entry",
    "LineMatch",
    "PayingAccount",
    "Payment",
    "PaymentAccount",
    "PaymentBatch",
    "PaymentReturn",
    "Posting",
    "Reconciliation",
    "account_index",
]
