"""A tax year day by day: what people do on their days, and beat's own tasks in their order."""

import datetime as dt
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.conf import settings

from dpss import clock
from dpss.access import actors
from payroll import models, tasks
from payroll.operations import allowance, corrections, inactive_times, leaving, payruns, schemes, terms
from tests.cast import CAST, Person
from tests.payroll.sandbox.wire import Sandbox
from tests.payroll.simulation import county, pensioners
from tests.payroll.simulation.county import Home

NOWHERE: Final = "http://127.0.0.1:9"
# HMRC is away from the approval of August's wages until their payday.
AWAY: Final = (dt.date(2026, 8, 22), dt.date(2026, 8, 23))
LOST_ON: Final = dt.date(2026, 10, 22)
ASKED_ON: Final = dt.date(2026, 12, 10)
CLAIMED_LATE_ON: Final = dt.date(2026, 12, 10)
# After September's payday, so that its report could not say that everybody leaves.
MOVED_ON: Final = dt.date(2026, 9, 25)
CORRECTED_ON: Final = dt.date(2026, 12, 3)
# When not every day is wanted: days of each month, and those on which something happens in this year.
OF_A_MONTH: Final = frozenset({6, 20, 22, 24})
OF_THE_YEAR: Final = frozenset(
    {
        *pensioners.DAYS,
        *AWAY,
        LOST_ON + dt.timedelta(days=1),
        MOVED_ON,
        CORRECTED_ON,
        ASKED_ON,
        CLAIMED_LATE_ON,
        dt.date(2027, 4, 19),
    }
)
REPORTING: Final[tuple[Callable[[], int], ...]] = (
    tasks.calculate_due_payruns,
    tasks.queue_summaries,
    tasks.make_reports,
    tasks.send_submissions,
    tasks.poll_submissions,
    tasks.find_lost_submissions,
    tasks.poll_submissions,
)
BEAT: Final = (*REPORTING, tasks.raise_pension_tasks, tasks.raise_bills)
# A tax month ended the day before: bills are raised, and later changes of a day are seen a month later.
BILLS_DAY: Final = 6


@dataclass
class Year:
    """The year of some employers against HMRC's sandbox."""

    sandbox: Sandbox
    periods: list[models.PayPeriod]
    homes: list[Home]
    every_day: bool = False

    def run(self) -> None:
        """From 6 April to the 5 May after the year has ended."""
        there = settings.DPSS_HMRC_ADDRESS
        for day in self._days():
            clock.move_to(day)
            self.sandbox.control("today", {"date": day.isoformat()})
            settings.DPSS_HMRC_ADDRESS = NOWHERE if day in AWAY else there
            self._people(day)
            for task in BEAT:
                if self.every_day or task is not tasks.raise_bills or day.day == BILLS_DAY:
                    task()
            self._approve(day)

    def _days(self) -> Iterator[dt.date]:
        for number in range((county.LAST - county.FIRST).days + 1):
            day = county.FIRST + dt.timedelta(days=number)
            if self.every_day or day.day in OF_A_MONTH or day in OF_THE_YEAR:
                yield day

    def _people(self, day: dt.date) -> None:
        """What somebody does in the morning of a day."""
        self._on(county.FIRST, day, self._claim)
        self._on(dt.date(2026, 8, 20), day, self._leave)
        self._on(LOST_ON, day, self._lose)
        self._on(MOVED_ON, day, self._move)
        self._on(CORRECTED_ON, day, self._correct)
        self._on(ASKED_ON, day, self._ask)
        self._on(CLAIMED_LATE_ON, day, self._claim_late)
        pensioners.act(day, self.homes, by=functools.partial(_by, CAST.olu, day))
        for month, period in enumerate(self.periods, start=1):
            if day == county.payday(month).replace(day=county.CLOSES):
                with actors.acting(_job(day)):
                    county.sheets(self.homes, period, month=month)
                paid = [
                    home.employer.pk
                    for home in self.homes
                    if any(home.pays(post, month) for post in home.posts)
                ]
                _by(CAST.olu, day, payruns.request, period=period, employer_ids=paid)

    def _approve(self, day: dt.date) -> None:
        """The manager approves what is ready, two days before the payday and when a correction is."""
        for month, period in enumerate(self.periods, start=1):
            if day == county.payday(month).replace(day=22):
                if month in county.STATUTORY_MONTHS:
                    with actors.acting(_job(day)):
                        county.pay_maternity(self.homes[county.STATUTORY], period)
                self._approve_ready(day, period)
        if day == CORRECTED_ON:
            self._approve_ready(day, self.periods[7])

    def _approve_ready(self, day: dt.date, period: models.PayPeriod) -> None:
        with actors.acting(_job(day)):
            runs = models.Payrun.objects.filter(period=period)
            stuck = list(runs.filter(state="blocked").values_list("employer__name", "exceptions"))
            ready = list(runs.filter(state="ready").values_list("pk", flat=True))
        assert not stuck, f"{period.payday}: {stuck}"
        outcome = _by(CAST.mara, day, payruns.approve, payrun_ids=ready)
        assert not outcome.refused, outcome.refused
        for task in REPORTING:
            task()

    def _claim(self, day: dt.date) -> None:
        others = (county.WITHOUT_CLAIM, county.CLAIMS_LATE)
        self._claim_for([home for home in self.homes if home.number not in others], day)

    def _claim_late(self, day: dt.date) -> None:
        self._claim_for([self.homes[county.CLAIMS_LATE]], day)

    @staticmethod
    def _claim_for(homes: list[Home], day: dt.date) -> None:
        ids = [home.employer.pk for home in homes]
        outcome = _by(CAST.olu, day, allowance.claim, employer_ids=ids, tax_year="2026-27")
        assert not outcome.refused

    def _leave(self, day: dt.date) -> None:
        post = self.homes[county.LEAVER].posts[1]
        self.homes[county.LEAVER].posts[1] = _by(
            CAST.olu, day, leaving.record, post=post, last_day=county.LAST_DAY
        )

    def _move(self, day: dt.date) -> None:
        """HMRC has given an employer another PAYE reference."""
        numbers = schemes.References(f"120/{county.NEW_REFERENCE}", "120PS99000012")
        _by(
            CAST.olu, day, schemes.change, employer=self.homes[county.MOVES].employer, status="registered",
            day=county.MOVES_ON, references=numbers,
        )  # fmt: skip

    def _lose(self, _: dt.date) -> None:
        told = {"behaviour": "timeout_after", "seconds": 0, "office": "120"}
        self.sandbox.control("next", told | {"paye_reference": county.reference(county.LOST)})

    def _correct(self, day: dt.date) -> None:
        """November's rate was another one."""
        post = self.homes[county.CORRECTED].posts[0]
        with actors.acting(_job(day)):
            slip = models.Payslip.objects.select_related("employment").get(
                employment=post, payrun__period=self.periods[7]
            )
        _by(CAST.olu, day, corrections.begin, slip=slip, reason="Wrong rate")
        better = terms.Terms(weekly_minutes=600, hourly_rate=Decimal("16.20"), sleep_in_rate=Decimal("0.00"))
        _by(CAST.olu, day, terms.change, post=post, day=self.periods[7].first_day, terms=better)

    def _ask(self, day: dt.date) -> None:
        employer = self.homes[county.INACTIVE].employer
        months = len(county.INACTIVE_MONTHS)
        _by(CAST.olu, day, inactive_times.ask, employer=employer, months=months)

    @staticmethod
    def _on(wanted: dt.date, day: dt.date, act: Callable[[dt.date], None]) -> None:
        if day == wanted:
            act(day)


def _by(who: Person, today: dt.date, operation: Callable[..., Any], /, **given: Any) -> Any:
    actor = who.actor(today=today)
    with actors.acting(actor):
        return operation(actor=actor, at=clock.now(), **given)


def _job(day: dt.date) -> actors.Actor:
    return actors.for_job(job="payruns", council_id=CAST.east.id, today=day)
