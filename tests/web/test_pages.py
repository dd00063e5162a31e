"""Every page asks who may, once, and what is not reached is not found."""

from collections.abc import Callable

import pytest
from django.test import Client

from dpss.access import models as access
from dpss.access import policy
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("db")
SignIn = Callable[..., Client]


def finish(cast: Cast, client: str) -> str:
    return f"/probe/work/{cast.homes[client].id_of('work item')}/finish/"


def test_a_visitor_is_asked_to_sign_in_and_brought_back(client: Client, cast: Cast) -> None:
    answer = client.get(finish(cast, "asha") + "?a=1")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=/probe/work/")
    assert answer["Location"].endswith("%3Fa%3D1")


def test_what_the_actor_does_not_reach_is_not_found(signed_in: SignIn, cast: Cast) -> None:
    assert signed_in(cast.marcus).get(finish(cast, "ben")).status_code == 404


def test_what_the_role_may_not_do_is_refused_though_it_is_reached(signed_in: SignIn, cast: Cast) -> None:
    answer = signed_in(cast.asha).get(finish(cast, "asha"))
    assert answer.status_code == 403
    assert "This page is not part of your role." in answer.text


def test_a_refusal_is_kept_in_the_history(signed_in: SignIn, cast: Cast) -> None:
    signed_in(cast.asha).get("/probe/work/")
    with_log = access.AuditEvent.objects.filter(verb="refused", actor_id=cast.asha.user_id)
    from dpss.access import actors

    with actors.acting(cast.ada.actor()):
        assert [event.thing_id for event in with_log] == ["probe_work"]


def test_who_has_no_role_today_is_told_so(signed_in: SignIn, cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.lena.user)
    answer = browser.get("/probe/work/")
    assert answer.status_code == 403
    assert "You have no role here today." in answer.text


def test_a_page_that_only_shows_takes_no_post(signed_in: SignIn, cast: Cast) -> None:
    assert signed_in(cast.asha).post("/help/").status_code == 405


@pytest.mark.parametrize("address", ["/help/", "/privacy/", "/cookies/", "/accessibility/"])
def test_statements_are_for_everybody(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "Eastmarsh County Council" in answer.text
    assert "01632 960100" in answer.text


def test_signed_in_pages_are_kept_in_no_cache_and_no_page_may_use_the_camera(
    client: Client, signed_in: SignIn, cast: Cast
) -> None:
    mine, public = signed_in(cast.asha).get("/accounts/2fa/"), client.get("/help/")
    assert "no-store" in mine["Cache-Control"]
    assert public["Cache-Control"] == "no-cache"
    assert "camera=()" in public["Permissions-Policy"]


def test_no_page_has_inline_script_or_style(signed_in: SignIn, cast: Cast) -> None:
    browser = signed_in(cast.asha)
    for address in (
        "/help/",
        "/accounts/2fa/",
        "/accounts/email/",
        "/gallery/payrun/",
        "/gallery/dashboard/",
    ):
        text = browser.get(address).text
        assert " style=" not in text
        assert "<style" not in text
        assert " onclick=" not in text
        assert all('src="' in tag or 'type="application/json"' in tag for tag in text.split("<script")[1:])


def test_the_frame_says_who_is_signed_in_as_what_and_signs_out_by_post(signed_in: SignIn, cast: Cast) -> None:
    text = signed_in(cast.asha).get("/help/").text
    assert "Asha Verma, client" in text
    assert 'action="/accounts/logout/"' in text
    assert 'aria-current="page"' in text


def test_only_people_with_several_roles_can_change_role(signed_in: SignIn, cast: Cast) -> None:
    assert "Change role" not in signed_in(cast.asha).get("/help/").text
    assert signed_in(cast.asha).get("/role/").status_code == 404
    assert "Change role" in signed_in(cast.rose).get("/help/").text


def test_a_person_works_in_the_role_they_choose(signed_in: SignIn, cast: Cast) -> None:
    browser = signed_in(cast.rose, policy.PAYROLL_OFFICER)
    other = str(cast.rose.membership_id(policy.REPRESENTATIVE))
    answer = browser.post("/role/", {"membership": other})
    assert answer["Location"] == "/home/"
    assert "Rose Okafor, representative" in browser.get("/help/").text


def test_nobody_takes_a_role_that_is_not_theirs(signed_in: SignIn, cast: Cast) -> None:
    browser = signed_in(cast.rose, policy.PAYROLL_OFFICER)
    answer = browser.post("/role/", {"membership": str(cast.ada.membership_id())})
    assert answer.status_code == 200
    assert "Choose one of the roles in the list." in answer.text
    assert "Rose Okafor, payroll officer" in browser.get("/help/").text


def test_the_councils_colours_come_as_a_style_sheet(client: Client) -> None:
    answer = client.get("/brand.css")
    assert answer["Content-Type"].startswith("text/css")
    assert "--brand:#0f4c52" in answer.text
