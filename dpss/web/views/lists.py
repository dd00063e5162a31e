"""Work lists: saved filters with counts, filters, sort, 25 rows a page, and a download of what is shown."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase

from dpss.access import audit, scope
from dpss.web import components, exports, forms
from dpss.web.views.page import Page

ROWS_A_PAGE = 25
MOST_ROWS_OF_A_DOWNLOAD = 10_000


@dataclass(frozen=True, slots=True)
class Saved:
    """A filter with a name and a count: `name` stands in the address, `rows` says which rows it keeps."""

    name: str
    label: components.Words
    rows: Q
    fact: components.Words = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A way to sort: the words of the choice, and the fields to sort by."""

    label: components.Words
    order: tuple[str, ...]


class ListPage(Page):
    """A list that someone works through.

    A page says which `rows` there are and how each is drawn; reach, filters, sort, pages and the
    download are done here, with the same number of queries whatever the list's length.
    """

    template_name = "pages/list.html"
    saved: ClassVar[Sequence[Saved]] = ()
    # Written out under the strip when the first saved filter is the whole and the others its parts.
    sum_text: ClassVar[components.Words] = ""
    sorts: ClassVar[Mapping[str, Option]] = {}
    filter_form: ClassVar[type[forms.FilterForm] | None] = None
    # The download: the head of each column, and how its value is taken from a row.
    csv_columns: ClassVar[Mapping[str, Callable[[Any], object]]] = {}

    def rows(self) -> QuerySet[Any]:
        """Every row of the kind, with what the list shows joined in."""
        raise NotImplementedError

    def reached(self) -> QuerySet[Any]:
        """The rows that the actor reaches. A page over a table with a policy of its own says so here."""
        return scope.visible_to(self.rows(), self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """Keep the rows that the filter form asks for."""
        return rows

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """The rows of one page as a work list or a table."""
        raise NotImplementedError

    def empty(self) -> components.Empty:
        """What would be here, and how to start."""
        raise NotImplementedError

    def make_filters(self, data: QueryDict) -> forms.FilterForm | None:
        """The filter form with what was asked. A page says here which choices there are."""
        return self.filter_form(data) if self.filter_form else None

    @functools.cached_property
    def query(self) -> QueryDict:
        """What the address says."""
        return self.request.GET

    @functools.cached_property
    def words(self) -> Mapping[str, str]:
        """What was searched for, by field. Never from the address: `SearchPage` says where from."""
        return {}

    @functools.cached_property
    def filters(self) -> forms.FilterForm | None:
        """The filter form with what was chosen and searched for."""
        asked = self.query.copy()
        form = self.make_filters(asked)
        for name in form.typed if form else ():
            asked[name] = self.words.get(name, "")
        return form

    @property
    def view(self) -> Saved | None:
        """The saved filter that is on: the first unless the address names another."""
        wanted = self.query.get("show")
        return next((one for one in self.saved if one.name == wanted), self.saved[0] if self.saved else None)

    @property
    def sort(self) -> str:
        """The chosen order; the first unless the address names another."""
        named = self.query.get("sort", "")
        return named if named in self.sorts else next(iter(self.sorts), "")

    @functools.cached_property
    def narrowed(self) -> QuerySet[Any]:
        """The reached rows that pass the filter form, before the saved filter."""
        rows = self.reached()
        if self.filters is None or not self.filters.is_valid():
            return rows
        return self.narrow(rows, **self.filters.cleaned_data)

    def chosen(self) -> QuerySet[Any] | Sequence[Any]:
        """What the list shows: reached, narrowed and in order; the key breaks ties between pages."""
        rows = self.narrowed.filter(self.view.rows) if self.view else self.narrowed
        order = self.sorts[self.sort].order if self.sort else rows.query.order_by or rows.model._meta.ordering
        return rows.order_by(*order, "pk")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, or its download."""
        if request.GET.get("download") == "csv" and self.csv_columns:
            return self.download()
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """One page of rows and everything around it."""
        page = Paginator(self.chosen(), ROWS_A_PAGE).get_page(self.query.get("page"))
        return {
            "strip": self._strip(),
            "filters": self.filters,
            "kept": self._kept("show"),
            "sorts": [(name, option.label, name == self.sort) for name, option in self.sorts.items()],
            "listing": self.listing(list(page.object_list)) if page.object_list else self.empty(),
            "pagination": self._pagination(page),
            "download": self._address(download="csv") if self.csv_columns and page.paginator.count else "",
            "total": page.paginator.count,
        }

    def download(self) -> HttpResponse:
        """The rows that the list shows, all pages, as CSV; that it was taken is recorded."""
        rows = list(self.chosen()[:MOST_ROWS_OF_A_DOWNLOAD])
        route = self.request.resolver_match
        name = route.url_name or "list" if route else "list"
        event = audit.Event(verb="download", thing="list", thing_id=name[:40], after={"rows": len(rows)})
        self.request.kept_events.append(event)
        columns = self.csv_columns
        values = [[take(row) for take in columns.values()] for row in rows]
        return exports.response(name=name, day=self.now.date(), heads=list(columns), rows=values)

    def counts(self) -> Sequence[int]:
        """How many rows each saved filter keeps, in their order."""
        found = self.narrowed.aggregate(
            **{f"rows_{index}": Count("pk", filter=one.rows) for index, one in enumerate(self.saved)}
        )
        return [found[f"rows_{index}"] for index in range(len(self.saved))]

    def _strip(self) -> components.Strip | None:
        if not self.saved:
            return None
        items = tuple(
            components.StripItem(
                count=count,
                label=one.label,
                href=self._address(show=one.name),
                fact=one.fact,
                current=one is self.view,
            )
            for one, count in zip(self.saved, self.counts(), strict=True)
        )
        return components.Strip(label=self.heading, items=items, sum_text=self.sum_text)

    def _pagination(self, page: PageOfRows[Model]) -> components.Pagination | None:
        if not page.paginator.count:
            return None
        return components.Pagination(
            first=page.start_index(),
            last=page.end_index(),
            total=page.paginator.count,
            previous=self._address(page=page.previous_page_number()) if page.has_previous() else "",
            next=self._address(page=page.next_page_number()) if page.has_next() else "",
        )

    def _address(self, **changed: object) -> str:
        """This address with other parts. Another filter or order starts at the first page again."""
        left_out = ("page", "download", *(self.filters.typed if self.filters else ()))
        query = {name: value for name, value in self.query.items() if name not in left_out} | changed
        return f"?{urlencode({name: value for name, value in query.items() if value})}"

    def _kept(self, *names: str) -> list[tuple[str, str]]:
        """Parts of the address that the filter form sends on."""
        return [(name, str(self.query[name])) for name in names if self.query.get(name)]
