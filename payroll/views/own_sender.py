"""An employer's own user ID at HMRC, and senders that HMRC refuses: for those who answer for reports."""

from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse
from django.utils import timezone

from dpss import celery
from dpss.access import policy
from dpss.kernel import states
from dpss.web import components, forms, views, words
from payroll import models
from payroll.forms.hmrc import OwnSenderForm
from payroll.operations import own_senders, refused_senders
from payroll.queries import hmrc_senders, submissions
from payroll.views.scheme import OfAnEmployer


class OwnSender(OfAnEmployer, views.FormPage):
    """Keep the employer's own user ID and password, or put others in their place."""

    permission: ClassVar[str] = policy.RESOLVE_SUBMISSIONS
    template_name = "payroll/provider/own_sender.html"
    title = "The employer’s own user ID at HMRC"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """With the user ID that is kept. The password is never shown."""
        self.row = hmrc_senders.own(self.employer, actor=self.actor)
        return OwnSenderForm(data, initial={"sender": self.row.sender} if self.row else {})

    def context(self) -> dict[str, Any]:
        """What follows, and the way to take them away."""
        address = reverse("payroll:own_sender_end", args=[self.employer.pk])
        return {
            "said": (
                "Reports of this employer go to HMRC under this user ID, and not under an agent code.",
                "HMRC refuses a report under a user ID that is not for this PAYE reference.",
            ),
            "end": components.ButtonLink("Use them no more", address) if self.row else None,
        }

    def act(self, **values: Any) -> models.EmployersSender:
        """Keep them, and send what had stopped."""
        celery.nudge("payroll.send_submissions")
        return own_senders.keep(employer=self.employer, actor=self.actor, at=self.now, **values)

    def done(self, result: models.EmployersSender) -> str:
        """Which."""
        return f"Reports of {self.employer.name} go out under the user ID {result.sender}."


class EndOwnSender(OfAnEmployer, views.ActionPage):
    """Forget the employer's own user ID and password."""

    permission: ClassVar[str] = policy.RESOLVE_SUBMISSIONS
    move = states.Move(
        name="end",
        label="Use them no more",
        sources=(),
        target="",
        permission=policy.RESOLVE_SUBMISSIONS,
        confirms="The password is removed for good. Reports go out under the agent code again.",
    )

    def act(self, **values: Any) -> None:
        """Take them away."""
        own_senders.end(employer=self.employer, actor=self.actor, at=self.now)

    def done(self, result: None) -> str:
        """What holds now."""
        return "The password is removed. Reports go out under the agent code."


class RefusedSender(views.ActionPage):
    """What HMRC refused, how many reports wait for it, and two ways on: change it, or have it tried again."""

    permission: ClassVar[str] = policy.RESOLVE_SUBMISSIONS
    stop: models.RefusedSender
    move = states.Move(
        name="try_again",
        label="Try it again",
        sources=(),
        target="",
        permission=policy.RESOLVE_SUBMISSIONS,
        confirms="Reports go out under the same user ID and password again. Do this when HMRC has put the"
        " account right. HMRC locks an account for two hours after three wrong passwords.",
    )

    def load(self) -> None:
        """The sender, one of the provider's own."""
        found = hmrc_senders.stops(actor=self.actor)
        self.stop = shortcuts.get_object_or_404(found, pk=self.kwargs["stop"])

    @property
    def heading(self) -> components.Words:
        """Whose user ID."""
        return f"HMRC refuses {name_of(self.stop)}"

    def back(self) -> components.BackLink:
        """To the reports."""
        return components.BackLink("Reports to HMRC", reverse("payroll:submissions"))

    def context(self) -> dict[str, Any]:
        """When it was refused, what waits, and where it is changed."""
        waiting = submissions.waiting_under(self.stop, actor=self.actor)
        refused_at = words.moment_in_words(timezone.localtime(self.stop.refused_at))
        rows = (
            components.SummaryRow("Refused", f"{refused_at}, with number {self.stop.number}"),
            components.SummaryRow("Reports that wait", words.number(waiting)),
        )
        is_over = self.stop not in hmrc_senders.refused(actor=self.actor)
        return super().context() | {
            "thing": components.SummaryList(rows),
            "ways": self.change(),
            "nothing": "It was changed, or tried again, since. Nothing waits for it." if is_over else "",
        }

    def change(self) -> components.ButtonLink | None:
        """Where the user ID and password are kept; the portal's own are in its settings."""
        if self.stop.own is not None:
            url = reverse("payroll:own_sender", args=[self.stop.own.employer_id])
        elif self.stop.agent_id is not None:
            url = reverse("payroll:agent_code", args=[self.stop.agent_id])
        else:
            return None
        return components.ButtonLink("Put the password right", url)

    def consequences(self) -> list[components.Words]:
        """What trying again does, and who can change the portal's own."""
        said: list[components.Words] = [self.move.confirms]
        if self.stop.own_id is None and self.stop.agent_id is None:
            said.append("The portal’s own password is in its settings: whoever runs it changes it.")
        return said

    def act(self, **values: Any) -> None:
        """Have it tried again, and wake the job that sends."""
        celery.nudge("payroll.send_submissions")
        refused_senders.try_again(stop_id=self.stop.pk, actor=self.actor, at=self.now)

    def done(self, result: None) -> str:
        """What happens now."""
        return "Reports go out under it again. If HMRC refuses it once more, they stop again."

    def next_url(self, result: None) -> str:
        """To the reports."""
        return reverse("payroll:submissions")


def name_of(stop: models.RefusedSender) -> str:
    """Whose user ID it is."""
    if stop.own is not None:
        return f"the user ID of {stop.own.employer.name}"
    return f"the agent code “{stop.agent.name}”" if stop.agent else "the portal’s own user ID"
