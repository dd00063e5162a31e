"""One field of each kind."""

from django import forms as django_forms

from dpss.web import fields as kit_fields
from dpss.web import forms


class DayForm(forms.Form):
    """Start and finish."""

    start = kit_fields.TimeField(label="Start")
    finish = kit_fields.TimeField(label="Finish")


class Filters(forms.FilterForm):
    """Reason and name."""

    reason = django_forms.ChoiceField(label="Reason", choices=[("", "Any reason"), ("wage", "Minimum wage")])
    name = kit_fields.SearchField(label="PA or employer")


class EveryField(forms.Form):
    """One of each kind."""

    name = django_forms.CharField(
        label="Full name", widget=django_forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = django_forms.EmailField(label="Email address", help_text="We only use it to write to you.")
    amount = kit_fields.MoneyField(label="How much?")
    day = kit_fields.DateField(label="When did it start?", help_text="For example, 21 11 2026")
    at = kit_fields.TimeField(label="What time?", help_text="For example, 8:30")
    who = django_forms.ChoiceField(
        label="Who chooses?",
        choices=[("me", "Me"), ("help", "Me, with help")],
        widget=django_forms.RadioSelect,
    )
    days = django_forms.MultipleChoiceField(
        label="Which days?",
        choices=[("mo", "Monday"), ("tu", "Tuesday")],
        widget=django_forms.CheckboxSelectMultiple,
    )
    where = django_forms.ChoiceField(label="Where?", choices=[("", "Choose"), ("home", "At home")])
    agree = django_forms.BooleanField(label="I have read this")
    why = django_forms.CharField(label="Why?", widget=django_forms.Textarea(attrs={"rows": 3}))
    file = django_forms.FileField(label="Photo of the receipt")


def form_empty() -> dict[str, object]:
    """One of each field."""
    return {"form": EveryField()}


def form_errors() -> dict[str, object]:
    """One of each field, all wrong."""
    wrong = {"email": "anna", "amount": "12.345", "day_0": "31", "day_1": "2", "day_2": "2026", "at": "25:00"}
    return {"form": EveryField(wrong)}
