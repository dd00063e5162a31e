"""The papers of a post: payslips by tax year, and the P45s and P60s that were given."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, Min, QuerySet, Sum

from dpss.access import actors, policy, scope
from dpss.kernel import errors, money
from payroll import models, postings
from payroll.calc import inputs, payment, records, results
from payroll.calc.inputs import PayInputError
from payroll.calc.year_end import forms
from payroll.queries import payslips

# As they were paid. A PA does not reach the payruns, so they cannot be asked for their number.
IN_ORDER: Final = ("payday", "approved_at", "pk")
FIGURES: Final = ("gross", "non_taxable", *postings.DEDUCTIONS, "net")


@dataclass(frozen=True, slots=True)
class YearOfPost:
    """One job's tax year: how many payslips, and their sums in pounds."""

    post: models.Employment
    payslips: int
    first_payday: date
    last_payday: date
    gross: Decimal
    non_taxable: Decimal
    taken_off: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True)
class Form:
    """A P45 or P60 with whose it is. `person` is None for an employer, who has no record of the PA.

    `before` is what of the year was reported under another reference: for HMRC, an earlier employment.
    """

    issued: models.IssuedForm
    pay: payment.PayInput
    to_date: inputs.YearToDate
    person: models.PayrollIdentity | None
    before: inputs.YearToDate

    @property
    def last(self) -> forms.LastPayment:
        """The payment that its figures are read from."""
        return forms.LastPayment(self.pay, self.to_date, self.before)

    @property
    def post(self) -> models.Employment:
        """The job that it is of."""
        post: models.Employment = self.issued.employment
        return post

    def p45(self) -> forms.P45:
        """The figures of a P45. Raises `Refusal` where its payslip cannot be read as one."""
        leaving = self.post.last_day
        if leaving is None:
            raise errors.Refusal("No last day is recorded any more. Ring your payroll provider.")
        try:
            return forms.p45(last=self.last, leaving_date=leaving, already_given=None)
        except PayInputError as error:
            raise errors.Refusal(str(error)) from error

    def p60(self) -> forms.P60:
        """The figures of a P60. Raises `Refusal` for somebody who left before the year's last day."""
        try:
            return forms.p60(last=self.last, leaving_date=self.post.last_day)
        except PayInputError as error:
            raise errors.Refusal(str(error)) from error


def posts(*, actor: actors.Actor) -> QuerySet[models.Employment]:
    """The posts of which the actor may see what was paid, those that have ended too."""
    rows = models.Employment.objects.select_related("assistant", "employer__pay_group__organisation")
    if actor.job:
        return scope.visible_to(rows, actor)
    return rows.filter(subject_id__any=ArraySubquery(scope.subjects_of(actor, policy.MONEY)))


def counted(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> QuerySet[models.Payslip]:
    """The payslips that sums are made of: approved, seen by the actor, and not replaced by another."""
    return payslips.payslips(actor=actor, client_id=client_id).filter(replaced_at=None)


def tax_years(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> list[str]:
    """The tax years with a payslip, the newest first."""
    slips = counted(actor=actor, client_id=client_id).order_by("-tax_year")
    return list(slips.values_list("tax_year", flat=True).distinct())


def of_year(*, tax_year: str, actor: actors.Actor) -> QuerySet[models.Payslip]:
    """The payslips of a tax year, job by job in the order of their paydays."""
    slips = counted(actor=actor).filter(tax_year=tax_year)
    return slips.order_by("employment__employer__name", "employment_id", *IN_ORDER)


def years_of_posts(*, tax_year: str, actor: actors.Actor) -> list[YearOfPost]:
    """Each job's sums of a tax year, the employers by name."""
    sums = {name: Sum(name) for name in FIGURES}
    days = {"first": Min("payday"), "last": Max("payday")}
    rows = counted(actor=actor).filter(tax_year=tax_year).order_by().values("employment_id")
    found = list(rows.annotate(payslips=Count("pk"), **days, **sums).order_by("employment_id"))
    held = posts(actor=actor).in_bulk([row["employment_id"] for row in found])
    years = [_year(held[row["employment_id"]], row) for row in found]
    return sorted(years, key=lambda year: (year.post.employer.name, year.post.assistant.name, year.post.pk))


def forms_given(*, actor: actors.Actor, **only: Any) -> QuerySet[models.IssuedForm]:
    """The P45s and P60s that the actor may see, the newest first."""
    rows = models.IssuedForm.objects.filter(**only).select_related(
        "employment__assistant", "employment__employer__pay_group__organisation", "payslip"
    )
    return scope.visible_to(rows, actor).order_by("-tax_year", "-version", "kind", "pk")


def newest(given: QuerySet[models.IssuedForm]) -> list[models.IssuedForm]:
    """Without those that a later version replaces; two queries at most."""
    kept: dict[tuple[uuid.UUID, str, str], models.IssuedForm] = {}
    for one in given:
        kept.setdefault((one.employment_id, one.kind, one.tax_year), one)
    return list(kept.values())


def form(issued: models.IssuedForm, *, actor: actors.Actor) -> Form:
    """One of them with its figures, read from the payslip that it was given from."""
    return read([issued], actor=actor)[0]


def read(issued: Sequence[models.IssuedForm], *, actor: actors.Actor) -> list[Form]:
    """Some of them with their figures, in two queries whatever their number."""
    people = models.PayrollIdentity.objects.filter(
        assistant_id__in=[one.employment.assistant_id for one in issued]
    )
    known: Mapping[uuid.UUID, models.PayrollIdentity] = {
        person.assistant_id: person for person in scope.visible_to(people, actor)
    }
    return [
        Form(
            issued=one,
            pay=payment.from_json(one.payslip.inputs),
            to_date=results.from_json(one.payslip.result).to_date,
            person=known.get(one.employment.assistant_id),
            before=_before(one),
        )
        for one in issued
    ]


def _before(issued: models.IssuedForm) -> inputs.YearToDate:
    """As it was when the form was given; nought where the year was all under one reference."""
    if not issued.before:
        return inputs.YearToDate.zero()
    return records.read(inputs.YearToDate, issued.before, where="before", leaf=records.json_leaf)


def by_post(given: Sequence[models.IssuedForm]) -> Mapping[uuid.UUID, list[models.IssuedForm]]:
    """Forms by the post that they are of."""
    found: dict[uuid.UUID, list[models.IssuedForm]] = defaultdict(list)
    for one in given:
        found[one.employment_id].append(one)
    return found


def _year(post: models.Employment, row: Mapping[str, Any]) -> YearOfPost:
    return YearOfPost(
        post=post,
        payslips=row["payslips"],
        first_payday=row["first"],
        last_payday=row["last"],
        gross=row["gross"],
        non_taxable=row["non_taxable"],
        taken_off=money.total(row[name] for name in postings.DEDUCTIONS),
        net=row["net"],
    )
