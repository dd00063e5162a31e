"""Every client of the cast came by the same way: decided, found to be within the law, agreed and paid."""

from collections.abc import Sequence

from clients import models
from dpss.access import policy
from tests.cast import CAST, TODAY, Home, key
from tests.cast.people import Council
from tests.factories import onboarding as made

_THEN = TODAY.replace(year=2025)


def plant(council: Council, *, homes: Sequence[Home]) -> None:
    """A journey that is done with, and a text that holds."""
    worker = CAST.person(policy.SUPPORT_WORKER, council=council).user_id
    version = made.version(
        id=key(council.slug, "agreement version"), council_id=council.id, recorded_by_id=worker
    )
    made.set_up_time(id=key(council.slug, "set-up time"), council_id=council.id, recorded_by_id=worker)
    for home in homes:
        client = models.Client.objects.get(pk=home.id_of("client"))
        journey = made.onboarding(
            id=home.id_of("onboarding"),
            client=client,
            state="paid",
            began_on=_THEN,
            agreed_on=_THEN,
            paid_on=_THEN,
        )
        made.decision(id=home.id_of("payment decision"), onboarding=journey, recorded_by_id=worker)
        made.capacity(
            id=home.id_of("capacity"),
            client=client,
            recorded_by_id=worker,
            assessed_on=_THEN,
        )
        made.route(id=home.id_of("payment route"), onboarding=journey, recorded_by_id=worker)
        made.condition(id=home.id_of("payment condition"), onboarding=journey, recorded_by_id=worker)
        made.signature(
            id=home.id_of("agreement signature"),
            onboarding=journey,
            version=version,
            signed_by_id=CAST.named(home.short).user_id,
        )
