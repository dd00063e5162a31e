"""The columns that every kind of duty has in common, so that the database can join the kinds up.

`what` is the kind, `whose` the employer and `called` its name, `by_day` the last day; `stage` is the state of
the `thing` that the duty is about, `detail` words that belong to it, `many` and `pounds` what it comes to.
"""

from typing import Any, Final

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DecimalField,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

COLUMNS: Final = (
    "what", "whose", "called", "by_day", "is_under_way", "stage", "thing", "detail", "from_day", "to_day",
    "many", "pounds",
)  # fmt: skip


def add(rows: QuerySet[Any], kind: str, *, employer: str = "employer", **given: Any) -> QuerySet[Any]:
    """The columns that are `given`, and for the others that there is nothing to say.

    `employer` leads to the employer of a row.
    """
    usual: dict[str, Any] = {
        "what": text(kind),
        "whose": F(f"{employer}_id"),
        "called": F(f"{employer}__name"),
        "is_under_way": never(),
        "stage": text(""),
        "thing": F("pk"),
        "detail": text(""),
        "from_day": no_day(),
        "to_day": no_day(),
        "many": Value(0, output_field=IntegerField()),
        "pounds": Cast(Value(None), DecimalField(max_digits=12, decimal_places=2)),
    }
    return rows.order_by().annotate(**usual | given)


def text(words: str) -> Value:
    """The same words in every row."""
    return Value(words, output_field=CharField())


def no_day() -> Cast:
    """No day in any row, and a date all the same: Postgres asks of joined queries what is nothing of."""
    return Cast(Value(None), DateField())


def never() -> Value:
    """False in every row."""
    return Value(value=False, output_field=BooleanField())


def is_so(condition: Q) -> ExpressionWrapper:
    """Whether a condition holds."""
    return ExpressionWrapper(condition, output_field=BooleanField())
