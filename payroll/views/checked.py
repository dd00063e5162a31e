"""A form whose answers are shown once more, with what they would do, before anything is kept."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms as django_forms
from django import shortcuts
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from dpss.kernel import dates, errors, money
from dpss.web import components, forms, views
from dpss.web.views.actions import CONFLICT

_STEP: Final = "checked"
_NOT_ANSWERS: Final = {_STEP, "csrfmiddlewaretoken"}


class CheckedPage(views.FormPage):
    """Asked, shown for a check, and done only then.

    The check tries the operation and takes it back, so that what it refuses is said beside the answers and
    what it would do is shown. The answers travel with the buttons; nothing is kept on the way.
    """

    check_template: ClassVar[str] = "payroll/provider/check_answers.html"
    keep: ClassVar[components.Words] = "Keep this"

    def look_over(self, form: forms.Form) -> None:
        """Say beside the answers what else cannot be, before it is tried; the form has been read."""

    def answers(self, form: forms.Form) -> components.SummaryList:
        """What was answered, as it is shown once more."""
        return components.SummaryList(tuple(_rows(form)))

    def would(self, result: Any) -> Sequence[components.Component]:
        """What it would do, read while it is tried."""
        return ()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do what was checked; show for a check what was asked; or ask again."""
        if request.POST.get(_STEP) == "yes":
            return super().post(request, *args, **kwargs)
        form = self.make_form(request.POST, request.FILES)
        if request.POST.get(_STEP) == "no" or not form.is_valid():
            return self.render(form=form, **self.context())
        try:
            self.look_over(form)
            if not form.is_valid():
                return self.render(form=form, **self.context())
            with transaction.atomic():
                would = self.would(self.act(**form.cleaned_data))
                transaction.set_rollback(True)
        except errors.NotAllowed:
            raise
        except errors.Refusal as refusal:
            forms.refuse(form, refusal)
            status = CONFLICT if isinstance(refusal, errors.Conflict) else 200
            return self.render(form=form, status=status, **self.context())
        return self._check(form, would)

    def _check(self, form: forms.Form, would: Sequence[components.Component]) -> HttpResponseBase:
        answers = {name: texts for name, texts in self.request.POST.lists() if name not in _NOT_ANSWERS}
        path = self.request.path
        return shortcuts.render(
            self.request,
            self.check_template,
            {
                "page": self,
                "back": self.back(),
                "answers": self.answers(form),
                "would": would,
                "keep": components.ActionForm(self.keep, path, "main", values=answers | {_STEP: ["yes"]}),
                "again": components.ActionForm("Change the answers", path, values=answers | {_STEP: ["no"]}),
            },
        )


def _rows(form: forms.Form) -> Iterator[components.SummaryRow]:
    for field in form:
        yield components.SummaryRow(field.label, _said(field.field, form.cleaned_data[field.name]))


def _said(field: django_forms.Field, value: Any) -> str:
    if isinstance(value, date):
        return dates.in_words(value)
    if isinstance(value, Decimal):
        return money.in_words(value)
    if isinstance(value, bool):
        return str(_("Yes")) if value else str(_("No"))
    if isinstance(field, django_forms.ChoiceField):
        choices: Any = field.choices
        return str(dict(choices).get(value, value))
    return str(value) if value else "Not given"
