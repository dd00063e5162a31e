"""The steps of a payrun, each by the person of the cast whose work it is."""

import datetime as dt
import uuid
from typing import Any

from clients import reach as of_people
from clients.models import PersonalAssistant
from dpss.access import actors, operations, policy, transitions
from ledger import chart
from payroll import models
from payroll import reach as of_wages
from payroll.operations import payruns, pension_dues, report_bodies
from tests.cast import AT, CAST, TODAY, Home, Person, Post, key
from tests.factories import access, ledger, payroll
from tests.factories import clients as people

ASHA, BEN = CAST.homes["asha"], CAST.homes["ben"]
DEE, DEE_AT_BEN = CAST.posts["dee at asha"], CAST.posts["dee at ben"]


def job(name: str = policy.JOB_PAYRUNS) -> actors.Actor:
    """A job at work in Eastmarsh."""
    return actors.for_job(job=name, council_id=CAST.east.id, today=TODAY)


def november(home: Home = ASHA) -> models.PayPeriod:
    """The period that is being paid."""
    return _period(home, "november")


def october(home: Home = ASHA) -> models.PayPeriod:
    """The period before, which is paid and reported."""
    return _period(home, "october")


def december() -> models.PayPeriod:
    """The period after, which nobody has opened yet."""
    with actors.acting(job()):
        return payroll.pay_period(
            group=november().group,
            first_day=dt.date(2026, 11, 23),
            last_day=dt.date(2026, 12, 20),
            sheets_in_by=dt.datetime(2026, 12, 21, 12, tzinfo=dt.UTC),
            payday=dt.date(2026, 12, 24),
            tax_period=40,
        )


def post_of(post: Post = DEE) -> models.Employment:
    """A post of the cast."""
    with actors.acting(job()):
        return models.Employment.objects.select_related("employer", "assistant").get(
            pk=post.id_of("employment")
        )


def _period(home: Home, month: str) -> models.PayPeriod:
    periods = models.PayPeriod.objects.select_related("group")
    return periods.get(pk=key(home.council.slug, home.provider, month))


def approve_sheet(post: Post = DEE, *, at: dt.datetime = AT) -> models.Timesheet:
    """The employer approves the sheet that waits: two shifts of five hours."""
    client = CAST.named(post.home.short).user_id
    with actors.acting(job()):
        models.Timesheet.objects.filter(pk=post.id_of("timesheet")).update(
            state="approved", decided_by_id=client, decided_at=at, digest="0" * 64
        )
        return models.Timesheet.objects.get(pk=post.id_of("timesheet"))


def empty_bens_sheet() -> None:
    """Dee's sheet for Ben, of another provider, says the same hours as hers for Asha: it is emptied."""
    with actors.acting(job()):
        models.TimesheetEntry.objects.filter(timesheet=DEE_AT_BEN.id_of("timesheet")).delete()


def request(by: Person = CAST.olu, period: models.PayPeriod | None = None, **more: Any) -> int:
    """An officer asks for a period to be calculated, November's unless another is given."""
    with actors.acting(by.actor()):
        return payruns.request(period=period or november(), actor=by.actor(), at=AT, **more)


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


def approve(
    *ids: uuid.UUID, by: Person = CAST.mara, reported: bool = True, seen_to: bool = True
) -> transitions.Outcome:
    """A manager approves payruns, and jobs do what follows, unless they have not come to them.

    They make the reports to HMRC, and see to what is due about pensions.
    """
    with actors.acting(by.actor()):
        outcome = payruns.approve(payrun_ids=ids, actor=by.actor(), at=AT)
    if reported:
        make_reports()
    if seen_to:
        see_to_pensions()
    return outcome


def see_to_pensions(*, at: dt.datetime = AT) -> int:
    """The job sees to what is due about pensions after wages were approved."""
    seeing = job()
    with actors.acting(seeing):
        return pension_dues.see_to_approved(actor=seeing, at=at)


def make_reports(*, at: dt.datetime = AT) -> int:
    """The job makes the reports to HMRC of approved wages."""
    reporting = job(policy.JOB_SUBMISSIONS)
    with actors.acting(reporting):
        return report_bodies.make_due(actor=reporting, at=at)


def pay_november(by: Person = CAST.olu) -> models.Payrun:
    """All of it: the sheet approved, the payrun calculated and approved."""
    approve_sheet()
    payrun = calculate(by)
    assert approve(payrun.pk).refused == {}
    return run_of()


def provider_pays(employer_id: uuid.UUID | None = None) -> None:
    """From now on the provider pays the wages, of Asha's unless another employer is given."""
    with actors.acting(job()):
        held = models.WhoPays.objects.filter(employer_id=employer_id or ASHA.id_of("employer"))
        held.update(payer="provider")


def employ(name: str) -> models.Employer:
    """Another client of Northfield's who employs, pays, and has a PAYE scheme."""
    with actors.acting(job()):
        council = {"council_id": CAST.east.id}
        client = people.client(subject=access.subject(kind="client", **council), name=name)
        employer = payroll.employer(
            subject=access.subject(kind="employer", part_of_id=client.subject_id, **council),
            client=client,
            pay_group_id=key(CAST.east.slug, "northfield", "pay group"),
        )
        payroll.paye_scheme(employer=employer, reference=f"ZZ{len(name):05}")
        payroll.allowance_claim(employer=employer)
        payroll.who_pays(employer=employer)
        ledger.account(about=client, code=chart.DIRECT_PAYMENT)
        placed = people.placement(client=client, organisation_id=key("northfield", "organisation"))
        operations.grant_all(
            [
                *of_people.of_client(client, council_organisation_id=CAST.east.organisation_id),
                *of_people.of_placement(placed),
                *of_wages.of_employer(employer, [], council_organisation_id=CAST.east.organisation_id),
                *of_wages.of_placement(placed, employer, []),
            ]
        )
        return employer


def hire(name: str, employer_id: uuid.UUID | None = None, **given: Any) -> models.Employment:
    """Another PA, of Asha's unless another employer is given, with all that payroll needs but a sheet."""
    employer_id = employer_id or ASHA.id_of("employer")
    with actors.acting(job()):
        council = {"council_id": CAST.east.id}
        assistant = PersonalAssistant.objects.create(
            name=name, subject=access.subject(kind="pa", **council), **council
        )
        payroll.identity(assistant=assistant, nino="PW999999D")
        employer = models.Employer.objects.select_related("client").get(pk=employer_id)
        post = payroll.employment(
            subject=access.subject(kind="employment", part_of_id=employer.client.subject_id, **council),
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


def sheet_in(
    post: models.Employment, *days: dt.date, period: models.PayPeriod | None = None, **given: Any
) -> models.Timesheet:
    """A sheet of the post with five hours on each day, approved by the employer."""
    with actors.acting(job()):
        sheet = payroll.timesheet(employment=post, period=period or november())
        for day in days:
            payroll.shift(timesheet=sheet, day=day, **given)
        payroll.freeze(timesheet=sheet, by=CAST.asha.user_id)
        return sheet


def slip_of(post: Post = DEE, *, payday: dt.date = dt.date(2026, 11, 27)) -> models.Payslip:
    """A post's payslip of a payday."""
    with actors.acting(job()):
        return models.Payslip.objects.get(employment_id=post.id_of("employment"), payday=payday)


def slip_of_run(run: models.Payrun, post: Post = DEE) -> models.Payslip:
    """A post's payslip of a payrun."""
    with actors.acting(job()):
        return models.Payslip.objects.get(employment_id=post.id_of("employment"), payrun=run)


def brought_forward(pay: str) -> dict[str, Any]:
    """A year's figures with so much taxable pay and nothing taken off."""
    return {"pay": pay, "net": pay, "ni": [], "statutory": [], **dict.fromkeys(_NOTHING, "0.00")}


_NOTHING = (
    "tax",
    "student_loan",
    "postgraduate_loan",
    "pension_relief_at_source",
    "pension_net_pay",
    "pension_employer",
)
