"""What changes the ledger: accounts, movements, payments and the files that carry them to the bank."""

from ledger.operations.account_checks import load_account_check_table
from ledger.operations.accounts import open_all
from ledger.operations.bank_files import make_bank_file, make_requested_file, request_bank_file
from ledger.operations.payments import PaymentRequest, due_all
from ledger.operations.postings import post, post_all, reverse

__all__ = [
    "PaymentRequest",
    "due_all",
    "load_account_check_table",
    "make_bank_file",
    "make_requested_file",
    "open_all",
    "post",
    "post_all",
    "request_bank_file",
    "reverse",
]
