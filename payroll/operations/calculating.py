"""From approved timesheets to payslips that wait for a second person."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from dpss.access import actors, rows, transitions
from dpss.kernel import money
from payroll import changes, models, postings, reasons, replacing, settling
from payroll.calc import inputs, paye_need, payment, payslip, rates, results
from payroll.operations import pension_assessing
from payroll.queries import pay_inputs, pension_pay, second_posts, so_far, worked_time


def work_out(payruns: Sequence[models.Payrun], *, actor: actors.Actor, at: datetime) -> None:
    """Make the payslips of payruns that were asked for, and note whom they leave out and why.

    The payruns are of one payday, and either regular, or one correction, or one off-cycle run.
    """
    models.Payslip.objects.filter(payrun__in=payruns).delete()
    run_of = {payrun.pk: payrun for payrun in payruns}
    slips: dict[uuid.UUID, list[models.Payslip]] = defaultdict(list)
    exceptions: dict[uuid.UUID, list[dict[str, str]]] = defaultdict(list)
    minutes: dict[uuid.UUID, int] = defaultdict(int)
    found = pay_inputs.posts_of(payruns, actor=actor)
    regular = [post.employment for post in found if not run_of[post.payrun_id].own_payday]
    usual = so_far.usual_gross(regular, payruns[0].period, actor=actor)
    together = second_posts.Together()
    assessed: list[models.PensionAssessment] = []
    for post in found:
        slip, problem = _worked_out(post, usual.get(post.employment.pk), together, assessed)
        if slip:
            run = run_of[post.payrun_id]
            if run.corrects:
                slip.replaces, slip.replaces_because = run.corrects, run.reason
            problem = reasons.not_taken(_not_taken(slip), beside=problem)
            slips[post.payrun_id].append(slip)
            minutes[post.payrun_id] += post.minutes
        if problem:
            exceptions[post.payrun_id].append(exception_of(post, problem))
    rows.insert_all(slip for some in slips.values() for slip in some)
    pension_assessing.keep(assessed)
    added = {key: [replacing.added_by(slip) for slip in some] for key, some in slips.items()}
    employer_ni = {key: money.total(one.ni_employer for one in some) for key, some in added.items()}
    covered = so_far.allowances(payruns, employer_ni, actor=actor)
    minutes_before = _minutes_before([run for run in payruns if slips[run.pk]], actor)
    for name, wanted in (("calculate", True), ("block", False)):
        transitions.move_all(
            models.Payrun,
            [payrun.pk for payrun in payruns if bool(slips[payrun.pk]) is wanted],
            name,
            actor=actor,
            at=at,
            also=lambda payrun: {
                "calculated_at": at,
                "exceptions": exceptions[payrun.pk],
                "minutes": minutes[payrun.pk] - minutes_before.get(payrun.pk, 0),
                **totals_of(added.get(payrun.pk, []), covered.get(payrun.pk, money.ZERO)),
            },
        )


def _worked_out(
    post: pay_inputs.Post,
    usual: changes.Usual | None,
    together: second_posts.Together,
    assessed: list[models.PensionAssessment],
) -> tuple[models.Payslip | None, reasons.Problem | None]:
    """The payslip of one post, and what should be looked at; or only what stops it."""
    if post.pay is None:
        return None, post.problem
    pair = second_posts.pair_of(post.employment)
    try:
        whole = together.after(pair, post.pay, before=post.beside, here=post.before)
        found = pension_pay.assess(whole, post.pension)
        pay, not_taken_back = settling.affordable(found.pay)
        if not_taken_back:
            found = pension_pay.assess(pay, post.pension)
            pay = found.pay
        result = payslip.calculate(pay=pay, rates=rates.for_year(pay.tax_year))
    except inputs.PayInputError as error:
        return None, reasons.blocked("input", str(error))
    check = result.minimum_wage
    if check is not None and check.shortfall:
        return None, reasons.blocked(
            "minimum_wage",
            f"Works out at {money.in_words(check.hourly)} an hour,"
            f" below the {money.in_words(check.rate)} minimum wage. Correct the hours or the rate.",
        )
    if result.net < 0:
        return None, reasons.blocked("negative")
    together.add(pair, result)
    slip = payslip_of(post, post.sheet_id, pay, result)
    if kept := pension_assessing.of_payslip(slip, found, of=post.pension):
        assessed.append(kept)
    unusual = reasons.pension(
        list(pension_pay.to_say(found, result)), beside=changes.of_gross(result.gross, usual=usual)
    )
    unusual = reasons.not_settled((post.unsettled, not_taken_back), beside=unusual)
    unusual = reasons.not_tested(post.untested, beside=unusual)
    need = _needs_paye(post, pay, result)
    if need is None:
        return slip, unusual
    return slip, reasons.needs_paye(need.why, beside=unusual)


def _needs_paye(
    post: pay_inputs.Post, pay: payment.PayInput, result: results.PayResult
) -> paye_need.Need | None:
    """Whether this payment says that an employer without a PAYE scheme needs one. It is paid all the same."""
    if post.paye_signs is None:
        return None
    expenses = (line.amount for line in pay.earnings if line.kind is inputs.EarningKind.EXPENSES)
    need = paye_need.of_payment(
        pay=result.gross + (pay.earlier.earnings if pay.earlier else money.ZERO),
        in_pension=pay.pension is not None,
        interval=pay.interval,
        rates=rates.for_year(pay.tax_year).national_insurance_on(pay.payday),
        signs=post.paye_signs,
        expenses=money.total(expenses),
    )
    return need if need.needed else None


def payslip_of(
    post: pay_inputs.Post, sheet_id: uuid.UUID | None, pay: payment.PayInput, result: results.PayResult
) -> models.Payslip:
    """The payslip that a payment comes to, not written down yet."""
    return models.Payslip(
        council_id=post.employment.council_id,
        subject_id=post.employment.subject_id,
        payrun_id=post.payrun_id,
        employment=post.employment,
        timesheet_id=sheet_id,
        payday=pay.payday,
        tax_year=pay.tax_year,
        inputs=payment.to_json(pay),
        result=results.to_json(result),
        rates_sha256=result.rates_sha256,
        gross=result.gross,
        non_taxable=result.non_taxable,
        tax=result.tax,
        ni_employee=result.ni_employee,
        ni_employer=result.ni_employer,
        student_loan=result.student_loan,
        postgraduate_loan=result.postgraduate_loan,
        pension_employee=result.pension_employee,
        pension_employer=result.pension_employer,
        attached=result.attached,
        kept=result.kept,
        net=result.net,
    )


def _not_taken(slip: models.Payslip) -> list[str]:
    """A sentence for each order or agreement that this payslip could not give all that was due."""
    return [one["said"] for one in slip.result["deducted"] if one["said"]]


def exception_of(post: pay_inputs.Post, problem: reasons.Problem) -> dict[str, str]:
    """Why a payrun leaves a post out, or should be looked at because of it."""
    return {
        "employment": str(post.employment.pk),
        "name": post.employment.assistant.name,
        "kind": problem.kind,
        "reason": problem.code,
        "why": problem.why,
    }


def _minutes_before(payruns: Sequence[models.Payrun], actor: actors.Actor) -> dict[uuid.UUID, int]:
    """The minutes that corrections' old payslips were paid for."""
    sheets = {
        payrun.pk: payrun.corrects.timesheet_id
        for payrun in payruns
        if payrun.corrects and payrun.corrects.timesheet_id
    }
    worked = worked_time.worked_of(sheets.values(), actor=actor) if sheets else {}
    return {key: worked[sheet].minutes for key, sheet in sheets.items() if sheet in worked}


def totals_of(slips: Sequence[postings.Paid], allowance: Decimal) -> dict[str, object]:
    """What a payrun says of its payslips together."""
    figures = postings.totals(slips)
    employer_ni = money.total(slip.ni_employer for slip in slips)
    employer_pension = money.total(slip.pension_employer for slip in slips)
    reimbursed = money.total(slip.non_taxable for slip in slips)
    kept = money.total(slip.kept for slip in slips)
    return {
        **figures,
        "hmrc": figures["hmrc"] - allowance,
        "payslip_count": len(slips),
        "employment_allowance": allowance,
        "employer_cost": figures["gross"] + reimbursed - kept + employer_ni - allowance + employer_pension,
    }
