"""The payruns of planted councils as the portal runs them: asked for, worked out by the job, approved."""

import multiprocessing
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db import connections

from dpss.access import actors
from payroll import models, tasks
from payroll.operations import payruns
from payroll.views.payruns import AT_ONCE
from tests import database
from tests.bench import councils as planting
from tests.bench import households, row_by_row
from tests.bench.councils import Council
from tests.bench.payruns import Paid, RowByRow
from tests.cast import AT

_Figures = Mapping[uuid.UUID, tuple[Decimal, ...]]
# What one press of the button approves, and by whom.
_Lot = tuple[Council, Sequence[uuid.UUID]]
_FORK: Final = multiprocessing.get_context("fork")


def pay(*, payslips: int, councils: int, workers: int, with_row_by_row: bool) -> Paid:
    """Plant about so many payslips, pay them, and pay a copy of the same row by row where it is asked for."""
    copies = max(round(payslips / households.POSTS / councils), 1)
    every = [Council(number) for number in range(1, councils + 1)]
    with planting.planted(councils=councils, copies=copies) as name:
        with database.used(name):
            asking = _seconds(lambda: [_ask(council) for council in every])
        rival = database.clone(name) if with_row_by_row else None
        with database.used(name):
            calculating = _seconds(lambda: _share(_calculate, [None] * workers))
            lots = [lot for council in every for lot in _lots(council, "ready")]
            shares = [lots[place::workers] for place in range(workers)]
            approving = _seconds(lambda: _share(_approve, shares))
            reporting = _seconds(lambda: _share(_report, [None] * workers))
            seeing = _seconds(lambda: _share(_see_to_pensions, [None] * workers))
            _check_reported(every)
            found = _figures(every)
        beside = _row_by_row(rival, every, found) if rival else None
    employers = councils * copies * households.EMPLOYERS
    return Paid(len(found), employers, asking, calculating, approving, reporting, seeing, beside)


def _ask(council: Council) -> None:
    with actors.acting(council.officer):
        period = models.PayPeriod.objects.select_related("group").get(pk=council.period_id)
        payruns.request(period=period, actor=council.officer, at=AT)


def _calculate(_: None) -> None:
    """The task, until it finds nothing."""
    while tasks.calculate_due_payruns():
        pass


def _report(_: None) -> None:
    """The task, until it finds nothing."""
    while tasks.make_reports():
        pass


def _see_to_pensions(_: None) -> None:
    """The task, until it finds nothing."""
    while tasks.see_to_pensions():
        pass


def _check_reported(every: Sequence[Council]) -> None:
    """Each payrun has a report that could be sent: else the figures would mean nothing."""
    for council in every:
        with actors.acting(council.job):
            runs = models.Payrun.objects.filter(period_id=council.period_id)
            rows = models.Submission.objects.filter(payrun__in=runs, state="queued", facts=None)
            if runs.count() != rows.exclude(body=None).count():
                raise SystemExit("Not every payrun has a report that could be sent.")


def _approve(lots: Sequence[_Lot]) -> None:
    for council, ids in lots:
        with actors.acting(council.manager):
            outcome = payruns.approve(payrun_ids=ids, actor=council.manager, at=AT)
        if outcome.refused:
            raise SystemExit(f"Refused: {next(iter(outcome.refused.values()))}")


def _lots(council: Council, state: str) -> list[_Lot]:
    with actors.acting(council.job):
        rows = models.Payrun.objects.filter(period_id=council.period_id, state=state).order_by("pk")
        ids = list(rows.values_list("pk", flat=True))
    return [(council, ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE)]


def _share(work: Callable[[Any], None], parts: Sequence[Any]) -> None:
    """One part is done here; more are done at once, each by a process with connections of its own."""
    if len(parts) == 1:
        work(parts[0])
        return
    connections.close_all()
    processes = [_FORK.Process(target=work, args=(part,)) for part in parts]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if any(process.exitcode for process in processes):
        raise SystemExit("A process has failed: the figures would mean nothing.")


def _row_by_row(rival: str, every: Sequence[Council], found: _Figures) -> RowByRow:
    try:
        with database.used(rival):
            lots = [lot for council in every for lot in _lots(council, "requested")]
            seconds = _seconds(lambda: [row_by_row.pay(ids, council) for council, ids in lots])
            theirs = _figures(every)
    finally:
        database.drop(rival)
    otherwise = [key for key in found.keys() | theirs.keys() if found.get(key) != theirs.get(key)]
    return RowByRow(seconds, len(otherwise))


def _figures(every: Sequence[Council]) -> _Figures:
    """Every figure of every approved payslip, by post."""
    found: dict[uuid.UUID, tuple[Decimal, ...]] = {}
    for council in every:
        with actors.acting(council.job):
            rows = models.Payslip.objects.filter(payrun__period_id=council.period_id)
            approved = rows.filter(approved_at__isnull=False)
            for key, *figures in approved.values_list("employment_id", *row_by_row.FIGURES):
                found[key] = tuple(figures)
    return found


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
