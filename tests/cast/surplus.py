"""Each council decided how much may be left over; each client had a notice, and asked about spending."""

from collections.abc import Sequence

from clients import models
from dpss.access import policy
from tests.cast import CAST, Home, key
from tests.cast.people import Council
from tests.factories import spending, surplus


def plant(council: Council, *, homes: Sequence[Home]) -> None:
    """Nothing is open, so that a test can prepare a notice of its own."""
    first = CAST.person(policy.COMMISSIONER, council=council).user_id
    other = CAST.person(policy.ADMINISTRATOR, council=council).user_id
    surplus.limit(id=key(council.slug, "surplus limit"), council_id=council.id, recorded_by_id=other)
    for home in homes:
        client = models.Client.objects.get(pk=home.id_of("client"))
        surplus.figure(id=home.id_of("kept figure"), client=client, recorded_by_id=first)
        spending.question(
            id=home.id_of("spend question"),
            client=client,
            asked_by_id=client.user_id or first,
            form_key=key(home.short, "spend question form"),
        )
        surplus.notice(
            id=home.id_of("surplus notice"), client=client, put_forward_by_id=first, sent_by_id=other
        )
