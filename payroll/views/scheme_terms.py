"""How an employer pays HMRC, and letting the reports go that waited for its reference."""

from typing import Any, ClassVar

from django.utils.functional import cached_property

from dpss import celery
from dpss.access import policy
from dpss.kernel import money
from dpss.web import forms, views, words
from payroll import models
from payroll.calc import rates, tax_periods
from payroll.forms.employers import TermsForm
from payroll.forms.provider import ReportAgainForm
from payroll.operations import schemes as operations
from payroll.queries import schemes
from payroll.views import submissions
from payroll.views.scheme import OfAnEmployer


class Terms(OfAnEmployer, views.FormPage):
    """Record how HMRC is paid, and whether the employer is small, from a day on."""

    title = "How HMRC is paid"
    form_class = TermsForm
    template_name = "payroll/provider/scheme_form.html"

    def initial(self) -> dict[str, Any]:
        """Today, and what is recorded."""
        scheme = self.found.scheme
        day = {"day": self.actor.today}
        if scheme is None:
            return day
        small = {True: "yes", False: "no", None: ""}[scheme.small_employer]
        return day | {"pays_hmrc": scheme.pays_hmrc, "small_employer": small}

    def context(self) -> dict[str, Any]:
        """The two rules, with the year's figures."""
        year = rates.for_year(tax_periods.tax_year_of(self.actor.today))
        quarterly = money.in_words(year.paying_hmrc.quarterly_below)
        limit = money.in_words(year.statutory_pay.recovery.small_employer_limit)
        return {
            "said": (
                f"HMRC may be paid by the quarter when its bills are below {quarterly} a month on average.",
                "HMRC must be told before the first quarter is paid so. A quarter goes on as it began.",
                f"A small employer paid {limit} of National Insurance or less in the tax year before.",
                "It gets back all statutory pay for parents, and some on top.",
            )
        }

    def act(self, **values: Any) -> models.PayeScheme:
        """Record it."""
        return operations.change_terms(employer=self.employer, actor=self.actor, at=self.now, **values)

    def done(self, result: models.PayeScheme) -> str:
        """What holds."""
        return f"HMRC is paid: {result.get_pays_hmrc_display().lower()}."


class Waiting(OfAnEmployer, views.FormPage):
    """Let the reports go that waited for the PAYE reference."""

    permission: ClassVar[str] = policy.RESOLVE_SUBMISSIONS
    template_name = "pages/action.html"
    title = "Send the reports that wait"
    button = "Send to HMRC"
    warning = False

    @cached_property
    def reports(self) -> list[models.Submission]:
        """What waits, the first payday first."""
        return list(schemes.waiting_reports(self.employer, actor=self.actor))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """After a payday, the reason that HMRC knows."""
        wages = models.Submission.Kind.FPS
        is_late = any(one.kind == wages and one.due_on < self.actor.today for one in self.reports)
        return (ReportAgainForm if is_late else forms.NoQuestionsForm)(data)

    def context(self) -> dict[str, Any]:
        """Which reports, and what happens to them."""
        waiting = [submissions.about(report) for report in self.reports]
        said = words.counted(len(waiting), "report is", "reports are")
        return {
            "consequences": [
                f"{said} made again from what is recorded now, and checked: {', '.join(waiting)}.",
                "HMRC is then told, what is due first before the rest.",
                "One that breaks a rule of HMRC's goes on waiting, and you are told why.",
            ],
            "nothing": "" if waiting else "No report waits for this employer's reference.",
        }

    def act(self, **values: Any) -> operations.Released:
        """Make them again and queue them; and wake the job that sends."""
        released = operations.release_waiting(
            employer=self.employer, actor=self.actor, at=self.now, late_reason=values.get("late_reason", "")
        )
        celery.nudge("payroll.send_submissions")
        return released

    def done(self, result: operations.Released) -> str:
        """How many go, and why others do not."""
        said = words.counted(result.count, "report waits", "reports wait")
        return " ".join((f"{said} to be sent to HMRC now.", *result.refused))
