"""The fields of one day of a timesheet. Their errors name the day: they are read in the summary too."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dpss.kernel import errors, money
from dpss.web import fields, words

MINUTES_IN_AN_HOUR = 60
MOST_MILES = 999
MOST_SPENT = Decimal(1000)
LONGEST_WHAT_FOR = 60
_CLOCK = re.compile(r"^(\d{1,3}):([0-5]\d)$")
_TENTH = Decimal("0.1")


class _OnADay(django_forms.CharField):
    """A field of one day; `read` gives the value of what was typed, or raises `Invalid`."""

    read: Callable[[str], Any]

    def __init__(self, *, day: dt.date, label: str, inputmode: str = "text") -> None:
        super().__init__(required=False, label=label)
        self.day = day
        self.widget.attrs.update({"inputmode": inputmode, "autocomplete": "off", "class": "govuk-input"})

    def clean(self, value: Any) -> Any:
        """Read it; None when nothing was typed."""
        text = super().clean(value)
        try:
            return self.read(text) if text else None
        except errors.Invalid as error:
            raise ValidationError(f"{words.day_and_month(self.day)}: {error.sentence}") from error


class ClockField(_OnADay):
    """A time of day, read leniently."""

    def read(self, text: str) -> dt.time:
        """As people write it."""
        return fields.parse_time(text)


class HoursField(_OnADay):
    """Hours as `7.5` or `7:30`, as whole minutes; more than none."""

    def read(self, text: str) -> int:
        """To the nearest minute, at most a day."""
        return minutes_of(text, most=24)

    def prepare_value(self, value: Any) -> Any:
        """Show minutes as they would be typed."""
        if not isinstance(value, int):
            return value
        hours, minutes = divmod(value, MINUTES_IN_AN_HOUR)
        return f"{hours}:{minutes:02}" if minutes * 10 % MINUTES_IN_AN_HOUR else words.hours(value).split()[0]


class MilesField(_OnADay):
    """Miles driven for work, to one decimal."""

    def read(self, text: str) -> Decimal:
        """At most 999, so that a slip of a finger shows."""
        miles = _number(text)
        if not 0 <= miles <= MOST_MILES or miles != miles.quantize(_TENTH):
            raise errors.Invalid(_("Enter miles from 0 to 999, like 12 or 12.5."))
        return miles


class SpentField(_OnADay):
    """Pounds and pence that somebody paid for work."""

    def read(self, text: str) -> Decimal:
        """At most £1,000, so that a slip of a finger shows."""
        amount = money.parse(text)
        if not 0 <= amount <= MOST_SPENT:
            raise errors.Invalid(_("Enter an expense from 0 to 1,000 pounds, like 4.50."))
        return amount


class WhatForField(_OnADay):
    """What somebody paid for, in a few words."""

    def read(self, text: str) -> str:
        """As it was typed, if it is short."""
        if len(text) > LONGEST_WHAT_FOR:
            sentence = _("Say what you paid for in no more than %(most)s letters.")
            raise errors.Invalid(sentence % {"most": LONGEST_WHAT_FOR})
        return text


def minutes_of(text: str, *, most: int) -> int:
    """Hours as `7.5` or `7:30`, as whole minutes. Raises `Invalid` for more than `most` hours."""
    clock = _CLOCK.match(text)
    if clock:
        minutes = int(clock[1]) * MINUTES_IN_AN_HOUR + int(clock[2])
    else:
        # More than anybody may enter is not multiplied: a number of a thousand figures is one, too.
        hours = min(max(_number(text), Decimal(-1)), Decimal(most + 1))
        minutes = int((hours * MINUTES_IN_AN_HOUR).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if not 0 <= minutes <= most * MINUTES_IN_AN_HOUR:
        raise errors.Invalid(_("Enter hours from 0 to %(most)s, like 7.5 or 7:30.") % {"most": most})
    return minutes


def tick(label: str) -> django_forms.BooleanField:
    """A box to tick."""
    return django_forms.BooleanField(required=False, label=label)


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "."))
    except ArithmeticError:
        raise errors.Invalid(_("Enter a number, like 7.5.")) from None
    if not value.is_finite():
        raise errors.Invalid(_("Enter a number, like 7.5."))
    return value
