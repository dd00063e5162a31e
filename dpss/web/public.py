"""Pages for everybody: help, privacy, cookies, accessibility."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.web import components, views, words

_HOUR = 3600

# The day on which the accessibility statement was last checked against the pages.
STATEMENT_CHECKED = date(2026, 11, 21)


class Help(views.Page):
    """How to get help, and from whom."""

    permission = views.PUBLIC
    template_name = "public/help.html"
    title = gettext_lazy("Help and contact")


class Privacy(views.Page):
    """What is held on people, why, and what they can ask for."""

    permission = views.PUBLIC
    template_name = "public/privacy.html"
    title = gettext_lazy("Privacy")


class Cookies(views.Page):
    """The two cookies, and what they are for."""

    permission = views.PUBLIC
    template_name = "public/cookies.html"
    title = gettext_lazy("Cookies")

    def context(self) -> dict[str, Any]:
        """Their real names and ages."""
        hours = words.counted(settings.SESSION_COOKIE_AGE // _HOUR, _("hour"), _("hours"))
        return {
            "table": components.Table(
                caption=_("The two cookies"),
                caption_hidden=True,
                columns=(
                    components.Column(_("Name")),
                    components.Column(_("What it is for")),
                    components.Column(_("Kept for")),
                ),
                rows=(
                    components.Row(
                        (
                            settings.SESSION_COOKIE_NAME,
                            _("Keeps you signed in"),
                            _("%(hours)s at most") % {"hours": hours},
                        )
                    ),
                    components.Row(
                        (settings.CSRF_COOKIE_NAME, _("Shows that a form was sent by you"), _("1 year"))
                    ),
                ),
            )
        }


class Accessibility(views.Page):
    """The accessibility statement."""

    permission = views.PUBLIC
    template_name = "public/accessibility.html"
    title = gettext_lazy("Accessibility statement")

    def context(self) -> dict[str, Any]:
        """When it was checked."""
        return {"checked": STATEMENT_CHECKED}
