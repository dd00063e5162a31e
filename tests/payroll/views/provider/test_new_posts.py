"""The pages on which a PA is added to an employer, gets another post, and is corrected for HMRC."""

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.payroll.operations.steps import ASHA, DEE, job
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
WHO = {
    "forename": "Noor", "surname": "Ali", "birth_date_0": "2", "birth_date_1": "May", "birth_date_2": "1998",
    "gender": "F", "nino": "pw 65 43 21 b", "address_line_1": "2 Mill Lane", "address_line_2": "Lowmarsh",
    "postcode": "zz1 9zz",
}  # fmt: skip
WHAT = {
    "day_0": "1", "day_1": "12", "day_2": "2026", "kind": "irregular", "hours": "10", "rate": "13.50",
    "sleep_in": "0",
}  # fmt: skip
ADD = reverse("payroll:post_add", args=[ASHA.id_of("employer")])
POST = DEE.id_of("employment")


def posts() -> list[models.Employment]:
    with actors.acting(job()):
        return list(models.Employment.objects.filter(employer=ASHA.id_of("employer")).order_by("-first_day"))


def test_a_pa_is_added_from_the_employers_record_and_their_file_opens(olu: Client) -> None:
    assert ADD in olu.get(reverse("payroll:employer", args=[ASHA.id_of("employer")])).content.decode()
    assert "First day of the job" in words_of(olu.get(ADD))
    answer = olu.post(ADD, WHO | WHAT, follow=True)
    said = words_of(answer)
    assert "Noor Ali is added, from Tuesday 1 December 2026, with pay ID P0001." in said
    assert "National Insurance number Ends in 21B" in said
    assert reverse("payroll:post_starter", args=[posts()[0].pk]) in answer.content.decode()


def test_what_is_wrong_is_said_and_the_rest_is_kept(olu: Client) -> None:
    answer = olu.post(ADD, WHO | WHAT | {"nino": "AB 12", "kind": ""})
    page = answer.content.decode()
    assert "Choose fixed or irregular hours: holiday goes by it." in page
    assert 'value="2 Mill Lane"' in page
    answer = olu.post(ADD, WHO | WHAT | {"nino": "AB 12"})
    assert "Leave it empty if they have none yet: never make one up." in answer.content.decode()
    assert len(posts()) == 2


def test_a_second_post_of_the_same_pa(olu: Client) -> None:
    url = reverse("payroll:post_another", args=[POST])
    assert "Add another post for Dee" in words_of(olu.get(url))
    answer = olu.post(url, WHAT, follow=True)
    assert "with pay ID P0001" in words_of(answer)
    assert posts()[0].assistant_id == DEE.assistant_id
    again = olu.post(url, WHAT)
    assert "Another one begins on another day." in words_of(again)


def test_a_name_is_corrected_for_hmrc(olu: Client) -> None:
    url = reverse("payroll:post_identity", args=[POST])
    assert 'value="PW123456A"' in olu.get(url).content.decode()
    answer = olu.post(url, WHO | {"nino": "PW123456A", "surname": "Hart-Reed"}, follow=True)
    assert "HMRC hears of it with the next report." in words_of(answer)
    assert "Noor Hart-Reed" in words_of(answer)
