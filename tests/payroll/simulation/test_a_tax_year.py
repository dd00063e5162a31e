"""A simulated tax year of beat's ticks: each report once and in time, and the bills HMRC makes of them.

Thirteen employers take part; `SIMULATED_EMPLOYERS=50` with every day of the year is the long form of it.
"""

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum

from dpss.access import actors
from ledger import chart
from ledger.models import Posting
from payroll import models
from payroll.queries import p32s
from payroll.rti import rules, schema
from tests.cast import CAST
from tests.payroll.rti import cast as hmrc_files
from tests.payroll.sandbox.wire import Sandbox
from tests.payroll.simulation import county, pensioners, told
from tests.payroll.simulation.county import Home
from tests.payroll.simulation.told import EPS, FPS, Message
from tests.payroll.simulation.year import ASKED_ON, CORRECTED_ON, Year

EMPLOYERS = int(os.environ.get("SIMULATED_EMPLOYERS", county.FEWEST))
Told = dict[str, list[Message]]


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_tax_year_of_every_employer_reaches_hmrc_once_and_in_time(
    own_database: str, hmrc: Callable[..., Sandbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("payroll.gateways.hmrc.TIMEOUT_SECONDS", 5)
    # All that happens on a day happens at one moment of it.
    monkeypatch.setattr("payroll.operations.answers.POLL_AGAIN", dt.timedelta(0))
    sandbox = hmrc()
    periods, homes = county.plant(EMPLOYERS)
    Year(sandbox, periods, homes, every_day=EMPLOYERS > county.FEWEST).run()
    found = told.messages(sandbox)
    everything = sandbox.control("submissions")["submissions"]
    references = {reference for home in homes for reference in home.references}
    ours = [one for one in everything if one["paye_reference"] in references]
    assert {one["outcome"] for one in ours} == {"accepted"}
    assert [one for one in ours if one["duplicate"]] == []
    for home in homes:
        mine = sorted((one for name in home.references for one in found[name]), key=lambda one: one.number)
        _each_wage_is_reported_once_and_in_time(home, mine)
        _each_summary_is_told_once_and_in_time(home, mine)
        _the_year_ends(home, mine)
        _insurance_is_as_the_law_says(mine)
        _the_bills_are_what_hmrc_was_told(home, mine)
    _what_happened_is_told(found)
    pensioners.check_tasks(homes)
    pensioners.check_who_is_in(homes)
    _every_message_keeps_hmrcs_rules(found)


def _each_wage_is_reported_once_and_in_time(home: Home, mine: list[Message]) -> None:
    reports = [one for one in mine if one.message_class == FPS]
    wanted = [
        county.payday(month)
        for month in range(1, county.MONTHS + 1)
        if any(home.pays(post, month) for post in home.posts)
    ]
    first_times = [one for one in reports if not one.text("LateReason")]
    assert sorted(one.payday or dt.date.min for one in first_times) == wanted, home.number
    assert all(one.payday is not None and one.received_on <= one.payday for one in first_times)
    late = [
        (one.payday, one.text("LateReason"), one.received_on) for one in reports if one.text("LateReason")
    ]
    put_right = {
        county.CORRECTED: [(county.payday(8), "H", CORRECTED_ON)],
        # Who left the old reference, as soon as the new one had begun.
        county.MOVES: [(county.payday(6), "H", county.MOVES_ON)],
    }
    assert late == put_right.get(home.number, [])


def _each_summary_is_told_once_and_in_time(home: Home, mine: list[Message]) -> None:
    summaries = [one for one in mine if one.message_class == EPS]
    said = Counter(_said(one) for one in summaries)
    assert max(said.values()) == 1, said
    claims = [one.received_on for one in summaries if one.text("EmpAllceInd") == "yes"]
    # Claimed on 6 April, and told as soon as the first wages show that this payroll answers.
    assert len(claims) == (home.number != county.WITHOUT_CLAIM) * len(home.references)
    for one in summaries:
        if one.text("NoPaymentDates/{*}To"):
            assert one.received_on <= dt.date.fromisoformat(one.text("NoPaymentDates/{*}To")).replace(day=19)
        if one.text("TaxMonth"):
            month = county.payday(int(one.text("TaxMonth")))
            assert one.received_on <= (month + dt.timedelta(days=25)).replace(day=19)


def _said(summary: Message) -> tuple[str, ...]:
    names = ("NoPaymentDates/{*}From", "PeriodOfInactivity/{*}From", "EmpAllceInd", "TaxMonth", "ForYear")
    return (summary.reference, *(summary.text(name) for name in (*names, "DateSchemeCeased")))


def _the_year_ends(home: Home, mine: list[Message]) -> None:
    """The last report of the year by 19 April, or of the scheme once its last wages are with HMRC."""
    last = [one for one in mine if one.text("ForYear") == "yes" or one.text("DateSchemeCeased")]
    if home.number == county.MOVES:
        ended = last.pop(0)
        assert (ended.reference, ended.text("DateSchemeCeased")) == (home.reference, "2026-10-05")
    assert len(last) == 1, home.number
    (one,) = last
    if home.number == county.CLOSING:
        assert one.text("DateSchemeCeased") == county.CEASES_ON.isoformat()
        assert one == mine[-1], "nothing is told after a scheme has closed"
        return
    assert dt.date(2027, 4, 6) <= one.received_on <= dt.date(2027, 4, 19)


def _the_bills_are_what_hmrc_was_told(home: Home, mine: list[Message]) -> None:
    job = actors.for_job(job="payruns", council_id=CAST.east.id, today=county.LAST)
    with actors.acting(job):
        held = p32s.of_employers([home.employer.pk], tax_year="2026-27", actor=job)[home.employer.pk]
    bills = told.months(mine)
    ours: list[tuple[Any, ...]] = [
        (
            one.tax,
            one.ni_employee,
            one.ni_employer,
            one.loans,
            one.recovered + one.compensation,
            one.allowance,
        )
        for one in held.record.months
    ]
    theirs = [(one.tax, one.employee, one.employer, one.loans, one.recovered, one.allowance) for one in bills]
    assert ours == theirs, home.number
    assert [one.due for one in held.record.months] == [one.due for one in bills]
    assert _billed(home) == [one.due for one in bills], home.number
    assert _owed_in_the_books(home) == sum(one.due for one in bills), home.number
    back = [_ALL_AND_9_PERCENT if _gets_back(home, month) else told.ZERO for month in county.ALL_MONTHS]
    assert [one.recovered for one in bills] == back, home.number
    covered = sum(one.allowance for one in bills)
    insurance = sum(one.employer for one in bills)
    if home.number == county.WITHOUT_CLAIM:
        assert covered == 0 < insurance
    else:
        assert covered == min(insurance, told.ALLOWANCE)
    assert (insurance > told.ALLOWANCE) == (home.number == county.LARGE)


def _billed(home: Home) -> list[Decimal]:
    """What HMRC's bills say of each tax month; nothing where none was raised, before the first wages."""
    job = actors.for_job(job="payments", council_id=CAST.east.id, today=county.LAST)
    with actors.acting(job):
        rows = models.HmrcBill.objects.filter(employer=home.employer, part=1)
        owed = dict(rows.values_list("last_month", "owed"))
    return [owed.get(month, told.ZERO) for month in county.ALL_MONTHS]


def _owed_in_the_books(home: Home) -> Decimal:
    """What the ledger says is owed to HMRC at the end, when nothing was paid yet."""
    job = actors.for_job(job="payments", council_id=CAST.east.id, today=county.LAST)
    with actors.acting(job):
        lines = Posting.objects.filter(account__subject=home.employer.subject_id, account__code=chart.HMRC)
        balance: Decimal = lines.aggregate(balance=Sum("amount", default=told.ZERO))["balance"]
    return -balance


# Of £500 of maternity pay a small employer gets back all, and 9% on top, in 2026-27.
_ALL_AND_9_PERCENT = Decimal("545.00")


def _gets_back(home: Home, month: int) -> bool:
    return home.number == county.STATUTORY and month in county.STATUTORY_MONTHS


def _insurance_is_as_the_law_says(mine: list[Message]) -> None:
    """Both sides' National Insurance of each report, worked out by hand from the pay that it states."""
    for one in mine:
        for pay, employee, employer in told.insurance(one):
            assert employer == told.employer_ni(pay), (one.number, pay)
            assert employee == told.employee_ni(pay), (one.number, pay)


def _what_happened_is_told(found: Told) -> None:
    starter = _reports(found, county.STARTER)
    assert [one.payday for one in starter if one.text("StartDate") == "2026-07-01"] == [county.payday(4)]
    leaver = _reports(found, county.LEAVER)
    assert [one.payday for one in leaver if one.text("LeavingDate")] == [county.payday(6)]
    old, new = ([one for one in found[name] if one.message_class == FPS]
                for name in (county.reference(county.MOVES), county.NEW_REFERENCE))  # fmt: skip
    assert [one.text("LeavingDate") for one in old] == [*[""] * 6, "2026-10-05"]
    assert [one.text("StartDate") for one in new] == [county.MOVES_ON.isoformat(), *[""] * 5]
    assert old[-1].number < new[0].number
    nil = _summaries(found, county.NIL, "NoPaymentDates/{*}From")
    assert nil == ["2026-10-06", "2026-11-06"]
    recovered = _summaries(found, county.STATUTORY, "TaxMonth")
    assert recovered == [str(month) for month in county.STATUTORY_MONTHS]
    (inactive,) = [one for one in found[county.reference(county.INACTIVE)] if one.text("PeriodOfInactivity")
                   or one.text("PeriodOfInactivity/{*}From")]  # fmt: skip
    assert inactive.received_on == ASKED_ON
    assert inactive.text("PeriodOfInactivity/{*}To") == "2027-03-05"
    assert not _summaries(found, county.INACTIVE, "NoPaymentDates/{*}From")
    job = actors.for_job(job="payruns", council_id=CAST.east.id, today=county.LAST)
    with actors.acting(job):
        lost = models.Submission.objects.filter(looked_for_at__isnull=False, kind="fps")
        states = dict(lost.values_list("employer__name", "state"))
    assert states == {f"Employer {county.LOST}": "accepted"}, (
        "its answer was lost, and it was found by listing"
    )


def _reports(found: Told, number: int) -> list[Message]:
    return [one for one in found[county.reference(number)] if one.message_class == FPS]


def _summaries(found: Told, number: int, name: str) -> list[str]:
    every = [one.text(name) for one in found[county.reference(number)] if one.message_class == EPS]
    return [text for text in every if text]


def _every_message_keeps_hmrcs_rules(found: Told) -> None:
    folder = hmrc_files.fixture("schemas")
    for mine in found.values():
        for one in mine:
            assert not schema.check(one.content, folder), one.number
            assert not rules.check(one.content, today=one.received_on), one.number
