"""The demo's date: everybody may move it, and only in the demo."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss import clock
from dpss.kernel import dates
from dpss.web import fields, forms, views

_FIRST = date(2026, 4, 6)
_LAST = date(2027, 4, 5)
_OUTSIDE = gettext_lazy(
    "The demo knows the tax year 2026 to 2027: enter a day from 6 April 2026 to 5 April 2027."
)


class DateForm(forms.Form):
    """What day is it in the demo?"""

    submit = gettext_lazy("Move the date")

    day = fields.DateField(
        label=gettext_lazy("What day is it?"),
        help_text=gettext_lazy("For example, 27 11 2026"),
        earliest=(_FIRST, _OUTSIDE),
        latest=(_LAST, _OUTSIDE),
    )


class MoveDate(views.FormPage):
    """Deadlines, pay days and reviews follow the date; jobs that are due run within a minute."""

    permission = views.PUBLIC
    template_name = "pages/demo_date.html"
    title = gettext_lazy("Move the demo's date")
    form_class = DateForm

    def load(self) -> None:
        """There is no such page outside the demo."""
        if not settings.DPSS_DEMO:
            raise Http404

    def initial(self) -> dict[str, Any]:
        """The date as it is."""
        return {"day": self.now.date()}

    def act(self, **values: Any) -> date:
        """Set the clock."""
        day: date = values["day"]
        clock.move_to(day)
        return day

    def done(self, result: Any) -> str:
        """What day it is now."""
        return _("It is now %(day)s.") % {"day": dates.with_weekday(result)}

    def next_url(self, result: Any) -> str:
        """Back to the page that asked, if it is one of ours."""
        wanted: str = self.request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={self.request.get_host()})
        return wanted if is_ours else "/"
