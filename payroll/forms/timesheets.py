"""One week of a timesheet as a form, a day at a time: one wrong day keeps no other from being saved."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext as _

from dpss.kernel import errors, money
from dpss.web import forms, words
from payroll import models, times
from payroll.forms import sheet_fields
from payroll.forms.week_values import HOURS_OF, Kind, as_typed, clock, count, field, words_of
from payroll.operations.timesheets import EntryValue

MOST_SHIFTS = 6
SHOWN_SHIFTS = 2
MOST_EXPENSES = 3


@dataclass(frozen=True, slots=True)
class ShiftFields:
    """The inputs of one shift; `work` only where the contract has rates of its own for kinds of work."""

    number: int
    starts: django_forms.BoundField
    finishes: django_forms.BoundField
    next_day: django_forms.BoundField
    work: django_forms.BoundField | None
    shared: django_forms.BoundField | None


@dataclass(frozen=True, slots=True)
class ExpenseFields:
    """The inputs of one expense."""

    number: int
    amount: django_forms.BoundField
    what_for: django_forms.BoundField
    receipt: django_forms.BoundField


@dataclass(frozen=True, slots=True)
class DayFields:
    """What one day of the form shows. `minutes` is the time saved on it; `more` whether extras are open."""

    day: dt.date
    shifts: list[ShiftFields]
    slept: django_forms.BoundField | None
    slept_shared: django_forms.BoundField | None
    awake: django_forms.BoundField | None
    others: list[django_forms.BoundField]
    expenses: list[ExpenseFields]
    errors: list[str]
    is_empty: bool
    more: bool
    minutes: int

    @property
    def night_shown(self) -> bool:
        """“Finished the next day” stands under the times when it is ticked, or when a day is in error."""
        return bool(self.errors) or bool(self.shifts[0].next_day.value())


class WeekForm(forms.Form):
    """A week's days. `entries` are those of the days that are right; `wrong_days` are not counted.

    `rates` names the contract's own rates for kinds of work, day by day; `shared_with` the employer with whom
    shifts may be shared.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        days: Sequence[tuple[dt.date, Sequence[models.TimesheetEntry]]],
        sleep_ins: bool,
        rates: Mapping[dt.date, Sequence[str]],
        shared_with: Mapping[dt.date, str],
    ) -> None:
        initial: dict[str, Any] = {}
        for day, said in days:
            initial |= as_typed(day, said)
        super().__init__(data, initial=initial)
        self.entries: list[EntryValue] = []
        self.wrong_days: list[dt.date] = []
        self.sleep_ins = sleep_ins
        self.shared_with = {day: _with_whom(shared_with.get(day), said) for day, said in days}
        self.rates = {day: _rates_of(rates.get(day, ()), said) for day, said in days}
        # Only a sheet that started from the contract has such hours.
        self.contracted = {day for day, said in days if count(said, Kind.CONTRACTED)}
        self.counts = {day: max(MOST_SHIFTS, count(said, Kind.HOURS)) for day, said in days}
        self.spent = {day: max(MOST_EXPENSES, count(said, Kind.EXPENSE)) for day, said in days}
        for day in self.counts:
            self.fields |= self._fields_of(day)

    def clean(self) -> dict[str, Any]:
        """Read each day by itself."""
        for day in self.counts:
            entries = list(self._read(day))
            if any(name in self.errors for name in self._fields_of(day)):
                self.wrong_days.append(day)
            else:
                self.entries += entries
        return self.cleaned_data

    def days(self, minutes: Mapping[dt.date, int]) -> list[DayFields]:
        """The days to draw; `minutes` are those saved on each."""
        return [self._day(day, minutes.get(day, 0)) for day in self.counts]

    def typed(self) -> list[tuple[dt.date, str]]:
        """What was typed of each day on which something was, with the names of its fields."""
        found = []
        for day in self.counts:
            said = [words_of(self[name]) for name in self._fields_of(day) if self[name].value()]
            if said:
                found.append((day, ", ".join(said)))
        return found

    def _fields_of(self, day: dt.date) -> dict[str, django_forms.Field]:
        made: dict[str, django_forms.Field] = {}
        for number in range(self.counts[day]):
            made[field(day, "start", number)] = sheet_fields.ClockField(day=day, label=_("Start"))
            made[field(day, "finish", number)] = sheet_fields.ClockField(day=day, label=_("Finish"))
            made[field(day, "next", number)] = sheet_fields.tick(_("Finished the next day"))
            if self.rates[day]:
                made[field(day, "work", number)] = _choice(day, self.rates[day])
            if self.shared_with[day]:
                made[field(day, "shared", number)] = sheet_fields.tick(self._shared(day))
        if self.sleep_ins:
            made[field(day, "slept")] = sheet_fields.tick(_("I slept in (paid per night)"))
            made[field(day, "awake")] = _hours(day, _("Time awake and working (hours)"))
            if self.shared_with[day]:
                made[field(day, "slept_shared")] = sheet_fields.tick(self._shared(day))
        if day in self.contracted:
            made[field(day, "contracted")] = _hours(day, _("Hours as contracted"))
        made[field(day, "holiday")] = _hours(day, _("Holiday (hours)"))
        made[field(day, "sickness")] = _hours(day, _("Off sick (hours)"))
        label = _("Miles driven for work")
        made[field(day, "miles")] = sheet_fields.MilesField(day=day, label=label, inputmode="decimal")
        for number in range(self.spent[day]):
            label = _("Paid for work (£)")
            made[field(day, "spent", number)] = sheet_fields.SpentField(
                day=day, label=label, inputmode="decimal"
            )
            made[field(day, "what", number)] = sheet_fields.WhatForField(day=day, label=_("What for"))
            made[field(day, "receipt", number)] = sheet_fields.tick(_("I have the receipt"))
        return made

    def _read(self, day: dt.date) -> Iterator[EntryValue]:
        said = self.cleaned_data
        for number in range(self.counts[day]):
            yield from self._shift(day, number)
        if said.get(field(day, "slept")):
            minutes = said.get(field(day, "awake")) or 0
            shared = bool(said.get(field(day, "slept_shared")))
            yield EntryValue(day=day, kind=Kind.SLEEP_IN.value, minutes=minutes, shared=shared)
        elif said.get(field(day, "awake")):
            self._wrong(day, "awake", _("%(day)s: tick “I slept in”, or clear the time awake."))
        for name, kind in HOURS_OF.items():
            if said.get(field(day, name)):
                yield EntryValue(day=day, kind=kind.value, minutes=said[field(day, name)])
        if said.get(field(day, "miles")):
            yield EntryValue(day=day, kind=Kind.MILEAGE.value, miles=said[field(day, "miles")])
        for number in range(self.spent[day]):
            yield from self._expense(day, number)

    def _shift(self, day: dt.date, number: int) -> Iterator[EntryValue]:
        start, finish = field(day, "start", number), field(day, "finish", number)
        if start in self.errors or finish in self.errors:
            return
        starts, finishes = self.cleaned_data.get(start), self.cleaned_data.get(finish)
        next_day = bool(self.cleaned_data.get(field(day, "next", number)))
        if starts is None or finishes is None:
            if starts is not None or finishes is not None:
                self.add_error(start if starts is None else finish, _half_a_shift(day, starts, finishes))
            return
        try:
            times.minutes_worked(day=day, starts=starts, finishes=finishes, next_day=next_day)
        except errors.Invalid as error:
            self.add_error(finish, error.sentence)
            return
        yield EntryValue(
            day=day,
            kind=Kind.HOURS.value,
            starts=starts,
            finishes=finishes,
            next_day=next_day,
            work=self.cleaned_data.get(field(day, "work", number), ""),
            shared=bool(self.cleaned_data.get(field(day, "shared", number))),
        )

    def _expense(self, day: dt.date, number: int) -> Iterator[EntryValue]:
        spent, what = field(day, "spent", number), field(day, "what", number)
        if spent in self.errors or what in self.errors:
            return
        amount, what_for = self.cleaned_data.get(spent), self.cleaned_data.get(what)
        if amount and what_for:
            receipt = bool(self.cleaned_data.get(field(day, "receipt", number)))
            yield EntryValue(
                day=day, kind=Kind.EXPENSE.value, amount=amount, what_for=what_for, receipt=receipt
            )
        elif amount:
            sentence = _("%(day)s: say what the %(amount)s was for, like “hospital car park”.")
            self._wrong(day, "what", sentence, number, amount=money.in_words(amount))
        elif what_for:
            sentence = _("%(day)s: enter what “%(what)s” cost, like 4.50, or clear it.")
            self._wrong(day, "spent", sentence, number, what=what_for)

    def _wrong(self, day: dt.date, part: str, sentence: str, number: int | None = None, **said: str) -> None:
        self.add_error(field(day, part, number), sentence % {"day": words.day_and_month(day), **said})

    def _day(self, day: dt.date, minutes: int) -> DayFields:
        names = list(self._fields_of(day))
        filled = {name for name in names if self[name].value()}
        every = [self._shift_fields(day, number) for number in range(self.counts[day])]
        used = [shift for shift in every if shift.starts.value() or shift.finishes.value()]
        bought = [self._expense_fields(day, number) for number in range(self.spent[day])]
        paid = [expense for expense in bought if expense.amount.value() or expense.what_for.value()]
        first = {field(day, part, 0) for part in ("start", "finish", "next", "work", "shared")}
        return DayFields(
            day=day,
            shifts=every[: max(SHOWN_SHIFTS, len(used) + 1)],
            slept=self[field(day, "slept")] if self.sleep_ins else None,
            slept_shared=self._either(field(day, "slept_shared")),
            awake=self[field(day, "awake")] if self.sleep_ins else None,
            others=[self[name] for part in (*HOURS_OF, "miles") if (name := field(day, part)) in names],
            expenses=bought[: len(paid) + 1],
            errors=[str(error) for name in names for error in self.errors.get(name, [])],
            is_empty=not filled,
            more=bool(filled - first) or any(name in self.errors for name in set(names) - first),
            minutes=minutes,
        )

    def _shift_fields(self, day: dt.date, number: int) -> ShiftFields:
        return ShiftFields(
            number=number + 1,
            starts=self[field(day, "start", number)],
            finishes=self[field(day, "finish", number)],
            next_day=self[field(day, "next", number)],
            work=self._either(field(day, "work", number)),
            shared=self._either(field(day, "shared", number)),
        )

    def _either(self, name: str) -> django_forms.BoundField | None:
        """A field that only some sheets have."""
        return self[name] if name in self.fields else None

    def _shared(self, day: dt.date) -> str:
        return _("Shared with %(other)s, who pays a part") % {"other": self.shared_with[day]}

    def _expense_fields(self, day: dt.date, number: int) -> ExpenseFields:
        parts = (self[field(day, part, number)] for part in ("spent", "what", "receipt"))
        return ExpenseFields(number + 1, *parts)


def _half_a_shift(day: dt.date, starts: dt.time | None, finishes: dt.time | None) -> str:
    if starts is None:
        sentence = _("%(day)s: enter a start too, or clear the finish (%(time)s).")
    else:
        sentence = _("%(day)s: enter a finish too, or clear the start (%(time)s).")
    return sentence % {"day": words.day_and_month(day), "time": clock(starts or finishes)}


def _rates_of(names: Sequence[str], said: Sequence[models.TimesheetEntry]) -> Sequence[str]:
    """A rate that the sheet names and the contract no longer has can be seen, and changed."""
    return tuple(dict.fromkeys([*names, *(entry.work for entry in said if entry.work)]))


def _with_whom(agreed: str | None, said: Sequence[models.TimesheetEntry]) -> str:
    """A mark whose agreement has gone can be seen, and cleared."""
    return agreed or (_("another employer") if any(entry.shared for entry in said) else "")


def _choice(day: dt.date, names: Sequence[str]) -> django_forms.ChoiceField:
    choices = [("", _("Usual rate")), *((name, name) for name in names)]
    sentence = _("%(day)s: choose one of the rates of your contract.") % {"day": words.day_and_month(day)}
    return django_forms.ChoiceField(
        choices=choices,
        required=False,
        label=_("Rate"),
        error_messages={"invalid_choice": sentence},
        widget=django_forms.Select(attrs={"class": "govuk-select"}),
    )


def _hours(day: dt.date, label: str) -> sheet_fields.HoursField:
    return sheet_fields.HoursField(day=day, label=label, inputmode="decimal")
