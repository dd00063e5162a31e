"""The fields that people fill in, lenient in what they take and plain in what they say."""

import calendar
import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from crispy_forms_gds.widgets import DateInputWidget
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.kernel import errors, money

Words = str | Promise

_TIME = re.compile(r"^(\d{1,2})(?:[:.,h ]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?$")
_WORDS_FOR_TIMES = {"noon": time(12), "12 noon": time(12), "midnight": time(0), "12 midnight": time(0)}
_HOURS, _HALF, _MINUTES = 24, 12, 60
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_YEAR = 1900
_LONGEST_MONTH = 2
_LONGEST_SEARCH = 100
_NAMED = gettext_lazy("Named “%(words)s”")
_SHORTER = gettext_lazy("Search for 100 characters or fewer.")
_AN_AMOUNT = gettext_lazy("Enter an amount, like 120 or 120.50.")
_A_TIME = gettext_lazy("Enter a time, like 8:30 or 14:15.")
_A_DATE = gettext_lazy("Enter a date, like 21 11 2026.")


def parse_time(text: str) -> time:
    """Read a time as people write it: `9`, `9.30`, `9:30am`, `0930`, `21:00`, `noon`. Raises `Invalid`."""
    cleaned = " ".join(text.lower().split())
    if cleaned in _WORDS_FOR_TIMES:
        return _WORDS_FOR_TIMES[cleaned]
    found = _TIME.match(cleaned)
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half and 1 <= hour <= _HALF:
            hour = hour % _HALF + (_HALF if half == "p" else 0)
        elif half:
            hour = _HOURS + 1
        if minute < _MINUTES and (hour < _HOURS or (hour, minute) == (_HOURS, 0)):
            return time(hour % _HOURS, minute)
    raise errors.Invalid(str(_A_TIME))


def parse_month(text: str) -> int | None:
    """The number of a month from its number or its name, short or long; None when it is neither."""
    if text.isdecimal():
        # A number of thousands of figures cannot be read at all.
        return int(text) if len(text) <= _LONGEST_MONTH else None
    short = text[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else None


class SearchField(forms.CharField):
    """Whom or what someone looks for, in a list's filter form. Only a `views.SearchPage` takes it.

    `said` says on the page what the list was searched for. The browser neither remembers the words nor
    sends them away to check their spelling.
    """

    def __init__(self, *, said: Words = _NAMED, **more: Any) -> None:
        self.said = said
        too_long = {"max_length": _SHORTER}
        super().__init__(max_length=_LONGEST_SEARCH, error_messages=too_long, **more)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Too long a text is refused with a sentence, not cut off by the browser."""
        return {"autocomplete": "off", "spellcheck": "false"}


class MoneyInput(forms.TextInput):
    """An input with the pound sign before it, for a numeric keypad."""

    template_name = "components/widgets/money.html"


class MoneyField(forms.CharField):
    """An amount in pounds and pence, as Decimal."""

    widget = MoneyInput

    def __init__(
        self,
        *,
        missing: Words = _AN_AMOUNT,
        least: Decimal | None = money.ZERO,
        **more: Any,
    ) -> None:
        self.least = least
        super().__init__(error_messages=_required(missing), **more)
        self.widget.attrs.update({"inputmode": "decimal", "class": "govuk-input govuk-input--width-10"})

    def clean(self, value: Any) -> Any:
        """Read the amount. An empty one is None where it may be left out."""
        text = super().clean(value)
        if not text:
            return None
        amount = _or_say(money.parse, text)
        if self.least is not None and amount < self.least:
            raise ValidationError(_("Enter %(least)s or more.") % {"least": money.in_words(self.least)})
        return amount


class ShortNumberField(forms.DecimalField):
    """Hours or a percentage: a number of nought or more with up to two decimals, in a short box.

    `wrong` is what is said of anything else.
    """

    def __init__(self, *, wrong: Words, **kwargs: Any) -> None:
        kinds = ("invalid", "min_value", "max_value", "max_digits", "max_whole_digits", "max_decimal_places")
        said: dict[str, Any] = dict.fromkeys(kinds, wrong)
        box = {"inputmode": "decimal", "class": "govuk-input govuk-input--width-5"}
        super().__init__(
            min_value=0,
            max_digits=6,
            decimal_places=2,
            widget=forms.TextInput(attrs=box),
            error_messages=said,
            **kwargs,
        )


class TimeField(forms.CharField):
    """A time of day, read leniently, as `datetime.time`."""

    def __init__(self, *, missing: Words = _A_TIME, **more: Any) -> None:
        super().__init__(error_messages=_required(missing), **more)
        self.widget.attrs.update(
            {"inputmode": "text", "autocomplete": "off", "class": "govuk-input--width-5"}
        )

    def clean(self, value: Any) -> Any:
        """Read the time. An empty one is None where it may be left out."""
        text = super().clean(value)
        return _or_say(parse_time, text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """Show a time as it would be typed."""
        return f"{value.hour}:{value.minute:02}" if isinstance(value, time) else value


class DateField(forms.MultiValueField):
    """A date in three parts, as `datetime.date`; a month may be written as a word.

    `missing` says what to enter. `earliest` and `latest` are the first and the last day that may be
    given, each with the sentence for a day outside.
    """

    widget = DateInputWidget

    def __init__(
        self,
        *,
        missing: Words = _A_DATE,
        earliest: tuple[date, Words] | None = None,
        latest: tuple[date, Words] | None = None,
        autocomplete: str = "",
        **more: Any,
    ) -> None:
        self.earliest, self.latest = earliest, latest
        parts = [forms.CharField(required=False) for _part in range(3)]
        super().__init__(fields=parts, require_all_fields=False, error_messages=_required(missing), **more)
        names = ("day", "month", "year")
        for name, widget in zip(names, self.widget.widgets, strict=True):
            widget.attrs["inputmode"] = "text" if name == "month" else "numeric"
            if autocomplete:
                widget.attrs["autocomplete"] = f"{autocomplete}-{name}"

    def clean(self, value: Any) -> Any:
        """Read the three parts, marking those that are wrong."""
        for field in self.fields:
            field.widget.errors = []
        parts = [str(part or "").strip() for part in (value or ["", "", ""])]
        if not any(parts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        day = self._read(parts)
        for limit, outside in ((self.earliest, -1), (self.latest, 1)):
            if limit and (day < limit[0] if outside < 0 else day > limit[0]):
                self._refuse((0, 1, 2), str(limit[1]))
        return day

    def compress(self, data_list: Sequence[Any]) -> Any:
        """The parts are read in `clean`."""
        return data_list

    def _read(self, parts: list[str]) -> date:
        named = (_("a day"), _("a month"), _("a year"))
        absent = [index for index, part in enumerate(parts) if not part]
        if absent:
            listed = _(" and ").join(named[index] for index in absent)
            self._refuse(absent, _("The date must include %(parts)s.") % {"parts": listed})
        month = parse_month(parts[1])
        if month is None or not 1 <= month <= len(_MONTHS):
            self._refuse((1,), _("Enter a month as a number from 1 to 12, or its name."))
        if not (
            parts[2].isdecimal() and len(parts[2]) == len(str(_FIRST_YEAR)) and int(parts[2]) >= _FIRST_YEAR
        ):
            self._refuse((2,), _("Enter the year with 4 figures, like 2026."))
        try:
            return date(int(parts[2]), month or 0, int(parts[0]))
        except (ValueError, OverflowError):
            last = calendar.monthrange(int(parts[2]), month or 1)[1]
            sentence = _("Enter a day from 1 to %(last)s for that month.") % {"last": last}
            self._refuse((0,), sentence)
            raise

    def _refuse(self, parts: Sequence[int], sentence: str) -> None:
        for index in parts:
            self.fields[index].widget.errors = [sentence]
        raise ValidationError(sentence)


def _required(sentence: Words) -> dict[str, Any]:
    return {"required": sentence}


def _or_say(read: Any, text: str) -> Any:
    """Read a text with the kernel's reader; its sentence becomes the field's error."""
    try:
        return read(text)
    except errors.Invalid as error:
        raise ValidationError(error.sentence) from error
