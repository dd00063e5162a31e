import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clients import absence_rules, models
from clients.operations import absences
from clients.queries import absences as queries
from dpss.access import actors, policy
from dpss.access.models import AuditEvent, OutboxMessage
from dpss.access.transitions import Refused
from dpss.kernel import errors
from payroll import models as payroll
from payroll.operations import away
from payroll.queries import away_costs
from tests.cast import AT, CAST, TODAY
from tests.commissioning.pages import text
from tests.factories import absences as made
from tests.portal.caseload import many_clients, questions

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
MARCUS, ASHA, JOAN, MARA = CAST.marcus.actor(), CAST.asha.actor(), CAST.joan.actor(), CAST.mara.actor()
ASHAS = CAST.homes["asha"].id_of("client")
JOB = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)
BACK = TODAY + dt.timedelta(days=14)
SENT: dict[str, Any] = {
    "kind": "hospital",
    "words": "A planned operation.",
    "first_day_0": TODAY.day,
    "first_day_1": TODAY.month,
    "first_day_2": TODAY.year,
    "expected_back_0": BACK.day,
    "expected_back_1": BACK.month,
    "expected_back_2": BACK.year,
}


def gone(actor: actors.Actor = ASHA, **given: Any) -> models.Absence:
    usual: dict[str, Any] = {"kind": "hospital", "first_day": TODAY, "expected_back": BACK}
    with actors.acting(actor):
        return away.record(client_id=ASHAS, actor=actor, at=AT, **usual | given)


def decide(
    row: models.Absence, pay: str = "contract", actor: actors.Actor = ASHA, **more: Any
) -> models.Absence:
    with actors.acting(actor):
        return away.decide_pay(
            absence=row, pay=pay, pay_words="Dee agreed on Monday.", actor=actor, at=AT, **more
        )


def told(row: models.Absence) -> set[tuple[str, Any]]:
    with actors.acting(JOB):
        found = OutboxMessage.objects.filter(key__contains=row.pk.hex)
        return set(found.values_list("template", "to_id"))


def test_payroll_and_the_support_worker_are_told_and_payroll_not_why() -> None:
    row = gone(words="A planned operation.")
    assert ("away_recorded", CAST.mara.user_id) in told(row)
    with actors.acting(MARCUS):
        item = models.WorkItem.objects.get(key=f"absence:{row.pk}")
        assert (item.role, item.due_on) == (policy.SUPPORT_WORKER, TODAY)
        why = queries.why(row, actor=MARCUS)
        assert why is not None
        assert why.words == "A planned operation."
    with actors.acting(MARA):
        assert queries.open_of(ASHAS, actor=MARA) == row
        assert queries.why(row, actor=MARA) is None


def test_a_representative_says_it_on_behalf_of_the_person() -> None:
    row = decide(gone(JOAN), actor=JOAN)
    with actors.acting(MARCUS):
        events = AuditEvent.objects.filter(thing_id=row.pk)
        assert dict(events.values_list("verb", "on_behalf_of")) == {
            "record_absence": "Asha Verma",
            "decide_away_pay": "Asha Verma",
        }


def test_one_absence_is_open_at_a_time() -> None:
    gone()
    with pytest.raises(errors.Conflict, match="recorded already"):
        gone(MARCUS)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "moon"}, "kind"),
        ({"first_day": TODAY + dt.timedelta(days=400)}, "first_day"),
        ({"expected_back": TODAY}, "expected_back"),
        ({"words": "x" * 100_000}, "words"),
    ],
)
def test_days_and_words_that_cannot_be_are_refused(given: dict[str, Any], field: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        gone(**given)
    assert refused.value.field == field
    with actors.acting(ASHA):
        assert queries.open_of(ASHAS, actor=ASHA) is None


@pytest.mark.parametrize(
    ("back", "weeks", "last"),
    [
        (dt.date(2026, 12, 5), 4, dt.date(2026, 12, 4)),
        (dt.date(2027, 3, 1), 4, dt.date(2026, 12, 18)),
        (None, 4, dt.date(2026, 12, 18)),
        (dt.date(2026, 12, 5), None, dt.date(2026, 12, 4)),
        (None, None, None),
    ],
)
def test_pay_ends_when_they_are_back_or_at_the_councils_limit(
    back: dt.date | None, weeks: int | None, last: dt.date | None
) -> None:
    assert absence_rules.last_paid(dt.date(2026, 11, 21), back=back, weeks=weeks) == last


@pytest.mark.parametrize(
    ("pay", "percent", "pounds"),
    [
        ("contract", None, "540.00"),
        ("retainer", 50, "270.00"),
        ("holiday", None, "540.00"),
        ("nothing", None, "0.00"),
    ],
)
def test_two_weeks_at_270_a_week(pay: str, percent: int | None, pounds: str) -> None:
    found = absence_rules.cost(
        weekly=Decimal("270.00"),
        first_day=dt.date(2026, 11, 21),
        last_day=dt.date(2026, 12, 4),
        pay=pay,
        percent=percent,
    )
    assert (found.days, found.pounds) == (14, Decimal(pounds))


def test_the_costs_are_those_of_the_contracts_of_today() -> None:
    row = gone()
    with actors.acting(JOB):
        terms = payroll.EmploymentTerms.objects.get(
            employment=CAST.posts["dee at asha"].id_of("employment"), during__contains=TODAY
        )
        weekly = (terms.hourly_rate * terms.weekly_minutes / 60).quantize(Decimal("0.01"))
    with actors.acting(ASHA):
        found = away_costs.of_absence(row, actor=ASHA)
    assert [(one.name, one.pounds) for one in found.per_week] == [("Dee Lowe", weekly)]
    assert found.weeks == 4
    assert found.costs["contract"].pounds == weekly * 2
    assert found.costs["retainer"].pounds == weekly


@pytest.mark.parametrize(
    ("pay", "percent", "field"),
    [
        ("gold", None, "pay"),
        ("retainer", None, "percent"),
        ("retainer", 0, "percent"),
        ("retainer", 100, "percent"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(pay: str, percent: int | None, field: str) -> None:
    row = gone()
    with pytest.raises(errors.Invalid) as refused:
        decide(row, pay, percent=percent)
    assert refused.value.field == field


def test_nobody_decides_what_they_are_paid_themselves() -> None:
    row = gone()
    with actors.acting(JOB):
        models.PersonalAssistant.objects.filter(
            pk=payroll.Employment.objects.get(pk=CAST.posts["dee at asha"].id_of("employment")).assistant_id
        ).update(user_id=CAST.joan.user_id)
    with pytest.raises(errors.Invalid, match="paid by this decision yourself"):
        decide(row, actor=JOAN)


def test_deciding_again_replaces_it_and_history_keeps_both() -> None:
    row = decide(gone())
    row = decide(row, "retainer", percent=60)
    assert (row.pay, row.percent) == ("retainer", 60)
    assert decide(row, "holiday", percent=60).percent is None
    with actors.acting(MARCUS):
        assert AuditEvent.objects.filter(thing_id=row.pk, verb="decide_away_pay").count() == 3


def test_back_and_away_again_and_a_mistake() -> None:
    row = gone()
    with actors.acting(ASHA):
        with pytest.raises(errors.Invalid, match="still to come"):
            away.come_back(absence=row, back_on=BACK, actor=ASHA, at=AT)
        row = away.come_back(absence=row, back_on=TODAY, actor=ASHA, at=AT)
        with pytest.raises(Refused):
            absences.cancel(absence=row, reason="Wrong.", actor=ASHA, at=AT)
        row = absences.go_away_again(absence=row, reason="Back in.", actor=ASHA, at=AT)
        assert (row.state, row.back_on) == ("away", None)
        row = absences.cancel(absence=row, reason="The wrong person.", actor=ASHA, at=AT)
        assert queries.open_of(ASHAS, actor=ASHA) is None
        with pytest.raises(errors.Conflict, match="by mistake"):
            away.decide_pay(absence=row, pay="contract", pay_words="-", actor=ASHA, at=AT)
    assert ("away_over", CAST.mara.user_id) in told(row)


def test_an_absence_does_not_go_on_beside_another() -> None:
    row = gone()
    with actors.acting(ASHA):
        row = away.come_back(absence=row, back_on=TODAY, actor=ASHA, at=AT)
    gone()
    with actors.acting(ASHA):
        with pytest.raises(errors.Conflict, match="Another absence is open"):
            absences.go_away_again(absence=row, reason="Back in.", actor=ASHA, at=AT)
        assert models.Absence.objects.get(pk=row.pk).state == "back"


def test_a_client_says_it_once_on_a_page_and_decides_by_what_it_costs(signed_in: SignedIn) -> None:
    browser = signed_in(CAST.asha)
    assert reverse("own_absences") in browser.get(reverse("home")).content.decode()
    new = reverse("absence_new")
    assert "Where and why, payroll does not read." in text(browser.get(new))
    answer = browser.post(new, SENT, follow=True)
    shown = text(answer)
    assert "We know. Now decide what the PAs are paid." in shown
    assert "The council pays for 4 weeks of it at most." in shown
    with actors.acting(ASHA):
        row = queries.open_of(ASHAS, actor=ASHA)
    assert row is not None
    pay = reverse("absence_pay", args=[row.pk])
    kept = browser.post(pay, {"pay": "retainer", "percent": "", "pay_words": "Dee agreed on Monday."})
    assert "Enter which part of the contracted pay is the retainer." in text(kept)
    assert "Dee agreed on Monday." in kept.content.decode()
    sent = {"pay": "retainer", "percent": "60", "pay_words": "Dee agreed on Monday."}
    assert "60% of their contracted pay, as a retainer" in text(browser.post(pay, sent, follow=True))


def test_payroll_finds_it_in_a_list_without_where_they_are(signed_in: SignedIn) -> None:
    row = decide(gone())
    browser = signed_in(CAST.mara)
    assert "Their contracted hours, as usual" in text(browser.get(reverse("absences")))
    shown = text(browser.get(reverse("absence", args=[row.pk])))
    assert "Dee agreed on Monday." in shown
    assert "In hospital" not in shown


def test_the_list_asks_the_same_of_few_and_many(signed_in: SignedIn) -> None:
    browser, asked = signed_in(CAST.marcus), []
    for more in (3, 20):
        many_clients(more)
        with actors.acting(JOB):
            away_now = models.Absence.objects.filter(state="away").values("client_id")
            for one in models.Client.objects.filter(stage="running").exclude(pk__in=away_now):
                made.absence(client=one, recorded_by_id=CAST.marcus.user_id, state="away", back_on=None)
        asked.append(questions(browser, reverse("absences")))
    assert asked[0] == asked[1]
    assert asked[1] - 4 < 15


def test_the_weeks_that_the_council_decides_hold_from_a_day(signed_in: SignedIn) -> None:
    sent = {"weeks": "6", "owner": "Ann Lee", "source": "Policy, page 9"}
    day = {"first_day_0": TODAY.day, "first_day_1": TODAY.month, "first_day_2": TODAY.year}
    browser, address = signed_in(CAST.ada), reverse("away_weeks")
    assert "It holds from" in text(browser.post(address, sent | day, follow=True))
    assert queries.weeks_on(TODAY, council_id=CAST.east.id) == 6
    assert queries.weeks_on(TODAY - dt.timedelta(days=1), council_id=CAST.east.id) == 4
    assert "Enter from 1 to 52 weeks." in text(browser.post(address, sent | day | {"weeks": "53"}))


def test_an_absence_longer_than_the_council_pays_for_is_raised_once() -> None:
    row = gone()

    def raised(days: int) -> int:
        day = row.first_day + dt.timedelta(days=days)
        job = actors.for_job(job=policy.JOB_REMINDERS, council_id=CAST.east.id, today=day)
        with actors.acting(job):
            absences.raise_long_ones(actor=job)
            items = models.WorkItem.objects.filter(key=f"absence limit:{row.pk}")
            return items.count()

    assert raised(27) == 0
    assert raised(28) == 1
    assert raised(29) == 1
