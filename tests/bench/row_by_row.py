"""The loop that one would write first: each employer, PA and row is looked up and saved by itself.

It does for ordinary pay what the payrun does, with the same arithmetic, and knows none of the odd cases: no
checks, no corrections, no second posts, no orders. It is here to be compared with.
"""

import uuid
from collections.abc import Sequence
from decimal import Decimal

from clients.models import Commitment
from dpss.access import actors, audit
from dpss.access.models import OutboxMessage
from dpss.kernel import money
from ledger import chart
from ledger.models import Account, BankAccount, Entry, Payment, Posting
from payroll import models, postings
from payroll.calc import earnings, inputs, payment, payslip, pension, rates, results
from payroll.operations import report_bodies
from payroll.queries import payrun_batches, reports
from payroll.rti import irmark
from tests.bench.councils import Council
from tests.cast import AT

FIGURES = (*postings.DEDUCTIONS, "gross", "non_taxable", "ni_employer", "pension_employer", "net")


def pay(payrun_ids: Sequence[uuid.UUID], council: Council) -> None:
    """Work out, store, post and queue each of these payruns, a transaction for each."""
    for payrun_id in payrun_ids:
        with actors.acting(council.job):
            about = payrun_batches.about([payrun_id], actor=council.job)
        with actors.acting(about):
            _payrun(models.Payrun.objects.get(pk=payrun_id), council)


def _payrun(payrun: models.Payrun, council: Council) -> None:
    slips = [_payslip(payrun, post) for post in payrun.employer.employments.order_by("pk")]
    payrun.state, payrun.approved_by_id, payrun.approved_at = "approved", council.manager.user_id, AT
    payrun.calculated_at, payrun.payslip_count = AT, len(slips)
    for name, total in postings.totals(slips).items():
        setattr(payrun, name, total)
    payrun.employment_allowance = _allowance(payrun, slips)
    payrun.hmrc -= payrun.employment_allowance
    payrun.save()
    for slip in slips:
        _follow(payrun, slip)
    for kind, amount in (("hmrc", payrun.hmrc), ("pension", payrun.pension)):
        _commit(payrun, kind, amount, f"payrun:{payrun.pk}:{kind}")
    scheme = payrun.employer.schemes.get(during__contains=payrun.period.payday)
    people = reports.people_of(slips, actor=council.job)
    facts = report_bodies.facts_of(scheme, slips, people)
    text = report_bodies.body_of(facts, {slip.pk: slip for slip in slips})
    mark = irmark.of(text)
    to_date = [results.from_json(slip.result).to_date for slip in slips]
    models.Submission.objects.create(
        council_id=payrun.council_id,
        subject_id=payrun.subject_id,
        employer=payrun.employer,
        payrun=payrun,
        kind="fps",
        state="queued",
        tax_year=payrun.period.tax_year,
        due_on=payrun.period.payday,
        employees=len(slips),
        pay_to_date=money.total(one.pay for one in to_date),
        tax_to_date=money.total(one.tax for one in to_date),
        body=text.decode(),
        irmark=mark.base64,
        receipt=mark.base32,
    )
    audit.record(audit.of(payrun, "approve", after={"state": "approved"}), actor=council.manager, at=AT)


def _payslip(payrun: models.Payrun, post: models.Employment) -> models.Payslip:
    given = _input(payrun.period, post)
    result = payslip.calculate(pay=given, rates=rates.for_year(given.tax_year))
    return models.Payslip.objects.create(
        council_id=post.council_id,
        subject_id=post.subject_id,
        payrun=payrun,
        employment=post,
        timesheet=post.timesheets.get(period=payrun.period, state="approved"),
        payday=given.payday,
        tax_year=given.tax_year,
        inputs=payment.to_json(given),
        result=results.to_json(result),
        rates_sha256=result.rates_sha256,
        approved_at=AT,
        **{name: getattr(result, name) for name in FIGURES},
    )


def _input(period: models.PayPeriod, post: models.Employment) -> payment.PayInput:
    sheet = post.timesheets.get(period=period, state="approved")
    minutes = sum(entry.minutes for entry in sheet.entries.all())
    tax = post.tax_details.get(during__contains=period.payday)
    terms = post.terms.get(during__contains=period.payday)
    brought = post.brought_forward.get(tax_year=period.tax_year)
    worked = earnings.WorkedTime(inputs.EarningKind.HOURS, Decimal(minutes), "minutes")
    year = rates.for_year(period.tax_year)
    earned = earnings.from_time(
        worked=[worked], contract=earnings.ContractRates(hourly=terms.hourly_rate), rates=year.mileage
    )
    return payment.PayInput(
        tax_year=period.tax_year,
        interval=inputs.Interval(period.group.interval),
        period=period.tax_period,
        payday=period.payday,
        earnings=earned,
        tax_code=tax.tax_code,
        non_cumulative=tax.non_cumulative,
        ni_letter=tax.ni_letter,
        to_date=results.to_date_of({"to_date": brought.figures}),
        student_loan=tax.student_loan or None,
        pension=_pension(post, tax, period, money.total(one.amount for one in earned)),
        birth_date=post.assistant.identity.birth_date,
        gender=post.assistant.identity.gender,
        period_start=max(period.first_day, post.first_day),
        period_end=period.last_day,
    )


def _pension(
    post: models.Employment, tax: models.TaxDetails, period: models.PayPeriod, earned: Decimal
) -> pension.Membership | None:
    """A member pays in; who earns enough and is of the age is enrolled from the first day of the period."""
    if tax.pension_from:
        return pension.Membership(scheme=tax.pension, member_from=tax.pension_from)
    year = rates.for_year(period.tax_year)
    assessment = pension.assess(
        birth_date=post.assistant.identity.birth_date,
        payday=period.payday,
        earnings=earned,
        interval=inputs.Interval(period.group.interval),
        rates=year.pension,
        ages_of=year.state_pension_age,
    )
    if assessment is not pension.Assessment.ELIGIBLE_JOBHOLDER:
        return None
    scheme = post.employer.pension_schemes.get(during__contains=period.payday)
    return pension.Membership(scheme=scheme.method, member_from=max(period.first_day, post.first_day))


def _allowance(payrun: models.Payrun, slips: Sequence[models.Payslip]) -> Decimal:
    limit = rates.for_year(payrun.period.tax_year).employment_allowance.amount
    return min(money.total(slip.ni_employer for slip in slips), limit)


def _follow(payrun: models.Payrun, slip: models.Payslip) -> None:
    """The ledger, the payment or the instruction, what is spoken for, and the message."""
    employer, person = payrun.employer, slip.employment.assistant
    movement = postings.of_payslip(
        slip, payslip_id=slip.pk, employer_subject=employer.subject_id, day=slip.payday
    )
    place = {"council_id": slip.council_id, "subject_id": employer.subject_id}
    entry = Entry.objects.create(
        source_key=movement.source_key, day=movement.day, description="Wages", made_at=AT, **place
    )
    for line in movement.lines:
        Account.objects.get_or_create(pk=line.account_id, defaults={"code": line.code, **place})
    # The ledger takes the postings of an entry in one statement only.
    Posting.objects.bulk_create(
        Posting(entry=entry, account_id=line.account_id, amount=line.amount, **place)
        for line in movement.lines
    )
    bank = BankAccount.objects.get(subject_id=person.subject_id, during__contains=slip.payday)
    paid = {"amount": slip.net, "reference": "WAGES", "due_on": slip.payday, **place}
    if employer.who_pays.get(during__contains=slip.payday).payer == "provider":
        Payment.objects.create(
            source_key=f"payslip:{slip.pk}:net",
            organisation_id=payrun.period.group.organisation_id,
            payee=bank,
            debit_account_id=chart.account_id(employer.subject_id, chart.NET_PAY),
            credit_account_id=chart.account_id(employer.client.subject_id, chart.DIRECT_PAYMENT),
            **paid,
        )
    else:
        models.PaymentInstruction.objects.create(
            payslip=slip,
            employer=employer,
            payee_name=person.name,
            sort_code=bank.sort_code,
            account_number=bank.account_number,
            **paid,
        )
    _commit(payrun, "wages", slip.net, f"payslip:{slip.pk}:net")
    if person.user_id:
        OutboxMessage.objects.create(
            key=f"payslip:{slip.pk}",
            template="payslip_ready",
            subject_id=slip.subject_id,
            council_id=slip.council_id,
            to_id=person.user_id,
            values={"payslip": str(slip.pk)},
            due_at=AT,
        )


def _commit(payrun: models.Payrun, kind: str, amount: Decimal, source_key: str) -> None:
    if amount > 0:
        Commitment.objects.create(
            client=payrun.employer.client,
            council_id=payrun.council_id,
            subject_id=payrun.subject_id,
            kind=kind,
            amount=amount,
            due_on=payrun.period.payday,
            source_key=source_key,
        )
