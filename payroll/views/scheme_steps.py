"""The steps of registration and of agent authority: recording one, and taking one back."""

from typing import Any

from django.http import Http404

from dpss.kernel import dates
from dpss.web import components, forms, views
from payroll import models, registration
from payroll.forms import employers as asked
from payroll.operations import schemes as operations
from payroll.views import scheme_parts
from payroll.views.scheme import OfAnEmployer


class _OfAStep(OfAnEmployer):
    """A page about one step of registration."""

    step: str

    def load(self) -> None:
        """The employer, and a step that there is."""
        super().load()
        self.step = self.kwargs["step"]
        if self.step not in registration.STEPS:
            raise Http404

    @property
    def said(self) -> str:
        """The step in words."""
        return scheme_parts.STEPS[self.step]


class Step(_OfAStep, views.FormPage):
    """Record the day of a step."""

    template_name = "payroll/provider/scheme_form.html"

    @property
    def heading(self) -> components.Words:
        """Which step."""
        return self.said

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"day": self.actor.today}

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The day; of asking for authority, also the way."""
        is_authority = self.step == registration.AUTHORITY
        form = asked.AuthorityForm if is_authority else asked.StepForm
        return form(data, initial=self.initial())

    def context(self) -> dict[str, Any]:
        """What the step is for."""
        return {"said": (_STEPS_SAID[self.step],)}

    def act(self, **values: Any) -> models.RegistrationStep:
        """Record it."""
        return operations.record_step(
            employer=self.employer, step=self.step, actor=self.actor, at=self.now, **values
        )

    def done(self, result: models.RegistrationStep) -> str:
        """What was done, and when."""
        return f"Recorded: {self.said}, {dates.in_words(result.done_on)}."


_STEPS_SAID = {
    registration.ASKED: "HMRC sends the PAYE reference to the employer by post, within about two weeks.",
    registration.REFERENCE: "The reference is recorded with its numbers, on a page of its own.",
    registration.AUTHORITY: "Reports are taken without it. Tax code notices come to you only with it.",
    registration.CODE: "HMRC posts the code to the employer, and it is entered before it runs out.",
    registration.AUTHORISED: "From now on tax code notices come to you as the employer's agent.",
}


class StepBack(_OfAStep, views.FormPage):
    """Take back a step that was recorded by mistake."""

    template_name = "pages/action.html"
    button = "Take it back"
    warning = True

    @property
    def heading(self) -> components.Words:
        """Which step."""
        return f"Take back: {self.said}"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Only the button."""
        return forms.NoQuestionsForm(data)

    def context(self) -> dict[str, Any]:
        """What will happen."""
        said = ["The step counts as not done. History keeps that it was recorded, and that you took it back."]
        if self.step == registration.REFERENCE:
            said.append("The employer waits for a reference again, and its reports wait with it.")
        return {"consequences": said}

    def act(self, **values: Any) -> None:
        """Take it back."""
        operations.take_back_step(employer=self.employer, step=self.step, actor=self.actor, at=self.now)

    def done(self, result: None) -> str:
        """What holds now."""
        return f"Taken back: {self.said}."
