"""Letters from HMRC: shown, read, answered, decided, reminded of; each by who may."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors, policy, sealed_files, transitions
from dpss.access.models import OutboxMessage
from dpss.adapters import scan as viruses
from dpss.kernel import errors
from payroll import models
from payroll.operations import hmrc_letter_reminders as reminders
from payroll.operations import hmrc_letters as operations
from payroll.queries import hmrc_letters as queries
from tests.cast import AT, CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, DEE

pytestmark = pytest.mark.django_db
ASHAS, OLU, MARA = CAST.asha.actor(), CAST.olu.actor(), CAST.mara.actor()
PHOTO = ("letter.exe", b"\xff\xd8\xff\xe0 a photo")
TODAY = OLU.today
DATED = TODAY - dt.timedelta(days=4)


def show(actor: actors.Actor = ASHAS, **given: Any) -> models.HmrcLetter:
    """Asha has had a letter."""
    usual = {
        "employer_id": ASHA.id_of("employer"),
        "files": [PHOTO],
        "said": "What is this?",
        "received_on": TODAY,
    }
    with actors.acting(actor):
        return operations.show(**usual | given, actor=actor, at=AT)


def read(letter: models.HmrcLetter, **given: Any) -> models.HmrcLetter:
    """Olu writes down what it says: a penalty of £100.00."""
    usual = {"kind": "penalty", "answerer": "provider", "amount": Decimal("100.00"), "dated": DATED}
    with actors.acting(OLU):
        facts = operations.Facts(**usual | given)
        return operations.read(letter=letter, facts=facts, actor=OLU, at=AT)


def move(letter: models.HmrcLetter, name: str, actor: actors.Actor = OLU) -> models.HmrcLetter:
    """A step, with what Asha is told."""
    with actors.acting(actor):
        return operations.move(letter=letter, name=name, told="We wrote to them.", actor=actor, at=AT)


def decide(letter: models.HmrcLetter, actor: actors.Actor = MARA) -> models.HmrcLetter:
    """Mara decides that Northfield pays."""
    with actors.acting(actor):
        return operations.decide_payer(
            letter=letter, payer="provider", reason="Our report was late.", actor=actor, at=AT
        )


def test_a_photo_is_kept_sealed_by_what_it_contains_and_not_by_its_name() -> None:
    letter = show()
    with actors.acting(OLU):
        [file] = queries.files_of(letter, actor=OLU)
        assert (file.kind, file.name) == ("jpeg", "letter.jpg")
        assert sealed_files.content_of(file.pk, table=operations.TABLE) == PHOTO[1]


def test_a_letter_needs_a_photo_or_words() -> None:
    assert show(files=[]).said
    with pytest.raises(errors.Invalid, match="Add a photo"):
        show(files=[], said=" ")


def test_what_is_no_picture_and_no_pdf_is_refused() -> None:
    with pytest.raises(errors.Invalid, match="Send the letter as one of these"):
        show(files=[("letter.jpg", b"MZ not a photo")])


def test_a_file_with_a_virus_is_refused_and_the_letter_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def infected(_: bytes) -> None:
        raise viruses.Infected("Eicar")

    monkeypatch.setattr(viruses, "check", infected)
    with actors.acting(ASHAS):
        before = models.HmrcLetter.objects.count()
    with pytest.raises(errors.Invalid, match="has a virus"):
        show()
    with actors.acting(ASHAS):
        assert models.HmrcLetter.objects.count() == before


def test_nobody_shows_a_letter_for_an_employer_out_of_reach() -> None:
    with pytest.raises(errors.NotAllowed):
        show(employer_id=CAST.homes["ben"].id_of("employer"))


def test_a_letter_to_a_pa_is_not_shown_to_the_employer() -> None:
    dees = CAST.dee.actor()
    letter = show(dees, employment=steps.post_of(DEE))
    for actor, sees in ((dees, True), (ASHAS, False)):
        with actors.acting(actor):
            assert (letter in queries.own(actor=actor)) is sees
    with actors.acting(OLU):
        assert letter in queries.letters(actor=OLU)
    with actors.acting(ASHAS):
        [file] = models.HmrcLetterFile.objects.filter(letter=letter) or [None]
        assert file is None or not queries.file(file.pk, actor=ASHAS).exists()


def test_a_penalty_can_be_appealed_for_30_days_from_its_own_date() -> None:
    assert read(show()).appeal_by == DATED + dt.timedelta(days=30)
    named = DATED + dt.timedelta(days=45)
    assert read(show(), appeal_by=named).appeal_by == named
    assert read(show(), kind="code").appeal_by is None


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kind": "unread"}, "Choose what"),
        ({"dated": None}, "Enter the date on the letter"),
        ({"dated": TODAY + dt.timedelta(days=1)}, "cannot be dated after"),
        ({"appeal_by": DATED - dt.timedelta(days=1)}, "before the letter"),
    ],
)
def test_what_a_letter_cannot_say_is_refused(given: Any, sentence: str) -> None:
    letter = show()
    with pytest.raises(errors.Invalid, match=sentence):
        read(letter, **given)


def test_nobody_pays_before_a_manager_has_decided_who_does() -> None:
    letter = read(show())
    with pytest.raises(transitions.Refused, match="A payroll manager decides"):
        move(letter, "pay")
    with pytest.raises(errors.NotAllowed):
        decide(letter, OLU)
    paid = move(decide(letter), "pay")
    assert (paid.state, paid.settled_on, paid.told) == ("paid", TODAY, "We wrote to them.")
    with pytest.raises(errors.Conflict, match="done with"):
        decide(paid)


def test_a_notice_about_a_code_has_no_appeal() -> None:
    with pytest.raises(transitions.Refused, match="no appeal"):
        move(read(show(), kind="code"), "appeal")


def test_a_closed_letter_can_be_opened_again() -> None:
    closed = move(read(show()), "close")
    again = move(closed, "reopen")
    assert (again.state, again.settled_on) == ("new", None)


def remind(day: dt.date) -> int:
    """The job looks for letters whose last day is near."""
    actor = actors.for_job(job=policy.JOB_REMINDERS, council_id=CAST.east.id, today=day)
    with actors.acting(actor):
        return reminders.remind_next(actor=actor, at=AT)


def test_managers_are_reminded_once_before_the_last_day_of_appeal() -> None:
    letter = read(show())
    assert letter.appeal_by is not None
    assert remind(letter.appeal_by - dt.timedelta(days=8)) == 0
    assert remind(letter.appeal_by - dt.timedelta(days=7)) >= 1
    assert remind(letter.appeal_by - dt.timedelta(days=7)) == 0
    with actors.acting(steps.job(policy.JOB_MESSAGES)):
        told = OutboxMessage.objects.filter(key__startswith=f"hmrc letter:{letter.pk.hex}")
        assert [one.to_id for one in told] == [CAST.mara.user_id]


def test_of_a_letter_that_was_appealed_nobody_is_reminded() -> None:
    with actors.acting(steps.job()):
        models.HmrcLetter.objects.update(reminded_on=TODAY)
    letter = move(read(show()), "appeal")
    assert letter.appeal_by is not None
    assert remind(letter.appeal_by) == 0
