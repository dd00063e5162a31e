"""Making Full Payment Submissions from approved payruns: the exact body is kept, sealed, until it is sent."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit, scope, transitions
from dpss.kernel import errors, money
from payroll import fps_report, models
from payroll.calc import inputs, results
from payroll.rti import body, fps, irmark, report, rules

REGISTERED = models.PayeScheme.Status.REGISTERED
AWAITING = models.PayeScheme.Status.AWAITING


def queue(
    payruns: Sequence[models.Payrun],
    slips: Mapping[uuid.UUID, Sequence[models.Payslip]],
    *,
    actor: actors.Actor,
    at: datetime,
) -> None:
    """One submission for each payrun whose employer has a PAYE scheme, or waits for its reference."""
    schemes = _schemes(payruns, actor)
    people = _people(payruns, [slip for run in payruns for slip in slips[run.pk]], actor)
    made = []
    for payrun in payruns:
        scheme = schemes.get(payrun.employer_id)
        if scheme is None or scheme.status not in {REGISTERED, AWAITING}:
            continue
        made.append(_submission(payrun, scheme, slips[payrun.pk], people, actor.today))
    models.Submission.objects.bulk_create(made, batch_size=200)
    audit.record_all(
        (audit.of(submission, "queue", after={"state": submission.state}) for submission in made),
        actor=actor,
        at=at,
    )


@transaction.atomic
def release(*, submission: models.Submission, actor: actors.Actor, at: datetime) -> models.Submission:
    """Make a waiting submission again from what is recorded now, and let it be sent.

    Raises `Invalid` with the first rule that it breaks, or when the reference is still missing.
    """
    payrun = models.Payrun.objects.select_related("period").get(pk=submission.payrun_id)
    slips = list(scope.visible_to(payrun.payslips.select_related("employment"), actor))
    scheme = _schemes([payrun], actor).get(payrun.employer_id)
    if scheme is None or scheme.status != REGISTERED:
        raise errors.Invalid("The PAYE reference is still missing. Record it for the employer first.")
    text = body_of(scheme, slips, _people([payrun], slips, actor))
    broken = rules.check(text, today=actor.today)
    if broken:
        raise errors.Invalid(broken[0].sentence)
    mark = irmark.of(text)
    moved = transitions.move(
        submission,
        "release",
        actor=actor,
        at=at,
        also={"irmark": mark.base64, "receipt": mark.base32, "errors": []},
    )
    moved.body = text.decode("ascii")
    moved.save(update_fields=["body"])
    return moved


def body_of(
    scheme: models.PayeScheme, slips: Sequence[models.Payslip], people: Mapping[uuid.UUID, fps_report.Person]
) -> bytes:
    """The exact bytes of the Body, its IRmark inside. Raises `Invalid` for what HMRC would refuse."""
    made = report.Report(
        tax_year=slips[0].tax_year,
        employer=body.EmployerReferences(
            scheme.office_number, scheme.reference, scheme.accounts_office_reference
        ),
        employees=tuple(_employee(slip, people[slip.employment_id]) for slip in slips),
        sender=body.Sender.AGENT,
    )
    return fps.build(made)


def _submission(
    payrun: models.Payrun,
    scheme: models.PayeScheme,
    slips: Sequence[models.Payslip],
    people: Mapping[uuid.UUID, fps_report.Person],
    today: date,
) -> models.Submission:
    to_date = [results.from_json(slip.result).to_date for slip in slips]
    submission = models.Submission(
        council_id=payrun.council_id,
        subject_id=payrun.subject_id,
        employer_id=payrun.employer_id,
        payrun=payrun,
        kind=models.Submission.Kind.FPS,
        state="queued" if scheme.status == REGISTERED else "awaiting",
        tax_year=slips[0].tax_year,
        due_on=slips[0].payday,
        employees=len(slips),
        pay_to_date=money.total(figures.pay for figures in to_date),
        tax_to_date=money.total(figures.tax for figures in to_date),
    )
    if scheme.status == REGISTERED:
        _write_body(submission, body_of(scheme, slips, people), today)
    return submission


def _write_body(submission: models.Submission, text: bytes, today: date) -> None:
    """Keep the body and its mark; hold it when it breaks a rule that HMRC would refuse it for."""
    mark = irmark.of(text)
    submission.body = text.decode("ascii")
    submission.irmark, submission.receipt = mark.base64, mark.base32
    broken = rules.check(text, today=today)
    submission.errors = [{"number": rule.rule, "text": rule.sentence, "where": rule.where} for rule in broken]
    if broken:
        submission.state = "held"


def _employee(slip: models.Payslip, person: fps_report.Person) -> report.EmployeeReport:
    result = results.from_json(slip.result)
    first = result.to_date.pay == result.taxable_pay
    return fps_report.employee(person, inputs.from_json(slip.inputs), result, first_report=first)


def _schemes(payruns: Sequence[models.Payrun], actor: actors.Actor) -> dict[uuid.UUID, models.PayeScheme]:
    rows = models.PayeScheme.objects.filter(
        employer_id__in=[payrun.employer_id for payrun in payruns],
        during__contains=payruns[0].period.payday,
    )
    return {scheme.employer_id: scheme for scheme in scope.visible_to(rows, actor)}


def _people(
    payruns: Sequence[models.Payrun], slips: Sequence[models.Payslip], actor: actors.Actor
) -> dict[uuid.UUID, fps_report.Person]:
    """Each post's employee as HMRC must know them."""
    payday = payruns[0].period.payday
    posts = [slip.employment for slip in slips]
    identities = models.PayrollIdentity.objects.filter(assistant_id__in=[post.assistant_id for post in posts])
    known = {row.assistant_id: row for row in scope.visible_to(identities, actor)}
    terms = models.EmploymentTerms.objects.filter(
        employment__in=posts, during__startswith__lte=payday
    ).order_by("during")
    hours = dict(scope.visible_to(terms, actor).values_list("employment_id", "weekly_minutes"))
    tax = models.TaxDetails.objects.filter(employment__in=posts, during__startswith__lte=payday)
    details = scope.visible_to(tax.order_by("during"), actor)
    declared = dict(details.values_list("employment_id", "starter_declaration"))
    return {
        post.pk: _person(post, known[post.assistant_id], hours.get(post.pk, 0), declared.get(post.pk, ""))
        for post in posts
    }


def _person(
    post: models.Employment, identity: models.PayrollIdentity, weekly_minutes: int, declaration: str
) -> fps_report.Person:
    return fps_report.Person(
        forename=identity.hmrc_forename,
        surname=identity.hmrc_surname,
        birth_date=identity.birth_date,
        gender=identity.gender,
        nino=identity.nino or "",
        address=(identity.address_line_1, identity.address_line_2),
        postcode=identity.postcode,
        pay_id=post.payroll_id,
        first_day=post.first_day,
        last_day=post.last_day,
        weekly_minutes=weekly_minutes,
        irregular=post.hours == models.Employment.Hours.IRREGULAR,
        starter_declaration=declaration,
    )
