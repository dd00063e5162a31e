"""Who reaches a client's money because they hold it, worked out from the accounts of direct payments."""

from collections.abc import Iterator

from dpss.access import policy
from dpss.access.operations import Grant
from ledger.models import PaymentAccount


def of_payment_account(account: PaymentAccount) -> list[Grant]:
    """Who holds a managed account sees the client's money for as long as they hold it."""
    if account.organisation_id is None or account.state != "approved" or account.during.isempty:
        return []
    return [
        Grant(
            subject_id=account.subject_id,
            source=source_of_account(account),
            role=role,
            capabilities=(policy.IDENTITY, policy.MONEY),
            during=account.during,
            organisation_id=account.organisation_id,
        )
        for role in (policy.PAYROLL_OFFICER, policy.PAYROLL_MANAGER)
    ]


def source_of_account(account: PaymentAccount) -> str:
    """Where the reach of who holds an account comes from."""
    return f"ledger.paymentaccount:{account.pk}"


def every_grant() -> Iterator[Grant]:
    """All that follows from the stored accounts, to compare with what is granted."""
    for account in PaymentAccount.objects.filter(state="approved"):
        yield from of_payment_account(account)
