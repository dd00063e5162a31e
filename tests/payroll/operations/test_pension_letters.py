"""Letters of automatic enrolment: once, by e-mail or on paper, with what the law has them carry."""

import datetime as dt
import io
from typing import Any

import pypdf
import pytest
from psycopg2.extras import DateRange

from clients.models import PersonalAssistant
from dpss.access import actors, outbox, policy
from dpss.access.models import OutboxMessage
from dpss.kernel import errors
from payroll import models
from payroll.documents import pension_letters as documents
from payroll.operations import pension_letters
from payroll.queries import pension_letters as queries
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import pensioned, steps
from tests.payroll.operations.pensioned import letters_job
from tests.payroll.operations.steps import DEE, job

pytestmark = pytest.mark.django_db


def send() -> int:
    """The job makes ready what is due."""
    with actors.acting(letters_job()):
        return pension_letters.send_due(actor=letters_job(), at=AT)


def note() -> int:
    """The job notes what was sent."""
    with actors.acting(letters_job()):
        return pension_letters.note_sent(actor=letters_job(), at=AT)


def letter_of_dee() -> models.PensionDue:
    """Her enrolment letter."""
    with actors.acting(job()):
        return models.PensionDue.objects.get(employment=DEE.id_of("employment"), duty="enrolment_information")


def test_who_signs_in_gets_the_letter_by_email_once() -> None:
    pensioned.paid()
    assert (send(), send()) == (1, 0)
    with actors.acting(job()):
        message = OutboxMessage.objects.get(key=queries.key(letter_of_dee()))
    assert message.to_id == CAST.dee.user_id
    assert (
        "From 26 October 2026 you are in the workplace pension Harbour Pensions" in message.values["letter"]
    )
    assert "4% of the pay that counts" in message.values["letter"]


def test_the_letter_counts_as_given_on_the_day_on_which_it_was_sent(mailoutbox: list[Any]) -> None:
    pensioned.paid()
    send()
    assert note() == 0
    sender = job(policy.JOB_MESSAGES)
    with actors.acting(sender):
        OutboxMessage.objects.exclude(template="pension_letter").update(given_up_at=AT)
        while outbox.send_next(actor=sender, at=AT):
            continue
    assert (note(), note()) == (1, 0)
    assert letter_of_dee().done_on == AT.date()
    assert pensioned.position().informed_on == AT.date()
    text = next(mail for mail in mailoutbox if "workplace pension" in mail.subject).body
    assert "You have one month" in text


def test_an_email_that_could_not_be_sent_goes_by_post() -> None:
    pensioned.paid()
    send()
    with actors.acting(job()):
        OutboxMessage.objects.filter(key=queries.key(letter_of_dee())).update(given_up_at=AT)
    assert note() == 1
    assert letter_of_dee().way == "post"


def test_who_does_not_sign_in_gets_it_on_paper_and_posted_is_on_record() -> None:
    pensioned.paid()
    with actors.acting(job()):
        PersonalAssistant.objects.filter(pk=steps.post_of().assistant_id).update(user=None)
    send()
    olu = CAST.olu.actor()
    with actors.acting(olu):
        assert letter_of_dee().pk in {due.pk for due in queries.to_post(actor=olu)}
        pension_letters.posted(due_ids=[letter_of_dee().pk], on=TODAY, actor=olu, at=AT)
        with pytest.raises(errors.Conflict):
            pension_letters.posted(due_ids=[letter_of_dee().pk], on=TODAY, actor=olu, at=AT)
    assert letter_of_dee().done_on == TODAY


def test_a_letter_that_names_the_scheme_waits_until_it_is_recorded() -> None:
    pensioned.paid()
    with actors.acting(job()):
        models.PensionScheme.objects.filter(employer=steps.post_of().employer_id).update(
            during=DateRange(None, dt.date(2026, 11, 1))
        )
    assert send() == 0


def test_the_letter_is_a_tagged_pdf_with_the_address() -> None:
    pensioned.paid()
    olu = CAST.olu.actor()
    with actors.acting(olu):
        due = queries.open_letters(actor=olu).get(pk=letter_of_dee().pk)
        ready = queries.ready([due], actor=olu)
        addresses = queries.addresses([due], actor=olu)
    content = documents.print_all(ready, addresses=addresses, today=TODAY)
    document = pypdf.PdfReader(io.BytesIO(content))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "You are in a workplace pension" in document.pages[0].extract_text()
    assert addresses[due.pk][0] == "Dee Lowe"


@pytest.mark.parametrize(
    ("duty", "data", "says"),
    [
        (
            "postponement_notice",
            {
                "postponed_from": "2026-10-26",
                "deferral_date": "2027-01-25",
                "trigger": "768",
                "lower_limit": "480",
            },
            "The day on which they look is 25 January 2027",
        ),
        (
            "joining_information",
            {"right_from": "2026-10-26", "lower_limit": "480"},
            "no more than £480 in a pay period",
        ),
    ],
)
def test_each_letter_says_in_words_what_it_must_carry(duty: str, data: dict[str, str], says: str) -> None:
    assert says in " ".join(documents.sentences(duty, data))


def test_only_the_job_sends_letters() -> None:
    olu = CAST.olu.actor()
    with actors.acting(olu), pytest.raises(errors.NotAllowed):
        pension_letters.send_due(actor=olu, at=AT)
