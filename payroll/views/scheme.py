"""Setting an employer up with HMRC: where it stands, and each thing that can be recorded about it."""

from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse
from django.utils.functional import cached_property

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views, words
from payroll import models, registration
from payroll.forms import employers as asked
from payroll.operations import schemes as operations
from payroll.queries import agents, employers, hmrc_senders, pension_schemes, schemes
from payroll.views import scheme_parts


class OfAnEmployer(views.Page):
    """A page about the set-up of one employer, where the actor reaches it."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    employer: Any

    def load(self) -> None:
        """The employer."""
        found = employers.one(self.kwargs["employer"], day=self.actor.today, actor=self.actor)
        self.employer = shortcuts.get_object_or_404(found)

    @cached_property
    def found(self) -> schemes.SetUp:
        """How far it is with HMRC today."""
        return schemes.set_up(self.employer, day=self.actor.today, actor=self.actor)

    @property
    def set_up_url(self) -> str:
        """The page on which everything stands together."""
        return reverse("payroll:set_up", args=[self.employer.pk])

    def back(self) -> components.BackLink:
        """To that page."""
        return components.BackLink(f"{self.employer.name} with HMRC", self.set_up_url)

    def next_url(self, result: Any) -> str:
        """Back to that page, where what was recorded stands."""
        return self.set_up_url


class SetUp(OfAnEmployer):
    """Where an employer stands with HMRC: the scheme, what is missing, the steps, and what can be changed."""

    template_name = "payroll/provider/set_up.html"

    @property
    def heading(self) -> components.Words:
        """Whose set-up."""
        return f"{self.employer.name} with HMRC"

    def back(self) -> components.BackLink:
        """To the employer's record."""
        return components.BackLink(self.employer.name, reverse("payroll:employer", args=[self.employer.pk]))

    def context(self) -> dict[str, Any]:
        """The standing, the steps, and what may be done."""
        return {
            "missing": (*registration.missing(self.found.standing), *self.pension_missing()),
            "standing": self.standing(),
            "steps": scheme_parts.steps(self.employer, self.found),
            "waiting": self.waiting(),
        }

    def pension_missing(self) -> tuple[str, ...]:
        """What there is still to do about the pension scheme."""
        return pension_schemes.missing_of(self.employer, actor=self.actor)

    def standing(self) -> components.SummaryList:
        """The scheme as it is recorded, each line with the way to change it."""
        scheme = self.found.scheme
        status, _colour = scheme_parts.paye_choice(scheme)
        rows = [
            components.SummaryRow(
                "Does this employer need PAYE?",
                scheme_parts.need_words(self.found.need),
                action=self._link("paye_need", "Ask", "whether PAYE is needed"),
            ),
            components.SummaryRow(
                "Standing", status, action=self._link("scheme_change", "Change", "the standing with HMRC")
            ),
        ]
        if scheme is not None:
            since = f"Since {_first_day(scheme)}."
            rows[1] = components.SummaryRow("Standing", f"{status}. {since}", action=rows[1].action)
        if scheme is not None and scheme.status != registration.NOT_NEEDED:
            rows += self._of_scheme(scheme)
        return components.SummaryList(tuple(rows), title="The scheme")

    def _of_scheme(self, scheme: models.PayeScheme) -> list[components.SummaryRow]:
        may_correct = scheme.status == registration.AWAITING or not self.found.standing.was_reported
        text = "Record" if scheme.status == registration.AWAITING else "Correct"
        terms = self._link("scheme_terms", "Change", "how HMRC is paid")
        reference = f"{scheme.office_number}/{scheme.reference}" if scheme.reference else "None yet"
        return [
            components.SummaryRow(
                "PAYE reference",
                reference,
                action=self._link("scheme_reference", text, "the PAYE reference") if may_correct else None,
            ),
            components.SummaryRow(
                "Accounts Office reference", scheme.accounts_office_reference or "None yet"
            ),
            components.SummaryRow("HMRC is paid", scheme.get_pays_hmrc_display(), action=terms),
            components.SummaryRow("Small employer for statutory pay", scheme_parts.small(scheme)),
            components.SummaryRow(
                "Employment Allowance",
                "It must be claimed every tax year.",
                action=self._link("allowance", "See", "the claims to Employment Allowance"),
            ),
            *scheme_parts.times_without_pay(self.employer, actor=self.actor),
            *self._agent(),
        ]

    def _agent(self) -> list[components.SummaryRow]:
        """Under which code reports go out, for those who answer for them."""
        if not self.actor.may(policy.RESOLVE_SUBMISSIONS):
            return []
        chosen = agents.chosen(self.employer, day=self.actor.today, actor=self.actor)
        said = f"{chosen.agent.name} ({chosen.agent.code})" if chosen else "The portal’s own sender"
        link = self._link("employer_agent", "Choose", "the agent code")
        mine = hmrc_senders.own(self.employer, actor=self.actor)
        text = f"{mine.sender}, used instead of the agent code" if mine else "None"
        own = self._link("own_sender", "Change" if mine else "Enter", "the employer’s own user ID at HMRC")
        return [
            components.SummaryRow("Agent code", said, action=link),
            components.SummaryRow("The employer’s own user ID at HMRC", text, action=own),
        ]

    def waiting(self) -> components.Panel | None:
        """The reports that wait for the reference, and who may let them go."""
        count = self.found.waiting
        if not count:
            return None
        said = words.counted(count, "report waits", "reports wait")
        text = f"{said} for the PAYE reference. The wages have gone out."
        if self.found.standing.status != registration.REGISTERED:
            return components.Panel("Reports to HMRC", text=text)
        if not self.actor.may(policy.RESOLVE_SUBMISSIONS):
            return components.Panel("Reports to HMRC", text=f"{text} A payroll manager can send them now.")
        address = reverse("payroll:scheme_waiting", args=[self.employer.pk])
        action = components.ButtonLink("Send what waits", address, "main")
        return components.Panel("Reports to HMRC", text=text, action=action)

    def _link(self, route: str, text: str, about: str) -> components.Link:
        return components.Link(text, reverse(f"payroll:{route}", args=[self.employer.pk]), about=about)


class Change(OfAnEmployer, views.FormPage):
    """Record the standing from a day on: not needed, waiting for a reference, or registered."""

    title = "Change the standing with HMRC"
    form_class = asked.SchemeForm
    template_name = "payroll/provider/scheme_form.html"

    def initial(self) -> dict[str, Any]:
        """Today, and what is recorded."""
        scheme = self.found.scheme
        return {"day": self.actor.today} | ({"status": scheme.status} if scheme else {})

    def context(self) -> dict[str, Any]:
        """What each answer does."""
        return {
            "said": (
                "Not needed: payslips, holiday and pension duties go on, and HMRC is told nothing.",
                "Waiting for a reference: wages go out, and the reports to HMRC wait for it.",
                "Registered: every payrun is reported to HMRC under the reference.",
                "Another reference than before: HMRC is told that the old one has ended, for good.",
                "Employment Allowance and family pay are then told to HMRC under the new reference.",
                "Every PA is reported as leaving under the old one, then as starting; nobody gets a P45.",
                "What HMRC is told of the year begins at nought. The PAs’ tax goes on as before.",
                "Payslips that are approved do not change: the day must be after the last payday.",
            )
        }

    def act(self, **values: Any) -> models.PayeScheme:
        """Record it."""
        return operations.change(
            employer=self.employer,
            status=values["status"],
            day=values["day"],
            references=operations.References(values["paye"], values["accounts_office"]),
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: models.PayeScheme) -> str:
        """What holds, from when."""
        said = result.get_status_display().lower()
        return f"Recorded from {_first_day(result)}: {said}."


class Reference(OfAnEmployer, views.FormPage):
    """Record the reference that HMRC has sent, or correct it before anything is reported under it."""

    title = "The PAYE reference has come"
    form_class = asked.ReferenceForm
    template_name = "payroll/provider/scheme_form.html"

    def initial(self) -> dict[str, Any]:
        """Today, and the numbers that are recorded."""
        scheme = self.found.scheme
        if scheme is None or not scheme.reference:
            return {"day": self.actor.today}
        paye = f"{scheme.office_number}/{scheme.reference}"
        kept = self.found.standing.done.get(registration.REFERENCE, self.actor.today)
        return {"day": kept, "paye": paye, "accounts_office": scheme.accounts_office_reference}

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {
            "said": (
                "The employer counts as registered for all the time that the reference was waited for.",
                "Reports that wait can then be sent. Each is made again and checked first.",
            )
        }

    def act(self, **values: Any) -> models.PayeScheme:
        """Record it."""
        return operations.record_reference(
            employer=self.employer,
            references=operations.References(values["paye"], values["accounts_office"]),
            arrived_on=values["day"],
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: models.PayeScheme) -> str:
        """The number, as it is kept."""
        return f"The PAYE reference is recorded: {result.office_number}/{result.reference}."

    def next_url(self, result: Any) -> str:
        """To the reports that wait, for who may send them."""
        if self.found.waiting and self.actor.may(policy.RESOLVE_SUBMISSIONS):
            return reverse("payroll:scheme_waiting", args=[self.employer.pk])
        return self.set_up_url


def _first_day(scheme: models.PayeScheme) -> str:
    first = scheme.during.lower
    return dates.in_words(first) if first else "the beginning"
