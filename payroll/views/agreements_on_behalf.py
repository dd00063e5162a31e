"""What payroll does about employers who agree each payrun first: ring them, and write down what they say."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views, words
from payroll import models
from payroll.forms.payrun_agreements import AGREED, AgreementFilters, ChoiceForm, PhonedForm
from payroll.operations import payrun_agreements as operations
from payroll.queries import employers, payrun_agreements, payruns
from payroll.views import payrun_agreements as own
from payroll.views.post_sections import begins


class AgreementByPhone(views.FormPage):
    """Read a payrun out to its employer, and record what they say."""

    permission: ClassVar[str] = policy.RECORD_APPROVALS
    template_name = "payroll/people/agreement.html"

    def load(self) -> None:
        """The payrun, if it is worked out and its employer agrees first."""
        found = payrun_agreements.to_agree(actor=self.actor)
        self.payrun = shortcuts.get_object_or_404(found, pk=self.kwargs["payrun"])

    @property
    def heading(self) -> components.Words:
        """Whose payrun is read out."""
        return f"Ring {self.payrun.employer.name} about their payrun"

    def back(self) -> components.BackLink:
        """To the payrun."""
        return components.BackLink("The payrun", reverse("payroll:payrun", args=[self.payrun.pk]))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Who may say it; the day is today, and the digest that of what is shown."""
        return PhonedForm(
            data,
            names=payrun_agreements.names_for(self.payrun, actor=self.actor),
            initial={
                "said_on": self.actor.today,
                "digest": payrun_agreements.digest_of(self.payrun),
            },
        )

    def context(self) -> dict[str, Any]:
        """What is read out, the number to ring, and what was said."""
        last = payrun_agreements.newest_answers([self.payrun], actor=self.actor).get(self.payrun.pk)
        return {
            "people": own.people(payruns.payslips_of(self.payrun, actor=self.actor)),
            "costs": own.costs(self.payrun),
            "said": own.said(last) or components.Note(_phone(self.payrun), "Phone:"),
            "is_agreed": last is not None and last.answer == AGREED,
        }

    def act(self, **values: Any) -> models.PayrunAnswer:
        """Record it."""
        moment = dt.datetime.combine(values["said_on"], values["said_at"])
        word = operations.Word(
            answer=values["answer"],
            said_by=values["said_by"],
            said_at=timezone.make_aware(moment),
            reason=values["reason"],
            by_phone=True,
        )
        return operations.answer(
            payrun=self.payrun, seen=values["digest"], word=word, actor=self.actor, at=self.now
        )

    def done(self, result: models.PayrunAnswer) -> str:
        """What follows."""
        if result.answer == AGREED:
            return f"{result.said_by} agrees. A second person can approve the payrun now."
        return f"{result.said_by} says what is wrong. Put it right, and calculate again."

    def next_url(self, result: Any) -> str:
        """The payrun."""
        return reverse("payroll:payrun", args=[self.payrun.pk])


class EmployerChoice(views.ExplainedPage):
    """Write down for an employer that they want to agree each payrun, or do not any more."""

    permission: ClassVar[str] = policy.KEEP_POSTS

    def load(self) -> None:
        """The employer, and what holds today."""
        found = employers.one(self.kwargs["employer"], day=self.actor.today, actor=self.actor)
        self.employer = shortcuts.get_object_or_404(found)
        self.now_on = payrun_agreements.choice_of(self.employer.pk, day=self.actor.today, actor=self.actor)

    @property
    def heading(self) -> components.Words:
        """On, or off."""
        if self.now_on:
            return f"{self.employer.name} does not want to agree each payrun any more"
        return f"{self.employer.name} wants to agree each payrun"

    @property
    def button(self) -> components.Words:
        """The same."""
        return "Record it"

    def back(self) -> components.BackLink:
        """To the employer."""
        address = reverse("payroll:employer", args=[self.employer.pk])
        return components.BackLink(self.employer.name, address)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Whose wish, and how it is known."""
        names = payrun_agreements.names_of(self.employer, actor=self.actor)
        return ChoiceForm(data, names=names, is_on=self.now_on is not None)

    def consequences(self) -> Sequence[components.Words]:
        """What it does to approvals."""
        if self.now_on:
            said = f"It was the wish of {self.now_on.said_by}, from {begins(self.now_on.during)}."
            return [said, "From today a second person approves the payruns without the employer's word."]
        return [
            "From today no payrun of this employer is approved before they have agreed to it.",
            "They are asked on their pages and by e-mail; who gets no e-mail is on the list of whom to ring.",
        ]

    def act(self, **values: Any) -> models.AgreesPayruns:
        """Write it down."""
        if self.now_on:
            return operations.stop(
                employer=self.employer, reason=values["reason"], actor=self.actor, at=self.now
            )
        return operations.choose(
            employer=self.employer,
            said_by=values["said_by"],
            reason=values["reason"],
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: models.AgreesPayruns) -> str:
        """What holds now."""
        if self.now_on:
            return "Payruns are approved without the employer's word from today."
        return f"{self.employer.name} agrees each payrun from today."

    def next_url(self, result: Any) -> str:
        """Back to the employer."""
        return reverse("payroll:employer", args=[self.employer.pk])


class AgreementsWanted(views.SearchPage):
    """The calculated payruns whose employers agree first: whom to ring, the first payday first."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/agreements_wanted.html"
    title = "Employers who agree first"
    sorts = {
        "payday": views.Option("Earliest payday first", ("paid_on", "employer__name")),
        "employer": views.Option("Employer", ("employer__name", "paid_on")),
    }
    filter_form = AgreementFilters
    csv_columns = {
        "Employer": lambda row: row.employer.name,
        "Phone": lambda row: row.employer.client.phone,
        "Payday": lambda row: row.payday,
        "Answer by": payrun_agreements.agree_by,
    }

    def back(self) -> components.BackLink:
        """To the payrun."""
        return components.BackLink("Payrun", reverse("payroll:board"))

    def rows(self) -> QuerySet[models.Payrun]:
        """All of them."""
        return payrun_agreements.to_agree(actor=self.actor).annotate(paid_on=models.paid_on())

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By the name of the employer."""
        return rows.filter(employer__name__icontains=chosen["name"]) if chosen["name"] else rows

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each."""
        answers = payrun_agreements.newest_answers(rows, actor=self.actor)
        heads = ("Whom to ring", "Payday", "Answer by", "What they said")
        return components.Table(
            caption=self.title,
            caption_hidden=True,
            columns=tuple(components.Column(head) for head in heads),
            rows=tuple(components.Row(self._cells(row, answers.get(row.pk))) for row in rows),
        )

    def _cells(
        self, row: models.Payrun, answer: models.PayrunAnswer | None
    ) -> tuple[components.Cell | str, ...]:
        late = payrun_agreements.is_late(row, day=self.actor.today)
        waits = components.Tag("Late: ring them", "red") if late else components.Tag("Waiting", "amber")
        by_phone = reverse("payroll:agreement_by_phone", args=[row.pk])
        return (
            components.Cell(row.employer.name, href=by_phone, note=_phone(row)),
            dates.with_weekday(row.payday),
            dates.with_weekday(payrun_agreements.agree_by(row)),
            components.Cell("", tag=waits) if answer is None else _said(answer),
        )

    def empty(self) -> components.Empty:
        """Nobody waits."""
        return components.Empty(
            "Calculated payruns of employers who want to agree first are here until they are approved."
        )


def _said(answer: models.PayrunAnswer) -> components.Cell:
    when = f"{answer.said_by}, {words.moment_in_words(answer.said_at)}"
    if answer.answer == AGREED:
        return components.Cell(when, tag=components.Tag("Agreed", "green"))
    return components.Cell(answer.reason, note=when, tag=components.Tag("Something is wrong", "red"))


def _phone(run: models.Payrun) -> str:
    return run.employer.client.phone or "No number is recorded"
