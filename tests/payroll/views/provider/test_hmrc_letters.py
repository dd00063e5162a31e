"""Letters from HMRC in the browser: sent by a client, read by staff, and told back in plain words."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from dpss.access.models import AuditEvent
from payroll import models
from tests.cast import CAST, TODAY, Person
from tests.factories import hmrc_letters
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, DEE, job
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
LIST = reverse("payroll:hmrc_letters")
OWN = reverse("payroll:own_hmrc_letters")
CAME = {"received_on_0": "20", "received_on_1": "11", "received_on_2": "2026"}
Browser = Callable[[Person], Client]


def letter() -> models.HmrcLetter:
    """The letter of Asha's that the cast has."""
    with actors.acting(job()):
        return models.HmrcLetter.objects.get(pk=ASHA.id_of("hmrc letter"))


def page(name: str, *more: str) -> str:
    """An address about that letter."""
    return reverse(f"payroll:{name}", args=[ASHA.id_of("hmrc letter"), *more])


def test_a_client_sends_a_photo_and_reads_that_we_are_answering(signed_in: Browser) -> None:
    photo = SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff\xe0 a photo")
    answer = signed_in(CAST.asha).post(
        reverse("payroll:own_hmrc_letter_new"), {"photos": [photo], "said": "Help"} | CAME, follow=True
    )
    said = words_of(answer)
    assert "We are answering this. You do not need to pay yet." in said
    assert "photo.jpg" in said
    with actors.acting(job()):
        made = models.HmrcLetter.objects.get(said="Help")
    assert (made.employer_id, made.employment_id) == (ASHA.id_of("employer"), None)
    assert made.added_by_id == CAST.asha.user_id


def test_a_pa_says_of_which_job_it_is(signed_in: Browser) -> None:
    browser = signed_in(CAST.dee)
    browser.post(
        reverse("payroll:own_hmrc_letter_new"),
        {"said": "My code", "about": str(DEE.id_of("employment"))} | CAME,
    )
    with actors.acting(job()):
        assert models.HmrcLetter.objects.get(said="My code").employment_id == DEE.id_of("employment")
    assert "Not looked at yet" in words_of(browser.get(OWN))


def test_an_empty_letter_is_refused_with_the_day_kept(signed_in: Browser) -> None:
    answer = signed_in(CAST.asha).post(reverse("payroll:own_hmrc_letter_new"), {"said": ""} | CAME)
    assert "Add a photo of the letter, or write what it says." in words_of(answer)
    assert 'value="20"' in answer.content.decode()


def test_staff_see_the_letter_with_what_the_client_reads(signed_in: Browser) -> None:
    said = words_of(signed_in(CAST.olu).get(page("hmrc_letter")))
    assert "£100.00" in said
    assert "We are answering this. You do not need to pay yet." in said
    assert "Decide who pays" not in said


def test_a_manager_decides_who_pays_another_records_it_and_the_client_reads_it(signed_in: Browser) -> None:
    browser = signed_in(CAST.mara)
    browser.post(page("hmrc_letter_payer"), {"payer": "provider", "reason": "Our report was late."})
    assert page("hmrc_letter_move", "pay") not in browser.get(page("hmrc_letter")).text
    refused = browser.post(page("hmrc_letter_move", "pay"), {"reason": "We paid on Monday."})
    assert letter().state == "new"
    assert "A second person must do this" in words_of(refused)
    signed_in(CAST.olu).post(page("hmrc_letter_move", "pay"), {"reason": "We paid on Monday."})
    assert (letter().state, letter().payer) == ("paid", "provider")
    said = words_of(signed_in(CAST.asha).get(page("own_hmrc_letter")))
    assert "We pay this: £100.00. It does not come out of your money." in said
    assert "We paid on Monday." in said


def test_paying_before_it_is_decided_is_refused_with_the_words_kept(signed_in: Browser) -> None:
    answer = signed_in(CAST.olu).post(page("hmrc_letter_move", "pay"), {"reason": "We paid on Monday."})
    assert "It is not decided who pays." in words_of(answer)
    assert "We paid on Monday." in answer.content.decode()
    assert letter().state == "new"


def test_a_penalty_from_a_managed_account_goes_through_the_payments(signed_in: Browser) -> None:
    steps.provider_pays()
    with actors.acting(job()):
        models.HmrcLetter.objects.update(kind="penalty", amount="100.00", reference="XP001")
    signed_in(CAST.mara).post(
        page("hmrc_letter_payer"), {"payer": "employer", "reason": "The hours came late."}
    )
    browser = signed_in(CAST.olu)
    said = words_of(browser.get(page("hmrc_letter")))
    assert "Pay it from the managed account" in said
    browser.post(page("hmrc_letter_move", "have_paid"), {"reason": "We pay it for you."})
    assert letter().state == "to_pay"
    assert "We are paying this for you." in words_of(signed_in(CAST.asha).get(page("own_hmrc_letter")))


def test_an_employer_who_pays_themselves_says_that_a_penalty_is_paid_once(signed_in: Browser) -> None:
    with actors.acting(job()):
        models.HmrcLetter.objects.update(kind="penalty", amount="100.00", reference="XP001")
    asha, paid = signed_in(CAST.asha), page("own_hmrc_letter_paid")
    assert paid not in asha.get(page("own_hmrc_letter")).content.decode()
    assert "You do not pay this letter yourself." in words_of(asha.get(paid))
    signed_in(CAST.mara).post(
        page("hmrc_letter_payer"), {"payer": "employer", "reason": "The hours came late."}
    )
    assert paid in asha.get(page("own_hmrc_letter")).content.decode()
    assert "take it off your direct payment account" in words_of(asha.get(paid))
    said = words_of(asha.post(paid, {}, follow=True))
    assert "We have recorded that you paid it." in said
    assert (letter().state, letter().settled_on) == ("paid", TODAY)
    assert "You told us on Saturday 21 November 2026" in words_of(
        signed_in(CAST.olu).get(page("hmrc_letter"))
    )
    asha.post(paid, {})
    with actors.acting(job()):
        events = AuditEvent.objects.filter(thing_id=str(letter().pk), verb="pay_own")
        assert [one.actor_name for one in events] == ["Asha Verma"]


def test_what_a_managed_account_pays_is_not_said_to_be_paid_by_the_employer(signed_in: Browser) -> None:
    steps.provider_pays()
    with actors.acting(job()):
        models.HmrcLetter.objects.update(
            kind="penalty",
            amount="100.00",
            payer="employer",
            payer_reason="The hours came late.",
            payer_decided_by=CAST.mara.user_id,
        )
    assert "You do not pay this letter yourself." in words_of(
        signed_in(CAST.asha).post(page("own_hmrc_letter_paid"), {})
    )
    assert letter().state == "new"


@pytest.mark.parametrize("typed", ["0", "0.00", "-5", "999999999999999"])
def test_an_amount_that_cannot_be_is_a_sentence_with_the_words_kept(signed_in: Browser, typed: str) -> None:
    said = {"kind": "code", "answerer": "provider", "amount": typed, "about": "tax month 5"}
    answer = signed_in(CAST.olu).post(page("hmrc_letter_read"), said)
    assert answer.status_code == 200
    assert any(one in words_of(answer) for one in ("Enter £0.01 or more.", "That amount is too large."))
    assert 'value="tax month 5"' in answer.content.decode()


def test_an_appeal_that_succeeded_is_told_in_plain_words(signed_in: Browser) -> None:
    with actors.acting(job()):
        models.HmrcLetter.objects.update(kind="penalty", amount="100.00", state="appealed")
    signed_in(CAST.olu).post(page("hmrc_letter_move", "win_appeal"), {"reason": "They agree with us."})
    assert letter().state == "won"
    assert "HMRC has taken this back. Nothing is to pay." in words_of(
        signed_in(CAST.asha).get(page("own_hmrc_letter"))
    )


def test_an_unknown_step_is_not_found(signed_in: Browser) -> None:
    assert signed_in(CAST.olu).get(page("hmrc_letter_move", "burn")).status_code == 404


def test_staff_add_a_letter_from_the_employers_page(signed_in: Browser) -> None:
    answer = signed_in(CAST.olu).post(
        reverse("payroll:hmrc_letter_add", args=[ASHA.id_of("employer")]),
        {"said": "She rang."} | CAME,
        follow=True,
    )
    assert "The letter is added. Now record what it says." in words_of(answer)
    with actors.acting(job()):
        assert models.HmrcLetter.objects.get(said="She rang.").added_by_id == CAST.olu.user_id


def test_letters_near_their_last_day_can_be_listed_alone(signed_in: Browser) -> None:
    browser = signed_in(CAST.olu)
    assert "Asha Verma" in words_of(browser.get(LIST))
    assert "Asha Verma" not in words_of(browser.get(LIST, {"appeal": "near"}))


def test_the_number_of_queries_does_not_depend_on_the_letters(signed_in: Browser) -> None:
    browser, counted = signed_in(CAST.olu), []
    for more in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(LIST).status_code == 200
        counted.append(len(queries))
        if not more:
            with actors.acting(job()):
                employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
                for _ in range(4):
                    hmrc_letters.letter(employer=employer, added_by_id=CAST.asha.user_id)
    assert counted[0] == counted[1]
