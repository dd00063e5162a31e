"""One week of a timesheet as a form, a day at a time: one wrong day keeps no other from being saved."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dpss.kernel import errors
from dpss.web import fields, forms, words
from payroll import models, times
from payroll.operations.timesheets import EntryValue

MOST_SHIFTS = 6
SHOWN_SHIFTS = 2
MINUTES_IN_AN_HOUR = 60
MINUTES_IN_A_DAY = 24 * MINUTES_IN_AN_HOUR
MOST_MILES = 999
_CLOCK = re.compile(r"^(\d{1,2}):([0-5]\d)$")
_TENTH = Decimal("0.1")
Kind = models.TimesheetEntry.Kind
# What a day may say beside shifts and nights: the name of the field, and the kind of entry.
_HOURS_OF = {"holiday": Kind.HOLIDAY, "sickness": Kind.SICKNESS}


class _OnADay(django_forms.CharField):
    """A field of one day, whose errors name the day: they are read in the summary too."""

    def __init__(self, *, day: dt.date, label: str, inputmode: str) -> None:
        super().__init__(required=False, label=label)
        self.day = day
        self.widget.attrs.update({"inputmode": inputmode, "autocomplete": "off", "class": "govuk-input"})

    def read(self, text: str) -> Any:
        """The value of what was typed. Raises `Invalid`."""
        raise NotImplementedError

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
        clock = _CLOCK.match(text)
        if clock:
            minutes = int(clock[1]) * MINUTES_IN_AN_HOUR + int(clock[2])
        else:
            exact = _number(text) * MINUTES_IN_AN_HOUR
            minutes = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
        if not 0 <= minutes <= MINUTES_IN_A_DAY:
            raise errors.Invalid(_("Enter hours from 0 to 24, like 7.5 or 7:30."))
        return minutes

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


@dataclass(frozen=True, slots=True)
class ShiftFields:
    """The three inputs of one shift."""

    number: int
    starts: django_forms.BoundField
    finishes: django_forms.BoundField
    next_day: django_forms.BoundField


@dataclass(frozen=True, slots=True)
class DayFields:
    """What one day of the form shows. `minutes` is the time saved on it; `more` whether extras are open."""

    day: dt.date
    shifts: list[ShiftFields]
    slept: django_forms.BoundField | None
    awake: django_forms.BoundField | None
    others: list[django_forms.BoundField]
    errors: list[str]
    is_empty: bool
    more: bool
    minutes: int

    @property
    def night_shown(self) -> bool:
        """“Finished the next day” stands under the times when it is ticked, or when a day is in error."""
        return bool(self.errors) or bool(self.shifts[0].next_day.value())


class WeekForm(forms.Form):
    """A week's days. `entries` are those of the days that are right; `wrong_days` are not counted."""

    def __init__(
        self,
        data: Any = None,
        *,
        days: Sequence[tuple[dt.date, Sequence[models.TimesheetEntry]]],
        sleep_ins: bool,
    ) -> None:
        initial: dict[str, Any] = {}
        for day, said in days:
            initial |= _as_typed(day, said)
        super().__init__(data, initial=initial)
        self.entries: list[EntryValue] = []
        self.wrong_days: list[dt.date] = []
        self.sleep_ins = sleep_ins
        self.counts = {
            day: max(MOST_SHIFTS, sum(entry.kind == Kind.HOURS for entry in said)) for day, said in days
        }
        for day in self.counts:
            self.fields |= self._fields_of(day)

    def clean(self) -> dict[str, Any]:
        """Read each day by itself."""
        for day in self.counts:
            entries = self._read(day)
            if any(name in self.errors for name in self._fields_of(day)):
                self.wrong_days.append(day)
            else:
                self.entries += entries
        return self.cleaned_data

    def days(self, minutes: Mapping[dt.date, int]) -> list[DayFields]:
        """The days to draw; `minutes` are those saved on each."""
        return [self._day(day, minutes.get(day, 0)) for day in self.counts]

    def _fields_of(self, day: dt.date) -> dict[str, django_forms.Field]:
        made: dict[str, django_forms.Field] = {}
        for number in range(self.counts[day]):
            made[_name(day, "start", number)] = ClockField(day=day, label=_("Start"), inputmode="text")
            made[_name(day, "finish", number)] = ClockField(day=day, label=_("Finish"), inputmode="text")
            made[_name(day, "next", number)] = _tick(_("Finished the next day"))
        if self.sleep_ins:
            made[_name(day, "slept")] = _tick(_("I slept in (paid per night)"))
            label = _("Time awake and working (hours)")
            made[_name(day, "awake")] = HoursField(day=day, label=label, inputmode="decimal")
        made[_name(day, "holiday")] = HoursField(day=day, label=_("Holiday (hours)"), inputmode="decimal")
        made[_name(day, "sickness")] = HoursField(day=day, label=_("Off sick (hours)"), inputmode="decimal")
        made[_name(day, "miles")] = MilesField(day=day, label=_("Miles driven for work"), inputmode="decimal")
        return made

    def _read(self, day: dt.date) -> list[EntryValue]:
        said = self.cleaned_data
        entries = [self._shift(day, number) for number in range(self.counts[day])]
        if said.get(_name(day, "slept")):
            minutes = said.get(_name(day, "awake")) or 0
            entries.append(EntryValue(day=day, kind=Kind.SLEEP_IN.value, minutes=minutes))
        elif said.get(_name(day, "awake")):
            sentence = _("%(day)s: tick “I slept in”, or clear the time awake.")
            self.add_error(_name(day, "awake"), sentence % {"day": words.day_and_month(day)})
        for name, kind in _HOURS_OF.items():
            if said.get(_name(day, name)):
                minutes = said[_name(day, name)]
                entries.append(EntryValue(day=day, kind=kind.value, minutes=minutes))
        if said.get(_name(day, "miles")):
            miles = said[_name(day, "miles")]
            entries.append(EntryValue(day=day, kind=Kind.MILEAGE.value, miles=miles))
        return [entry for entry in entries if entry]

    def _shift(self, day: dt.date, number: int) -> EntryValue | None:
        start, finish = _name(day, "start", number), _name(day, "finish", number)
        if start in self.errors or finish in self.errors:
            return None
        starts, finishes = self.cleaned_data.get(start), self.cleaned_data.get(finish)
        next_day = bool(self.cleaned_data.get(_name(day, "next", number)))
        if starts is None or finishes is None:
            if starts is not None or finishes is not None:
                self.add_error(start if starts is None else finish, _half_a_shift(day, starts, finishes))
            return None
        try:
            times.minutes_worked(day=day, starts=starts, finishes=finishes, next_day=next_day)
        except errors.Invalid as error:
            self.add_error(finish, error.sentence)
            return None
        return EntryValue(day=day, kind=Kind.HOURS.value, starts=starts, finishes=finishes, next_day=next_day)

    def _day(self, day: dt.date, minutes: int) -> DayFields:
        names = list(self._fields_of(day))
        filled = [name for name in names if self[name].value()]
        every = [self._shift_fields(day, number) for number in range(self.counts[day])]
        used = [shift for shift in every if shift.starts.value() or shift.finishes.value()]
        first = {_name(day, part, 0) for part in ("start", "finish", "next")}
        return DayFields(
            day=day,
            shifts=every[: max(SHOWN_SHIFTS, len(used) + 1)],
            slept=self[_name(day, "slept")] if self.sleep_ins else None,
            awake=self[_name(day, "awake")] if self.sleep_ins else None,
            others=[self[_name(day, name)] for name in ("holiday", "sickness", "miles")],
            errors=[str(error) for name in names for error in self.errors.get(name, [])],
            is_empty=not filled,
            more=bool(set(filled) - first) or any(name in self.errors for name in set(names) - first),
            minutes=minutes,
        )

    def _shift_fields(self, day: dt.date, number: int) -> ShiftFields:
        parts = (self[_name(day, part, number)] for part in ("start", "finish", "next"))
        return ShiftFields(number + 1, *parts)


def _as_typed(day: dt.date, said: Sequence[models.TimesheetEntry]) -> dict[str, Any]:
    """What a day says, as the values of its fields."""
    typed: dict[str, Any] = {}
    shifts = [entry for entry in said if entry.kind == Kind.HOURS]
    for number, entry in enumerate(shifts):
        typed[_name(day, "start", number)] = _clock(entry.starts)
        typed[_name(day, "finish", number)] = _clock(entry.finishes)
        typed[_name(day, "next", number)] = entry.next_day
    nights = [entry for entry in said if entry.kind == Kind.SLEEP_IN]
    typed[_name(day, "slept")] = bool(nights)
    typed[_name(day, "awake")] = sum(entry.minutes for entry in nights) or None
    for name, kind in _HOURS_OF.items():
        typed[_name(day, name)] = sum(entry.minutes for entry in said if entry.kind == kind) or None
    miles = sum((entry.miles for entry in said if entry.kind == Kind.MILEAGE), Decimal(0))
    typed[_name(day, "miles")] = f"{miles.normalize():f}" if miles else None
    return typed


def _half_a_shift(day: dt.date, starts: dt.time | None, finishes: dt.time | None) -> str:
    if starts is None:
        sentence = _("%(day)s: enter a start too, or clear the finish (%(time)s).")
    else:
        sentence = _("%(day)s: enter a finish too, or clear the start (%(time)s).")
    return sentence % {"day": words.day_and_month(day), "time": _clock(starts or finishes)}


def _tick(label: str) -> django_forms.BooleanField:
    return django_forms.BooleanField(required=False, label=label)


def _clock(at: dt.time | None) -> str:
    return f"{at.hour}:{at.minute:02}" if at else ""


def _name(day: dt.date, part: str, number: int | None = None) -> str:
    return f"{part}_{day:%Y%m%d}" if number is None else f"{part}_{day:%Y%m%d}_{number}"


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "."))
    except ArithmeticError:
        raise errors.Invalid(_("Enter a number, like 7.5.")) from None
    if not value.is_finite():
        raise errors.Invalid(_("Enter a number, like 7.5."))
    return value
