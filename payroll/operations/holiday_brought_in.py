"""Holiday of a leave year that another payroll kept: how it stood when the post came here."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dpss.access import actors, audit, scope
from dpss.kernel import money
from payroll import models
from payroll.queries import sheet_holiday


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Hours of holiday taken since the leave year began, and those built up where hours are irregular."""

    taken: Decimal
    built_up: Decimal = money.ZERO


def why_not(post: models.Employment, hours: Hours | None) -> str | None:
    """Why these hours cannot be of this post; None where they can."""
    if hours and hours.built_up and post.hours == models.Employment.Hours.FIXED:
        return (
            "Holiday of fixed hours builds up by the contract. Leave the hours built up empty, and enter the"
            " hours that were taken."
        )
    return None


def keep(
    *,
    post: models.Employment,
    up_to: date,
    hours: Hours,
    source: str,
    actor: actors.Actor,
    at: datetime,
) -> None:
    """Write down how the leave year of a day stood then. The same again changes nothing.

    The leave year is the one of the post's service, and there is one row for a post: what is written down
    later corrects it.
    """
    rows = models.HolidayBroughtIn.objects.filter(employment=post)
    row = scope.visible_to(rows, actor).select_for_update(of=("self",)).first()
    values = {
        "year_from": sheet_holiday.leave_year(post, up_to).first,
        "up_to": up_to,
        "taken": hours.taken,
        "built_up": hours.built_up,
        "source": source,
    }
    before = {name: getattr(row, name) for name in values} if row else {}
    if before == values:
        return
    row = row or models.HolidayBroughtIn(
        council_id=post.council_id, subject_id=post.subject_id, employment=post
    )
    for name, value in (values | {"recorded_by_id": actor.user_id, "recorded_at": at}).items():
        setattr(row, name, value)
    row.save()
    audit.record(audit.of(row, "record", before=before, after=values), actor=actor, at=at)
