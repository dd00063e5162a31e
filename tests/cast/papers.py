"""The P45 of who has left, the P60 of everybody else, and one printing of each provider."""

from dpss.access import policy
from payroll import models
from tests.cast import CAST, Post, key
from tests.cast.people import Council
from tests.factories import papers

TAX_YEAR = "2026-27"


def plant(council: Council, *, posts: list[Post]) -> None:
    """Each from October's payslip."""
    for post in posts:
        payslip = models.Payslip.objects.select_related("employment").get(pk=post.id_of("payslip"))
        kind = models.IssuedForm.Kind.P45 if post.pa == "tom" else models.IssuedForm.Kind.P60
        papers.issued_form(id=post.id_of("issued form"), payslip=payslip, kind=kind)
    for provider in CAST.providers_in(council):
        paid = [post for post in posts if post.home.provider == provider]
        printing = papers.printing(
            id=key(council.slug, provider, "printing"),
            council_id=council.id,
            organisation_id=key(provider, "organisation"),
            requested_by_id=CAST.person(policy.PAYROLL_MANAGER, council=council).user_id,
            papers=len(paid),
        )
        papers.printing_part(
            id=key(council.slug, provider, "printing part"),
            printing=printing,
            keys=[post.id_of("payslip") for post in paid],
        )
