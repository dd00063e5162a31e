"""How figures, days and times are said on a page. Pure: every function takes a value and gives words."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal

from dpss.kernel import dates, money

MINUTES = 60
NOON = 12
_PAIR = 2


def figures(amount: Decimal) -> str:
    """An amount for a column whose head has the unit: `1,026.00`, with a true minus sign."""
    return money.in_words(amount).replace("£", "")


def more_or_less(amount: Decimal) -> str:
    """A difference, with its sign: `+£54.00`, `−£3.20`."""
    return f"{'+' if amount > 0 else ''}{money.in_words(amount)}"


def whole_pounds(amount: Decimal) -> str:
    """An amount for a sentence: `£1,940`, with pence only when they are not nought."""
    said = money.in_words(amount)
    return said.removesuffix(".00")


def number(value: int | Decimal) -> str:
    """A count with thousands marked: `4,801,000`."""
    sign = "−" if value < 0 else ""
    return f"{sign}{abs(value):,}"


def day_and_month(day: date) -> str:
    """`Wednesday 25 November`: for a day so near that its year goes without saying."""
    return f"{day:%A} {day.day} {day:%B}"


def clock_time(moment: time | datetime) -> str:
    """`6:30am`, `2pm`, `12 noon` or `midnight`."""
    hour, minute = moment.hour, moment.minute
    if minute == 0 and hour in {0, NOON}:
        return "12 noon" if hour else "midnight"
    half = "am" if hour < NOON else "pm"
    shown = hour % NOON or NOON
    return f"{shown}:{minute:02}{half}" if minute else f"{shown}{half}"


def moment_in_words(moment: datetime) -> str:
    """`Friday 20 November 2026, 2:58pm`."""
    return f"{dates.with_weekday(moment.date())}, {clock_time(moment)}"


def hours_and_minutes(minutes: int) -> str:
    """Worked time as a clock shows it: `7h 30m`, `5h 00m`."""
    sign = "−" if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), MINUTES)
    return f"{sign}{hours}h {rest:02}m"


def hours(minutes: int) -> str:
    """Worked time as a sentence says it: `7.5 hours`, `1 hour`. Shown to two places."""
    exact = (Decimal(minutes) / MINUTES).quantize(Decimal("0.01"))
    shown = f"{exact:,.2f}".rstrip("0").rstrip(".").replace("-", "−")
    return f"{shown} {'hour' if exact == 1 else 'hours'}"


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun: `1 sheet`, `1,204 sheets`, `0 sheets`."""
    return f"{number(count)} {one if count == 1 else many}"


def sum_in_words(parts: Iterable[int]) -> str:
    """The sum written out, so that everyone can check it: `31 + 6 + 0 = 37`."""
    listed = list(parts)
    return f"{' + '.join(number(part) for part in listed)} = {number(sum(listed))}"


def share(part: int | Decimal, whole: int | Decimal) -> Decimal:
    """What part of the whole, from 0 to 100, to one place. Nothing of nothing is 0; more than all is 100."""
    if whole <= 0 or part <= 0:
        return Decimal(0)
    return min(Decimal(100), (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1")))


def sort_code(code: str) -> str:
    """A sort code as banks write it: `20-30-40`."""
    return "-".join(code[start : start + _PAIR] for start in range(0, len(code), _PAIR))
