"""Whose a notice from HMRC is: the posts with its PAYE reference, and one of them named by a person."""

from collections.abc import Sequence
from typing import Any

from django import shortcuts
from django.db.models import Q, QuerySet

from dpss.web import components, forms, views
from payroll import models
from payroll.forms.notices import WhoseFilters
from payroll.operations import notices as operations
from payroll.queries import notices
from payroll.views import notice_parts
from payroll.views.notice import OfANotice


class Whose(OfANotice, views.SearchPage):
    """The posts with the PAYE reference of a notice, to say whose it is."""

    template_name = "payroll/provider/notice_whose.html"
    title = "Whose notice is it?"
    filter_form = WhoseFilters
    sorts = {"name": views.Option("PA", ("assistant__name", "employer__name", "pk"))}

    def reached(self) -> QuerySet[Any]:
        """Posts of other employers are never offered."""
        if self.actor.organisation_id is None:
            return models.Employment.objects.none()
        return notices.posts_at(self.notice, organisation_id=self.actor.organisation_id, actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By the name of the PA or the employer."""
        name = chosen["name"]
        if not name:
            return rows
        return rows.filter(Q(assistant__name__icontains=name) | Q(employer__name__icontains=name))

    def context(self) -> dict[str, Any]:
        """What stands on it, to compare."""
        return super().context() | {"facts": components.SummaryList(tuple(notice_parts.facts(self.notice)))}

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each post."""
        return components.Table(
            caption="Posts with this PAYE reference",
            caption_hidden=True,
            columns=tuple(components.Column(head) for head in ("PA", "Employer", "Pay ID")),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(row.assistant.name, href=self.address("notice_match", post=row.pk)),
                        row.employer.name,
                        row.payroll_id,
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """No employer with this reference, or nobody of that name."""
        return components.Empty(
            "No post of an employer with this PAYE reference is like that. A notice for another employer is"
            " never applied: set it aside and tell HMRC."
        )


class Match(OfANotice, views.ExplainedPage):
    """Say that it is this post's."""

    title = "Say whose notice it is"
    button = "It is theirs"

    def load(self) -> None:
        """The notice, and a post with its PAYE reference."""
        super().load()
        organisation = self.actor.organisation_id
        rows = (
            notices.posts_at(self.notice, organisation_id=organisation, actor=self.actor)
            if organisation
            else models.Employment.objects.none()
        )
        self.post_of = shortcuts.get_object_or_404(rows, pk=self.kwargs["post"])

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Nothing is asked."""
        return forms.NoQuestionsForm(data)

    def thing(self) -> components.Component | None:
        """The two to compare."""
        post = self.post_of
        named = f"{post.assistant.name}, for {post.employer.name}, pay ID {post.payroll_id}"
        return components.SummaryList(
            (*notice_parts.facts(self.notice), components.SummaryRow("You say it is", named))
        )

    def consequences(self) -> list[components.Words]:
        """Nothing yet."""
        return ["Nothing changes yet: you see what it changes next, and apply it then."]

    def act(self, **values: Any) -> models.HmrcNotice:
        """Say so."""
        return operations.match(notice=self.notice, post=self.post_of, actor=self.actor, at=self.now)

    def done(self, result: models.HmrcNotice) -> str:
        """Whose it is."""
        return f"The notice is {self.post_of.assistant.name}'s. Look at what it changes, and apply it."
