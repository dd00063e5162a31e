"""What is known of payruns when someone approves them: whether they are still what was calculated."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from dpss.access import actors, scope
from dpss.kernel import money
from ledger.queries import bank_accounts_on
from payroll import models, reasons, rules
from payroll.calc import payment
from payroll.queries import deductions, so_far


def facts_for_payruns(
    payruns: Sequence[models.Payrun], *, actor: actors.Actor
) -> dict[uuid.UUID, rules.PayrunFacts]:
    """The facts of each payrun, in a fixed number of queries for each pay period among them."""
    periods = models.PayPeriod.objects.in_bulk({payrun.period_id for payrun in payruns})
    found: dict[uuid.UUID, rules.PayrunFacts] = {}
    for period in periods.values():
        some = [payrun for payrun in payruns if payrun.period_id == period.pk]
        for payrun in some:
            payrun.period = period
        found |= _of_period(some, period, actor)
    return found


def _of_period(
    payruns: Sequence[models.Payrun], period: models.PayPeriod, actor: actors.Actor
) -> dict[uuid.UUID, rules.PayrunFacts]:
    slips = _slips(payruns, actor)
    overtaken = _overtaken(slips, period, actor)
    late = _sheets_left_out(payruns, slips, period, actor)
    unbanked = _unbanked(slips, period, actor)
    employer_ni = {key: money.total(slip.ni_employer for slip in some) for key, some in slips.items()}
    covered = so_far.allowances(payruns, employer_ni, actor=actor)
    return {
        payrun.pk: rules.PayrunFacts(
            payslips=len(slips[payrun.pk]),
            sheets_changed=payrun.pk in late,
            overtaken=payrun.pk in overtaken
            or covered.get(payrun.pk, money.ZERO) != payrun.employment_allowance,
            unbanked=unbanked.get(payrun.pk, ""),
        )
        for payrun in payruns
    }


def _slips(payruns: Sequence[models.Payrun], actor: actors.Actor) -> Mapping[uuid.UUID, list[models.Payslip]]:
    rows = models.Payslip.objects.filter(payrun__in=payruns).select_related("employment__assistant")
    found: dict[uuid.UUID, list[models.Payslip]] = defaultdict(list)
    for slip in scope.visible_to(rows.defer("result"), actor):
        found[slip.payrun_id].append(slip)
    return found


def _overtaken(
    slips: Mapping[uuid.UUID, Sequence[models.Payslip]], period: models.PayPeriod, actor: actors.Actor
) -> set[uuid.UUID]:
    """The payruns with a payslip that does not go on from where the tax year and its orders stand now."""
    every = [slip for some in slips.values() for slip in some]
    now_paid = [slip.employment_id for slip in every]
    now = so_far.year_to_date(now_paid, tax_year=period.tax_year, actor=actor)
    found = deductions.in_force(now_paid, day=period.payday, actor=actor)
    return {
        slip.payrun_id
        for slip in every
        for pay in (payment.from_json(slip.inputs),)
        if pay.to_date != now[slip.employment_id]
        or pay.deductions != deductions.to_take(found.get(slip.employment_id, ()))
    }


def _sheets_left_out(
    payruns: Sequence[models.Payrun],
    slips: Mapping[uuid.UUID, Sequence[models.Payslip]],
    period: models.PayPeriod,
    actor: actors.Actor,
) -> set[uuid.UUID]:
    """The payruns of employers with a sheet that was approved and that the calculation did not know of."""
    run_of = {payrun.employer_id: payrun for payrun in payruns}
    sheets = models.Timesheet.objects.filter(
        employment__employer_id__in=run_of, period=period, state="approved", payslip=None
    )
    left_out = set()
    waiting = scope.visible_to(sheets, actor).values_list("employment_id", "employment__employer_id")
    for employment_id, employer_id in waiting:
        payrun = run_of[employer_id]
        known = {slip.employment_id for slip in slips[payrun.pk]} | _blocked(payrun)
        if employment_id not in known:
            left_out.add(payrun.pk)
    return left_out


def _blocked(payrun: models.Payrun) -> set[uuid.UUID]:
    return {uuid.UUID(one["employment"]) for one in payrun.exceptions if one["kind"] == reasons.BLOCKED}


def _unbanked(
    slips: Mapping[uuid.UUID, Sequence[models.Payslip]], period: models.PayPeriod, actor: actors.Actor
) -> dict[uuid.UUID, str]:
    """For each payrun that cannot pay somebody, the name of the first PA without bank details."""
    paid = [slip for some in slips.values() for slip in some if slip.net]
    people = {slip.employment.assistant.subject_id for slip in paid}
    banked = bank_accounts_on(people, day=period.payday, actor=actor)
    return {
        slip.payrun_id: slip.employment.assistant.name
        for slip in paid
        if slip.employment.assistant.subject_id not in banked
    }
