"""The statement of a client's account: this tax year, a month of it, or the days that somebody asks for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from clients import models
from clients.forms.statements import DaysForm
from clients.queries import money as money_queries
from dpss.access import audit, policy
from dpss.kernel import dates, errors, money
from dpss.web import components, exports, forms, views, words
from ledger import chart
from ledger import queries as ledger

MOST_ROWS = 10_000
MOST_PAGES = 1_000


class StatementPage(views.Page):
    """A page that ends with a statement of one client's account, on the page and as CSV."""

    client: models.Client
    days: dates.Span
    form: DaysForm
    asked: Mapping[str, str]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the statement as CSV where the days make sense."""
        self._choose()
        if request.GET.get("download") == "csv" and not self.form.errors:
            found = self._read(offset=0, limit=MOST_ROWS)
            if found.count <= MOST_ROWS:
                return self._download(found)
            self._refuse(errors.Invalid(_("That is more than 10,000 lines. Choose fewer days.")))
        return super().get(request, *args, **kwargs)

    def statement(self) -> Sequence[components.Component]:
        """The lines, the sum that everyone can check, and the ways to other days."""
        page = self._page()
        found = self._read(offset=(page - 1) * ledger.PAGE, limit=ledger.PAGE)
        shown: list[components.Component] = [self._lines(found), components.Note(self._sum(found))]
        if found.count:
            last = min(page * ledger.PAGE, found.count)
            shown.append(
                components.Pagination(
                    first=min((page - 1) * ledger.PAGE + 1, found.count),
                    last=last,
                    total=found.count,
                    previous=self._address(page=page - 1) if page > 1 else "",
                    next=self._address(page=page + 1) if last < found.count else "",
                )
            )
        return [*shown, components.Link(_("Download the statement (CSV)"), self._address(download="csv"))]

    def months(self) -> list[components.Link]:
        """A way to each month of the tax year so far, the latest first."""
        return [
            components.Link(f"{month.first:%B %Y}", f"?{urlencode(_in_address(month))}")
            for month in _months(self._usual())
        ]

    def _usual(self) -> dates.Span:
        return dates.Span(money_queries.tax_year_start(self.actor.today), self.actor.today)

    def _choose(self) -> None:
        """The days that were asked for; what is wrong with them is said, and the tax year shown instead."""
        self.days = self._usual()
        self.asked = {
            name: str(value) for name, value in self.request.GET.items() if name in _in_address(self.days)
        }
        self.form = DaysForm(dict(self.asked)) if self.asked else DaysForm(initial=_initial(self.days))
        if not self.asked or not self.form.is_valid():
            return
        given: Mapping[str, date] = self.form.cleaned_data
        if given["last"] < given["first"]:
            sentence = _("The last day is before the first day. Choose a later last day.")
            self._refuse(errors.Invalid(sentence, field="last"))
        elif given["last"] > self.actor.today:
            sentence = _("That day is still to come. Choose today or an earlier day.")
            self._refuse(errors.Invalid(sentence, field="last"))
        else:
            self.days = dates.Span(given["first"], given["last"])

    def _refuse(self, refusal: errors.Invalid) -> None:
        if not self.form.is_bound:
            self.form = DaysForm(_in_address(self.days))
            self.form.is_valid()
        forms.refuse(self.form, refusal)

    def _address(self, **more: Any) -> str:
        """This statement's address with something more: the days stay as they are."""
        return f"?{urlencode({**(_in_address(self.days) if self.asked else {}), **more})}"

    def _page(self) -> int:
        asked = self.request.GET.get("page", "1")
        return min(max(int(asked), 1), MOST_PAGES) if asked.isascii() and asked.isdecimal() else 1

    def _lines(self, found: ledger.Statement) -> components.Table:
        if self.days == self._usual():
            said = _("Paid in and out since %(day)s") % {"day": dates.in_words(self.days.first)}
            nothing = _("Nothing has been paid in or out this tax year.")
        else:
            shown = {"days": dates.span_in_words(self.days)}
            said = _("Paid in and out, %(days)s") % shown
            nothing = _("Nothing was paid in or out, %(days)s.") % shown
        return components.Table(
            caption=said,
            columns=(
                components.Column(_("Day")),
                components.Column(_("What")),
                components.Column(_("In, or out (−) £"), numeric=True),
                components.Column(_("Balance £"), numeric=True),
            ),
            rows=tuple(
                components.Row(
                    (
                        dates.in_words(line.day),
                        line.description,
                        words.figures(line.amount),
                        words.figures(line.balance),
                    )
                )
                for line in found.lines
            ),
            empty=components.Empty(nothing),
        )

    def _sum(self, found: ledger.Statement) -> str:
        """Written out, so that everyone can check it."""
        sums = {
            "opening": money.in_words(found.opening),
            "paid_in": money.in_words(found.money_in),
            "out": money.in_words(found.money_out),
            "closing": money.in_words(found.closing),
        }
        if self.days.last == self.actor.today:
            return _("%(opening)s at the start + %(paid_in)s in − %(out)s out = %(closing)s now") % sums
        return _("%(opening)s at the start + %(paid_in)s in − %(out)s out = %(closing)s at the end") % sums

    def _read(self, *, offset: int, limit: int) -> ledger.Statement:
        return ledger.statement(
            self.client.subject_id,
            chart.DIRECT_PAYMENT,
            first=self.days.first,
            last=self.days.last,
            actor=self.actor,
            offset=offset,
            limit=limit,
        )

    def _download(self, found: ledger.Statement) -> HttpResponseBase:
        """The whole statement between its opening and closing balance; that it was taken is kept."""
        rows: list[list[object]] = [[self.days.last, _("Balance at the end"), "", found.closing]]
        rows += [[line.day, line.description, line.amount, line.balance] for line in found.lines]
        rows.append([self.days.first, _("Balance at the start"), "", found.opening])
        heads = ["Day", "What", "In or out, pounds", "Balance, pounds"]
        acting = self.request.acting_for
        self.request.kept_events.append(
            audit.Event(
                verb="download",
                thing="statement",
                thing_id=str(self.client.pk),
                subject_id=self.client.subject_id,
                sees=policy.MONEY,
                on_behalf_of=acting.name if acting else "",
                after={"rows": len(found.lines)},
            )
        )
        return exports.response(name="statement", day=self.actor.today, heads=heads, rows=rows)


def _initial(days: dates.Span) -> dict[str, date]:
    return {"first": days.first, "last": days.last}


def _in_address(days: dates.Span) -> dict[str, str]:
    """Days as the parts of an address that the form reads."""
    return {
        f"{name}_{number}": str(part)
        for name, day in _initial(days).items()
        for number, part in enumerate((day.day, day.month, day.year))
    }


def _months(days: dates.Span) -> Iterator[dates.Span]:
    """The calendar months that lie in these days, cut to them, the latest first."""
    last = days.last
    while last >= days.first:
        first = max(last.replace(day=1), days.first)
        yield dates.Span(first, last)
        last = first - timedelta(days=1)
