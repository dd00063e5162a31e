"""For every client somebody proposed once that they move to another council, and they stayed."""

from collections.abc import Sequence

from clients import models
from dpss.access import policy
from tests.cast import CAST, Home
from tests.cast.people import Council
from tests.factories import endings as made


def plant(council: Council, *, homes: Sequence[Home]) -> None:
    """What was written down, and a step of it."""
    worker = CAST.person(policy.SUPPORT_WORKER, council=council).user_id
    for home in homes:
        client = models.Client.objects.get(pk=home.id_of("client"))
        ending = made.ending(id=home.id_of("ending"), client=client, proposed_by_id=worker)
        made.grounds(id=home.id_of("ending grounds"), ending=ending)
        made.move(id=home.id_of("council move"), ending=ending)
        made.step(id=home.id_of("ending step"), ending=ending, recorded_by_id=worker)
