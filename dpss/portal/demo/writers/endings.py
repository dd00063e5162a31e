"""Writes some endings of direct payments that support workers proposed: they wait for a decision."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from clients import ending_rules
from clients.models import Client, Ending, EndingGrounds
from dpss.portal.demo.writers.book import Book, morning_of, write

# Of so many people on a caseload the direct payment of one is to end.
ONE_ENDING_IN: Final = 90
_NOTICE_GIVEN: Final = timedelta(days=28)
_NOTICE: Final = "Four weeks, as the agreement says."
_WORDS: Final = (
    (ending_rules.CHANGED_MIND, "They want the council to arrange their support again.", ""),
    (
        ending_rules.CARE_HOME,
        "They move to a care home near their family.",
        "More support at home, with a second PA in the mornings.",
    ),
)


def write_endings(book: Book) -> None:
    """Each with its grounds, in the words of the support worker."""
    found = list(_endings(book))
    write(ending for ending, _grounds in found)
    write(grounds for _ending, grounds in found)


def _endings(book: Book) -> Iterator[tuple[Ending, EndingGrounds]]:
    running = [one for one in book.allocations if one.client.stage == Client.Stage.RUNNING]
    for place, given in enumerate(running[::ONE_ENDING_IN]):
        client, proposed_on = given.client, book.county.today - timedelta(days=place % 5)
        hung = book.hung_on(client.subject_id)
        reason, words, tried = _WORDS[place % len(_WORDS)]
        ending = Ending(
            id=book.key("ending", client.pk),
            **hung,
            client=client,
            last_day=proposed_on + _NOTICE_GIVEN,
            state_since=proposed_on,
            proposed_by_id=given.user_id,
            proposed_at=morning_of(proposed_on),
            stage_before=client.stage,
        )
        grounds = EndingGrounds(
            id=book.key("ending grounds", client.pk),
            **hung,
            ending=ending,
            reason=reason,
            words=words,
            tried=tried,
            notice=_NOTICE,
        )
        yield ending, grounds
