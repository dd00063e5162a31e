"""What is known of payruns when someone approves them: whether they are still what was calculated."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from django.db.models.functions import JSONObject

from dpss.access import actors, scope
from dpss.kernel import money
from ledger.queries import bank_accounts_on
from payroll import models, payrun_rules, reasons, replacing, settling, stored_pay
from payroll.queries import (
    corrections,
    deductions,
    external_slips,
    first_and_last,
    funds,
    off_cycle,
    off_cycle_fits,
    own_hands,
    pay_facts,
    paying_sheets,
    payrun_agreements,
    payrun_batches,
    second_posts,
    so_far,
    unsettled,
)

Slips: TypeAlias = Mapping[uuid.UUID, list[models.Payslip]]


def facts_for_payruns(
    payruns: Sequence[models.Payrun], *, actor: actors.Actor, slips: Slips | None = None
) -> dict[uuid.UUID, payrun_rules.PayrunFacts]:
    """The facts of each payrun, in a fixed number of queries for each period and correction among them.

    `slips` are theirs, where they are read already.
    """
    slips = slips_of(payruns, actor=actor) if slips is None else slips
    found: dict[uuid.UUID, payrun_rules.PayrunFacts] = {}
    for some in payrun_batches.batches(payruns):
        found |= _of_batch(some, {run.pk: slips[run.pk] for run in some}, some[0].period, actor)
    return found


def slips_of(payruns: Sequence[models.Payrun], *, actor: actors.Actor) -> Slips:
    """The payslips of each payrun, with their posts and PAs, and with those that they replace.

    Where none replaces another, no more is read of a result than an approval needs: `told`.
    """
    rows = models.Payslip.objects.filter(payrun__in=payruns).select_related("employment__assistant")
    if payrun_batches.corrected_by(payruns):
        rows = rows.select_related("replaces", "timesheet", "payrun")
    else:
        parts = JSONObject(to_date="result__to_date", deducted="result__deducted")
        rows = rows.defer("result").annotate(parts=parts)  # type: ignore[no-redef]
    found: dict[uuid.UUID, list[models.Payslip]] = {run.pk: [] for run in payruns}
    for slip in scope.visible_to(rows.order_by("pk"), actor):
        found[slip.payrun_id].append(slip)
    return found


def _of_batch(
    payruns: Sequence[models.Payrun], slips: Slips, period: models.PayPeriod, actor: actors.Actor
) -> dict[uuid.UUID, payrun_rules.PayrunFacts]:
    off = off_cycle.of_runs(payruns, actor=actor)
    settled = all(off_cycle.settles(one) for one in off.values())
    overtaken = _overtaken(slips, period, payrun_batches.corrected_by(payruns), actor, settled=settled)
    late = _sheets_left_out(payruns, slips, period, actor, own=off)
    unbanked = _unbanked(slips, period, actor)
    employer_ni = {
        key: money.total(replacing.added_by(slip).ni_employer for slip in some) for key, some in slips.items()
    }
    covered = so_far.allowances(payruns, employer_ni, actor=actor)
    not_agreed = payrun_agreements.waiting_for(payruns, actor=actor)
    does_not_fit = off_cycle_fits.why_not_now(payruns, off, actor=actor) if off else {}
    not_funded = funds.sentences(payruns, actor=actor)
    own = own_hands.sentences(slips, payruns, actor=actor)
    return {
        payrun.pk: payrun_rules.PayrunFacts(
            payslips=len(slips[payrun.pk]),
            sheets_changed=payrun.pk in late,
            overtaken=payrun.pk in overtaken
            or any(_is_settled(slip, actor) for slip in slips[payrun.pk])
            or covered.get(payrun.pk, money.ZERO) != payrun.employment_allowance,
            does_not_fit=does_not_fit.get(payrun.pk, ""),
            unbanked=unbanked.get(payrun.pk, ""),
            not_agreed=not_agreed.get(payrun.pk, ""),
            not_funded=not_funded.get(payrun.pk, ""),
            by_another=own.get(payrun.pk, ""),
            corrects_nothing=any(
                slip.replaces is not None and slip.result == slip.replaces.result for slip in slips[payrun.pk]
            ),
        )
        for payrun in payruns
    }


def _overtaken(
    slips: Slips,
    period: models.PayPeriod,
    without: Collection[uuid.UUID],
    actor: actors.Actor,
    *,
    settled: bool,
) -> set[uuid.UUID]:
    """The payruns with a payslip that does not go on from where the tax year and its orders stand now."""
    every = [slip for some in slips.values() for slip in some]
    now_paid = [slip.employment_id for slip in every]
    now = so_far.stored_to_date(now_paid, tax_year=period.tax_year, actor=actor, without=without)
    found = deductions.in_force(now_paid, day=period.payday, actor=actor, without=without)
    elsewhere = external_slips.among(every, actor=actor)
    later = so_far.paid_later(now_paid, tax_year=period.tax_year, after=period.payday, actor=actor)
    before = first_and_last.paid_elsewhere(now_paid, period, actor=actor)
    due = unsettled.due(now_paid, period=period, actor=actor, again=without)
    pays = {slip.pk: stored_pay.resting_of(slip.inputs) for slip in every}
    worked_out_here = [slip for slip in every if slip.pk not in elsewhere]
    return _beside_others(worked_out_here, pays, period, without, actor) | {
        slip.payrun_id
        for slip in every
        for pay in (pays[slip.pk],)
        if slip.employment_id in later
        or slip.employment_id in before
        or not stored_pay.goes_on_from(slip.inputs, now.get(slip.employment_id))
        or (
            slip.pk not in elsewhere
            and (
                not settling.is_as_due(pay, due.get(slip.employment_id, ()) if settled else ())
                or pay.deductions != deductions.to_take(found.get(slip.employment_id, ()))
            )
        )
    }


def _beside_others(
    slips: Sequence[models.Payslip],
    pays: Mapping[uuid.UUID, stored_pay.Resting],
    period: models.PayPeriod,
    without: Collection[uuid.UUID],
    actor: actors.Actor,
) -> set[uuid.UUID]:
    """The payruns that do not go on from what the PA was paid on another post in the same tax period."""
    doubled = pay_facts.doubled({slip.employment.employer_id for slip in slips}, period, actor=actor)
    mine: dict[second_posts.Pair, list[models.Payslip]] = defaultdict(list)
    for slip in slips:
        if second_posts.pair_of(slip.employment) in doubled:
            mine[second_posts.pair_of(slip.employment)].append(slip)
    if not mine:
        return set()
    posts = [slip.employment for some in mine.values() for slip in some]
    paid = second_posts.earned_before(posts, period, without=without, actor=actor)
    return {
        some[0].payrun_id
        for pair, some in mine.items()
        if min(_goes_on_from(pays[slip.pk]) for slip in some) != paid[pair]
    }


def _goes_on_from(pay: stored_pay.Resting) -> Decimal:
    return pay.earlier.earnings if pay.earlier else money.ZERO


def _sheets_left_out(
    payruns: Sequence[models.Payrun],
    slips: Slips,
    period: models.PayPeriod,
    actor: actors.Actor,
    *,
    own: Mapping[uuid.UUID, models.OffCyclePay],
) -> set[uuid.UUID]:
    """The payruns of employers with a sheet that was approved and that the calculation did not know of."""
    if payrun_batches.corrected_by(payruns):
        return _newer_sheets(slips, actor)
    run_of = {payrun.employer_id: payrun for payrun in payruns}
    sheets = models.Timesheet.objects.filter(
        employment__employer_id__in=run_of, period=period, state="approved"
    ).exclude(
        employment__in=models.Payslip.objects.filter(
            models.PAYS_THE_PERIOD, payrun__period=period, approved_at__isnull=False
        ).values("employment")
    )
    if own:
        sheets = sheets.filter(employment_id__in=[one.employment_id for one in own.values() if one.with_time])
    else:
        sheets = sheets.exclude(employment__in=off_cycle.taken(period, actor=actor))
    left_out = set()
    counts: dict[uuid.UUID, uuid.UUID] = {}
    ranked = paying_sheets.ranked(scope.visible_to(sheets, actor))
    for pk, employment_id, employer_id in ranked.values_list(
        "pk", "employment_id", "employment__employer_id"
    ):
        payrun = run_of[employer_id]
        known = {slip.timesheet_id for slip in slips[payrun.pk]}
        is_first = counts.setdefault(employment_id, pk) == pk
        if is_first and pk not in known and employment_id not in _blocked(payrun):
            left_out.add(payrun.pk)
    return left_out


def _newer_sheets(slips: Slips, actor: actors.Actor) -> set[uuid.UUID]:
    """The corrections whose timesheet has another version since they were worked out, sent or not.

    Time that was paid from the contract has a version of its own, which says nothing of what was worked.
    """
    found = set()
    for slip in (slip for some in slips.values() for slip in some):
        if slip.timesheet is None:
            continue
        sheets = models.Timesheet.objects.filter(
            employment=slip.employment_id,
            period=slip.payrun.period_id,
            basis="sheet",
            version__gt=slip.timesheet.version,
        )
        if scope.visible_to(sheets, actor).exists():
            found.add(slip.payrun_id)
    return found


def _is_settled(slip: models.Payslip, actor: actors.Actor) -> bool:
    """Whether a correction pays a real sheet of which another payslip has paid the difference meanwhile."""
    old = slip.replaces
    if old is None or old.timesheet_id == slip.timesheet_id:
        return False
    return corrections.settled_with(old, actor=actor) is not None


def _blocked(payrun: models.Payrun) -> set[uuid.UUID]:
    return {uuid.UUID(one["employment"]) for one in payrun.exceptions if one["kind"] == reasons.BLOCKED}


def _unbanked(slips: Slips, period: models.PayPeriod, actor: actors.Actor) -> dict[uuid.UUID, str]:
    """For each payrun that cannot pay somebody, the name of the first PA without bank details."""
    paid = [slip for some in slips.values() for slip in some if slip.net]
    people = {slip.employment.assistant.subject_id for slip in paid}
    banked = bank_accounts_on(people, day=period.payday, actor=actor)
    return {
        slip.payrun_id: slip.employment.assistant.name
        for slip in paid
        if slip.employment.assistant.subject_id not in banked
    }
