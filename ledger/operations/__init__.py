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
from ledger.operations.creditors import (
    CreditorProposal,
    approve_creditor_account,
    propose_creditor_account,
    withdraw_creditor_account,
)
from ledger.operations.debts import Lowered, change_owed, hold_returned, lower_owed
from ledger.operations.payment_accounts import (
    AccountOfPayment,
    approve_payment_account,
    propose_payment_account,
    withdraw_payment_account,
)
from ledger.operations.payments import (
    PaymentRequest,
    change_due,
    change_reference,
    due_all,
    hand_on,
    hand_over,
    hold_payments,
)
from ledger.operations.postings import post, post_all, reverse, reverse_posted
from ledger.operations.returns import (
    book_next_return,
    close_return,
    confirm_details,
    pay_again,
    record_return,
)
from ledger.operations.settled_returns import (
    book_next_settled,
    book_next_unsettled,
    settle_return,
    unsettle_return,
)

__all__ = [
    "AccountOfPayment",
    "AccountProposal",
    "CreditorProposal",
    "Lowered",
    "PaymentRequest",
    "approve_bank_account",
    "approve_creditor_account",
    "approve_payment_account",
    "book_next_return",
    "book_next_settled",
    "book_next_unsettled",
    "cancel_bank_account",
    "change_due",
    "change_owed",
    "change_reference",
    "claim_account_to_follow",
    "close_return",
    "confirm_details",
    "due_all",
    "follow_new_accounts",
    "hand_on",
    "hand_over",
    "hold_payments",
    "hold_returned",
    "load_account_check_table",
    "lower_owed",
    "make_bank_file",
    "make_requested_file",
    "open_all",
    "pay_again",
    "post",
    "post_all",
    "propose_bank_account",
    "propose_creditor_account",
    "propose_payment_account",
    "record_return",
    "record_ring",
    "refuse_bank_account",
    "request_bank_file",
    "reverse",
    "reverse_posted",
    "settle_return",
    "unsettle_return",
    "withdraw_bank_account",
    "withdraw_creditor_account",
    "withdraw_payment_account",
]
