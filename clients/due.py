"""How soon something is wanted, in words; the colour only repeats them."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dpss.web import components

SOON_DAYS = 30


def tag(due_on: date, *, today: date, soon_days: int = 0) -> components.Tag:
    """`5 days overdue`, `Today`, `9 days left`: red, amber (also within `soon_days`), else blue."""
    days = (due_on - today).days
    if days < 0:
        late = ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": -days}
        return components.Tag(late, "red")
    if days == 0:
        return components.Tag(_("Today"), "amber")
    left = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return components.Tag(left, "amber" if days <= soon_days else "blue")
