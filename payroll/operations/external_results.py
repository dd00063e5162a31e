"""Results of a provider's own software come in: every row checked, then all payslips made, or none."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models import Max

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import errors, money
from payroll import models, reasons, replacing
from payroll.calc.inputs import PayInputError
from payroll.external import hours, rows, slips
from payroll.external.rows import Fault, Row, Totals
from payroll.operations import calculating, external, external_corrections
from payroll.queries import external as queries
from payroll.queries import paying_sheets, posts, so_far
from payroll.queries.external import Known
from payroll.queries.pay_inputs import Post

REGULAR: Final = models.Payrun.Kind.REGULAR


def check(
    *, period: models.PayPeriod, text: str, actor: actors.Actor
) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    """The rows of a file of results, and everything that is wrong with them. Raises `Invalid`."""
    mode = external.mode_of(period, actor)
    found, faults = rows.read(text)
    known = queries.known(period, mode, [row.post for row in found], actor=actor)
    every = (*faults, *(fault for row in found for fault in _wrong(row, known)))
    return found, tuple(sorted(every, key=lambda fault: fault.line))


@transaction.atomic
def take_results(
    *, period: models.PayPeriod, text: str, said: Totals, actor: actors.Actor, at: datetime
) -> models.ResultsFile:
    """Make the payslips of a file of results, for a second person to approve: all of them or none.

    The same file again changes nothing. Raises `Invalid` for a fault in any row, or a control total that does
    not agree to the penny.
    """
    if not actor.may(policy.CALCULATE_PAYRUNS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not bring results in. Ask a payroll officer.")
    mode = external.mode_of(period, actor)
    sha256 = hours.digest(text)
    found, _faults = rows.read(text)
    _lock([row.post for row in found], actor)
    file = queries.results_files(period, actor=actor).filter(sha256=sha256).first()
    if file is not None and _is_there(file, actor):
        return file
    found, faults = check(period=period, text=text, actor=actor)
    if faults:
        first = faults[0]
        more = f" {len(faults) - 1} more." if len(faults) > 1 else ""
        raise errors.Invalid(f"Row {first.line}: {first.sentence}{more} Nothing was taken.")
    if apart := rows.apart(rows.totals(found), said):
        raise errors.Invalid(f"{apart[0]} Nothing was taken.")
    file = file or _file(period, sha256, found, actor.user_id, at)
    known = queries.known(period, mode, [row.post for row in found], actor=actor)
    _make(found, known, file, actor=actor, at=at)
    after = {"sha256": sha256, "payslips": file.payslips, "net": file.net}
    audit.record(audit.of(file, "take results", after=after), actor=actor, at=at)
    return file


def _lock(post_ids: Sequence[uuid.UUID], actor: actors.Actor) -> None:
    """Nobody approves, calculates or brings in results of these employers meanwhile."""
    held = models.Employer.objects.filter(employments__in=post_ids).values("pk")
    employers = scope.visible_to(models.Employer.objects.filter(pk__in=held), actor)
    list(employers.order_by("pk").select_for_update(of=("self",)))


def _is_there(file: models.ResultsFile, actor: actors.Actor) -> bool:
    made = scope.visible_to(models.ExternalPayslip.objects.filter(results_file=file), actor)
    return made.count() == file.payslips


def _wrong(row: Row, known: Known) -> Iterator[Fault]:
    """What is wrong with a row for its post; then what does not add up in it."""
    post = known.posts.get(row.post)
    if post is None:
        yield Fault(row.line, "This post is not due in this period, or not one of yours.")
        return
    sheet = known.sheets.get(row.post)
    if row.post in known.paid:
        yield Fault(row.line, "This post has an approved payslip of this period already.")
    elif sheet is None or sheet.state != "approved":
        yield Fault(row.line, "The employer has not approved a timesheet of this post.")
    elif hours.sheet_key(sheet.pk, sheet.digest) != row.sheet:
        yield Fault(row.line, "The hours have changed since they went out. Send them out again.")
    if known.ends.is_paid_elsewhere(post):
        yield Fault(row.line, reasons.BLOCKS["paid_elsewhere"][1])
    before = known.to_date[row.post]
    if before is None:
        yield Fault(row.line, reasons.BLOCKS["brought_forward"][1])
        return
    orders = len(known.orders.get(row.post, ()))
    if row.figures.orders and orders != 1:
        yield Fault(
            row.line,
            f"Orders are taken, and {orders or 'none'} are recorded for this post. Record one order first.",
        )
    yield from slips.wrong(row, before, recovers=known.recovers(post))


def _file(
    period: models.PayPeriod, sha256: str, found: Sequence[Row], user_id: uuid.UUID, at: datetime
) -> models.ResultsFile:
    came_to = rows.totals(found)
    recovered = money.total(row.figures.recovered + row.figures.compensation for row in found)
    return models.ResultsFile.objects.create(
        council_id=period.council_id,
        organisation_id=period.group.organisation_id,
        period=period,
        sha256=sha256,
        payslips=came_to.payslips,
        gross=came_to.gross,
        net=came_to.net,
        hmrc=came_to.hmrc,
        pension=came_to.pension,
        recovered=recovered,
        taken_by_id=user_id,
        taken_at=at,
    )


def _make(
    found: Sequence[Row], known: Known, file: models.ResultsFile, *, actor: actors.Actor, at: datetime
) -> None:
    """Payslips in payruns that are ready for a second person, with who worked them out."""
    usual = [row for row in found if row.post not in known.correcting]
    employers = {known.posts[row.post].employer_id for row in usual}
    runs = _runs(known.period, employers, actor=actor, at=at) if employers else {}
    again = {run.pk: run for row in found if (run := known.correcting.get(row.post))}
    models.Payslip.objects.filter(payrun__in=[*runs.values(), *again.values()]).delete()
    made: dict[uuid.UUID, list[models.Payslip]] = defaultdict(list)
    for row in found:
        post = known.posts[row.post]
        run = known.correcting.get(row.post) or runs[post.employer_id]
        try:
            pay, result = slips.payslip(row, known.facts(row))
        except PayInputError as error:
            raise errors.Invalid(f"Row {row.line}: {error} Nothing was taken.") from error
        slip = calculating.payslip_of(Post(run.pk, post), known.sheets[row.post].pk, pay, result)
        if run.pk in again:
            slip.replaces, slip.replaces_because = run.corrects, run.reason
        made[run.pk].append(slip)
    every = [slip for some in made.values() for slip in some]
    models.Payslip.objects.bulk_create(every, batch_size=500)
    models.ExternalPayslip.objects.bulk_create(
        (
            models.ExternalPayslip(
                council_id=slip.council_id,
                subject_id=slip.subject_id,
                payslip=slip,
                results_file=file,
                provider=known.mode.organisation.name,
                software=known.mode.software,
            )
            for slip in every
        ),
        batch_size=500,
    )
    _ready(runs, made, usual, known, actor=actor, at=at)
    external_corrections.ready(list(again.values()), made, actor=actor, at=at)


def _runs(
    period: models.PayPeriod, employer_ids: set[uuid.UUID], *, actor: actors.Actor, at: datetime
) -> dict[uuid.UUID, models.Payrun]:
    """The open payrun of each employer, asked for by whoever brings the results."""
    mine = models.Payrun.objects.filter(period=period, kind=REGULAR, employer__in=employer_ids)
    open_runs = scope.visible_to(mine.exclude(state="approved"), actor)
    has_one = set(open_runs.values_list("employer_id", flat=True))
    latest = dict(scope.visible_to(mine, actor).order_by().values_list("employer_id").annotate(Max("run")))
    employers = models.Employer.objects.filter(pk__in=employer_ids - has_one)
    models.Payrun.objects.bulk_create(
        models.Payrun(
            council_id=employer.council_id,
            subject_id=employer.subject_id,
            employer=employer,
            period=period,
            run=latest.get(employer.pk, 0) + 1,
        )
        for employer in scope.visible_to(employers, actor)
    )
    asked = {"requested_by_id": actor.user_id, "requested_at": at}
    waiting = list(open_runs.exclude(state="requested").values_list("pk", flat=True))
    transitions.move_all(models.Payrun, waiting, "request", actor=actor, at=at, also=lambda _: asked)
    found = list(open_runs.select_related("period__group"))
    return {run.employer_id: run for run in found}


def _ready(
    runs: Mapping[uuid.UUID, models.Payrun],
    made: Mapping[uuid.UUID, Sequence[models.Payslip]],
    found: Sequence[Row],
    known: Known,
    *,
    actor: actors.Actor,
    at: datetime,
) -> None:
    added = {key: [replacing.added_by(slip) for slip in some] for key, some in made.items()}
    employer_ni = {key: money.total(one.ni_employer for one in some) for key, some in added.items()}
    covered = so_far.allowances(list(runs.values()), employer_ni, actor=actor)
    _check_allowance(runs, found, known, covered)
    left_out = _left_out(runs, known, made, actor)
    transitions.move_all(
        models.Payrun,
        [run.pk for run in runs.values()],
        "calculate",
        actor=actor,
        at=at,
        also=lambda run: {
            "calculated_at": at,
            "exceptions": left_out.get(run.pk, []),
            "minutes": 0,
            **calculating.totals_of(added[run.pk], covered.get(run.pk, money.ZERO)),
        },
    )


def _check_allowance(
    runs: Mapping[uuid.UUID, models.Payrun],
    found: Sequence[Row],
    known: Known,
    covered: Mapping[uuid.UUID, Decimal],
) -> None:
    """Employment Allowance is what is left of the year's here, employer by employer."""
    claimed: dict[uuid.UUID, Decimal] = defaultdict(lambda: money.ZERO)
    for row in found:
        claimed[known.posts[row.post].employer_id] += row.figures.allowance
    names = {post.employer_id: post.employer.name for post in known.posts.values()}
    for employer_id, run in runs.items():
        here = covered.get(run.pk, money.ZERO)
        if claimed[employer_id] != here:
            raise errors.Invalid(
                f"{names[employer_id]}: the file uses {money.in_words(claimed[employer_id])} of Employment"
                f" Allowance, and here it is {money.in_words(here)}. Correct the claim or the file. Nothing"
                " was taken."
            )


def _left_out(
    runs: Mapping[uuid.UUID, models.Payrun],
    known: Known,
    made: Mapping[uuid.UUID, Sequence[models.Payslip]],
    actor: actors.Actor,
) -> dict[uuid.UUID, list[dict[str, str]]]:
    """The posts of these employers that are due and have no payslip, with the reason."""
    paid = {slip.employment_id for some in made.values() for slip in some} | known.paid
    due = posts.due_in(known.period, actor=actor).filter(employer__in=runs).exclude(pk__in=paid)
    open_posts = list(due.select_related("assistant"))
    keys = [post.pk for post in open_posts]
    sheets = paying_sheets.of_posts(keys, period=known.period, actor=actor)
    found: dict[uuid.UUID, list[dict[str, str]]] = defaultdict(list)
    for post in open_posts:
        run, sheet = runs[post.employer_id], sheets.get(post.pk)
        if sheet is not None and sheet.state == reasons.NOT_WORKED:
            continue
        is_in = sheet is not None and sheet.state == "approved"
        problem = reasons.blocked("external") if is_in else reasons.missing(sheet.state if sheet else None)
        found[run.pk].append(calculating.exception_of(Post(run.pk, post), problem))
    return found
