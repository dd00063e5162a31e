"""Employers, posts, sheets, payruns, and what HMRC is told."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from psycopg2.extras import DateRange

from clients.models import Client, PersonalAssistant
from dpss.access import sealing
from dpss.access.models import Subject
from payroll import models
from payroll.calc import inputs, lines, payment, rates, results
from payroll.calc import payslip as calculation
from tests.factories import AT, access
from tests.factories.clients import SINCE

TAX_YEAR = "2026-27"
RATE = Decimal("13.50")
EVER = DateRange(None, None)


def pay_group(**given: Any) -> models.PayGroup:
    """Employers who pay every four weeks. Needs `council_id` and `organisation_id`."""
    return models.PayGroup.objects.create(**{"name": "Four-weekly", "interval": "four_weekly"} | given)


def pay_period(*, group: models.PayGroup, **given: Any) -> models.PayPeriod:
    """The four weeks to 22 November 2026."""
    usual = {
        "first_day": dt.date(2026, 10, 26),
        "last_day": dt.date(2026, 11, 22),
        "sheets_in_by": dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC),
        "payday": dt.date(2026, 11, 27),
        "tax_year": TAX_YEAR,
        "tax_period": 36,
    }
    return models.PayPeriod.objects.create(group=group, council_id=group.council_id, **usual | given)


def employer(*, subject: Subject, client: Client, **given: Any) -> models.Employer:
    """The client as an employer, always in one pay group. Needs `pay_group`."""
    made = models.Employer.objects.create(
        client=client, **access.hung_on(subject), **{"name": client.name, "during": EVER} | given
    )
    in_group(employer=made, group_id=made.pay_group_id)
    return made


def in_group(*, employer: models.Employer, **given: Any) -> models.EmployersPayGroup:
    """Paid by the calendar of a group, and of no other one at any time. Needs `group` or `group_id`."""
    models.EmployersPayGroup.objects.filter(employer=employer).delete()
    row = models.EmployersPayGroup.objects.create(
        employer=employer, **access.on(employer), **{"during": EVER} | given
    )
    models.Employer.objects.filter(pk=employer.pk).update(pay_group=row.group_id)
    return row


def paye_scheme(*, employer: models.Employer, **given: Any) -> models.PayeScheme:
    """A registered scheme."""
    usual = {
        "status": models.PayeScheme.Status.REGISTERED,
        "office_number": "120",
        "reference": "ZZ99999",
        "accounts_office_reference": "120PZ99999999",
        "during": SINCE,
    }
    return models.PayeScheme.objects.create(employer=employer, **access.on(employer), **usual | given)


def allowance_claim(*, employer: models.Employer, **given: Any) -> models.AllowanceClaim:
    """Employment Allowance, claimed for the tax year by the payroll before."""
    usual = {"tax_year": TAX_YEAR, "claimed_on": dt.date(2026, 4, 6)}
    return models.AllowanceClaim.objects.create(employer=employer, **access.on(employer), **usual | given)


def registration_step(*, employer: models.Employer, **given: Any) -> models.RegistrationStep:
    """HMRC has been asked for a PAYE scheme."""
    usual = {"step": "asked", "done_on": dt.date(2026, 4, 6), "recorded_at": AT}
    return models.RegistrationStep.objects.create(employer=employer, **access.on(employer), **usual | given)


def paye_need(*, employer: models.Employer, **given: Any) -> models.PayeNeed:
    """Somebody is paid at or above the lower earnings limit, and nothing else."""
    usual = {
        "at_lower_limit": True,
        "other_job": False,
        "pension": False,
        "benefits": False,
        "answered_on": dt.date(2026, 4, 6),
        "answered_at": AT,
    }
    return models.PayeNeed.objects.create(employer=employer, **access.on(employer), **usual | given)


def who_pays(*, employer: models.Employer, **given: Any) -> models.WhoPays:
    """The employer pays the wages."""
    usual = {"payer": models.WhoPays.Payer.EMPLOYER, "during": SINCE}
    return models.WhoPays.objects.create(employer=employer, **access.on(employer), **usual | given)


def identity(*, assistant: PersonalAssistant, nino: str, **given: Any) -> models.PayrollIdentity:
    """What HMRC must be told of a PA."""
    forename, _, surname = assistant.name.partition(" ")
    usual = {
        "hmrc_forename": forename,
        "hmrc_surname": surname,
        "birth_date": dt.date(1995, 3, 14),
        "gender": "F",
        "nino_index": sealing.index_of(nino, purpose="nino"),
        "address_line_1": "1 Mill Lane",
        "address_line_2": "Lowmarsh",
        "postcode": "ZZ1 9ZZ",
    }
    return models.PayrollIdentity.objects.create(
        assistant=assistant, nino=nino, **access.on(assistant), **usual | given
    )


def employment(
    *, subject: Subject, employer: models.Employer, assistant: PersonalAssistant, **given: Any
) -> models.Employment:
    """A post with irregular hours that goes on."""
    usual = {
        "payroll_id": str(subject.pk)[:8],
        "first_day": dt.date(2026, 4, 6),
        "hours": models.Employment.Hours.IRREGULAR,
    }
    return models.Employment.objects.create(
        employer=employer, assistant=assistant, **access.hung_on(subject), **usual | given
    )


def terms(*, employment: models.Employment, **given: Any) -> models.EmploymentTerms:
    """Ten hours a week at £13.50."""
    usual = {"weekly_minutes": 600, "hourly_rate": RATE, "during": SINCE}
    return models.EmploymentTerms.objects.create(
        employment=employment, **access.on(employment), **usual | given
    )


def tax_details(*, employment: models.Employment, **given: Any) -> models.TaxDetails:
    """1257L, NI letter A, no loans and no pension."""
    usual = {"tax_code": "1257L", "ni_letter": "A", "during": SINCE}
    return models.TaxDetails.objects.create(employment=employment, **access.on(employment), **usual | given)


def brought_forward(*, employment: models.Employment, **given: Any) -> models.BroughtForward:
    """Nothing was paid this year before."""
    usual = {
        "tax_year": TAX_YEAR,
        "up_to": dt.date(2026, 4, 6),
        "figures": {"pay": "0.00", "tax": "0.00"},
    }
    return models.BroughtForward.objects.create(
        employment=employment, **access.on(employment), **usual | given
    )


def earlier_job(*, employment: models.Employment, **given: Any) -> models.EarlierJob:
    """A P45 of this tax year with a week 1/month 1 code, whose pay and tax do not count."""
    usual = {
        "tax_year": TAX_YEAR,
        "leaving_date": dt.date(2026, 4, 6),
        "tax_code": "1257L",
        "non_cumulative": True,
    }
    return models.EarlierJob.objects.create(employment=employment, **access.on(employment), **usual | given)


def deduction(*, employment: models.Employment, **given: Any) -> models.Deduction:
    """A council tax order that is known long ahead."""
    usual = {
        "kind": models.Deduction.Kind.COUNCIL_TAX,
        "sender": "Eastmarsh Borough Council",
        "reference": f"CT {employment.payroll_id}"[:60],
        "made": dt.date(2026, 4, 6),
        "first_day": dt.date(2028, 1, 3),
    }
    return models.Deduction.objects.create(employment=employment, **access.on(employment), **usual | given)


def deduction_terms(*, deduction: models.Deduction, **given: Any) -> models.DeductionTerms:
    """£400 is owed from the first day on."""
    usual = {"owed": Decimal("400.00"), "during": DateRange(deduction.first_day, None)}
    return models.DeductionTerms.objects.create(deduction=deduction, **access.on(deduction), **usual | given)


def held_pay(*, employment: models.Employment, period: models.PayPeriod, **given: Any) -> models.HeldPay:
    """Pay that is held. Needs `held_by_id`."""
    usual = {"reason": "The hours are in doubt.", "held_at": AT}
    return models.HeldPay.objects.create(
        employment=employment, period=period, **access.on(employment), **usual | given
    )


def timesheet(*, employment: models.Employment, period: models.PayPeriod, **given: Any) -> models.Timesheet:
    """An empty draft."""
    return models.Timesheet.objects.create(
        employment=employment, period=period, **access.on(employment), **given
    )


def shift(*, timesheet: models.Timesheet, day: dt.date, **given: Any) -> models.TimesheetEntry:
    """Five hours from nine to two."""
    usual = {
        "kind": models.TimesheetEntry.Kind.HOURS,
        "starts": dt.time(9),
        "finishes": dt.time(14),
        "minutes": 300,
    }
    return models.TimesheetEntry.objects.create(
        timesheet=timesheet, day=day, **access.on(timesheet), **usual | given
    )


def qualifying_days(*, employment: models.Employment, **given: Any) -> models.QualifyingDays:
    """Monday to Friday from the start of the job."""
    usual = {"weekdays": [0, 1, 2, 3, 4], "during": DateRange(employment.first_day, None)}
    return models.QualifyingDays.objects.create(
        employment=employment, **access.on(employment), **usual | given
    )


def earlier_sickness(*, employment: models.Employment, **given: Any) -> models.EarlierSickness:
    """The first week of May, before the sheets here."""
    usual = {"during": DateRange(dt.date(2026, 5, 4), dt.date(2026, 5, 9)), "source": "The payroll before"}
    return models.EarlierSickness.objects.create(
        employment=employment, **access.on(employment), **usual | given
    )


def sick_pay_decision(
    *, employment: models.Employment, period: models.PayPeriod, **given: Any
) -> models.SickPayDecision:
    """Not due, for two days that the sheet no longer has: it has no effect. Needs `decided_by_id`."""
    usual = {
        "outcome": models.SickPayDecision.Outcome.NOT_DUE,
        "reason": models.SickPayDecision.Reason.OTHER,
        "sick_days": [period.first_day, period.first_day + dt.timedelta(days=1)],
        "lines": [],
        "decided_at": AT,
    }
    return models.SickPayDecision.objects.create(
        employment=employment, period=period, **access.on(employment), **usual | given
    )


def payrun(*, employer: models.Employer, period: models.PayPeriod, **given: Any) -> models.Payrun:
    """A payrun that waits for its timesheets."""
    return models.Payrun.objects.create(employer=employer, period=period, **access.on(employer), **given)


def payslip(
    *,
    payrun: models.Payrun,
    timesheet: models.Timesheet,
    worked_out: tuple[lines.Line, ...] = (),
    **given: Any,
) -> models.Payslip:
    """A payslip as the engine works it out, for the sheet's hours at £13.50 and lines of other rules."""
    period = payrun.period
    minutes = sum(entry.minutes for entry in timesheet.entries.all())
    hours = Decimal(minutes) / 60
    pay = payment.PayInput(
        tax_year=period.tax_year,
        interval=inputs.Interval(period.group.interval),
        period=period.tax_period,
        payday=period.payday,
        earnings=(
            inputs.Earning(
                kind=inputs.EarningKind.HOURS,
                label="Hours worked",
                quantity=hours,
                unit="hours",
                rate=RATE,
                amount=(hours * RATE).quantize(Decimal("0.01")),
            ),
        ),
        worked_out=worked_out,
        tax_code="1257L",
        non_cumulative=False,
        ni_letter="A",
        to_date=inputs.YearToDate.zero(),
    )
    result = calculation.calculate(pay=pay, rates=rates.for_year(period.tax_year))
    usual = {
        "inputs": payment.to_json(pay),
        "result": results.to_json(result),
        "rates_sha256": result.rates_sha256,
        **{figure: getattr(result, figure) for figure in _FIGURES},
    }
    return models.Payslip.objects.create(
        payrun=payrun,
        timesheet=timesheet,
        employment=timesheet.employment,
        payday=period.payday,
        tax_year=period.tax_year,
        approved_at=payrun.approved_at,
        **access.on(timesheet),
        **usual | given,
    )


_FIGURES = (
    "gross",
    "non_taxable",
    "tax",
    "ni_employee",
    "ni_employer",
    "student_loan",
    "postgraduate_loan",
    "pension_employee",
    "pension_employer",
    "attached",
    "kept",
    "net",
)


def instruction(*, payslip: models.Payslip, **given: Any) -> models.PaymentInstruction:
    """An employer must pay this payslip. Needs `sort_code` and `account_number`."""
    employer = payslip.payrun.employer
    usual = {
        "payee_name": payslip.employment.assistant.name,
        "amount": payslip.net,
        "reference": "WAGES",
        "due_on": payslip.payday,
    }
    return models.PaymentInstruction.objects.create(
        payslip=payslip, employer=employer, **access.on(employer), **usual | given
    )


def submission(*, payrun: models.Payrun, **given: Any) -> models.Submission:
    """An FPS that waits to be sent."""
    usual = {
        "kind": models.Submission.Kind.FPS,
        "tax_year": payrun.period.tax_year,
        "due_on": payrun.period.payday,
        "employees": 1,
        "pay_to_date": payrun.gross,
        "tax_to_date": Decimal("0.00"),
        "body": "<IRenvelope/>",
        "irmark": "A" * 28,
        "receipt": "A" * 32,
    }
    return models.Submission.objects.create(
        payrun=payrun, employer=payrun.employer, **access.on(payrun), **usual | given
    )


def send(*, timesheet: models.Timesheet, by: uuid.UUID) -> None:
    """Put a sheet where it would be after its PA sent it."""
    models.Timesheet.objects.filter(pk=timesheet.pk).update(
        state="submitted", submitted_by_id=by, submitted_at=AT
    )


def freeze(*, timesheet: models.Timesheet, by: uuid.UUID) -> None:
    """Put a sheet where it would be after it was approved."""
    models.Timesheet.objects.filter(pk=timesheet.pk).update(
        state="approved", decided_by_id=by, decided_at=AT, digest="0" * 64
    )
