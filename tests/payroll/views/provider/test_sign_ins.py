"""The page on which somebody is invited to sign in, reached from a post's file and a client's record."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from payroll.models import Employment
from tests.cast import CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA
from tests.payroll.operations.test_sign_ins import EMAIL, noor, user_of
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db


def at(post: Employment, name: str = "sign_in") -> str:
    """The page of a PA."""
    return reverse(f"payroll:pa_{name}", args=[post.pk])


def test_a_pa_is_invited_from_their_file_and_it_says_how_far_they_are(olu: Client) -> None:
    post = noor()
    file = olu.get(reverse("payroll:post_file", args=[post.pk]))
    assert at(post) in file.content.decode()
    assert "Signing in Not invited" in words_of(file)  # type: ignore[arg-type]
    assert "chooses a password there. It works once." in words_of(olu.get(at(post)))  # type: ignore[arg-type]
    done = words_of(olu.post(at(post), {"email": EMAIL}, follow=True))
    assert "The link goes to Noor Ali by e-mail in the next minutes." in done
    assert "How far Link on its way" in done
    assert user_of(post).email == EMAIL


def test_a_wrong_address_keeps_what_was_typed(olu: Client) -> None:
    post = noor()
    answer = olu.post(at(post), {"email": CAST.dee.email})
    assert "Somebody signs in with this address already." in words_of(answer)
    assert CAST.dee.email in answer.content.decode()


def test_an_invitation_is_taken_back_with_a_reason(olu: Client) -> None:
    post = noor()
    olu.post(at(post), {"email": EMAIL})
    back = at(post, "sign_in_take_back")
    assert back in olu.get(at(post)).content.decode()
    assert "Say why" in words_of(olu.post(back, {"reason": ""}))
    done = words_of(olu.post(back, {"reason": "Another person."}, follow=True))
    assert "The invitation of Noor Ali is taken back." in done
    assert "How far Taken back" in done


def test_who_signs_in_has_nothing_to_send(olu: Client) -> None:
    page = words_of(olu.get(at(steps.post_of())))  # type: ignore[arg-type]
    assert "Dee Lowe has a password." in page
    assert "Send the link" not in page


def test_a_support_worker_finds_it_on_the_record_of_client_and_representative(signed_in: Any) -> None:
    marcus: Client = signed_in(CAST.marcus)
    record = marcus.get(reverse("client", args=[ASHA.id_of("client")])).content.decode()
    address = reverse("payroll:client_sign_in", args=[ASHA.id_of("client")])
    assert address in record
    assert "/sign-in/representative/" in record
    assert "How Asha Verma signs in" in marcus.get(address).content.decode()
