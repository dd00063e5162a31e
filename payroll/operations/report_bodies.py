"""Making the reports of approved wages: the job that puts the exact body together from what approval kept."""

import functools
import logging
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from dpss.access import actors, jobs, policy, rows, scope, sealing, transitions
from payroll import fps_report, models, report_facts
from payroll.calc import payment, records, results
from payroll.operations import making
from payroll.queries import payrun_batches
from payroll.rti import body, fps, report

BATCH: Final = 200
UNREADABLE: Final = (
    "What this report is made from cannot be read any more. Send it, and it is made again from what is"
    " recorded now."
)
FAULT: Final = (
    "The portal failed to make this report, and where is in its log. Tell whoever runs it. Send it, and it is"
    " tried again from what is recorded now."
)
LOG = logging.getLogger(__name__)
_Slips = Mapping[uuid.UUID, models.Payslip]


def facts_of(
    scheme: models.PayeScheme,
    slips: Sequence[models.Payslip],
    people: Mapping[uuid.UUID, fps_report.Person],
) -> report_facts.Facts:
    """What a report of these payslips says beside their figures."""
    return report_facts.Facts(
        report_facts.References(scheme.office_number, scheme.reference, scheme.accounts_office_reference),
        {slip.pk: people[slip.employment_id] for slip in slips},
    )


def body_of(facts: report_facts.Facts, slips: _Slips, *, late_reason: str = "") -> bytes:
    """The exact bytes of the Body, its IRmark inside. Raises `Invalid` for what HMRC would refuse."""
    references = facts.references
    made = report.Report(
        tax_year=next(iter(slips.values())).tax_year,
        employer=body.EmployerReferences(
            references.office_number, references.paye, references.accounts_office
        ),
        employees=tuple(_employee(slips[key], person, late_reason) for key, person in facts.people.items()),
        sender=body.Sender.AGENT,
    )
    return fps.build(made)


@transaction.atomic
def make_due(*, actor: actors.Actor, at: datetime, limit: int = BATCH) -> int:
    """Make the next reports of approved wages, leaving those another worker holds. Returns how many.

    Each is held together with its employer: nobody approves other wages of that employer meanwhile, and one
    of whom somebody does so now is left for the next time.
    """
    waiting = _waiting().select_related("employer").order_by("due_on", "pk")
    held = waiting.select_for_update(skip_locked=True, no_key=True, of=("self", "employer"))
    claimed = list(scope.visible_to(held, actor)[:limit])
    if claimed:
        runs = [one.payrun_id for one in claimed if one.payrun_id]
        about = payrun_batches.about(runs, actor=actor)
        with actors.acting(about):
            _make(claimed, actor=about, at=at)
    return len(claimed)


def finish(employer_ids: Collection[uuid.UUID], *, actor: actors.Actor, at: datetime) -> None:
    """Make now what is still to be made of these employers: whether it could be is asked of what comes next.

    The portal does it, because whoever approves wages or decides about a report does not hold reports.
    """
    waiting = _waiting().filter(employer__in=employer_ids)
    if not scope.visible_to(waiting, actor).exists():
        return
    portal = actors.for_job(job=policy.JOB_SUBMISSIONS, council_id=actor.council_id, today=actor.today)
    with actors.acting(portal):
        held = scope.visible_to(waiting.order_by("pk"), portal).select_for_update(of=("self",))
        _make(list(held), actor=portal, at=at)


def _waiting() -> QuerySet[models.Submission]:
    return models.Submission.objects.exclude(facts=None).defer("body", "message", "reply")


def _make(submissions: Sequence[models.Submission], *, actor: actors.Actor, at: datetime) -> None:
    """Put each body together and check it; what cannot be told waits for a person, who is told why."""
    slips = _slips_of(submissions, actor)
    wrong = {}
    for submission in submissions:
        state, said = submission.state, submission.errors
        _put_together(submission, slips[submission.payrun_id])
        if submission.state == "held" and state == "queued":
            wrong[submission.pk], submission.errors = submission.errors, said
        # One that waits for a late reason goes on waiting for it, unless something else is wrong with it.
        submission.state, submission.errors = state, submission.errors or said
        submission.facts = None
    rows.update_all(submissions, ["facts", "body", "irmark", "receipt", "errors"])
    if wrong:
        transitions.move_all(
            models.Submission,
            list(wrong),
            "hold",
            actor=actor,
            at=at,
            also=lambda submission: {"errors": wrong[submission.pk]},
        )


def _put_together(submission: models.Submission, slips: _Slips) -> None:
    """The body as approval would have made it: of its facts, its payslips, its day and its late reason."""
    submission.body, submission.errors = None, []
    try:
        facts = report_facts.from_text(submission.facts or "")
    except (sealing.SealBroken, records.RecordError):
        making.hold(submission, UNREADABLE)
        return
    build = functools.partial(body_of, facts, slips, late_reason=submission.late_reason)
    try:
        making.keep(submission, build, today=submission.ready_on or submission.due_on)
    except DatabaseError:
        raise
    except Exception as error:  # a fault of the portal's in one report stops no other
        LOG.error("A report could not be made: %s", jobs.where(error))  # noqa: TRY400 - its words are not for a log
        submission.body, submission.irmark, submission.receipt = None, "", ""
        making.hold(submission, FAULT)


def _slips_of(
    submissions: Sequence[models.Submission], actor: actors.Actor
) -> dict[uuid.UUID | None, _Slips]:
    """The payslips of each report's payrun, replaced since or not: approved, they stay as they were."""
    found: dict[uuid.UUID | None, dict[uuid.UUID, models.Payslip]] = defaultdict(dict)
    of_these = models.Payslip.objects.filter(payrun__in=[one.payrun_id for one in submissions])
    read = of_these.only("payrun_id", "employment_id", "tax_year", "inputs", "result")
    for slip in scope.visible_to(read.order_by("pk"), actor):
        found[slip.payrun_id][slip.pk] = slip
    return dict(found)


def _employee(slip: models.Payslip, person: fps_report.Person, late_reason: str) -> report.EmployeeReport:
    return fps_report.employee(
        person,
        payment.from_json(slip.inputs),
        results.figures_from_json(slip.result),
        late_reason=late_reason,
    )
