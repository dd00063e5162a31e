"""What follows from an approved payrun, all in its transaction: ledger, money out, HMRC, messages."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from clients import operations as clients
from dpss.access import actors, rows, scope
from dpss.access import operations as access
from dpss.kernel import dates, errors
from ledger import chart
from ledger import operations as ledger
from ledger.queries import bank_accounts_on
from payroll import models, postings, publishing, reasons, replacing
from payroll.operations import (
    bills,
    carried_p45s,
    deduction_payments,
    deductions,
    fps,
    pension_facts,
    replacements,
    settling,
    unsent,
)
from payroll.queries import payrun_batches

REFERENCE = "WAGES"


@dataclass(frozen=True, slots=True)
class _Run:
    """One approved payrun with what its consequences need."""

    payrun: models.Payrun
    employer: models.Employer
    slips: tuple[models.Payslip, ...]
    payer: str


def follow(
    payruns: Sequence[models.Payrun],
    slips: Mapping[uuid.UUID, Sequence[models.Payslip]],
    *,
    actor: actors.Actor,
    at: datetime,
) -> None:
    """Post wages, make payments or instructions, queue the reports to HMRC, note what is spoken for.

    The payruns are of one payday; `slips` are theirs, as `payrun_facts.slips_of` reads them. Raises
    `Invalid` when one of them cannot be paid.
    """
    if not payruns:
        return
    runs = _load(payruns, slips, actor)
    _issue(runs, at)
    every = [slip for run in runs for slip in run.slips]
    payday = runs[0].payrun.period.payday
    billed = bills.hold_billed([run.employer.pk for run in runs], day=payday, actor=actor)
    replacements.replace_all(every, actor=actor, at=at)
    settling.settle(every, actor=actor)
    deductions.finish(every, actor=actor, at=at)
    _post(runs, at)
    replacements.note_overpaid(
        every,
        {slip.pk: run.employer.subject_id for run in runs for slip in run.slips},
        lowered=unsent.lower(every, actor=actor, at=at),
        actor=actor,
        at=at,
    )
    _pay(runs, actor=actor)
    fps.queue([run.payrun for run in runs], {run.payrun.pk: run.slips for run in runs}, actor=actor, at=at)
    _commit(runs)
    unsent.set_free([run.payrun for run in runs], every, actor=actor)
    carried_p45s.carry(every, actor=actor, at=at)
    pension_facts.follow(every, actor=actor, at=at)
    bills.recount(billed, day=payday, actor=actor, at=at)
    deduction_payments.lower([slip for slip in every if slip.replaces], actor=actor, at=at)
    _tell(runs, at)


def _issue(runs: Sequence[_Run], at: datetime) -> None:
    """From now on the payslips are what was paid, and those that they replace do not count any more."""
    every = [slip for run in runs for slip in run.slips]
    old = [slip.replaces for slip in every if slip.replaces]
    if old:
        models.Payslip.objects.filter(pk__in=[one.pk for one in old], replaced_at=None).update(replaced_at=at)
    models.Payslip.objects.filter(payrun__in=[run.payrun for run in runs]).update(approved_at=at)
    for one in old:
        one.replaced_at = one.replaced_at or at
    for slip in every:
        slip.approved_at = at


def _load(
    payruns: Sequence[models.Payrun],
    slips: Mapping[uuid.UUID, Sequence[models.Payslip]],
    actor: actors.Actor,
) -> list[_Run]:
    employers = models.Employer.objects.select_related("client").in_bulk(
        [payrun.employer_id for payrun in payruns]
    )
    periods = models.PayPeriod.objects.select_related("group").in_bulk({run.period_id for run in payruns})
    for payrun in payruns:
        payrun.period = payrun_batches.as_paid(payrun, periods[payrun.period_id])
        for slip in slips[payrun.pk]:
            slip.payrun = payrun
    payers = _payers(payruns, actor)
    return [
        _Run(
            payrun,
            employers[payrun.employer_id],
            tuple(slips[payrun.pk]),
            _payer(payrun, payers),
        )
        for payrun in payruns
    ]


def _payers(payruns: Sequence[models.Payrun], actor: actors.Actor) -> dict[uuid.UUID, str]:
    rows = models.WhoPays.objects.filter(
        employer_id__in=[payrun.employer_id for payrun in payruns],
        during__contains=payruns[0].period.payday,
    )
    return dict(scope.visible_to(rows, actor).values_list("employer_id", "payer"))


def _payer(payrun: models.Payrun, payers: Mapping[uuid.UUID, str]) -> str:
    if payrun.employer_id not in payers:
        raise errors.Invalid(reasons.BLOCKS["payer"][1])
    return payers[payrun.employer_id]


def _post(runs: Sequence[_Run], at: datetime) -> None:
    movements = []
    for run in runs:
        subject, day = run.employer.subject_id, run.payrun.period.payday
        movements += [
            postings.of_payslip(slip, payslip_id=slip.pk, employer_subject=subject, day=day)
            for slip in run.slips
            if not postings.is_nothing(slip)
        ]
        if run.payrun.employment_allowance:
            movements.append(
                postings.of_employment_allowance(
                    run.payrun.employment_allowance,
                    payrun_id=run.payrun.pk,
                    employer_subject=subject,
                    day=day,
                )
            )
    ledger.post_all(movements, council_id=runs[0].payrun.council_id, at=at)


def _pay(runs: Sequence[_Run], *, actor: actors.Actor) -> None:
    """A payment by the provider for each payslip, or an instruction to the employer who pays."""
    people = {slip.employment.assistant.subject_id for run in runs for slip in run.slips}
    accounts = bank_accounts_on(people, day=runs[0].payrun.period.payday, actor=actor)
    payments, instructions = [], []
    for run in runs:
        for slip in run.slips:
            due = replacing.added_by(slip).net
            if due <= 0:
                continue
            account = accounts.get(slip.employment.assistant.subject_id)
            if account is None:
                name = slip.employment.assistant.name
                raise errors.Invalid(f"{name} has no bank details. Add them, then approve.")
            if run.payer == models.WhoPays.Payer.PROVIDER:
                payer = actor.organisation_id or run.payrun.period.group.organisation_id
                payments.append(_payment(run, slip, due, account.pk, payer))
            else:
                instruction = _instruction(run, slip, due)
                instruction.sort_code = account.sort_code
                instruction.account_number = account.account_number
                instructions.append(instruction)
    ledger.due_all(payments)
    rows.insert_all(instructions)


def _payment(
    run: _Run, slip: models.Payslip, amount: Decimal, payee_id: uuid.UUID, organisation_id: uuid.UUID
) -> ledger.PaymentRequest:
    """By the provider whose manager approves, which need not be the one whose calendar it was."""
    return ledger.PaymentRequest(
        source_key=postings.wages_key(slip.pk),
        council_id=slip.council_id,
        subject_id=run.employer.subject_id,
        organisation_id=organisation_id,
        payee_id=payee_id,
        amount=amount,
        reference=REFERENCE,
        due_on=slip.payday,
        debit_account_id=chart.account_id(run.employer.subject_id, chart.NET_PAY),
        credit_account_id=chart.account_id(run.employer.client.subject_id, chart.DIRECT_PAYMENT),
    )


def _instruction(run: _Run, slip: models.Payslip, amount: Decimal) -> models.PaymentInstruction:
    return models.PaymentInstruction(
        council_id=slip.council_id,
        subject_id=run.employer.subject_id,
        payslip=slip,
        employer=run.employer,
        payee_name=slip.employment.assistant.name,
        amount=amount,
        reference=REFERENCE,
        due_on=slip.payday,
    )


def _commit(runs: Sequence[_Run]) -> None:
    """Money that the run has spoken for, until it is paid: wages, orders, HMRC, pension."""
    clients.commit_all(
        clients.CommitmentValue(
            client_id=run.employer.client_id,
            council_id=run.payrun.council_id,
            subject_id=run.employer.subject_id,
            kind=kind,
            amount=amount,
            due_on=run.payrun.period.payday,
            source_key=source_key,
        )
        for run in runs
        for kind, amount, source_key in (
            *(("wages", replacing.added_by(slip).net, postings.wages_key(slip.pk)) for slip in run.slips),
            *(
                ("orders", replacing.added_by(slip).attached, f"payslip:{slip.pk}:orders")
                for slip in run.slips
            ),
            ("hmrc", run.payrun.hmrc, f"payrun:{run.payrun.pk}:hmrc"),
            ("pension", run.payrun.pension, f"payrun:{run.payrun.pk}:pension"),
        )
        if amount > 0
    )


def _tell(runs: Sequence[_Run], at: datetime) -> None:
    """A message to each PA who signs in, on the day from which they see the payslip."""
    access.queue_messages(
        [
            access.message(
                key=f"payslip:{slip.pk}",
                template="payslip_ready",
                subject_id=slip.subject_id,
                council_id=slip.council_id,
                to_id=slip.employment.assistant.user_id,
                values={"payslip": str(slip.pk), "payday": dates.in_words(slip.payday)},
                due_at=publishing.told_at(slip.payday, approved_at=at),
            )
            for run in runs
            for slip in run.slips
            if slip.employment.assistant.user_id
        ]
    )
