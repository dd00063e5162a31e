"""The steps of a payrun, each by the person of the cast whose work it is."""

import datetime as dt
import uuid
from typing import Any

from clients.models import PersonalAssistant
from dpss.access import actors, operations, policy, transitions
from payroll import models
from payroll import reach as of_wages
from payroll.operations import payruns
from tests.cast import AT, CAST, TODAY, Home, Person, Post, key
from tests.factories import access, ledger, payroll

ASHA, BEN = CAST.homes["asha"], CAST.homes["ben"]
DEE, DEE_AT_BEN = CAST.posts["dee at asha"], CAST.posts["dee at ben"]


def job(name: str = policy.JOB_PAYRUNS) -> actors.Actor:
    """A job at work in Eastmarsh."""
    return actors.for_job(job=name, council_id=CAST.east.id, today=TODAY)


def november(home: Home = ASHA) -> models.PayPeriod:
    """The period that is being paid."""
    return models.PayPeriod.objects.select_related("group").get(
        pk=key(home.council.slug, home.provider, "november")
    )


def approve_sheet(post: Post = DEE, *, at: dt.datetime = AT) -> models.Timesheet:
    """The employer approves the sheet that waits: two shifts of five hours."""
    client = CAST.named(post.home.short).user_id
    with actors.acting(job()):
        models.Timesheet.objects.filter(pk=post.id_of("timesheet")).update(
            state="approved", decided_by_id=client, decided_at=at, digest="0" * 64
        )
        return models.Timesheet.objects.get(pk=post.id_of("timesheet"))


def request(by: Person = CAST.olu, **more: Any) -> int:
    """An officer asks for the period to be calculated."""
    with actors.acting(by.actor()):
        return payruns.request(period=november(), actor=by.actor(), at=AT, **more)


def calculate(by: Person = CAST.olu) -> models.Payrun:
    """Asked for, and worked out by the job: Asha's payrun of November."""
    request(by)
    work_out()
    return run_of()


def work_out(*, at: dt.datetime = AT) -> int:
    """The job works out what was asked for."""
    with actors.acting(job()):
        return payruns.calculate_due(actor=job(), at=at)


def run_of(home: Home = ASHA, *, run: int = 1) -> models.Payrun:
    """An employer's payrun of November."""
    with actors.acting(job()):
        return models.Payrun.objects.get(employer_id=home.id_of("employer"), period=november(home), run=run)


def approve(*ids: uuid.UUID, by: Person = CAST.mara) -> transitions.Outcome:
    """A manager approves payruns."""
    with actors.acting(by.actor()):
        return payruns.approve(payrun_ids=ids, actor=by.actor(), at=AT)


def pay_november(by: Person = CAST.olu) -> models.Payrun:
    """All of it: the sheet approved, the payrun calculated and approved."""
    approve_sheet()
    payrun = calculate(by)
    assert approve(payrun.pk).refused == {}
    return run_of()


def provider_pays(home: Home = ASHA) -> None:
    """From now on the provider pays this employer's wages from the managed account."""
    with actors.acting(job()):
        models.WhoPays.objects.filter(employer_id=home.id_of("employer")).update(payer="provider")


def hire(name: str, home: Home = ASHA, **given: Any) -> models.Employment:
    """Another PA of the employer, new here, with everything that payroll needs but a sheet."""
    with actors.acting(job()):
        council = {"council_id": home.council.id}
        assistant = PersonalAssistant.objects.create(
            name=name, subject=access.subject(kind="pa", **council), **council
        )
        payroll.identity(assistant=assistant, nino="PW999999D")
        employer = models.Employer.objects.select_related("client").get(pk=home.id_of("employer"))
        post = payroll.employment(
            subject=access.subject(kind="employment", **council),
            employer=employer,
            assistant=assistant,
            payroll_id=name.upper(),
            **given,
        )
        payroll.terms(employment=post)
        payroll.tax_details(employment=post)
        grants = of_wages.of_post_for_assistant(post)
        for placement in employer.client.placements.all():
            grants += of_wages.of_placement(placement, employer, [post])
        operations.grant_all(grants)
        return post


def bank(assistant: PersonalAssistant) -> None:
    """The PA says where the wages should go."""
    with actors.acting(job()):
        ledger.bank_account(about=assistant, sort_code="999904", account_number="70444444")


def sheet_in(post: models.Employment, *days: dt.date, **given: Any) -> models.Timesheet:
    """A sheet of the post with five hours on each day, approved by the employer."""
    with actors.acting(job()):
        sheet = payroll.timesheet(employment=post, period=november())
        for day in days:
            payroll.shift(timesheet=sheet, day=day, **given)
        payroll.freeze(timesheet=sheet, by=CAST.asha.user_id)
        return sheet


def slip_of(post: Post = DEE, *, payday: dt.date = dt.date(2026, 11, 27)) -> models.Payslip:
    """A post's payslip of a payday."""
    with actors.acting(job()):
        return models.Payslip.objects.get(employment_id=post.id_of("employment"), payday=payday)


def brought_forward(pay: str) -> dict[str, Any]:
    """A year's figures with so much taxable pay and nothing taken off."""
    return {"pay": pay, "net": pay, "ni": [], **dict.fromkeys(_NOTHING, "0.00")}


_NOTHING = ("tax", "student_loan", "postgraduate_loan", "pension_employee", "pension_employer")
