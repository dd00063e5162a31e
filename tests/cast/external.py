"""Software of a provider's own, years ago; and one PA's payslip of October in each council, from a file."""

from dpss.access import policy
from payroll import models
from tests.cast import CAST, Post, key
from tests.cast.people import Council
from tests.factories import external

PAID_ELSEWHERE = {"tom", "walt"}


def plant(council: Council, *, posts: list[Post]) -> None:
    """One of everything for each provider, and payslips of Tom and Walt."""
    officer = CAST.person(policy.PAYROLL_OFFICER, council=council).user_id
    manager = CAST.person(policy.PAYROLL_MANAGER, council=council).user_id
    for provider in CAST.providers_in(council):
        external.software(
            id=key(council.slug, provider, "external payroll"),
            council_id=council.id,
            organisation_id=key(provider, "organisation"),
            recorded_by_id=manager,
        )
        october = models.PayPeriod.objects.select_related("group").get(
            pk=key(council.slug, provider, "october")
        )
        external.hours_file(id=key(council.slug, provider, "hours file"), period=october, made_by_id=officer)
        file = external.results_file(
            id=key(council.slug, provider, "results file"), period=october, taken_by_id=officer
        )
        for post in posts:
            if post.pa in PAID_ELSEWHERE and post.home.provider == provider:
                slip = models.Payslip.objects.get(pk=post.id_of("payslip"))
                external.payslip(id=post.id_of("external payslip"), payslip=slip, results_file=file)
