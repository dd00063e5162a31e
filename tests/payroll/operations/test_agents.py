"""Agent codes: kept, chosen for an employer from a day, and the sender that its reports go out under."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.operations import agents as operations
from payroll.queries import agents as queries
from payroll.queries import hmrc_senders
from tests.cast import AT, CAST, TODAY, key
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, job

pytestmark = pytest.mark.django_db

EAST_OFFICE = operations.Code(name="East office", code="zx 9876", sender="EASTSENDER", password="east-only")
MAIN = key(CAST.east.slug, "northfield", "agent code")


def keep(code: operations.Code = EAST_OFFICE, by: Any = CAST.mara, of: Any = None) -> models.AgentCode:
    """Mara keeps a code."""
    with actors.acting(by.actor()):
        return operations.keep(code=code, actor=by.actor(), at=AT, of=of)


def choose(code: models.AgentCode, day: dt.date = TODAY, by: Any = CAST.mara) -> models.EmployersAgent:
    """Mara chooses it for Asha."""
    with actors.acting(by.actor()):
        asha = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        return operations.choose(employer=asha, code=code, day=day, actor=by.actor(), at=AT)


def sender_of(submission: models.Submission) -> hmrc_senders.Sender:
    """Who would send it."""
    with actors.acting(job("submissions")):
        return hmrc_senders.senders_of([submission], actor=job("submissions"))[submission.pk]


def report() -> models.Submission:
    """The report of Asha's November."""
    payrun = steps.pay_november()
    with actors.acting(job()):
        return models.Submission.objects.get(payrun=payrun)


def test_a_code_is_kept_as_hmrc_writes_it_and_its_password_is_sealed() -> None:
    made = keep()
    assert made.code == "ZX9876"
    with actors.acting(CAST.mara.actor()):
        assert models.AgentCode.objects.get(pk=made.pk).password == "east-only"
    with actors.acting(CAST.ada.actor()):
        event = AuditEvent.objects.filter(thing_id=str(made.pk)).get()
    assert "east-only" not in str((event.before, event.after))


def test_a_code_is_there_once_and_keeps_its_password_until_another_is_given() -> None:
    made = keep()
    with pytest.raises(errors.Invalid, match="ZX9876 is there already"):
        keep()
    renamed = dataclasses.replace(EAST_OFFICE, name="East", password="")
    assert keep(renamed, of=made).name == "East"
    with actors.acting(CAST.mara.actor()):
        assert models.AgentCode.objects.get(pk=made.pk).password == "east-only"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"code": "A/1"}, "as HMRC writes it"), ({"password": ""}, "Enter the password")],
)
def test_what_is_no_code_is_refused(wrong: dict[str, str], sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        keep(dataclasses.replace(EAST_OFFICE, **wrong))


def test_only_a_manager_keeps_codes() -> None:
    with pytest.raises(errors.NotAllowed):
        keep(by=CAST.olu)


def test_another_providers_code_is_not_seen_nor_chosen() -> None:
    theirs = models.AgentCode(pk=key(CAST.east.slug, "southgate", "agent code"))
    with actors.acting(CAST.mara.actor()):
        assert [one.pk for one in queries.codes(actor=CAST.mara.actor())] == [MAIN]
        assert not models.AgentCode.objects.filter(pk=theirs.pk).exists()
    with pytest.raises(errors.Invalid, match="closed"):
        choose(theirs)


def test_reports_go_out_under_the_code_of_their_payday() -> None:
    choose(keep(), dt.date(2026, 12, 1))
    one = report()
    assert sender_of(one).sender_id == "TESTSENDER"
    with actors.acting(job()):
        models.Submission.objects.filter(pk=one.pk).update(due_on=dt.date(2026, 12, 24))
    assert (sender_of(one).sender_id, sender_of(one).password) == ("EASTSENDER", "east-only")


def test_after_a_handover_nobody_reports_as_the_provider_before() -> None:
    choose(keep(), dt.date(2026, 11, 22))
    one = report()
    assert sender_of(one).sender_id == "EASTSENDER"
    with actors.acting(job()):
        models.PayGroup.objects.filter(pk=steps.november().group_id).update(
            organisation=key("southgate", "organisation"), name="Handed over"
        )
    assert sender_of(one).sender_id == "TESTSENDER"


def test_what_was_sent_before_a_handover_is_looked_for_under_its_own_sender() -> None:
    made = choose(keep(), dt.date(2026, 11, 22))
    one = report()
    with actors.acting(job()):
        models.Submission.objects.filter(pk=one.pk).update(state="unknown", sent_under=made.agent_id)
        models.PayGroup.objects.filter(pk=steps.november().group_id).update(
            organisation=key("southgate", "organisation"), name="Handed over"
        )
    assert sender_of(one).sender_id == "EASTSENDER"


def test_without_a_code_the_portals_own_sender_is_used(settings: Any) -> None:
    settings.DPSS_HMRC_SENDER = "PORTAL"
    with actors.acting(job()):
        models.EmployersAgent.objects.filter(employer=ASHA.id_of("employer")).delete()
    assert sender_of(report()).sender_id == "PORTAL"


def test_a_code_chosen_again_changes_nothing() -> None:
    made = keep()
    first = choose(made)
    assert choose(made) == first
    with actors.acting(job()):
        assert models.EmployersAgent.objects.filter(employer=ASHA.id_of("employer")).count() == 2


def test_a_code_is_not_changed_for_days_that_are_past() -> None:
    with pytest.raises(errors.Invalid, match="is past"):
        choose(keep(), dt.date(2026, 11, 1))


def test_while_hmrc_has_not_answered_the_sender_stays() -> None:
    one = report()
    with actors.acting(job()):
        models.Submission.objects.filter(pk=one.pk).update(state="unknown", sent_under=MAIN)
        main = models.AgentCode.objects.get(pk=MAIN)
    with pytest.raises(errors.Invalid, match="has not answered"):
        choose(keep())
    with pytest.raises(errors.Invalid, match="has not answered"):
        keep(operations.Code(name="Main", code="AB1234", sender="OTHER", password=""), of=main)


def test_a_code_is_closed_when_nobody_reports_under_it() -> None:
    made = keep()
    actor = CAST.mara.actor()
    with actors.acting(actor):
        main = models.AgentCode.objects.get(pk=MAIN)
        with pytest.raises(errors.Invalid, match="1 of your employers"):
            operations.close(code=main, actor=actor, at=AT)
        assert operations.close(code=made, actor=actor, at=AT).closed_on == TODAY
        assert operations.close(code=made, actor=actor, at=AT).closed_on == TODAY
    with pytest.raises(errors.Invalid, match="closed"):
        choose(made)
