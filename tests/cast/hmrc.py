"""Each employer had a sender of its own once, and a time without pay that was taken back again."""

from dpss.access import policy
from payroll import models
from tests.cast import CAST, Home, key
from tests.cast.people import Council
from tests.factories import hmrc


def plant(council: Council, *, homes: list[Home]) -> None:
    """What the cast keeps of HMRC. The senders are plain: nothing is held up by them."""
    manager = CAST.person(policy.PAYROLL_MANAGER, council=council).user_id
    for provider in CAST.providers_in(council):
        hmrc.refused_sender(
            id=key(council.slug, provider, "refused sender"),
            council_id=council.id,
            organisation_id=key(provider, "organisation"),
            agent_id=key(council.slug, provider, "agent code"),
            lifted_by_id=manager,
        )
    for home in homes:
        employer = models.Employer.objects.get(pk=home.id_of("employer"))
        hmrc.employers_sender(id=home.id_of("employers sender"), employer=employer, kept_by_id=manager)
        hmrc.inactive_time(
            id=home.id_of("inactive time"), employer=employer, asked_by_id=manager, taken_back_by_id=manager
        )
        sent = models.Submission.objects.filter(pk=home.id_of("submission")).first()
        if sent is not None and home.short != "asha":  # Asha's have all gone well
            hmrc.kept_reply(id=home.id_of("kept reply"), submission=sent)
