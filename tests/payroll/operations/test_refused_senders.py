"""A password that HMRC refuses stops what goes out under it, once; others go on; changed, it goes on."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from dpss.access import actors
from dpss.kernel import errors
from payroll import models
from payroll.gateways import hmrc as wire
from payroll.operations import agents, answers, eps, listing, looking, own_senders, refused_senders
from payroll.queries import hmrc_senders
from tests.cast import AT, CAST, TODAY, key
from tests.factories import payroll
from tests.payroll.operations import hmrc as portal
from tests.payroll.operations import steps
from tests.payroll.sandbox.wire import Sandbox

MAIN = key(CAST.east.slug, "northfield", "agent code")
ASHA = steps.ASHA.id_of("employer")
RIGHT = "sealed-and-right"


@pytest.fixture
def queued(own_database: str, settings: Any) -> list[models.Submission]:
    """Three summaries wait: one under the agent code of the provider, two under the portal's own sender."""
    settings.DPSS_HMRC_SENDER, settings.DPSS_HMRC_PASSWORD = "PORTAL", "right"
    made = [ASHA, steps.employ("Ines").pk, steps.employ("Jo").pk]
    with actors.acting(steps.job()):
        models.AllowanceClaim.objects.filter(employer__in=made).update(claimed_by=CAST.olu.user_id)
        for employer in models.Employer.objects.filter(pk__in=made[1:]):
            payroll.registration_step(
                employer=employer, step="reference", done_on=TODAY, recorded_by_id=CAST.olu.user_id
            )
    eps.queue_due(actor=portal.HMRC, at=AT)
    return reports()


def reports() -> list[models.Submission]:
    """Every summary, Asha's first."""
    with actors.acting(portal.HMRC):
        rows = list(models.Submission.objects.filter(kind="eps").select_related("employer"))
    return sorted(rows, key=lambda one: (one.employer_id != ASHA, one.employer.name))


def states() -> list[str]:
    return [one.state for one in reports()]


def stops() -> list[models.RefusedSender]:
    """What holds up reports now, as a manager sees it."""
    with actors.acting(CAST.mara.actor()):
        return hmrc_senders.refused(actor=CAST.mara.actor())


def sweep(*, at: dt.datetime = AT) -> None:
    while portal.send(at=at):
        pass
    portal.look(at=at)
    while portal.poll(at=at + answers.POLL_AGAIN):
        pass


def outcomes(sandbox: Sandbox) -> list[str]:
    return [one["outcome"] for one in sandbox.control("submissions")["submissions"]]


@pytest.mark.usefixtures("queued")
def test_a_wrong_password_of_an_agent_code_stops_that_code_once_and_others_go_on(
    hmrc: Callable[..., Sandbox],
) -> None:
    sandbox = hmrc("--sender", "PORTAL:right", "--sender", f"TESTSENDER:{RIGHT}")
    for _ in range(3):
        sweep()
    assert states() == ["queued", "accepted", "accepted"]
    (stop,) = stops()
    assert (stop.agent_id, stop.number) == (MAIN, "1046")
    assert reports()[0].errors == [{"number": "1046", "text": refused_senders.STOPPED, "where": ""}]
    asked = sum("refused 1046" in line for line in sandbox.lines)
    assert asked == 2, "the report and one question: HMRC locks an account after three wrong passwords"
    mara = CAST.mara.actor()
    with actors.acting(mara):
        code = models.AgentCode.objects.get(pk=MAIN)
        put_right = agents.Code(name=code.name, code=code.code, sender=code.sender, password=RIGHT)
        agents.keep(code=put_right, of=code, actor=mara, at=AT)
    assert not stops()
    sweep()
    assert states() == ["accepted"] * 3
    assert sorted(outcomes(sandbox)) == ["accepted", "accepted", "accepted", "refused"]


@pytest.mark.usefixtures("queued")
def test_a_wrong_password_of_the_portal_stops_all_that_go_under_it_at_the_first(
    hmrc: Callable[..., Sandbox],
) -> None:
    sandbox = hmrc("--sender", "TESTSENDER:tests-only")
    sweep()
    assert states() == ["accepted", "queued", "queued"]
    assert sorted(outcomes(sandbox)) == ["accepted", "refused"]
    (stop,) = stops()
    assert (stop.agent_id, stop.own_id) == (None, None)


@pytest.mark.usefixtures("queued")
def test_a_manager_has_them_tried_again_when_hmrc_has_put_the_account_right(
    hmrc: Callable[..., Sandbox],
) -> None:
    hmrc("--sender", "TESTSENDER:tests-only")
    sweep()
    hmrc()
    sweep()
    assert states() == ["accepted", "queued", "queued"]
    (stop,) = stops()
    for who in (CAST.olu, CAST.mara, CAST.mara):
        with actors.acting(who.actor()):
            if who == CAST.olu:
                with pytest.raises(errors.NotAllowed):
                    refused_senders.try_again(stop_id=stop.pk, actor=who.actor(), at=AT)
            else:
                refused_senders.try_again(stop_id=stop.pk, actor=who.actor(), at=AT)
    assert not stops()
    sweep()
    assert states() == ["accepted"] * 3


@pytest.mark.usefixtures("queued", "impatient")
def test_a_sender_that_is_refused_when_it_looks_does_not_stop_the_others_from_being_found(
    hmrc: Callable[..., Sandbox],
) -> None:
    sandbox = hmrc()
    sandbox.control("next", {"behaviour": "timeout_after", "seconds": 0, "times": 3})
    assert not any([portal.send(), portal.send()])
    assert sorted(states()) == ["queued", "unknown", "unknown"], "one is not known under each sender"
    sandbox.control("next", {"behaviour": "error", "number": 1046, "request": "list"})
    portal.look(at=AT + looking.LONGEST_SENDING)
    assert len(stops()) == 1
    assert sorted(states()) == ["acknowledged", "queued", "unknown"]


@pytest.mark.usefixtures("queued", "impatient")
def test_a_sender_whose_list_hmrc_cannot_give_does_not_stop_the_others_from_being_found(
    hmrc: Callable[..., Sandbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = hmrc()
    sandbox.control("next", {"behaviour": "timeout_after", "seconds": 0, "times": 3})
    assert not any([portal.send(), portal.send()])
    with actors.acting(portal.HMRC):
        lost = list(models.Submission.objects.filter(state="unknown").order_by("pk"))
        bad = hmrc_senders.senders_of(lost, actor=portal.HMRC)[lost[0].pk].key
    real, asked = listing.ask, []

    def ask(sender: hmrc_senders.Sender, kind: str, **given: Any) -> listing.Held | None:
        asked.append(sender.key)
        if sender.key == bad:
            raise wire.NoAnswer("HMRC answered with status 500.")
        return real(sender, kind, **given)

    monkeypatch.setattr(listing, "ask", ask)
    portal.look(at=AT + looking.LONGEST_SENDING)
    assert len(set(asked)) == 2
    assert sorted(states()) == ["acknowledged", "queued", "unknown"]


def test_another_sender_is_asked_for_first_at_every_sweep() -> None:
    some: Any = ["a", "b", "c", "d"]
    firsts = {looking._in_turn(some, AT + dt.timedelta(minutes=sweep))[0] for sweep in range(4)}
    assert firsts == set(some)
    assert sorted(looking._in_turn(some, AT)) == some


@pytest.mark.usefixtures("queued")
def test_an_employers_own_sender_is_used_replaced_and_taken_away(hmrc: Callable[..., Sandbox]) -> None:
    sandbox = hmrc("--sender", "OWN-ID:own-password")
    mara = CAST.mara.actor()
    with actors.acting(mara):
        employer = models.Employer.objects.get(pk=ASHA)
        own_senders.keep(employer=employer, sender="OWN-ID", password="wrong", actor=mara, at=AT)
    sweep()
    assert states() == ["queued"] * 3
    with actors.acting(mara):
        own_senders.keep(employer=employer, sender="OWN-ID", password="own-password", actor=mara, at=AT)
    sweep()
    assert states()[0] == "accepted"
    (accepted,) = [
        one for one in sandbox.control("submissions")["submissions"] if one["outcome"] == "accepted"
    ]
    assert accepted["sender_id"] == "OWN-ID"
    assert "own-password" not in (reports()[0].message or "")
    with actors.acting(mara):
        own_senders.end(employer=employer, actor=mara, at=AT)
        own_senders.end(employer=employer, actor=mara, at=AT)
        (gone,) = models.EmployersSender.objects.filter(employer=employer, sender="OWN-ID")
        assert gone.password is None


@pytest.mark.usefixtures("queued", "impatient")
def test_an_own_sender_is_not_changed_while_hmrc_has_not_answered(hmrc: Callable[..., Sandbox]) -> None:
    hmrc().control("next", {"behaviour": "http_500", "times": 2})
    assert not any([portal.send(), portal.send()])
    mara = CAST.mara.actor()
    with actors.acting(mara):
        employer = models.Employer.objects.get(pk=ASHA)
    with actors.acting(mara), pytest.raises(errors.Invalid, match="has not answered"):
        own_senders.keep(employer=employer, sender="OWN-ID", password="x", actor=mara, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(("sender", "password"), [("", "x"), ("OWN-ID", "")])
def test_an_own_sender_needs_both_parts(sender: str, password: str) -> None:
    mara = CAST.mara.actor()
    with actors.acting(mara):
        employer = models.Employer.objects.get(pk=ASHA)
    with actors.acting(mara), pytest.raises(errors.Invalid, match="user ID and the password"):
        own_senders.keep(employer=employer, sender=sender, password=password, actor=mara, at=AT)


@pytest.mark.django_db
def test_only_a_manager_keeps_an_employers_password() -> None:
    olu = CAST.olu.actor()
    with actors.acting(olu):
        employer = models.Employer.objects.get(pk=ASHA)
    with actors.acting(olu), pytest.raises(errors.NotAllowed):
        own_senders.keep(employer=employer, sender="OWN-ID", password="x", actor=olu, at=AT)
