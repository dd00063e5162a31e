"""The list of payslips, with what is held back, and the ways to the papers of the year."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views, words
from payroll.forms.payslips import NameFilter, PostFilter
from payroll.queries import payslips, sheets
from payroll.views import acting, hold_parts


class Payslips(views.SearchPage):
    """Every payslip that the person may see, newest first."""

    permission = policy.SEE_PAYSLIPS
    template_name = "payroll/people/payslips.html"
    title = gettext_lazy("Payslips")

    def ways(self) -> Sequence[components.Link]:
        """The way to the papers of the year: a PA's own, the employer's, and those that are posted."""
        if self.actor.may(policy.SEE_OWN_PAPERS):
            text = _("My papers: payslips by tax year, P60, P45, letter of earnings")
            return [components.Link(text, reverse("payroll:own_papers"))]
        if self.actor.may(policy.PRINT_PAPERS):
            return [components.Link(_("Print and post payslips or P60s"), reverse("payroll:printings"))]
        text = _("Papers: what is owed to whom, what to pay HMRC, P32, P60s")
        return [components.Link(text, reverse("payroll:my_papers"))]

    def held(self) -> Sequence[components.Component]:
        """What the PA, or the employer, must know of pay that is not here because it is held."""
        if self.actor.is_staff:
            return []
        return hold_parts.on_their_pages(self.actor, client_id=acting.client_id(self.request))

    def reached(self) -> QuerySet[Any]:
        """Those of approved payruns."""
        return payslips.payslips(actor=self.actor, client_id=acting.client_id(self.request))

    def make_filters(self, data: QueryDict) -> forms.FilterForm | None:
        """One job of a few, or a name among many; nothing where there is only one job."""
        if self.actor.is_staff:
            return NameFilter(data)
        posts = list(sheets.posts(actor=self.actor, client_id=acting.client_id(self.request)))
        named = [(post.pk, f"{post.assistant.name}, {post.employer.name}") for post in posts]
        return PostFilter(data, posts=named) if len(named) > 1 else None

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """The job, or the name."""
        if chosen.get("post"):
            rows = rows.filter(employment_id=chosen["post"])
        if chosen.get("name"):
            name = chosen["name"]
            rows = rows.filter(
                Q(employment__assistant__name__icontains=name) | Q(employment__employer__name__icontains=name)
            )
        return rows

    def chosen(self) -> QuerySet[Any]:
        """Newest first, then by employer."""
        return self.narrowed

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each: the payday, whose, and the sum that makes it."""
        return components.Table(
            caption=_("Payslips"),
            caption_hidden=True,
            columns=(
                components.Column(_("Payday")),
                components.Column(_("PA")),
                components.Column(_("Employer")),
                components.Column(_("Before deductions, £"), numeric=True),
                components.Column(_("Net pay, £"), numeric=True),
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(
                            dates.in_words(slip.payday), href=reverse("payroll:payslip", args=[slip.pk])
                        ),
                        _named(slip),
                        slip.employment.employer.name,
                        words.figures(slip.gross),
                        components.Cell(words.figures(slip.net), strong=True),
                    )
                )
                for slip in rows
            ),
        )

    def empty(self) -> components.Empty:
        """Before the first payday."""
        return components.Empty(
            _("No payslips yet. The first will be here when the payroll provider has approved the pay.")
        )


def _named(slip: Any) -> components.Cell:
    """Whose payslip, and whether another has replaced it."""
    tag = components.Tag(_("Replaced"), "grey") if slip.replaced_at else None
    return components.Cell(slip.employment.assistant.name, tag=tag)
