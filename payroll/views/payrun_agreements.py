"""Where an employer agrees each payrun before it is paid, and says whether they want to be asked."""

from collections.abc import Sequence
from typing import Any

from django import shortcuts
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import policy
from dpss.kernel import dates, errors, money
from dpss.web import components, forms, views, words
from payroll import models
from payroll.forms.payrun_agreements import AGREED, AnswerForm
from payroll.operations import payrun_agreements as operations
from payroll.queries import payrun_agreements, payruns
from payroll.views import acting


class OfAnEmployer(views.Page):
    """A page for a client, or for who acts for them and sees the sheets and the money."""

    permission = policy.AGREE_PAYRUNS

    @property
    def own(self) -> models.Employer | None:
        """The employer that the page is about; None where there is none, or they may not see it."""
        return payrun_agreements.own_employer(actor=self.actor, client_id=acting.client_id(self.request))


class Agreements(OfAnEmployer, views.ListPage):
    """The payruns that wait for the employer's word, and whether they want to give it."""

    template_name = "payroll/people/agreements.html"
    title = gettext_lazy("Payruns to agree")

    def reached(self) -> QuerySet[Any]:
        """Those that are worked out."""
        rows = payrun_agreements.to_agree(actor=self.actor)
        client = acting.client_id(self.request)
        return rows.filter(employer__client=client) if client else rows

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each."""
        said = payrun_agreements.newest_answers(rows, actor=self.actor)
        return components.Table(
            caption=_("Payruns"),
            caption_hidden=True,
            columns=(
                components.Column(_("Payday")),
                components.Column(_("Answer by")),
                components.Column(_("Cost"), numeric=True),
                components.Column(_("Your answer")),
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(
                            dates.with_weekday(row.payday), href=reverse("payroll:agreement", args=[row.pk])
                        ),
                        dates.with_weekday(payrun_agreements.agree_by(row)),
                        money.in_words(row.employer_cost),
                        _answered(said.get(row.pk)),
                    )
                )
                for row in rows
            ),
        )

    def context(self) -> dict[str, Any]:
        """With what they chose."""
        employer = self.own
        if employer is None:
            return super().context() | {"choice": None}
        is_on = payrun_agreements.choice_of(employer.pk, day=self.actor.today, actor=self.actor) is not None
        text = _("Stop asking me") if is_on else _("I want to agree each payrun before it is paid")
        return super().context() | {
            "choice": components.ButtonLink(text, reverse("payroll:agreement_choice")),
        }

    def empty(self) -> components.Empty:
        """Nothing waits."""
        return components.Empty(
            _("No payrun waits for you. If you ask us to, we show you each one here before it is paid.")
        )


def _answered(answer: models.PayrunAnswer | None) -> str:
    if answer is None:
        return _("Waiting for you")
    return _("Agreed") if answer.answer == AGREED else _("Something is wrong")


class Agree(OfAnEmployer, views.FormPage):
    """What one payrun pays and costs, and whether that is right."""

    template_name = "payroll/people/agreement.html"

    def load(self) -> None:
        """The payrun, if it is worked out and the employer agrees first."""
        rows = payrun_agreements.to_agree(actor=self.actor)
        client = acting.client_id(self.request)
        mine = rows.filter(employer__client=client) if client else rows
        self.payrun = shortcuts.get_object_or_404(mine, pk=self.kwargs["payrun"])

    @property
    def heading(self) -> components.Words:
        """Of which payday."""
        return _("Wages for %(payday)s: is this right?") % {"payday": dates.with_weekday(self.payrun.payday)}

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink(_("Payruns to agree"), reverse("payroll:agreements"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The question, about the figures as they are now."""
        return AnswerForm(data, initial={"digest": payrun_agreements.digest_of(self.payrun)})

    def context(self) -> dict[str, Any]:
        """Who is paid what, what it costs, and what was said so far."""
        slips = payruns.payslips_of(self.payrun, actor=self.actor)
        last = payrun_agreements.newest_answers([self.payrun], actor=self.actor).get(self.payrun.pk)
        return {
            "people": people(slips),
            "costs": costs(self.payrun),
            "said": said(last),
            "is_agreed": last is not None and last.answer == AGREED,
        }

    def act(self, **values: Any) -> models.PayrunAnswer:
        """Write it down."""
        user = self.actor.user_id
        name = payrun_agreements.name_of(user, employer=self.payrun.employer, actor=self.actor)
        word = operations.Word(values["answer"], name, self.now, values["reason"])
        return operations.answer(
            payrun=self.payrun, seen=values["digest"], word=word, actor=self.actor, at=self.now
        )

    def done(self, result: models.PayrunAnswer) -> str:
        """What follows."""
        if result.answer == AGREED:
            return _("Thank you. You have agreed it. It is paid once payroll has checked it.")
        return _("Thank you. Payroll reads what you wrote, puts it right and asks you again.")

    def next_url(self, result: Any) -> str:
        """The list."""
        return reverse("payroll:agreements")


def people(slips: Sequence[models.Payslip]) -> components.Table:
    """Each PA with what is paid, before and after what is taken off."""
    return components.Table(
        caption=_("Who is paid"),
        columns=(
            components.Column(_("PA")),
            components.Column(_("Before deductions, £"), numeric=True),
            components.Column(_("Taken off, £"), numeric=True),
            components.Column(_("Paid to the PA, £"), numeric=True),
        ),
        rows=tuple(
            components.Row(
                (
                    slip.employment.assistant.name,
                    words.figures(slip.gross + slip.non_taxable),
                    words.figures(slip.gross + slip.non_taxable - slip.net),
                    words.figures(slip.net),
                )
            )
            for slip in slips
        ),
    )


def costs(run: models.Payrun) -> components.SummaryList:
    """What it costs, to whom it goes, and by when it is paid."""
    return components.SummaryList(
        (
            components.SummaryRow(_("To your PAs"), money.in_words(run.net)),
            components.SummaryRow(_("To HMRC, for tax and National Insurance"), money.in_words(run.hmrc)),
            components.SummaryRow(_("To the pension scheme"), money.in_words(run.pension)),
            components.SummaryRow(_("What it costs you"), "", strong=money.in_words(run.employer_cost)),
            components.SummaryRow(_("Payday"), dates.with_weekday(run.payday)),
            components.SummaryRow(
                _("We need your answer by"), dates.with_weekday(payrun_agreements.agree_by(run))
            ),
        ),
        title=_("What it costs"),
    )


def said(answer: models.PayrunAnswer | None) -> components.Note | None:
    """What was said last of these figures."""
    if answer is None:
        return None
    when = words.moment_in_words(answer.said_at)
    if answer.answer == AGREED:
        return components.Note(_("%(who)s, %(when)s.") % {"who": answer.said_by, "when": when}, _("Agreed:"))
    return components.Note(f"{answer.said_by}, {when}: {answer.reason}", _("Something is wrong:"))


class Choice(OfAnEmployer, views.ExplainedPage):
    """Whether each payrun is agreed before it is paid."""

    form_class = forms.NoQuestionsForm

    def load(self) -> None:
        """The employer, and whether they are asked today."""
        self.employer = self.own
        day, actor = self.actor.today, self.actor
        self.is_on = self.employer is not None and (
            payrun_agreements.choice_of(self.employer.pk, day=day, actor=actor) is not None
        )

    @property
    def heading(self) -> components.Words:
        """On, or off."""
        if self.is_on:
            return _("Stop agreeing each payrun")
        return _("Agree each payrun before it is paid")

    @property
    def button(self) -> components.Words:
        """The same."""
        return self.heading

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink(_("Payruns to agree"), reverse("payroll:agreements"))

    def consequences(self) -> Sequence[components.Words]:
        """What will happen."""
        if self.is_on:
            return [_("Payroll pays your PAs without asking you first. You still approve their timesheets.")]
        return [
            _("We show you what each payrun pays and costs, and ask you if it is right."),
            _("Nothing is paid before you have answered. If you answer late, your PAs are paid late."),
            _("You can stop this at any time. You can also answer by phone."),
        ]

    def nothing(self) -> str:
        """Who may not see what is paid cannot agree to it."""
        return "" if self.employer else str(_NOT_YOURS)

    def act(self, **values: Any) -> models.AgreesPayruns:
        """Choose the other."""
        if self.employer is None:
            raise errors.Conflict(str(_NOT_YOURS))
        if self.is_on:
            return operations.stop(employer=self.employer, reason="", actor=self.actor, at=self.now)
        name = payrun_agreements.name_of(self.actor.user_id, employer=self.employer, actor=self.actor)
        return operations.choose(
            employer=self.employer, said_by=name, reason="", actor=self.actor, at=self.now
        )

    def done(self, result: models.AgreesPayruns) -> str:
        """What holds now."""
        if self.is_on:
            return _("We do not ask you any more before we pay your PAs.")
        return _("From today we ask you before each payrun is paid.")

    def next_url(self, result: Any) -> str:
        """The list."""
        return reverse("payroll:agreements")


_NOT_YOURS = gettext_lazy(
    "There is no payrun that you can agree. Whoever agrees one sees the timesheets and the money."
)
