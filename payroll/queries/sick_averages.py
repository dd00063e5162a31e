"""Average weekly earnings before a sickness: one average holds for all sickness that is linked."""

from dpss.access import actors
from payroll.queries import averages, sickness
from payroll.queries.averages import Average


def of(found: sickness.Sickness, *, actor: actors.Actor) -> Average | None:
    """The average before the first linked day; None where it must be entered, or where none is needed.

    An earlier decision about the same linked sickness has it. Else it is worked out from the payslips, or
    from the contract for someone who fell ill before the first payday.
    """
    before = found.first_linked_day
    if before is None:
        return None
    earlier = sickness.same_chain(found, actor=actor)
    if earlier is not None and earlier.average is not None:
        return Average(sickness.exact(earlier.average), earlier.average_source)
    return averages.of_post(found.post, before=before, group=found.period.group, actor=actor)
