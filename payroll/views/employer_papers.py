"""The papers of an employer: what is owed to whom and when, the P32, the P11s and the P60s."""

import functools
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import policy
from dpss.kernel import money
from dpss.web import components, views
from payroll import models
from payroll.calc import tax_periods
from payroll.documents import employers as documents
from payroll.queries import bills, employer_papers, papers
from payroll.views import acting, owed_parts, paper_parts


class MyPapers(views.Page):
    """A client's way to their own papers as an employer, and a representative's to those of the client."""

    permission: ClassVar[str] = policy.SEE_EMPLOYERS_PAPERS
    template_name = "payroll/papers/none.html"
    title = gettext_lazy("Papers")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """On to the employer; staff look after many, and choose one from their list."""
        if self.actor.is_staff:
            return shortcuts.redirect("payroll:employers")
        found = employer_papers.employers(actor=self.actor)
        client = acting.client_id(self.request)
        theirs = found.filter(client_id=client) if client else found
        mine = theirs.filter(during__contains=self.actor.today).first() or theirs.first()
        if mine is None:
            return self.render(**self.context())
        return shortcuts.redirect("payroll:employer_papers", employer=mine.pk)


class OfAnEmployer(views.Page):
    """A page about one employer, for who may see what it pays."""

    permission: ClassVar[str] = policy.SEE_EMPLOYERS_PAPERS

    def load(self) -> None:
        """The employer."""
        found = employer_papers.employers(actor=self.actor)
        client = acting.client_id(self.request)
        mine = found.filter(client_id=client) if client else found
        self.employer = shortcuts.get_object_or_404(mine, pk=self.kwargs["employer"])

    @functools.cached_property
    def years(self) -> list[str]:
        """The tax years with a payslip, the newest first."""
        return employer_papers.tax_years(self.employer, actor=self.actor)

    def back(self) -> components.BackLink:
        """To the record of the employer for staff, to the payslips for the employer."""
        if self.actor.is_staff:
            address = reverse("payroll:employer", args=[self.employer.pk])
            return components.BackLink(self.employer.name, address)
        return components.BackLink(_("Payslips"), reverse("payroll:payslips"))


class EmployerPapers(OfAnEmployer):
    """What is owed to whom and when, month by month and payday by payday, and the way to every paper."""

    template_name = "payroll/papers/employer.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return _("Papers of %(name)s") % {"name": self.employer.name}

    @property
    def tax_year(self) -> str:
        """The year that was chosen, else the newest; empty when there is none."""
        chosen = self.request.GET.get("year", "")
        return chosen if chosen in self.years else next(iter(self.years), "")

    def context(self) -> dict[str, Any]:
        """The year, or how it begins."""
        paper_parts.note_taken(self.request, self.employer, "look")
        if not self.years:
            nothing = components.Empty(_("Papers will be here after the first payday."))
            return {"nothing": nothing, "others": self.others(), "built_up": self.built_up()}
        year = employer_papers.of_year(self.employer, tax_year=self.tax_year, actor=self.actor)
        given = papers.newest(
            papers.forms_given(actor=self.actor, employment__employer=self.employer, tax_year=self.tax_year)
        )
        return {
            "years": _years(self.years, self.tax_year),
            "tax_year": self.tax_year,
            "bills": owed_parts.bills(year, today=self.actor.today),
            "months": owed_parts.months(year),
            "paydays": owed_parts.paydays(year),
            "notes": [components.Note(note) for note in (*documents.notes(year), *self.owed_back())],
            "p32": components.ButtonLink(
                _("Employer payment record (P32)"),
                reverse("payroll:p32", args=[self.employer.pk, self.tax_year]),
            ),
            "posts": _posts(year, given),
            "others": self.others(),
            "built_up": self.built_up(),
        }

    def owed_back(self) -> Iterator[str]:
        """That HMRC owes something of a year that is over, which no later bill takes off."""
        owed = bills.asked_back(self.employer, tax_year=self.tax_year, actor=self.actor)
        if owed:
            said = _(
                "HMRC owes %(amount)s of this tax year. Later bills do not take it off: ask HMRC for it."
            )
            yield said % {"amount": money.in_words(owed)}

    def built_up(self) -> components.ButtonLink:
        """The way to what the PAs have earned and not had yet."""
        address = reverse("payroll:built_up", args=[self.employer.pk])
        return components.ButtonLink(_("Holiday and what has built up"), address)

    def others(self) -> components.Panel | None:
        """The papers of who employed the same PAs before, or does now."""
        found = employer_papers.employers(actor=self.actor).filter(client_id=self.employer.client_id)
        rows = tuple(
            components.PanelRow(other.name, href=reverse("payroll:employer_papers", args=[other.pk]))
            for other in found
            if other != self.employer
        )
        return components.Panel(_("Papers of another employer"), rows) if rows else None


def _years(years: Sequence[str], shown: str) -> components.SubNavigation:
    said = {year: _("Tax year %(year)s") % {"year": year} for year in years}
    links = tuple(components.Link(said[year], f"?year={year}") for year in years)
    return components.SubNavigation(_("Tax years"), links, said[shown])


def _posts(year: employer_papers.Year, given: Sequence[models.IssuedForm]) -> components.Table:
    """Each PA who was paid, with the papers of the year."""
    posts = {slip.employment_id: slip.employment for slip in year.slips}
    forms = papers.by_post(given)
    return components.Table(
        caption=_("Papers of each PA"),
        columns=tuple(
            map(
                components.Column,
                (_("PA"), _("Deductions sheet (P11)"), _("P60"), _("P45"), _("Letter of earnings")),
            )
        ),
        rows=tuple(
            components.Row(
                (
                    post.assistant.name,
                    components.Cell(
                        f"P11 {year.tax_year}", href=reverse("payroll:p11", args=[post.pk, year.tax_year])
                    ),
                    _form(post, forms.get(post.pk, []), models.IssuedForm.Kind.P60, year.tax_year),
                    _form(post, forms.get(post.pk, []), models.IssuedForm.Kind.P45, year.tax_year),
                    components.Cell(_("Write one"), href=reverse("payroll:letter", args=[post.pk])),
                )
            )
            for post in sorted(posts.values(), key=lambda post: (post.assistant.name, post.pk))
        ),
    )


def _form(
    post: models.Employment, given: Sequence[models.IssuedForm], kind: str, tax_year: str
) -> components.Cell:
    """The way to it, or why there is none."""
    ends = tax_periods.last_day(tax_year)
    for one in given:
        if one.kind == kind:
            return components.Cell(
                f"{one.get_kind_display()} {tax_year}", href=reverse("payroll:paper_form", args=[one.pk])
            )
    if kind == models.IssuedForm.Kind.P60:
        stays = post.last_day is None or post.last_day >= ends
        said = _("By 31 May %(year)s") if stays else _("None: left before 5 April %(year)s")
        return components.Cell(said % {"year": ends.year})
    return components.Cell(_("With the final payment") if post.last_day else _("The job goes on"))
