"""The steps of a correction: asked for, the rate put right, worked out, approved."""

import datetime as dt
from decimal import Decimal

from dpss.access import actors
from payroll import models
from payroll.operations import corrections, tax, terms
from tests.cast import AT, CAST, Person
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job


def begin(
    slip: models.Payslip | None = None, *, by: Person = CAST.olu, why: str = "Wrong rate"
) -> models.Payrun:
    """An officer asks for November's payslip to be corrected."""
    slip = slip or steps.slip_of()
    with actors.acting(by.actor()):
        return corrections.begin(slip=slip, reason=why, actor=by.actor(), at=AT)


def sent() -> None:
    """Asha has paid November's wages, so that nothing can be lowered any more."""
    with actors.acting(job()):
        models.PaymentInstruction.objects.filter(payslip__payday=dt.date(2026, 11, 27)).update(state="paid")


def rate(pounds: str) -> None:
    """The rate was another one from the first day of November's period."""
    with actors.acting(CAST.olu.actor()):
        terms.change(
            post=steps.post_of(),
            day=steps.november().first_day,
            terms=terms.Terms(weekly_minutes=600, hourly_rate=Decimal(pounds), sleep_in_rate=Decimal("0.00")),
            actor=CAST.olu.actor(),
            at=AT,
        )


def correct(pounds: str) -> models.Payrun:
    """All of it: begun, the rate put right, worked out, and approved by the manager."""
    run = begin()
    rate(pounds)
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    return steps.run_of(run=run.run)


def new_slip() -> models.Payslip:
    """What replaced November's payslip."""
    with actors.acting(job()):
        return models.Payslip.objects.select_related("replaces").get(replaces__isnull=False)


def correct_october() -> models.Payrun:
    """October was taxed by the wrong code: the correction, approved."""
    with actors.acting(job()):
        october = models.Payslip.objects.get(pk=DEE.id_of("payslip"))
        brought = models.BroughtForward.objects.filter(employment=steps.post_of())
        brought.update(figures=steps.brought_forward("500.00"))
    run = begin(october)
    olu = CAST.olu.actor()
    with actors.acting(olu):
        details = tax.Details(
            tax_code="BR", non_cumulative=False, ni_letter="A", student_loan="",
            postgraduate_loan=False, pension="", pension_from=None,
        )  # fmt: skip
        tax.change(post=steps.post_of(), payday=october.payday, details=details, actor=olu, at=AT)
    steps.work_out()
    assert steps.approve(run.pk).refused == {}
    return run
