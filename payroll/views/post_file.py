"""The file of a post: everything that payroll keeps of it, a section each, with what may be changed."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Final

from django import shortcuts
from django.urls import reverse

from dpss.access import actors, audit, policy
from dpss.kernel import dates
from dpss.web import components, views
from payroll import models
from payroll.queries import post_file
from payroll.views import (
    bank_details,
    contracted_section,
    deduction_parts,
    family_leave_parts,
    hold_parts,
    holiday_section,
    identity_parts,
    notice_section,
    off_cycle_parts,
    paper_section,
    pension_parts,
    post_sections,
    relative_parts,
    shared_section,
    sheet_section,
    sickness_parts,
    sign_in_section,
    take_on_parts,
)

Section = Callable[[models.Employment, actors.Actor], Iterator[components.Component]]
SECTIONS: Final[tuple[Section, ...]] = (
    post_sections.terms,
    post_sections.tax,
    notice_section.section,
    post_sections.leaving,
    off_cycle_parts.section,
    identity_parts.section,
    sign_in_section.section,
    take_on_parts.section,
    bank_details.section,
    sheet_section.section,
    shared_section.section,
    contracted_section.section,
    holiday_section.section,
    sickness_parts.section,
    family_leave_parts.section,
    deduction_parts.section,
    pension_parts.section,
    relative_parts.section,
    hold_parts.section,
    paper_section.section,
)


class OfAPost(views.Page):
    """A page about one post, where the actor reaches it."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS

    def load(self) -> None:
        """The post."""
        self.held = shortcuts.get_object_or_404(post_file.posts(actor=self.actor), pk=self.kwargs["post"])

    def back(self) -> components.BackLink:
        """To the file of the post."""
        address = reverse("payroll:post_file", args=[self.held.pk])
        return components.BackLink(self.held.assistant.name, address)

    def next_url(self, result: Any) -> str:
        """Back to the file, where what was changed stands."""
        return reverse("payroll:post_file", args=[self.held.pk])


class PostFile(OfAPost):
    """Everything that payroll keeps of a post. Opening it is recorded."""

    template_name = "payroll/provider/post_file.html"

    @property
    def heading(self) -> components.Words:
        """The PA's name."""
        name: str = self.held.assistant.name
        return name

    def back(self) -> components.BackLink:
        """To the employer."""
        address = reverse("payroll:employer", args=[self.held.employer_id])
        return components.BackLink(self.held.employer.name, address)

    def context(self) -> dict[str, Any]:
        """Whose post it is, and every section."""
        self.request.kept_events.append(audit.of(self.held, "look"))
        return {
            "strip": self._strip(),
            "sections": [part for section in SECTIONS for part in section(self.held, self.actor)],
            "contact": self._contact(),
            "complain": self._complain(),
            "what_if": components.Link("What if?", reverse("payroll:what_if", args=[self.held.pk])),
        }

    def _complain(self) -> components.Link | None:
        """Where somebody who rings about the council or us is heard."""
        if not self.actor.may(policy.RECORD_COMPLAINTS):
            return None
        address = reverse("clients:complain_for_assistant", args=[self.held.assistant_id])
        return components.Link(f"Write down a complaint for {self.held.assistant.name}", address)

    def _contact(self) -> components.Link | None:
        """How to contact a PA who has no sign-in; who has one chooses themself."""
        person = self.held.assistant
        if person.user_id is not None:
            return None
        way = person.get_contact_route_display().lower()
        address = reverse("clients:assistant_contact", args=[person.pk])
        return components.Link(f"{person.name} has no sign-in, and is contacted {way}: change it", address)

    def _strip(self) -> components.SummaryStrip:
        post = self.held
        left = (("Last day", dates.in_words(post.last_day)),) if post.last_day else ()
        kept = (("Service counts from", dates.in_words(post.service_from)),) if post.continuous_from else ()
        return components.SummaryStrip(
            post.assistant.name,
            (),
            (
                ("Works for", post.employer.name),
                ("Since", dates.in_words(post.first_day)),
                *kept,
                *left,
                ("Hours", post.get_hours_display()),
                ("Pay ID", post.payroll_id),
                ("Pay group", post.employer.pay_group.name),
            ),
        )
