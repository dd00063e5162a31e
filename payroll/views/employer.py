"""The record of one employer, for its payroll provider."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import shortcuts
from django.urls import reverse

from dpss.access import audit, policy
from dpss.kernel import dates, money
from dpss.web import components, history, views, words
from ledger import chart
from payroll import models
from payroll.calc import tax_periods
from payroll.queries import allowance, employers, holds, pay_calendar, schemes
from payroll.views import deadline_parts, employer_parts, hold_parts, provider, scheme_parts, submissions
from payroll.views.employers import PAYER, paye_tag, reference_of

LATEST: Final = 6


class Employer(views.Page):
    """Who works for an employer and on what terms, HMRC, payruns, what is owed. Opening it is recorded."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/employer.html"
    employer: Any

    def load(self) -> None:
        """The employer, where the actor reaches it."""
        found = employers.one(self.kwargs["employer"], day=self.actor.today, actor=self.actor)
        self.employer = shortcuts.get_object_or_404(found)

    @property
    def heading(self) -> components.Words:
        """The employer's name."""
        name: str = self.employer.name
        return name

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Employers", reverse("payroll:employers"))

    def context(self) -> dict[str, Any]:
        """Everything payroll needs to know, and nothing of the client's care."""
        self.request.kept_events.append(audit.of(self.employer, "look"))
        day, actor, employer = self.actor.today, self.actor, self.employer
        posts = employers.posts_of(employer, day=day, actor=actor)
        return {
            "strip": self.strip(),
            "contact": _contact(employer),
            "held": hold_parts.panel(holds.of_employer(employer, actor=actor)),
            "posts": _posts(posts),
            "add_post": self.add_post(),
            "what_if": _what_if(posts, day),
            "scheme": self.scheme(),
            "calendar": scheme_parts.calendar(
                pay_calendar.next_paydays(employer.pay_group, today=day), now=self.now
            ),
            "papers": components.ButtonLink(
                "Papers: what is owed, P32, P11, P60",
                reverse("payroll:employer_papers", args=[employer.pk]),
            ),
            "more": employer_parts.more(employer),
            "deadlines": deadline_parts.of_employer(employer, actor=actor),
            "owed": _owed(employers.owed_by(employer, actor=actor)),
            "payruns": _payruns(employers.payruns_of(employer, actor=actor)[:LATEST]),
            "reports": self.reports(),
            "timeline": components.Timeline(
                tuple(history.item(event) for event in employers.history(employer, actor=actor)[:LATEST]),
                title="History",
            ),
        }

    def strip(self) -> components.SummaryStrip:
        """Name, flags and key facts."""
        row = self.employer
        return components.SummaryStrip(
            row.name,
            (paye_tag(row.paye, prefix="PAYE: "),),
            (
                ("PAYE reference", reference_of(row.office, row.reference) or "None"),
                ("Who pays", PAYER[row.payer]),
                ("Pay group", row.pay_group.name),
                ("Posts", words.number(row.posts)),
                *employer_parts.time(row),
            ),
        )

    def add_post(self) -> components.ButtonLink | None:
        """The way to a new PA, for those who keep posts."""
        if not self.actor.may(policy.KEEP_POSTS):
            return None
        return components.ButtonLink("Add a PA", reverse("payroll:post_add", args=[self.employer.pk]))

    def scheme(self) -> components.Panel:
        """How HMRC knows the employer, and what is missing."""
        employer, day, actor = self.employer, self.actor.today, self.actor
        return scheme_parts.panel(
            employer,
            schemes.set_up(employer, day=day, actor=actor),
            allowance.of_year(employer, tax_year=tax_periods.tax_year_of(day), day=day, actor=actor),
        )

    def reports(self) -> components.Table | None:
        """The last reports, for those who may see them."""
        if not self.actor.may(policy.SEE_SUBMISSIONS):
            return None
        found = employers.submissions_of(self.employer, actor=self.actor)[:LATEST]
        return components.Table(
            caption="Reports to HMRC",
            columns=(components.Column("About"), components.Column("State")),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(
                            submissions.about(one), href=reverse("payroll:submission", args=[one.pk])
                        ),
                        components.Cell("", tag=provider.report_tag(one.state)),
                    )
                )
                for one in found
            ),
            empty=components.Empty("Reports to HMRC will be here after the first payrun is approved."),
        )


def _contact(employer: Any) -> components.Panel:
    """Whom to ring about wages."""
    client = employer.client
    return components.Panel(
        "How to reach them",
        (
            components.PanelRow("Phone", client.phone or "None recorded"),
            components.PanelRow("Email", client.email or "None recorded"),
            components.PanelRow(
                f"Best way: {client.get_contact_route_display().lower()}",
                href=reverse("clients:client_contact", args=[client.pk]),
            )
            if client.user_id is None
            else components.PanelRow("Best way", client.get_contact_route_display()),
            components.PanelRow(
                "Take or see their calls", href=reverse("payroll:caller", args=[employer.subject_id])
            ),
        ),
    )


def _posts(found: Sequence[employers.Post]) -> components.Table:
    """Who works there, on what terms, taxed how."""
    heads = ("PA", "Since", "Hours a week", "Rate, £", "Sleep-in, £", "Tax code", "NI", "Loans and pension")
    numeric = {"Hours a week", "Rate, £", "Sleep-in, £"}
    return components.Table(
        caption="Posts",
        columns=tuple(components.Column(head, numeric=head in numeric) for head in heads),
        rows=tuple(_post(post) for post in found),
        empty=components.Empty("PAs who work for this employer will be here. There is none yet."),
    )


def _post(post: employers.Post) -> components.Row:
    held, terms, tax = post.employment, post.terms, post.tax
    ended = f"Left {dates.in_words(held.last_day)}" if held.last_day else ""
    return components.Row(
        (
            components.Cell(
                held.assistant.name,
                href=reverse("payroll:post_file", args=[held.pk]),
                note=f"{held.get_hours_display()}. Pay ID {held.payroll_id}",
            ),
            components.Cell(dates.in_words(held.first_day), note=ended),
            _hours(terms.weekly_minutes) if terms else "None recorded",
            _rate(terms.hourly_rate) if terms else "",
            _rate(terms.sleep_in_rate) if terms and terms.sleep_in_rate else "",
            f"{tax.tax_code}{' M1' if tax.non_cumulative else ''}" if tax else "None recorded",
            tax.ni_letter if tax else "",
            _loans(tax) if tax else "",
        )
    )


def _what_if(found: Sequence[employers.Post], day: date) -> components.Panel | None:
    """A page for each post that goes on, where other terms can be tried."""
    rows = tuple(
        components.PanelRow(
            post.employment.assistant.name, href=reverse("payroll:what_if", args=[post.employment.pk])
        )
        for post in found
        if post.employment.last_day is None or post.employment.last_day >= day
    )
    text = "Another rate or other hours, beside what holds now. Nothing is saved."
    return components.Panel("What if?", rows, text) if rows else None


def _loans(tax: models.TaxDetails) -> str:
    said = []
    if tax.student_loan:
        said.append(f"student loan plan {tax.student_loan}")
    if tax.postgraduate_loan:
        said.append("postgraduate loan")
    said.append(f"pension {tax.get_pension_display().lower()}" if tax.pension else "no pension")
    return ", ".join(said).capitalize()


def _owed(found: dict[str, Decimal]) -> components.Panel:
    """What the ledger says is owed now."""
    rows = (
        components.PanelRow(chart.ACCOUNTS[code], money.in_words(amount)) for code, amount in found.items()
    )
    return components.Panel("In the ledger now", tuple(rows))


def _payruns(found: Iterable[models.Payrun]) -> components.Table:
    """The last payruns."""
    return components.Table(
        caption="Payruns",
        columns=(
            components.Column("Period"),
            components.Column("Payday"),
            components.Column("State"),
            components.Column("Net, £", numeric=True),
        ),
        rows=tuple(
            components.Row(
                (
                    components.Cell(
                        provider.span_of(run.period), href=reverse("payroll:payrun", args=[run.pk])
                    ),
                    dates.in_words(run.payday),
                    components.Cell("", tag=provider.run_tag(run.state)),
                    words.figures(run.net),
                )
            )
            for run in found
        ),
        empty=components.Empty("Payruns will be here. Calculate the first one from the payrun's board."),
    )


def _hours(minutes: int) -> str:
    return words.hours(minutes).removesuffix(" hours").removesuffix(" hour")


def _rate(rate: Decimal) -> str:
    """To the penny, or to the last figure that the contract gives."""
    return f"{rate.normalize():f}" if rate != money.to_penny(rate) else words.figures(money.to_penny(rate))
