"""Pay that one person decides is approved by another, and nobody approves or agrees to what pays them."""

import datetime as dt
from decimal import Decimal

import pytest

from clients import models as people_models
from clients import reach as of_people
from dpss.access import actors, operations
from dpss.kernel import errors
from payroll import models
from payroll.operations import leaving, payrun_agreements, tax, terms
from payroll.queries import payrun_agreements as queries
from tests.cast import AT, CAST
from tests.factories import clients as people
from tests.payroll.operations import steps
from tests.payroll.operations import test_off_cycle as off_cycle
from tests.payroll.operations.steps import ASHA, job

pytestmark = pytest.mark.django_db
MARA, OLU = CAST.mara, CAST.olu
MONDAY = dt.date(2026, 11, 23)
DETAILS = tax.Details(
    tax_code="1257L", non_cumulative=False, ni_letter="A", student_loan="", postgraduate_loan=False,
    pension="", pension_from=None,
)  # fmt: skip


def refused(run: models.Payrun) -> str:
    """What the manager is told who approves it."""
    return next(iter(steps.approve(run.pk, by=MARA).refused.values()), "")


def test_who_starts_a_bonus_does_not_approve_it_though_an_officer_had_it_worked_out_again() -> None:
    run = off_cycle.start(by=MARA, bonus=Decimal("5000.00"), bonus_for="Thanks")
    steps.work_out()
    with actors.acting(OLU.actor()):
        tax.change(post=steps.post_of(), payday=MONDAY, details=DETAILS, actor=OLU.actor(), at=AT)
    steps.work_out()
    assert "You have changed what is paid outside the usual payday" in refused(run)


def test_nor_when_the_officer_has_changed_another_pa_of_the_employer() -> None:
    other = steps.hire("Zed")
    run = off_cycle.start(by=MARA, bonus=Decimal("5000.00"), bonus_for="Thanks")
    steps.work_out()
    with actors.acting(OLU.actor()):
        leaving.record(post=other, last_day=dt.date(2026, 11, 20), actor=OLU.actor(), at=AT)
    steps.work_out()
    assert "Another payroll manager must approve it" in refused(run)


def test_who_raises_a_rate_does_not_approve_what_it_pays_whoever_asks_for_the_payrun() -> None:
    with actors.acting(MARA.actor()):
        change = terms.Terms(hourly_rate=Decimal("50.00"), weekly_minutes=600, sleep_in_rate=Decimal(0))
        terms.change(post=steps.post_of(), day=dt.date(2026, 10, 26), terms=change, actor=MARA.actor(), at=AT)
    steps.approve_sheet()
    run = steps.calculate(OLU)
    assert refused(run) == (
        "You have changed a PA's terms on 21 November 2026, and it is paid here."
        " Another payroll manager must approve it."
    )


def test_what_was_changed_before_the_last_payday_is_no_reason() -> None:
    with actors.acting(MARA.actor()):
        tax.change(post=steps.post_of(), payday=MONDAY, details=DETAILS, actor=MARA.actor(), at=AT)
    with actors.acting(job()):
        models.Payrun.objects.filter(employer=ASHA.id_of("employer"), state="approved").update(
            approved_at=AT + dt.timedelta(minutes=1)
        )
    steps.approve_sheet()
    assert refused(steps.calculate(OLU)) == ""


def test_nobody_approves_a_payrun_that_pays_them() -> None:
    with actors.acting(job()):
        assistant = steps.post_of().assistant
        assistant.user_id = MARA.user_id
        assistant.save(update_fields=["user"])
    steps.approve_sheet()
    assert refused(steps.calculate(OLU)) == "It pays you. Another payroll manager must approve it."


def test_a_paid_pa_who_also_acts_for_the_employer_does_not_agree_by_phone_either() -> None:
    asha, olu = CAST.asha.actor(), OLU.actor()
    with actors.acting(job()):
        client = people_models.Client.objects.get(pk=ASHA.id_of("client"))
        acting = people.representation(
            client=client, user_id=CAST.dee.user_id, approves_timesheets=True, sees_money=True
        )
        operations.grant_all(of_people.of_representation(acting))
    with actors.acting(asha):
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        payrun_agreements.choose(employer=employer, said_by="Asha Verma", reason="", actor=asha, at=AT)
    steps.approve_sheet()
    run = steps.calculate(OLU)
    word = payrun_agreements.Word("agreed", "Dee Lowe", AT, by_phone=True)
    with actors.acting(olu):
        assert "Dee Lowe" in queries.names_of(employer, actor=olu)
        assert "Dee Lowe" not in queries.names_for(run, actor=olu)
        with pytest.raises(errors.Invalid, match="Choose who said it"):
            payrun_agreements.answer(payrun=run, seen=queries.digest_of(run), word=word, actor=olu, at=AT)
