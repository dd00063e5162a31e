"""Everything stored of one kind, for those who may read all: exports and checks, as the reader role."""

from collections.abc import Iterator

from payroll import models

AT_A_TIME = 200


def stored_messages() -> Iterator[tuple[str, bytes]]:
    """Every message to HMRC that has been made: a file name, and the exact bytes.

    The whole message as it was sent, credentials blanked; the Body alone of one not sent yet.
    """
    for submission in models.Submission.objects.order_by("pk").iterator(AT_A_TIME):
        text = submission.message or submission.body
        if text:
            yield f"{submission.pk}-{submission.kind}.xml", text.encode("ascii")
