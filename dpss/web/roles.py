"""Choosing the role to work in, for people who have several."""

from typing import Any

from django import forms as django_forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import policy
from dpss.web import forms, views


class RoleForm(forms.Form):
    """Which of my roles?"""

    submit = gettext_lazy("Work in this role")

    membership = django_forms.ChoiceField(
        label=gettext_lazy("Your roles"),
        widget=django_forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a role."),
            "invalid_choice": gettext_lazy("Choose one of the roles in the list."),
        },
    )


class ChooseRole(views.FormPage):
    """One role at a time: what may be seen and done is that role's alone."""

    permission = views.SIGNED_IN
    title = gettext_lazy("Which role do you want to work in?")
    form_class = RoleForm

    def load(self) -> None:
        """Only for people with a choice."""
        if len(self.request.memberships) <= 1:
            raise Http404

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The open roles, the present one chosen."""
        form = RoleForm(data, initial={"membership": str(self.request.membership.pk)})
        choices = [(str(one.pk), _role_in_words(one)) for one in self.request.memberships]
        form.fields["membership"].choices = choices  # type: ignore[attr-defined]
        return form

    def act(self, **values: Any) -> str:
        """Remember the choice in the session; the next request acts in it."""
        chosen: str = values["membership"]
        self.request.session["membership"] = chosen
        return chosen

    def done(self, result: Any) -> str:
        """Which role it is now."""
        named = next(one for one in self.request.memberships if str(one.pk) == result)
        return _("You are now working as %(role)s.") % {"role": _role_in_words(named)}

    def next_url(self, result: Any) -> str:
        """The role's own home."""
        return "/home/"


def _role_in_words(membership: Any) -> str:
    role = policy.ROLE_NAMES[membership.role]
    where = membership.organisation.name if membership.organisation else membership.council.name
    return f"{role}, {where}"
