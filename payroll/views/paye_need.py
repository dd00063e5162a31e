"""Does this employer need PAYE? The questions, asked of an officer and kept with the day."""

from datetime import date
from typing import Any

from dpss.web import forms, views
from payroll import models
from payroll.calc import paye_need, rates, tax_periods
from payroll.calc.inputs import Interval
from payroll.forms.employers import PayeNeedForm
from payroll.operations import paye_need as operations
from payroll.views.scheme import OfAnEmployer


class PayeNeed(OfAnEmployer, views.FormPage):
    """The questions, with the figure of the tax year. The answers are kept, and tested by every payrun."""

    title = "Does this employer need PAYE?"
    template_name = "payroll/provider/scheme_form.html"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The questions of today's tax year."""
        weekly = paye_need.lower_limit(interval=Interval.WEEKLY, rates=_rates(self.actor.today))
        return PayeNeedForm(data, initial={"day": self.actor.today}, weekly=weekly)

    def context(self) -> dict[str, Any]:
        """What the answers do."""
        return {
            "said": (
                "One yes is enough: then HMRC must be asked for a PAYE scheme.",
                "Without a scheme payslips, the minimum wage, holiday and pension duties are still due.",
                "Every payrun tests it again: pay, tax code, other jobs, pension, expenses. It names the PA.",
            )
        }

    def act(self, **values: Any) -> models.PayeNeed:
        """Keep the answers."""
        day = values.pop("day")
        answers = paye_need.Answers(**values)
        return operations.answer(
            employer=self.employer, answers=answers, day=day, actor=self.actor, at=self.now
        )

    def done(self, result: models.PayeNeed) -> str:
        """What follows from the answers."""
        answers = paye_need.Answers(result.at_lower_limit, result.other_job, result.pension, result.benefits)
        need = paye_need.of_answers(answers, rates=_rates(result.answered_on))
        next_step = "Ask HMRC for a PAYE scheme." if need.needed else "You can record that none is needed."
        return f"{' '.join(need.why)} {next_step}"


def _rates(day: date) -> Any:
    return rates.for_year(tax_periods.tax_year_of(day)).national_insurance_on(day)
