"""“What would it cost to employ someone?”, for everybody: nothing is stored, and no answer says who asked."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.kernel import errors
from dpss.web import components, forms, views
from payroll.calc import rates, wording
from payroll.forms.costs import CostForm
from payroll.queries import costs
from payroll.views import cost_parts


class Costs(views.Page):
    """A question whose whole answer is in its address, so that it can be kept, printed and gone back to."""

    permission = views.PUBLIC
    template_name = "payroll/costs.html"
    title = gettext_lazy("What would it cost to employ someone?")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The form, or the form with its answer."""
        try:
            year = costs.year_of(self.now.date())
        except errors.Refusal as refusal:
            return self.render(unknown=components.Banner(refusal.sentence, "important"))
        form = self.make_form()
        return self.render(form=form, **self.answer(form, year))

    def make_form(self) -> CostForm:
        """What was asked; what an address leaves out is as the form suggests it."""
        asked = {name: value for name, value in self.request.GET.items() if name in CostForm.base_fields}
        suggested = {name: field.initial for name, field in CostForm.base_fields.items() if field.initial}
        return CostForm(suggested | asked) if asked else CostForm()

    def answer(self, form: CostForm, year: rates.TaxYear) -> dict[str, Any]:
        """The parts of the answer; none while nothing, or something wrong, was asked."""
        if not form.is_bound or not form.is_valid():
            return {}
        try:
            found = costs.answer(question=form.question(), day=self.now.date(), year=year)
        except errors.Invalid as refusal:
            forms.refuse(form, refusal)
            return {}
        return {
            "totals": cost_parts.totals(found.cost),
            "budget": cost_parts.budget(found),
            "minimum_wage": cost_parts.minimum_wage(
                hourly=found.cost.hourly, minimum=found.minimum, age=found.question.age
            ),
            "told": cost_parts.told(found),
            "lines": cost_parts.lines(found.cost),
            "endings": cost_parts.endings(found),
            "sources": cost_parts.sources(year),
            "tax_year": cost_parts.tax_year(year),
            "wage_from": cost_parts.wage_from(year),
            "sick_pay": wording.pounds(year.statutory_pay.sick_pay.weekly),
            "sick_day": year.statutory_pay.sick_pay.waiting_days + 1,
            "change": components.Link(_("Change the figures"), "#figures"),
        }
