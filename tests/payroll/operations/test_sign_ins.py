"""Inviting people to sign in: one link that works once, sent again, taken back, and what is reached then."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from clients import models as clients
from dpss.access import actors, invited, models, outbox, policy
from dpss.access import operations as access
from dpss.access.invited import State
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from ledger import queries as books
from payroll.models import Employer, Employment
from payroll.operations import bank_details, sign_ins
from payroll.queries import sign_ins as queries
from tests.cast import AT, CAST, TODAY, Person
from tests.payroll.operations import steps
from tests.payroll.operations import test_bank_details as asked
from tests.payroll.operations.steps import ASHA, job

pytestmark = pytest.mark.django_db
EMAIL = "noor.ali@example.org"
PASSWORD = "fen orchard lantern"


def noor() -> Employment:
    """A PA whom payroll entered by hand."""
    return steps.hire("Noor Ali")


def invite(post: Employment, *, email: str = EMAIL, by: Person = CAST.olu) -> None:
    """Olu invites the PA of a post."""
    actor = by.actor()
    with actors.acting(actor):
        person = queries.pa(post.pk, actor=actor)
        assert person is not None
        sign_ins.invite(person=person, email=email, actor=actor, at=AT)


def take_back(post: Employment) -> None:
    """Olu takes it back."""
    actor = CAST.olu.actor()
    with actors.acting(actor):
        person = queries.pa(post.pk, actor=actor)
        assert person is not None
        sign_ins.take_back(person=person, reason="Another person.", actor=actor, at=AT)


def state_of(post: Employment) -> State:
    """How far the PA is."""
    actor = CAST.olu.actor()
    with actors.acting(actor):
        person = queries.pa(post.pk, actor=actor)
        assert person is not None
        return invited.standing(person.user, at=AT, actor=actor).state


def user_of(post: Employment) -> models.User:
    """The account of the PA."""
    with actors.acting(job()):
        user = clients.PersonalAssistant.objects.get(pk=post.assistant_id).user
    assert user is not None
    return user


def sent() -> str:
    """The path of the link in the e-mail that goes out next."""
    mail.outbox.clear()
    with actors.acting(job()):
        models.OutboxMessage.objects.exclude(template=invited.TEMPLATE).update(given_up_at=AT)
    deliver()
    (letter,) = [one for one in mail.outbox if "Choose your password here" in one.body]
    found = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", letter.body)
    assert found, letter.body
    return found[1]


def deliver() -> None:
    """Every message that waits goes out, or is given up."""
    messenger = job(policy.JOB_MESSAGES)
    for _count in range(50):
        with actors.acting(messenger):
            waiting = models.OutboxMessage.objects.filter(sent_at=None, given_up_at=None).exists()
            if not waiting:
                return
            outbox.send_next(actor=messenger, at=AT)


def with_password(link: str) -> Client:
    """A browser in which the link was followed and a password chosen."""
    browser = Client()
    form = browser.get(link)
    browser.post(form["Location"], {"password1": PASSWORD, "password2": PASSWORD})
    return browser


def test_who_is_entered_by_hand_is_invited_and_has_no_password_yet() -> None:
    post = noor()
    assert state_of(post) is State.NOT_INVITED
    invite(post)
    assert state_of(post) is State.ON_ITS_WAY
    user = user_of(post)
    assert (user.email, user.name, user.has_usable_password()) == (EMAIL, "Noor Ali", False)
    (role,) = models.Membership.objects.filter(user=user)
    assert (role.role, role.organisation_id, role.during.lower) == (policy.PA, None, TODAY)
    with actors.acting(job()):
        assert AuditEvent.objects.filter(verb="give sign-in").count() == 1


def test_the_link_leads_to_a_password_once_and_carries_no_address() -> None:
    post = noor()
    invite(post)
    link = sent()
    assert state_of(post) is State.SENT
    assert "noor" not in link.casefold()
    browser = with_password(link)
    browser.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    assert "Noor" in browser.get("/home/").content.decode()
    assert state_of(post) is State.SIGNS_IN
    assert "This link does not work any more" in Client().get(link).content.decode()


def test_the_pa_reaches_their_posts_also_with_another_provider() -> None:
    post = noor()
    with actors.acting(job()):
        other = steps.payroll.employment(
            subject=steps.access.subject(
                kind="employment",
                part_of_id=clients.Client.objects.get(pk=steps.BEN.id_of("client")).subject_id,
                council_id=CAST.east.id,
            ),
            employer=Employer.objects.get(pk=steps.BEN.id_of("employer")),
            assistant=post.assistant,
            payroll_id="NOOR AT BEN",
        )
    invite(post)
    user = user_of(post)
    role = models.Membership.objects.get(user=user)
    noor_acts = actors.Actor(
        council_id=CAST.east.id, today=TODAY, user_id=user.pk, role=policy.PA, membership_id=role.pk
    )
    with actors.acting(noor_acts):
        assert set(Employment.objects.values_list("pk", flat=True)) == {post.pk, other.pk}


def test_sent_again_the_first_link_works_no_longer() -> None:
    post = noor()
    invite(post)
    first = sent()
    invite(post)
    second = sent()
    assert "This link does not work any more" in Client().get(first).content.decode()
    assert Client().get(second).status_code == 302


def test_while_a_link_is_on_its_way_a_second_click_sends_nothing_more() -> None:
    post = noor()
    invite(post)
    invite(post)
    with actors.acting(job()):
        assert models.OutboxMessage.objects.filter(template=invited.TEMPLATE).count() == 1


def test_a_wrong_address_is_corrected_and_the_letter_to_it_stays_here() -> None:
    post = noor()
    invite(post)
    invite(post, email="Noor@Example.org")
    assert user_of(post).email == "noor@example.org"
    with actors.acting(job()):
        assert clients.PersonalAssistant.objects.get(pk=post.assistant_id).email == "noor@example.org"
    sent()
    assert [one.to for one in mail.outbox if "Choose your password" in one.body] == [["noor@example.org"]]


def test_taken_back_nothing_is_sent_and_no_link_works_until_it_is_sent_again() -> None:
    post = noor()
    invite(post)
    link = sent()
    take_back(post)
    assert state_of(post) is State.TAKEN_BACK
    assert "This link does not work any more" in Client().get(link).content.decode()
    assert not models.Membership.objects.filter(user=user_of(post), during__contains=TODAY).exists()
    with pytest.raises(errors.Conflict, match="taken back already"):
        take_back(post)
    invite(post)
    assert Client().get(sent()).status_code == 302
    assert models.Membership.objects.filter(user=user_of(post), during__contains=TODAY).count() == 1


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_an_address_that_nobody_has_answered_from_gets_nothing_but_the_link_and_the_pa_is_rung(
    *, is_taken_back: bool
) -> None:
    post = noor()
    steps.bank(post.assistant)
    invite(post, email="somebody.else@example.org")
    sent()
    if is_taken_back:
        take_back(post)
    change = asked.propose(post)
    approver = CAST.mara.actor()
    with actors.acting(approver):
        assistant = Employment.objects.select_related("assistant__user").get(pk=post.pk).assistant
        held = books.account_changes(actor=approver).get(pk=change.pk)
        assert bank_details.approve(change=held, assistant=assistant, actor=approver, at=AT).to_ring
    told = access.message(
        key="a message", template="bank_details_kept", subject_id=change.subject_id,
        council_id=change.council_id, to_id=user_of(post).pk, values={}, due_at=AT,
    )  # fmt: skip
    job_of_messages = job(policy.JOB_MESSAGES)
    with actors.acting(job_of_messages):
        access.queue_messages([told])
    mail.outbox.clear()
    deliver()
    assert mail.outbox == []
    with actors.acting(job_of_messages):
        assert models.OutboxMessage.objects.get(key="a message").given_up_at is not None


def test_who_has_a_password_is_neither_invited_nor_shut_out() -> None:
    post = steps.post_of()
    assert state_of(post) is State.SIGNS_IN
    with pytest.raises(errors.Conflict, match="have a password"):
        invite(post, email=CAST.dee.email)
    with pytest.raises(errors.Conflict, match="have a password"):
        take_back(post)


@pytest.mark.parametrize(
    ("email", "said"),
    [(CAST.dee.email.upper(), "Somebody signs in with this address"), ("noor@", "Enter an e-mail address")],
)
def test_an_address_that_cannot_be_theirs_is_refused(email: str, said: str) -> None:
    post = noor()
    with pytest.raises(errors.Invalid, match=said) as refused:
        invite(post, email=email)
    assert refused.value.field == "email"
    assert state_of(post) is State.NOT_INVITED


def test_a_role_that_may_not_invite_does_not() -> None:
    actor = CAST.asha.actor()
    with actors.acting(actor):
        person = queries.client(ASHA.id_of("client"), actor=actor)
        assert person is not None
        with pytest.raises(errors.NotAllowed):
            sign_ins.invite(person=person, email=EMAIL, actor=actor, at=AT)


def test_a_client_without_a_sign_in_is_invited_by_their_support_worker_and_reaches_their_employer() -> None:
    with actors.acting(job()):
        clients.Client.objects.filter(pk=ASHA.id_of("client")).update(user=None)
    marcus: Any = CAST.marcus.actor()
    with actors.acting(marcus):
        person = queries.client(ASHA.id_of("client"), actor=marcus)
        assert person is not None
        sign_ins.invite(person=person, email="asha.new@example.org", actor=marcus, at=AT)
        user = clients.Client.objects.get(pk=ASHA.id_of("client")).user
    assert user is not None
    role = models.Membership.objects.get(user=user)
    asha = actors.Actor(
        council_id=CAST.east.id, today=TODAY, user_id=user.pk, role=policy.CLIENT, membership_id=role.pk
    )
    with actors.acting(asha):
        assert steps.DEE.id_of("employment") in set(Employment.objects.values_list("pk", flat=True))


def test_a_representative_who_has_no_password_yet_is_sent_a_link() -> None:
    joan = models.User.objects.get(pk=CAST.joan.user_id)
    joan.set_unusable_password()
    joan.save(update_fields=["password"])
    marcus = CAST.marcus.actor()
    with actors.acting(marcus):
        acts = clients.Representation.objects.filter(user=joan, client_id=ASHA.id_of("client")).get()
        person = queries.representative(acts.pk, actor=marcus)
        assert person is not None
        sign_ins.invite(person=person, email=joan.email, actor=marcus, at=AT)
    assert Client().get(sent()).status_code == 302


def test_an_account_with_another_role_is_not_changed_by_who_invites() -> None:
    """Else whoever invites a relative could take the account of an officer without a password."""
    post = noor()
    invite(post)
    user = user_of(post)
    northfield = models.Membership.objects.get(user_id=CAST.olu.user_id).organisation
    models.Membership.objects.create(
        user=user,
        council_id=CAST.east.id,
        organisation=northfield,
        role=policy.PAYROLL_MANAGER,
        during=(TODAY, None),
    )
    with pytest.raises(errors.Conflict, match="another role too"):
        invite(post, email="somebody.else@example.org")
    with pytest.raises(errors.Conflict, match="another role too"):
        take_back(post)
    assert user_of(post).email == EMAIL
