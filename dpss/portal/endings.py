"""One step of a direct payment that ends: what the records say of it, and what somebody says."""

from typing import Any, Final

from django.http import Http404
from django.utils.translation import gettext as _

from clients import ending_rules
from clients.forms.endings import StepForm
from clients.operations import endings as operations
from clients.queries import endings as queries
from clients.views.endings import OfEnding
from dpss.web import views
from payroll.operations import endings as payroll
from payroll.queries import ending_facts

PAYROLLS: Final = frozenset({ending_rules.PAYROLL, ending_rules.PAYROLL_MOVES})


class EndingStep(OfEnding, views.FormPage):
    """Say that a step is settled, with what is against it."""

    template_name = "portal/ending_step.html"
    form_class = StepForm

    @property
    def heading(self) -> str:
        """The step."""
        return self.step.title

    def load(self) -> None:
        """The step, where it is one of the actor's team."""
        super().load()
        wanted = ending_rules.steps_of(queries.kind_of(self.ending, actor=self.actor))
        found = (one for one in wanted if one.code == self.kwargs["code"])
        step = next((one for one in found if self.actor.may(queries.MAY_SETTLE[one.who])), None)
        if step is None:
            raise Http404
        self.step = step

    def context(self) -> dict[str, Any]:
        """What the records say against it."""
        return {
            "against": self._against(),
            "fine": _("The records say nothing against it.")
            if self.step.code in ending_rules.HELD_TO_RECORDS
            else "",
        }

    def _against(self) -> list[str]:
        if self.step.code in PAYROLLS:
            return list(ending_facts.not_settled(self.ending, actor=self.actor))
        sentence = queries.why_not_settled(self.ending, self.step.code, actor=self.actor)
        return [sentence] if sentence else []

    def act(self, **values: Any) -> queries.EndingStep:
        """Keep it."""
        if self.step.code in PAYROLLS:
            return payroll.say_that_payroll_is_settled(
                ending=self.ending, actor=self.actor, at=self.now, **values
            )
        return operations.say_of_step(
            ending=self.ending, code=self.step.code, actor=self.actor, at=self.now, **values
        )

    def done(self, result: Any) -> str:
        """That it is kept."""
        return _("It is kept.")
