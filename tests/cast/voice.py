"""Every client complained of their pay, wrote to their support worker, and was rung."""

from collections.abc import Sequence

from clients import models, reach
from dpss.access import operations, policy
from tests.cast import CAST, Home, key
from tests.cast.people import Council
from tests.factories import access, voice


def plant(council: Council, *, homes: Sequence[Home]) -> None:
    """What the cast said, and what was noted of it."""
    team = CAST.person(policy.COMPLAINT_TEAMS[0], council=council)
    voice.complaint_time(
        id=key(council.slug, "complaint time"), council_id=council.id, recorded_by_id=team.user_id
    )
    worker = CAST.person(policy.SUPPORT_WORKER, council=council)
    for home in homes:
        client = models.Client.objects.get(pk=home.id_of("client"))
        complaint = voice.complaint(
            id=home.id_of("complaint"),
            client=client,
            subject=access.subject(
                id=key(home.short, "complaint", "subject"),
                kind="complaint",
                council_id=council.id,
                part_of_id=home.subject_id,
            ),
            council_organisation_id=council.organisation_id,
        )
        voice.point(id=home.id_of("complaint point"), complaint=complaint)
        operations.grant_all(reach.of_complaint(complaint))
        thread = voice.thread(id=home.id_of("thread"), client=client)
        sent = voice.message(
            id=home.id_of("client message"), thread=thread, sent_by_id=CAST.named(home.short).user_id
        )
        voice.message_file(id=home.id_of("message file"), message=sent)
        voice.contact_note(id=home.id_of("contact note"), client=client, written_by_id=worker.user_id)
