"""What changes the ledger: accounts, movements, where people are paid, payments and the bank's files."""

from ledger.operations.account_checks import load_account_check_table
from ledger.operations.accounts import open_all
from ledger.operations.bank_accounts import (
    AccountProposal,
    approve_bank_account,
    cancel_bank_account,
    claim_account_to_follow,
    follow_new_accounts,
    propose_bank_account,
    record_ring,
    refuse_bank_account,
    withdraw_bank_account,
)
from ledger.operations.bank_files import make_bank_file, make_requested_file, request_bank_file
from ledger.operations.payments import PaymentRequest, due_all, lower_due
from ledger.operations.postings import post, post_all, reverse, reverse_posted

__all__ = [
    "AccountProposal",
    "PaymentRequest",
    "approve_bank_account",
    "cancel_bank_account",
    "claim_account_to_follow",
    "due_all",
    "follow_new_accounts",
    "load_account_check_table",
    "lower_due",
    "make_bank_file",
    "make_requested_file",
    "open_all",
    "post",
    "post_all",
    "propose_bank_account",
    "record_ring",
    "refuse_bank_account",
    "request_bank_file",
    "reverse",
    "reverse_posted",
    "withdraw_bank_account",
]
