"""Lists in which someone is looked for by name, without the name in the address."""

import functools
from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from dpss.web import components, searches
from dpss.web.views.lists import ListPage

FOUND: Final = "found"
CLEAR: Final = "clear"
_SENT_WITH_THE_FORM = ("show", "sort")


class SearchPage(ListPage):
    """A list whose filter form has a `SearchField`.

    The form is posted. What was typed goes into the session (`dpss.web.searches`), what was chosen into
    the address; the browser is sent on to that address, where `found` marks the search. Without the
    mark the list is whole.
    """

    @functools.cached_property
    def words(self) -> Mapping[str, str]:
        """What was searched for, by field."""
        mark = self.query.get(FOUND, "")
        return searches.find(self.request.session, page=self.request.path, mark=mark)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list or its download; a search that is not kept any more is said to be gone."""
        if CLEAR in request.GET:
            searches.forget(request.session, mark=request.GET[CLEAR])
            return self._go_on(**{FOUND: "", CLEAR: ""})
        if FOUND in request.GET and not self.words:
            messages.info(request, _("Your search is not kept any more, so everything is shown."))
            return self._go_on(**{FOUND: ""})
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take a search and send the browser to the address that shows it, or say what is wrong with it."""
        self.query = QueryDict(mutable=True)
        self.query.update({name: request.POST.get(name, "") for name in _SENT_WITH_THE_FORM})
        self.filters = form = self.make_filters(request.POST)
        if form is None:
            return self._go_on()
        if not form.is_valid():
            return self.render(form=form, **self.context())
        words = form.words()
        mark = searches.keep(request.session, page=request.path, words=words) if words else ""
        return self._go_on(**form.chosen(), **{FOUND: mark})

    def context(self) -> dict[str, Any]:
        """The list, and what it was searched for."""
        return super().context() | {"searched": self._searched()}

    def _searched(self) -> components.Note | None:
        if self.filters is None or not self.words or not self.filters.is_valid():
            return None
        clear = self._address(**{FOUND: "", CLEAR: self.query[FOUND]})
        link = components.Link(_("Clear"), clear, about=_("the search"))
        return components.Note("", strong=" · ".join(self.filters.said()), link=link)

    def _go_on(self, **changed: object) -> HttpResponseRedirect:
        """To this page with other parts in its address."""
        return HttpResponseRedirect(f"{self.request.path}{self._address(**changed)}".removesuffix("?"))
