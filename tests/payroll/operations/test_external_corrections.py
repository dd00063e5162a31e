"""An approved payslip of a provider's own software is corrected by new results for it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors
from dpss.kernel import errors
from payroll import models
from payroll.operations import corrections, external_results
from payroll.queries import external_slips
from tests.cast import AT, CAST
from tests.payroll.operations import results, steps
from tests.payroll.operations.correcting import begin
from tests.payroll.operations.results import TOTALS, file_of, row_of
from tests.payroll.operations.steps import job

pytestmark = pytest.mark.django_db
MORE = replace(TOTALS, gross=Decimal(140), net=Decimal(140))


def take(text: str, said: Any = TOTALS) -> models.ResultsFile:
    """An officer brings results in."""
    olu = CAST.olu.actor()
    with actors.acting(olu):
        return external_results.take_results(period=steps.november(), text=text, said=said, actor=olu, at=AT)


def paid() -> models.Timesheet:
    """November is worked out elsewhere, brought in and approved; its sheet."""
    results.begin()
    sheet = steps.approve_sheet()
    take(file_of(row_of(sheet)))
    assert steps.approve(steps.run_of().pk).refused == {}
    return sheet


def corrected_row(sheet: models.Timesheet) -> dict[str, str]:
    """£140.00 in place of £135.00, in the row and in the year."""
    return row_of(sheet) | {
        "gross": "140.00",
        "net": "140.00",
        "ni_earnings": "140.00",
        "ytd_pay": "275.00",
        "ytd_ni_earnings": "275.00",
    }


def test_new_results_replace_the_payslip_and_the_difference_is_paid() -> None:
    sheet = paid()
    old = steps.slip_of()
    row = corrected_row(sheet)
    run = begin(old, why="A shift was priced wrongly")
    steps.work_out()
    with actors.acting(job()):
        assert models.Payrun.objects.get(pk=run.pk).state == "blocked", "nothing is worked out here"
    take(file_of(row), MORE)
    with actors.acting(job()):
        ready = models.Payrun.objects.get(pk=run.pk)
    assert (ready.state, ready.net) == ("ready", Decimal("5.00"))
    assert steps.approve(run.pk).refused == {}
    with actors.acting(job()):
        new = models.Payslip.objects.select_related("replaces").get(replaces=old)
        assert (new.net, new.replaces_because) == (Decimal("140.00"), "A shift was priced wrongly")
        assert new.replaces is not None
        assert new.replaces.replaced_at is not None
        assert external_slips.origin_of(new, actor=job()) is not None
        assert not models.Submission.objects.filter(payrun=run).exists(), "HMRC is told by the provider"


def test_without_a_correction_under_way_approved_results_stay() -> None:
    sheet = paid()
    with pytest.raises(errors.Invalid, match="an approved payslip of this period already"):
        take(file_of(corrected_row(sheet)), MORE)


def test_the_same_new_results_again_change_nothing() -> None:
    sheet = paid()
    row = corrected_row(sheet)
    run = begin(steps.slip_of(), why="A shift was priced wrongly")
    first = take(file_of(row), MORE)
    assert take(file_of(row), MORE).pk == first.pk
    with actors.acting(job()):
        assert models.Payslip.objects.filter(payrun=run).count() == 1


def test_once_pay_is_worked_out_here_again_it_goes_on_the_next_payday() -> None:
    paid()
    with actors.acting(job()):
        models.ExternalPayroll.objects.update(during=(results.FIRST_DAY, results.FIRST_DAY))
    olu = CAST.olu.actor()
    with actors.acting(olu), pytest.raises(errors.Conflict, match="not used for its payday any more"):
        corrections.begin(slip=steps.slip_of(), reason="Wrong", actor=olu, at=AT)
