"""Putting a message together for HMRC: the exact bytes and their mark, or the sentence that says why not."""

from collections.abc import Callable
from datetime import date

from dpss.kernel import errors
from payroll import models
from payroll.rti import irmark, rules


def keep(submission: models.Submission, build: Callable[[], bytes], *, today: date) -> None:
    """Keep the body and its mark; hold it when it cannot be built, or breaks a rule of HMRC's.

    Telling HMRC never stops anything else: what cannot be told waits for a person.
    """
    try:
        text = build()
        broken = rules.check(text, today=today)
    except errors.Refusal as refusal:
        submission.state = "held"
        submission.errors = [{"number": "", "text": refusal.sentence, "where": ""}]
        return
    mark = irmark.stated_in(text)
    submission.body = text.decode("ascii")
    submission.irmark, submission.receipt = mark.base64, mark.base32
    submission.errors = [{"number": rule.rule, "text": rule.sentence, "where": rule.where} for rule in broken]
    if broken:
        submission.state = "held"
