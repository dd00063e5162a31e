"""For every client the council's practitioner wrote a referral down, of somebody who is not one yet."""

from collections.abc import Sequence

from dpss.access import policy
from tests.cast import CAST, Home, key
from tests.cast.people import Council
from tests.factories import access, referrals


def plant(council: Council, *, homes: Sequence[Home]) -> None:
    """A neighbour of each client, referred today."""
    writer = CAST.person(policy.PRACTITIONER, council=council).user_id
    for home in homes:
        referrals.referral(
            id=home.id_of("referral"),
            name=f"Neighbour of {home.short.title()}",
            council_id=council.id,
            council_organisation_id=council.organisation_id,
            recorded_by_id=writer,
            subject=access.subject(
                id=key(home.short, "referral", "subject"), kind="client", council_id=council.id
            ),
        )
