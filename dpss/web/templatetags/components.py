"""Drawing components, fields and forms in templates, and saying values in words."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from crispy_forms.utils import render_crispy_form
from django import forms as django_forms
from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from dpss.kernel import dates
from dpss.kernel import money as pounds
from dpss.web import components as kit
from dpss.web import forms, words

register = template.Library()


@register.simple_tag(takes_context=True)
def component(context: template.Context, it: kit.Component | Iterable[kit.Component] | None) -> SafeString:
    """Draw a component, or several after each other; nothing for None."""
    if not it:
        return SafeString("")
    if not isinstance(it, kit.Component):
        return SafeString("".join(component(context, one) for one in it))
    drawn = context.template.engine.get_template(it.template)  # type: ignore[union-attr]
    return SafeString(drawn.render(context.new({"it": it, "csrf_token": context.get("csrf_token")})))


@register.simple_tag(takes_context=True)
def fields(context: template.Context, form: django_forms.BaseForm) -> SafeString:
    """The fields of a form, ours or another package's, without the form tag."""
    helper = forms.helper_of(form)
    # What crispy returns is the output of escaped templates.
    return mark_safe(render_crispy_form(form, helper, context.flatten()))  # noqa: S308


@register.simple_tag
def problems(*found: object) -> kit.ErrorSummary | None:
    """The error summary of the forms on a page; None when nothing is wrong."""
    listed = [
        problem
        for form in found
        if isinstance(form, django_forms.BaseForm) and form.is_bound
        for problem in forms.problems_of(form)
    ]
    return kit.ErrorSummary(tuple(listed)) if listed else None


@register.filter
def figures_of(work_list: kit.WorkList, row: kit.WorkRow) -> list[tuple[kit.Words, kit.Words]]:
    """A row's figures beside their heads."""
    return list(zip(work_list.figures, row.figures, strict=True))


@register.filter
def money(amount: Decimal) -> str:
    """`£1,234.50`; a negative amount has a true minus sign."""
    return pounds.in_words(amount)


@register.filter
def figures(amount: Decimal) -> str:
    """`1,234.50`, for a column whose head has the unit."""
    return words.figures(amount)


@register.filter
def whole_pounds(amount: Decimal) -> str:
    """`£1,940`, and pence only when there are some."""
    return words.whole_pounds(amount)


@register.filter
def number(value: int) -> str:
    """`4,801,000`."""
    return words.number(value)


@register.filter
def day(value: date) -> str:
    """`14 October 2026`."""
    return dates.in_words(_local(value))


@register.filter
def weekday(value: date) -> str:
    """`Wednesday 14 October 2026`."""
    return dates.with_weekday(_local(value))


@register.filter
def near_day(value: date) -> str:
    """`Wednesday 14 October`: a deadline in the coming weeks."""
    return words.day_and_month(_local(value))


@register.filter
def clock_time(value: time | datetime) -> str:
    """`6:30am`."""
    return words.clock_time(_local(value) if isinstance(value, datetime) else value)


@register.filter
def moment(value: datetime) -> str:
    """`Friday 20 November 2026, 2:58pm`."""
    return words.moment_in_words(_local(value))


@register.filter
def period(value: dates.Span) -> str:
    """`5 October to 1 November 2026`."""
    return dates.span_in_words(value)


@register.filter
def hours_and_minutes(minutes: int) -> str:
    """`7h 30m`."""
    return words.hours_and_minutes(minutes)


@register.filter
def hours(minutes: int) -> str:
    """`7.5 hours`."""
    return words.hours(minutes)


@register.filter
def counted(count: int, nouns: str) -> str:
    """`1 sheet` or `3 sheets`, from "sheet,sheets"."""
    one, _, many = nouns.partition(",")
    return words.counted(count, one, many)


def _local(value: Any) -> Any:
    """A moment as the clock on the wall shows it; a day as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
