"""Employment Allowance: an employer's claim for a tax year, and the employers that have not claimed yet."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from dpss.access import policy, transitions
from dpss.kernel import dates, errors, money
from dpss.web import components, forms, views, words
from payroll import models
from payroll.calc import tax_periods
from payroll.forms.employers import ClaimManyForm
from payroll.operations import allowance as operations
from payroll.queries import allowance
from payroll.views.employers import paye_tag, reference_of
from payroll.views.scheme import OfAnEmployer

_MEANS = (
    "It covers the employer's National Insurance of the whole tax year, up to the year's limit.",
    "It must be claimed again every tax year. HMRC is told on the Employer Payment Summary.",
    "It is for employers whose PAs only care for or support the client.",
)


class Allowance(OfAnEmployer):
    """What an employer claims this tax year and last, how much of it is used, and what it means."""

    template_name = "payroll/provider/allowance.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Employment Allowance of {self.employer.name}"

    def context(self) -> dict[str, Any]:
        """This tax year and the one before."""
        this = tax_periods.tax_year_of(self.actor.today)
        before = tax_periods.tax_year_of(tax_periods.first_day(this) - self.actor.today.resolution)
        return {"said": _MEANS, "years": self._table([this, before])}

    def _table(self, years: Sequence[str]) -> components.Table:
        found = [self._of_year(year) for year in years]
        heads = ("Tax year", "Claim", "Used before, £", "Used here, £", "Left, £", "What you can do")
        return components.Table(
            caption="Tax years",
            columns=tuple(components.Column(head, numeric=head.endswith("£")) for head in heads),
            rows=tuple(self._row(year) for year in found),
        )

    def _of_year(self, tax_year: str) -> allowance.Year:
        return allowance.of_year(self.employer, tax_year=tax_year, day=self.actor.today, actor=self.actor)

    def _row(self, year: allowance.Year) -> components.Row:
        claim = year.claim
        if claim is None:
            state = components.Cell("", tag=components.Tag("Not claimed", "amber"))
            route, text, left = "allowance_claim", f"Claim {year.tax_year}", "Not claimed"
        else:
            by = claim.claimed_by.name if claim.claimed_by else "the payroll before"
            note = f"{dates.in_words(claim.claimed_on)} by {by}"
            state = components.Cell("", tag=components.Tag("Claimed", "green"), note=note)
            route, text, left = "allowance_withdraw", f"Take back {year.tax_year}", words.figures(year.left)
        address = reverse(f"payroll:{route}", args=[self.employer.pk, year.tax_year])
        used = (words.figures(year.used_before), words.figures(year.used_here))
        return components.Row((year.tax_year, state, *used, left, components.Cell(text, href=address)))


class _OfAYear(OfAnEmployer, views.FormPage):
    """A page about one employer's claim for one tax year."""

    template_name = "pages/action.html"
    warning: ClassVar[bool] = False

    def load(self) -> None:
        """The employer, and a tax year that has figures."""
        super().load()
        try:
            self.year = allowance.of_year(
                self.employer, tax_year=self.kwargs["tax_year"], day=self.actor.today, actor=self.actor
            )
        except errors.Invalid as error:
            raise Http404 from error

    def back(self) -> components.BackLink:
        """To the employer's claims."""
        return components.BackLink("Employment Allowance", self.next_url(None))

    def next_url(self, result: Any) -> str:
        """Back to the employer's claims."""
        return reverse("payroll:allowance", args=[self.employer.pk])

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Only the button."""
        return forms.NoQuestionsForm(data)


class Claim(_OfAYear):
    """Claim for one tax year."""

    button = "Claim it"

    @property
    def heading(self) -> components.Words:
        """Whose, and for which year."""
        return f"Claim Employment Allowance {self.year.tax_year} for {self.employer.name}"

    def context(self) -> dict[str, Any]:
        """What it means, and what it does not change."""
        limit = money.in_words(self.year.limit)
        return {
            "consequences": [
                f"Up to {limit} of the employer's National Insurance need not be paid this tax year.",
                *_MEANS[1:],
                "Approved payruns stay as they are. Those that wait for approval must be calculated again.",
            ]
        }

    def act(self, **values: Any) -> transitions.Outcome:
        """Claim it; a refusal is said on the page."""
        found = operations.claim(
            employer_ids=[self.employer.pk], tax_year=self.year.tax_year, actor=self.actor, at=self.now
        )
        if found.refused:
            raise errors.Invalid(found.refused[self.employer.pk])
        return found

    def done(self, result: transitions.Outcome) -> str:
        """What holds."""
        return f"Employment Allowance is claimed for {self.year.tax_year}."


class Withdraw(_OfAYear):
    """Take a claim back."""

    button = "Take it back"
    warning = True

    @property
    def heading(self) -> components.Words:
        """Whose, and for which year."""
        return f"Take back Employment Allowance {self.year.tax_year} for {self.employer.name}"

    def context(self) -> dict[str, Any]:
        """What it means."""
        return {
            "consequences": [
                "The employer pays all of its National Insurance of this tax year to HMRC.",
                "That is possible as long as no approved payrun has used any of it.",
            ]
        }

    def act(self, **values: Any) -> models.AllowanceClaim:
        """Take it back."""
        return operations.withdraw(
            employer=self.employer, tax_year=self.year.tax_year, actor=self.actor, at=self.now
        )

    def done(self, result: models.AllowanceClaim) -> str:
        """What holds."""
        return f"The claim for {result.tax_year} is taken back."


class NotClaimed(views.ListPage):
    """The employers of the provider that have not claimed for this tax year."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/employers.html"
    sorts = {"name": views.Option("Name", ("name",))}
    csv_columns = {
        "Employer": lambda row: row.name,
        "Posts": lambda row: row.posts,
        "PAYE reference": lambda row: reference_of(row.office, row.reference),
    }

    @cached_property
    def tax_year(self) -> str:
        """The tax year of today."""
        return tax_periods.tax_year_of(self.actor.today)

    @property
    def heading(self) -> components.Words:
        """Which year."""
        return f"Employment Allowance not claimed, {self.tax_year}"

    def back(self) -> components.BackLink:
        """To the employers."""
        return components.BackLink("Employers", reverse("payroll:employers"))

    def rows(self) -> QuerySet[models.Employer]:
        """With a scheme, and no claim for the year."""
        return allowance.not_claimed(tax_year=self.tax_year, day=self.actor.today, actor=self.actor)

    def listing(self, rows: Sequence[Any]) -> components.WorkList:
        """A row for each employer, to be ticked."""
        return components.WorkList(
            "Employers that have not claimed",
            tuple(
                components.WorkRow(
                    key=str(row.pk),
                    who=components.Link(row.name, reverse("payroll:employer", args=[row.pk])),
                    why=reference_of(row.office, row.reference) or "No PAYE reference yet",
                    tag=paye_tag(row.paye),
                    figures=(words.number(row.posts),),
                    action=components.ButtonLink(
                        "See the claims", reverse("payroll:allowance", args=[row.pk]), about=row.name
                    ),
                )
                for row in rows
            ),
            heads=("PAYE", "Employer", "PAYE reference", "Action"),
            figures=("Posts",),
            bulk=(components.Link("Claim for these", reverse("payroll:allowances_claim")),),
        )

    def empty(self) -> components.Empty:
        """Everybody claims."""
        return components.Empty(
            "Every employer with a PAYE scheme claims this tax year. A new employer appears here when it has"
            " a scheme, or waits for one; all of them do on 6 April."
        )


class ClaimMany(views.BulkPage):
    """Claim this tax year for the employers that were ticked, once somebody has made sure of each."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    button = "Claim for all of them"

    @cached_property
    def tax_year(self) -> str:
        """The tax year of today."""
        return tax_periods.tax_year_of(self.actor.today)

    @property
    def heading(self) -> components.Words:
        """What is about to be done."""
        return f"Claim Employment Allowance {self.tax_year}"

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Not claimed", reverse("payroll:allowances"))

    def load(self) -> None:
        """Only employers that the actor reaches and that have not claimed."""
        rows = allowance.not_claimed(tax_year=self.tax_year, day=self.actor.today, actor=self.actor)
        self.chosen = list(rows.filter(pk__in=self.keys))
        self.keys = [row.pk for row in self.chosen]

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The confirmation."""
        return ClaimManyForm(data)

    def consequences(self) -> Sequence[components.Words]:
        """The count, and what a claim means."""
        counted = words.counted(len(self.keys), "employer claims", "employers claim")
        return [f"{counted}: {', '.join(row.name for row in self.chosen)}.", *_MEANS[:2]]

    def act(self, **values: Any) -> transitions.Outcome:
        """Claim for all of them."""
        return operations.claim(employer_ids=self.keys, tax_year=self.tax_year, actor=self.actor, at=self.now)

    def next_url(self, result: transitions.Outcome) -> str:
        """Back to the list."""
        return reverse("payroll:allowances")
