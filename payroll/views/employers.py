"""The employers of a payroll provider."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.web import components, views, words
from dpss.web.components import basics
from payroll import models
from payroll.forms.provider import EmployerFilters
from payroll.queries import arrivals, employers, relatives
from payroll.queries import employer_changes as changes

PAYE: Final[dict[str, tuple[str, basics.Colour]]] = {
    "registered": ("Registered", "green"),
    "awaiting": ("Waiting for a reference", "amber"),
    "not_needed": ("Not needed", "grey"),
    "": ("Not recorded", "red"),
}
PAYER: Final = {
    "employer": "The employer pays",
    "provider": "We pay from the managed account",
    "": "Not recorded",
}


class Employers(views.SearchPage):
    """Every employer that the provider works for."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/employers.html"
    title = "Employers"
    filter_form = EmployerFilters
    sorts = {
        "name": views.Option("Name", ("name",)),
        "posts": views.Option("Most posts first", ("-posts", "name")),
    }
    csv_columns = {
        "Employer": lambda row: row.name,
        "Posts": lambda row: row.posts,
        "PAYE": lambda row: PAYE[row.paye][0],
        "PAYE reference": lambda row: reference_of(row.office, row.reference),
        "Who pays": lambda row: PAYER[row.payer],
        "Pay group": lambda row: row.pay_group.name,
    }

    @property
    def not_claimed(self) -> components.Link:
        """The way to those that have not claimed Employment Allowance."""
        return components.Link(
            "Employment Allowance not claimed this tax year", reverse("payroll:allowances")
        )

    def context(self) -> dict[str, Any]:
        """The list, and the way to what waits for a second person."""
        to_approve = components.Link("Bank details to approve", reverse("payroll:bank_changes"))
        take_on = components.Link("Take posts on from another payroll", reverse("payroll:take_on_many"))
        ringing = components.Link("Who is ringing?", reverse("payroll:callers"))
        raising = components.Link("Raise pay for many", reverse("payroll:rise"))
        begun = changes.changes(actor=self.actor).filter(state="draft").count()
        following = components.Link(
            f"Changes of employer ({words.number(begun)} being prepared)", reverse("payroll:employer_changes")
        )
        count = arrivals.arrived(actor=self.actor).count()
        arrived = components.Link(
            f"Employers from another provider ({words.number(count)})", reverse("payroll:arrivals")
        )
        ending = components.Link("Direct payments that end", reverse("clients:endings"))
        absent = components.Link("People who are away", reverse("absences"))
        related = components.Link("Relatives who are paid", reverse("relatives"))
        wanted = components.Link(
            f"How PAs are related ({words.number(relatives.not_asked(actor=self.actor).count())} not said)",
            reverse("relations_wanted"),
        )
        ways = (
            ringing,
            raising,
            take_on,
            following,
            ending,
            absent,
            related,
            wanted,
            *([arrived] if count else []),
        )
        return super().context() | {"bank_details": to_approve, "ways": ways}

    def rows(self) -> QuerySet[models.Employer]:
        """With what holds of each today."""
        return employers.employers(day=self.actor.today, actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name, standing, payer, and whether somebody else employs by now."""
        if chosen["name"]:
            rows = employers.named(rows, chosen["name"])
        if chosen["employs"] != "all":
            today = self.actor.today
            ended, goes_on = Q(during__endswith__lte=today), Q(during__upper_inf=True)
            rows = rows.filter(ended if chosen["employs"] else goes_on | Q(during__endswith__gt=today))
        wanted = {"paye": chosen["paye"], "payer": chosen["payer"]}
        return rows.filter(**{field: value for field, value in wanted.items() if value})

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each employer."""
        return components.Table(
            caption="Employers",
            caption_hidden=True,
            columns=(
                components.Column("Employer"),
                components.Column("Posts", numeric=True),
                components.Column("PAYE"),
                components.Column("Who pays"),
                components.Column("Pay group"),
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(row.name, href=reverse("payroll:employer", args=[row.pk])),
                        words.number(row.posts),
                        components.Cell(
                            "", tag=paye_tag(row.paye), note=reference_of(row.office, row.reference)
                        ),
                        PAYER[row.payer],
                        row.pay_group.name,
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """None, or none like that."""
        return components.Empty(
            "No employer is like that. Choose other filters. An employer appears here when the council places"
            " a client with you."
        )


def reference_of(office: str, reference: str) -> str:
    """`120/ZZ99999`, or nothing without a scheme."""
    return f"{office}/{reference}" if office else ""


def paye_tag(status: str, *, prefix: str = "") -> components.Tag:
    """A standing with HMRC as a tag."""
    text, colour = PAYE[status]
    return components.Tag(f"{prefix}{text.lower() if prefix else text}", colour)
