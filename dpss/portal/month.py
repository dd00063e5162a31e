"""One month of payroll, end to end, by the people whose work it is: what the demo shows.

Every step is an operation that the pages use, by a named person in the portal's own database role.
The worker does its share; this only asks, waits and counts. Run again, it finds nothing left to do.
"""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from commissioning import tasks as commissioning
from dpss import clock
from dpss.access import actors, policy, queries
from dpss.access.models import Council
from dpss.portal.progress import Bar
from ledger import operations as ledger
from ledger import tasks as ledger_tasks
from payroll import tasks
from payroll.operations import payruns, timesheets
from payroll.queries import month, month_figures
from payroll.queries import payruns as payrun_queries

APPROVE_AT_ONCE = 50
LOOK_AGAIN_SECONDS = 0.5
# A report that was on its way when a worker was killed is looked for after five minutes.
LONGEST_SILENCE_SECONDS = 480

Found = TypeVar("Found")


class Stuck(Exception):
    """The worker has done nothing for too long. The sentence says what was waited for."""


@dataclass
class Month:
    """What was done in this run, and each provider's figures read back from the database."""

    sheets_approved: int = 0
    sheets_refused: int = 0
    figures: list[month_figures.Figures] = field(default_factory=list)


def run(council: Council, *, bar: type[Bar]) -> Month:
    """Approve, calculate, approve, pay and report. Raises `Stuck` when the worker does not keep up."""
    done = approve_sheets(council, bar=bar)
    for manager in _managers(council):
        officer = _colleague(council, manager)
        period = _period(officer)
        _calculate(officer, period, bar)
        _approve_payruns(manager, period, bar)
        _make_bank_file(manager, period, bar)
        _wait("HMRC has answered", period, manager, month.report_progress, bar)
        done.figures.append(_figures(manager, period))
    commissioning.take_measures.delay()
    return done


def approve_sheets(council: Council, *, bar: type[Bar]) -> Month:
    """Each employer, or who acts for them, approves what they are shown."""
    done = Month()
    people = [
        actor
        for role in (policy.CLIENT, policy.REPRESENTATIVE)
        for actor in queries.actors_in(role, council=council, today=clock.today())
    ]
    shown = bar("Employers asked to approve timesheets", len(people))
    for actor in people:
        with actors.acting(actor):
            seen = month.waiting_sheets(actor=actor)
            if seen:
                outcome = timesheets.approve_all(seen=seen, actor=actor, at=clock.now())
                done.sheets_approved += len(outcome.moved)
                done.sheets_refused += len(outcome.refused)
        shown.step()
    return done


def _period(actor: actors.Actor) -> month.Period:
    with actors.acting(actor):
        return month.current_period(actor=actor)


def _figures(actor: actors.Actor, period: month.Period) -> month_figures.Figures:
    with actors.acting(actor):
        return month_figures.figures(period, actor=actor)


def _managers(council: Council) -> list[actors.Actor]:
    """One payroll manager of each provider."""
    found: dict[uuid.UUID | None, actors.Actor] = {}
    for manager in queries.actors_in(policy.PAYROLL_MANAGER, council=council, today=clock.today()):
        found.setdefault(manager.organisation_id, manager)
    return list(found.values())


def _colleague(council: Council, manager: actors.Actor) -> actors.Actor:
    """A payroll officer of the manager's provider: the first of the two people."""
    officers = queries.actors_in(policy.PAYROLL_OFFICER, council=council, today=clock.today())
    return next(officer for officer in officers if officer.organisation_id == manager.organisation_id)


def _calculate(officer: actors.Actor, period: month.Period, bar: type[Bar]) -> None:
    """The officer asks once for what is due; the worker works it out."""
    with actors.acting(officer):
        if payrun_queries.needs_calculation(period, actor=officer):
            payruns.request(period=period, actor=officer, at=clock.now())
    tasks.calculate_due_payruns.delay()
    _wait("Payruns worked out", period, officer, month.calculation_progress, bar)


def _approve_payruns(manager: actors.Actor, period: month.Period, bar: type[Bar]) -> None:
    """A second person approves, some employers at a time."""
    ready = _read(manager, lambda: month.ready_payruns(period, actor=manager))
    shown = bar(f"Payruns approved, {period.group.organisation.name}", len(ready))
    for start in range(0, len(ready), APPROVE_AT_ONCE):
        some = ready[start : start + APPROVE_AT_ONCE]
        with actors.acting(manager):
            payruns.approve(payrun_ids=some, actor=manager, at=clock.now())
        shown.step(len(some))
    tasks.make_reports.delay()
    tasks.see_to_pensions.delay()
    tasks.send_submissions.delay()
    tasks.raise_pension_schedules.delay()


def _make_bank_file(manager: actors.Actor, period: month.Period, bar: type[Bar]) -> None:
    """The manager asks for the payday's bank file, if payments wait for one."""
    with actors.acting(manager):
        if not month.bank_file_progress(period, actor=manager).complete:
            ledger.request_bank_file(
                organisation_id=period.group.organisation_id,
                pay_on=period.payday,
                actor=manager,
                at=clock.now(),
            )
    ledger_tasks.make_bank_files.delay()
    _wait("Payments in the bank file", period, manager, month.bank_file_progress, bar)


Count = Callable[..., month.Progress]


def _wait(label: str, period: month.Period, actor: actors.Actor, count: Count, bar: type[Bar]) -> None:
    """Look until all is done, drawing how far it is."""
    progress = _read(actor, lambda: count(period, actor=actor))
    shown = bar(f"{label}, {period.group.organisation.name}", progress.total)
    moved_at = time.monotonic()
    while True:
        if progress.done > shown.done:
            shown.step(progress.done - shown.done)
            moved_at = time.monotonic()
        if progress.complete:
            shown.finish()
            return
        if time.monotonic() - moved_at > LONGEST_SILENCE_SECONDS:
            raise Stuck(
                f"{label}: {progress.done} of {progress.total}, and no more for some minutes."
                " Look at the worker's log, start it again, and run this again: it goes on where it was."
            )
        time.sleep(LOOK_AGAIN_SECONDS)
        progress = _read(actor, lambda: count(period, actor=actor))


def _read(actor: actors.Actor, look: Callable[[], Found]) -> Found:
    """Look something up as this actor, in a transaction of its own."""
    with actors.acting(actor):
        return look()
