"""What ends with a change of employer, as a list before it is confirmed and as tasks after it."""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse

from dpss.web import components
from payroll import models
from payroll.queries.change_agreements import CONTRACTED, DEDUCTION, HOLIDAY, PAYRUNS, SHARED, Ending

GOES_OVER: Final = (
    "Goes over: hours, rates, usual working days, rolled-up holiday pay, tax code, National Insurance letter,"
    " student loans, bank details."
)
_PAGES: Final = {
    CONTRACTED: "payroll:contracted_pay",
    SHARED: "payroll:shared_work",
    DEDUCTION: "payroll:deduction_received",
    HOLIDAY: "payroll:post_holiday",
}


def sentences(found: Sequence[Ending]) -> list[str]:
    """What goes over, and each thing that ends."""
    return [GOES_OVER, *(f"Ends: {_named(one)}. {one.then}" for one in found)]


def table(found: Sequence[Ending]) -> components.Table:
    """Each thing that ends, whose it is, and what to do then."""
    return components.Table(
        caption="What ends with the employer before",
        columns=(components.Column("Whose"), components.Column("What ends"), components.Column("What to do")),
        rows=tuple(components.Row((_whose(one), one.what, one.then)) for one in found),
        empty=components.Empty(f"No agreement, order or holiday ends. {GOES_OVER}"),
    )


def tasks(change: models.EmployerChange, found: Sequence[Ending]) -> list[components.TaskItem]:
    """A task for each, with the page where it is done."""
    done, to_do = components.Tag("Done", "green"), components.Tag("To do", "amber")
    return [
        components.TaskItem(
            _named(one), done if one.is_done else to_do, href=_address(change, one), note=one.then
        )
        for one in found
    ]


def _address(change: models.EmployerChange, one: Ending) -> str:
    if one.kind == PAYRUNS:
        return reverse("payroll:employer_agreement", args=[change.became_id or change.employer_id])
    if one.goes_on is not None:
        return reverse(_PAGES[one.kind], args=[one.goes_on.pk])
    return reverse("payroll:post_file", args=[one.post.pk]) if one.post else ""


def _named(one: Ending) -> str:
    return f"{one.what} ({one.post.assistant.name})" if one.post else one.what


def _whose(one: Ending) -> str:
    return str(one.post.assistant.name) if one.post else "The employer"
