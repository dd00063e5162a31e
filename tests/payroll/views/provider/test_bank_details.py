"""Bank details at payroll: the file of a post, asking for others, and the second person who decides."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from dpss.access.models import AuditEvent
from ledger import models
from tests.cast import CAST, key
from tests.factories import ledger as made
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db

DEE, TOM = CAST.posts["dee at asha"], CAST.posts["tom at asha"]
CHANGE = key("dee", "bank change")
LIST = "/payroll/employers/bank-details/"
NUMBERS = ("999901", "70111111", "999902", "70222222", "999905", "70555555")
ASKED = {
    "holder": "Tom Reed", "sort_code": "99 99 07", "account_number": "70777777",
    "starts_on_0": "25", "starts_on_1": "11", "starts_on_2": "2026",
}  # fmt: skip


def page(name: str, post: Any = DEE, *more: Any) -> str:
    return reverse(f"payroll:{name}", args=[post.id_of("employment"), *more])


def of_change(name: str) -> str:
    return page(name, DEE, CHANGE)


def stored(**which: Any) -> models.BankAccountChange:
    with actors.acting(job()):
        return models.BankAccountChange.objects.get(**which or {"pk": CHANGE})


def toms() -> models.BankAccountChange:
    return stored(subject_id=TOM.assistant_subject_id)


class TestFile:
    """The section of the post's file."""

    def test_it_says_who_is_paid_where_by_the_last_four_figures(self, olu: Client) -> None:
        answer = olu.get(page("post_file"))
        said = words_of(answer)
        assert "DEE LOWE, account ending 1111" in said
        assert "Account ending 5555 from Wednesday 25 November 2026. Dee Lowe (the PA) asked on" in said
        assert not any(number in answer.content.decode() for number in NUMBERS)

    def test_somebody_without_an_account_is_said_to_have_none(self, olu: Client) -> None:
        with actors.acting(job()):
            models.BankAccount.objects.filter(subject_id=TOM.assistant_subject_id).delete()
        assert "No bank details are recorded" in words_of(olu.get(page("post_file", TOM)))

    def test_what_was_decided_stands_below(self, olu: Client, mara: Client) -> None:
        mara.post(of_change("bank_refuse"), {"reason": "She did not ask for it."})
        said = words_of(olu.get(page("post_file")))
        assert "Refused: account ending 5555" in said
        assert "Mara Finch, asked for by Dee Lowe (the PA)" in said
        assert "She did not ask for it." in said


def test_a_manager_cancels_what_was_approved_for_a_later_day(mara: Client) -> None:
    mara.post(of_change("bank_approve"))
    assert of_change("bank_cancel") in mara.get(of_change("bank_change")).content.decode()
    answer = mara.post(of_change("bank_cancel"), {"reason": "She rang."}, follow=True)
    assert "The wages of Dee Lowe go on going where they go now." in words_of(answer)
    assert stored().state == "cancelled"


class TestAsking:
    """An officer asks for a change."""

    def test_what_is_asked_for_is_stored_and_waits(self, olu: Client) -> None:
        answer = olu.post(page("bank_propose", TOM), ASKED, follow=True)
        assert (
            "wait for a second person" in words_of(answer) or "wait for a second" in answer.content.decode()
        )
        change = toms()
        assert (change.sort_code, change.account_number, change.starts_on, change.state) == (
            "999907", "70777777", dt.date(2026, 11, 25), "proposed",
        )  # fmt: skip
        assert change.proposed_by_id == CAST.olu.user_id

    def test_a_mistake_is_a_sentence_and_keeps_what_was_typed(self, olu: Client) -> None:
        answer = olu.post(page("bank_propose", TOM), ASKED | {"account_number": "7077"})
        assert answer.status_code == 200
        assert "8 figures" in words_of(answer)
        assert 'value="99 99 07"' in answer.content.decode()

    def test_the_page_says_that_nothing_is_checked_and_what_will_happen(self, olu: Client) -> None:
        said = words_of(olu.get(page("bank_propose", TOM)))
        assert "Account numbers are not checked: the banks' tables are not loaded." in said
        assert "Nothing changes until a second person approves it." in said

    def test_a_pa_of_another_provider_is_not_found(self, olu: Client) -> None:
        at_southgate = CAST.posts["dee at ben"]
        assert olu.get(page("bank_propose", at_southgate)).status_code == 404
        assert olu.get(page("bank_change", at_southgate, CHANGE)).status_code == 404

    def test_a_change_of_another_pa_is_not_found_under_the_post(self, olu: Client) -> None:
        assert olu.get(page("bank_change", TOM, CHANGE)).status_code == 404


class TestDeciding:
    """The second person."""

    def test_the_page_has_old_and_new_side_by_side_and_is_recorded(self, mara: Client) -> None:
        answer = mara.get(of_change("bank_change"))
        said = words_of(answer)
        assert "Ending 1111" in said
        assert "99-99-05" in said
        assert "70555555" in said
        assert "Account numbers are not checked." in said
        assert "Dee Lowe (the PA)" in said
        assert "70111111" not in answer.content.decode()
        with actors.acting(CAST.ada.actor()):
            looks = AuditEvent.objects.filter(thing_id=str(CHANGE), verb="look")
            assert [event.actor_name for event in looks] == ["Mara Finch"]

    def test_a_payday_that_is_close_is_said(self, mara: Client) -> None:
        assert "The next payday is close: Friday 27 November 2026." in words_of(
            mara.get(of_change("bank_change"))
        )

    def test_an_account_that_another_pa_has_is_said(self, mara: Client) -> None:
        with actors.acting(job()):
            models.BankAccount.objects.filter(subject_id=TOM.assistant_subject_id).update(
                account_index=models.account_index("999905", "70555555")
            )
        assert "This is also the account of Tom Reed." in words_of(mara.get(of_change("bank_approve")))

    def test_approving_changes_the_account_and_leads_to_the_list(self, mara: Client) -> None:
        answer = mara.post(of_change("bank_approve"), follow=True)
        assert "go to the new account from Wednesday 25 November 2026" in answer.content.decode()
        assert stored().state == "approved"
        with actors.acting(job()):
            ends = models.BankAccount.objects.filter(subject_id=DEE.assistant_subject_id).order_by("during")
            assert [account.ending for account in ends] == ["1111", "5555"]

    def test_who_asked_is_offered_no_approval_and_gets_none(self, olu: Client) -> None:
        olu.post(page("bank_propose", TOM), ASKED)
        answer = olu.get(page("bank_change", TOM, toms().pk))
        assert "A second person must do this" in words_of(answer)
        assert page("bank_approve", TOM, toms().pk) not in answer.content.decode()
        refused = olu.post(page("bank_approve", TOM, toms().pk))
        assert "A second person must do this" in words_of(refused)
        assert toms().state == "proposed"

    def test_a_second_click_changes_nothing(self, mara: Client) -> None:
        mara.post(of_change("bank_approve"))
        assert "already" in words_of(mara.post(of_change("bank_approve")))
        assert "70555555" not in mara.get(of_change("bank_change")).content.decode()

    def test_a_refusal_with_a_number_in_it_is_sent_back_and_kept(self, mara: Client) -> None:
        answer = mara.post(of_change("bank_refuse"), {"reason": "It is 70 55 55 55, she says."})
        assert "Leave numbers" in words_of(answer)
        assert "70 55 55 55, she says" in answer.content.decode()
        assert stored().state == "proposed"

    def test_what_was_asked_for_is_taken_back(self, olu: Client) -> None:
        olu.post(page("bank_propose", TOM), ASKED)
        olu.post(page("bank_take_back", TOM, toms().pk))
        assert toms().state == "withdrawn"

    def test_a_pa_without_a_sign_in_is_rung(self, olu: Client, mara: Client) -> None:
        post = steps.hire("Nia Bell")
        address = reverse("payroll:bank_propose", args=[post.pk])
        olu.post(address, ASKED)
        change = stored(subject_id=post.assistant.subject_id)
        at = [post.pk, change.pk]
        mara.post(reverse("payroll:bank_approve", args=at))
        assert "Nia Bell" in words_of(olu.get(LIST, {"show": "ring"}))
        olu.post(reverse("payroll:bank_ring", args=at), follow=True)
        assert "Nia Bell" not in words_of(olu.get(LIST, {"show": "ring"}))
        assert stored(pk=change.pk).rung_by_id == CAST.olu.user_id


class TestList:
    """What waits for a second person."""

    def test_it_has_what_waits_and_no_numbers(self, mara: Client) -> None:
        answer = mara.get(LIST)
        said = words_of(answer)
        assert "Dee Lowe" in said
        assert "Ending 5555" in said
        assert not any(number in answer.content.decode() for number in NUMBERS)
        assert "Dee Lowe" not in words_of(mara.get(LIST, {"show": "decided"}))

    def test_it_is_searched_by_name(self, mara: Client) -> None:
        assert "Dee Lowe" in words_of(mara.post(LIST, {"name": "low"}, follow=True))
        assert "No bank details are like that" in words_of(mara.post(LIST, {"name": "reed"}, follow=True))

    def test_who_is_recused_finds_nobody(self, signed_in: Any) -> None:
        assert "Dee Lowe" not in words_of(signed_in(CAST.rose, "payroll_officer").get(LIST))

    def test_its_queries_do_not_grow_with_its_rows(self, mara: Client) -> None:
        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as captured:
                assert mara.get(LIST).status_code == 200
            return len(captured)

        queries()
        one = queries()
        for place in range(5):
            post = steps.hire(f"Pa {place}")
            with actors.acting(job()):
                made.bank_account_change(about=post.assistant, proposed_by_id=CAST.olu.user_id)
        assert "6 changes" in words_of(mara.get(LIST))
        assert queries() == one


def test_the_payrun_leads_from_what_is_missing_to_where_it_is_given(olu: Client) -> None:
    with actors.acting(job()):
        models.BankAccount.objects.filter(subject_id=DEE.assistant_subject_id).update(
            during=("2020-01-01", "2020-02-01")
        )
    steps.approve_sheet()
    payrun = steps.calculate()
    answer = olu.get(reverse("payroll:payrun", args=[payrun.pk]))
    assert "No bank details are recorded" in words_of(answer)
    assert f'href="{page("bank_propose")}"' in answer.content.decode()
