"""Every client of the cast was in hospital for a week, and is back."""

from collections.abc import Sequence

from clients import models
from dpss.access import policy
from tests.cast import CAST, Home, key
from tests.cast.people import Council
from tests.factories import absences as made


def plant(council: Council, *, homes: Sequence[Home]) -> None:
    """The week, and how long PAs are paid."""
    worker = CAST.person(policy.SUPPORT_WORKER, council=council).user_id
    made.away_time(id=key(council.slug, "away time"), council_id=council.id, recorded_by_id=worker)
    for home in homes:
        client = models.Client.objects.get(pk=home.id_of("client"))
        absence = made.absence(id=home.id_of("absence"), client=client, recorded_by_id=worker)
        made.reason(id=home.id_of("absence reason"), absence=absence)
