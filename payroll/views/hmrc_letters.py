"""Letters from HMRC on the provider's pages: the list, and one that staff add."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views, words
from payroll import hmrc_letter_rules as rules
from payroll import models
from payroll.forms import hmrc_letters as asked
from payroll.operations import hmrc_letters as operations
from payroll.queries import hmrc_letters as queries
from payroll.views import hmrc_letter_parts as parts
from payroll.views.scheme import OfAnEmployer


class Letters(views.SearchPage):
    """Every letter, with what must be answered first."""

    permission: ClassVar[str] = policy.ANSWER_HMRC_LETTERS
    template_name = "payroll/provider/hmrc_letters.html"
    title = "Letters from HMRC"
    saved = (
        views.Saved("all", "All", Q(), fact="every letter"),
        views.Saved("new", "To answer", Q(state="new"), fact="nobody has answered"),
        views.Saved("open", "With HMRC", Q(state__in=["answered", "appealed"]), fact="answered or appealed"),
        views.Saved("done", "Done", Q(state__in=["paid", "closed"]), fact="paid or closed"),
    )
    sum_text = "Each letter is in one place:"
    sorts = {
        "urgency": views.Option("What needs someone first", ("urgency", "appeal_by", "received_on")),
        "newest": views.Option("Newest first", ("-received_on",)),
        "employer": views.Option("Employer", ("employer__name", "-received_on")),
    }
    filter_form = asked.LetterFilters
    csv_columns = {
        "Employer": lambda row: row.employer.name,
        "Kind": lambda row: row.get_kind_display(),
        "Reference": lambda row: row.reference,
        "Amount": lambda row: "" if row.amount is None else row.amount,
        "Came on": lambda row: row.received_on.isoformat(),
        "Appeal by": lambda row: "" if row.appeal_by is None else row.appeal_by.isoformat(),
        "Who pays": lambda row: row.get_payer_display(),
        "State": lambda row: row.get_state_display(),
    }

    def rows(self) -> QuerySet[models.HmrcLetter]:
        """The letters of the provider's employers and their PAs."""
        return queries.letters(actor=self.actor)

    def reached(self) -> QuerySet[Any]:
        """The query applies reach itself."""
        return self.rows()

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name, kind and the last day to appeal."""
        today = self.actor.today
        waits = Q(state__in=["new", "answered"])
        appeal = {
            "near": waits & Q(appeal_by__range=(today, today + timedelta(days=rules.REMIND_DAYS))),
            "over": waits & Q(appeal_by__lt=today),
        }
        rows = rows.filter(appeal.get(chosen["appeal"], Q()))
        if chosen["kind"]:
            rows = rows.filter(kind=chosen["kind"])
        if not chosen["name"]:
            return rows
        named = Q(employer__name__icontains=chosen["name"])
        return rows.filter(named | Q(employment__assistant__name__icontains=chosen["name"]))

    def back(self) -> components.BackLink:
        """To what HMRC is told."""
        return components.BackLink("Reports to HMRC", reverse("payroll:submissions"))

    def listing(self, rows: Sequence[Any]) -> components.WorkList:
        """A row for each letter."""
        return components.WorkList(
            caption="Letters from HMRC",
            heads=("State", "Whose", "What it is about", "Open"),
            figures=("Amount, £",),
            rows=tuple(_row(row) for row in rows),
        )

    def empty(self) -> components.Empty:
        """None, or none like that."""
        return components.Empty(
            "No letter is like that. Clients and PAs send photos of letters from their own pages, and you add"
            " one from the employer’s page."
        )


class AddLetter(OfAnEmployer, views.FormPage):
    """Staff add a letter that an employer had."""

    permission = policy.ANSWER_HMRC_LETTERS
    title = "Add a letter from HMRC"
    template_name = "payroll/provider/hmrc_letter_add.html"

    def back(self) -> components.BackLink:
        """To the employer's record."""
        return components.BackLink(self.employer.name, reverse("payroll:employer", args=[self.employer.pk]))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """About this employer, today unless another day is given."""
        return asked.AddLetterForm(
            data, files, about=[("", self.employer.name)], initial={"received_on": self.actor.today}
        )

    def context(self) -> dict[str, Any]:
        """The letters that there are."""
        found = queries.of_employer(self.employer.pk, actor=self.actor)[:20]
        return {"letters": [_link(one) for one in found]}

    def act(self, **values: Any) -> models.HmrcLetter:
        """Keep it."""
        return operations.show(
            employer_id=self.employer.pk,
            files=[(one.name, one.read()) for one in values["photos"]],
            said=values["said"],
            received_on=values["received_on"],
            actor=self.actor,
            at=self.now,
            on_behalf_of=self.employer.name,
        )

    def done(self, result: Any) -> str:
        """What to do next."""
        return "The letter is added. Now record what it says."

    def next_url(self, result: Any) -> str:
        """To write down what it says."""
        return reverse("payroll:hmrc_letter_read", args=[result.pk])


def _link(letter: models.HmrcLetter) -> components.Link:
    said = f"{dates.in_words(letter.received_on)}: {letter.get_kind_display()} ({letter.get_state_display()})"
    return components.Link(said, reverse("payroll:hmrc_letter", args=[letter.pk]))


def _row(row: Any) -> components.WorkRow:
    url = reverse("payroll:hmrc_letter", args=[row.pk])
    appeal = f"Appeal by {dates.with_weekday(row.appeal_by)}" if row.appeal_by else ""
    about = [row.about, f"came on {dates.in_words(row.received_on)}"]
    return components.WorkRow(
        key=str(row.pk),
        who=components.Link(parts.whose(row), url),
        about=" · ".join(part for part in about if part),
        why=row.get_kind_display(),
        when=appeal if row.state in {"new", "answered"} else "",
        tag=parts.tag_of(row),
        figures=("" if row.amount is None else words.figures(row.amount),),
        action=components.ButtonLink("Look at the letter", url, about=f"of {parts.whose(row)}"),
    )
