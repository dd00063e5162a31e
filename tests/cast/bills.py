"""Each employer has a bill of HMRC's for October, and of one payment it was said that it came back."""

from dpss.access import policy
from dpss.access.models import Organisation
from ledger.models import Payment
from payroll import models
from tests.cast import CAST, Home, Post, key
from tests.cast.people import Council
from tests.factories import bills


def plant(council: Council, *, homes: list[Home], posts: list[Post]) -> None:
    """What is owed to HMRC, where it is paid, and what came back. The numbers of accounts are made up."""
    for provider in CAST.providers_in(council):
        manager, other = (person.user_id for person in (CAST.sam, CAST.mara))
        bills.creditor_account(
            id=key(council.slug, provider, "creditor account"),
            council_id=council.id,
            organisation=Organisation.objects.get(pk=key(provider, "organisation")),
            proposed_by_id=manager,
            decided_by_id=other,
        )
    for home in homes:
        employer = models.Employer.objects.get(pk=home.id_of("employer"))
        bills.hmrc_bill(id=home.id_of("hmrc bill"), employer=employer)
    for post in posts:
        if post.home.short in {"ben", "wes"}:
            _sent_back(council, post)


def _sent_back(council: Council, post: Post) -> None:
    """It was recorded by mistake: nothing follows from it."""
    officer = CAST.person(policy.PAYROLL_OFFICER, council=council).user_id
    bills.payment_return(
        id=post.id_of("payment return"),
        payment=Payment.objects.get(pk=post.id_of("payment")),
        recorded_by_id=officer,
        answered_by_id=officer,
        state="closed",
    )
