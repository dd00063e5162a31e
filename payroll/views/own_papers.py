"""A PA's own papers: payslips of every employer by tax year, P45s, P60s and the way to a letter."""

import functools
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, views, words
from payroll import models, postings
from payroll.queries import papers


class OwnPapers(views.Page):
    """Everything that somebody was given for their work, of jobs that have ended too."""

    permission: ClassVar[str] = policy.SEE_OWN_PAPERS
    template_name = "payroll/papers/own.html"
    title = gettext_lazy("My papers")

    def back(self) -> components.BackLink:
        """To the payslips."""
        return components.BackLink(_("Payslips"), reverse("payroll:payslips"))

    @functools.cached_property
    def years(self) -> list[str]:
        """The tax years with a payslip, the newest first."""
        return papers.tax_years(actor=self.actor)

    @property
    def tax_year(self) -> str:
        """The year that was chosen, else the newest; empty when there is none."""
        chosen = self.request.GET.get("year", "")
        return chosen if chosen in self.years else next(iter(self.years), "")

    def context(self) -> dict[str, Any]:
        """The year's payslips job by job with their sums, and the papers that were given once."""
        posts = papers.years_of_posts(tax_year=self.tax_year, actor=self.actor)
        slips = list(papers.of_year(tax_year=self.tax_year, actor=self.actor))
        given = papers.newest(papers.forms_given(actor=self.actor))
        return {
            "years": _years(self.years, self.tax_year),
            "tax_year": self.tax_year,
            "sums": _sums(posts, self.tax_year),
            "jobs": [_job(year, slips) for year in posts],
            "forms": _forms(given),
            "letters": _letters(papers.posts(actor=self.actor)),
            "nothing": None if self.years else _nothing(),
        }


def _nothing() -> components.Empty:
    return components.Empty(_("Your payslips will be here, the first on the day before your first payday."))


def _years(years: Sequence[str], shown: str) -> components.SubNavigation | None:
    if not years:
        return None
    said = {year: _("Tax year %(year)s") % {"year": year} for year in years}
    links = tuple(components.Link(said[year], f"?year={year}") for year in years)
    return components.SubNavigation(_("Tax years"), links, said[shown])


def _sums(posts: Sequence[papers.YearOfPost], tax_year: str) -> components.Figures | None:
    """The year over all jobs."""
    if not posts:
        return None
    count = sum(year.payslips for year in posts)
    return components.Figures(
        (
            components.Figure(
                money.in_words(money.total(year.gross for year in posts)), _("earned before deductions")
            ),
            components.Figure(
                money.in_words(money.total(year.taken_off for year in posts)),
                _("taken off"),
                _("Tax, National Insurance, pension and the rest."),
            ),
            components.Figure(
                money.in_words(money.total(year.net for year in posts)),
                _("paid to you"),
                _("%(payslips)s in the tax year %(year)s.")
                % {"payslips": words.counted(count, _("payslip"), _("payslips")), "year": tax_year},
            ),
        ),
        headline=True,
    )


def _job(year: papers.YearOfPost, slips: Sequence[models.Payslip]) -> components.Table:
    """One job's payslips, each with its figures, and their sum."""
    mine = [slip for slip in slips if slip.employment_id == year.post.pk]
    heads = (_("Before deductions, £"), _("Taken off, £"), _("Money back, £"), _("Paid to you, £"))
    return components.Table(
        caption=_("Job with %(employer)s") % {"employer": year.post.employer.name},
        columns=(
            components.Column(_("Payday")),
            *(components.Column(head, numeric=True) for head in heads),
        ),
        rows=(
            *(
                components.Row(
                    (
                        components.Cell(
                            dates.in_words(slip.payday), href=reverse("payroll:payslip", args=[slip.pk])
                        ),
                        words.figures(slip.gross),
                        words.figures(money.total(getattr(slip, name) for name in postings.DEDUCTIONS)),
                        words.figures(slip.non_taxable),
                        words.figures(slip.net),
                    )
                )
                for slip in mine
            ),
            components.Row(
                (
                    _("Together"),
                    words.figures(year.gross),
                    words.figures(year.taken_off),
                    words.figures(year.non_taxable),
                    words.figures(year.net),
                ),
                "total",
            ),
        ),
    )


def _forms(given: Sequence[models.IssuedForm]) -> components.Table:
    return components.Table(
        caption=_("P60s and P45s"),
        columns=tuple(map(components.Column, (_("Paper"), _("Employer"), _("Given on")))),
        rows=tuple(components.Row(tuple(_form(one))) for one in given),
        empty=components.Empty(
            _("A P60 comes by 31 May for each job that you are in on 5 April. A job that ends gives a P45.")
        ),
    )


def _form(one: models.IssuedForm) -> Iterator[components.Cell]:
    name = _("%(kind)s for %(year)s") % {"kind": one.get_kind_display(), "year": one.tax_year}
    yield components.Cell(name, href=reverse("payroll:paper_form", args=[one.pk]))
    yield components.Cell(one.employment.employer.name)
    yield components.Cell(dates.in_words(timezone.localdate(one.issued_at)))


def _letters(posts: Any) -> components.Panel | None:
    rows = tuple(_letter(post.pk, post.employer.name) for post in posts.order_by("employer__name", "pk"))
    text = _("For a landlord, a bank or a benefits office: what a job paid between two days.")
    return components.Panel(_("Letter of earnings"), rows, text) if rows else None


def _letter(post: uuid.UUID, employer: str) -> components.PanelRow:
    return components.PanelRow(
        _("Job with %(employer)s") % {"employer": employer}, href=reverse("payroll:letter", args=[post])
    )
