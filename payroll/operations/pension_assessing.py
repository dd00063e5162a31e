"""The assessment that each payslip is worked out with: kept beside it, as long as the payslip is."""

from collections.abc import Sequence

from dpss.access import rows
from payroll import models
from payroll.calc import ages
from payroll.calc.pension_duties.position import Status
from payroll.queries import pension_pay


def of_payslip(
    slip: models.Payslip, found: pension_pay.Assessed, *, of: pension_pay.Of | None
) -> models.PensionAssessment | None:
    """What is kept with a payslip, not written down yet; None where nothing could be decided."""
    period, decided = found.period, found.decided
    if period is None or decided is None or decided.after.category is None or of is None or of.record is None:
        return None
    after, category = decided.after, decided.after.category
    return models.PensionAssessment(
        council_id=slip.council_id,
        subject_id=slip.subject_id,
        payslip=slip,
        employment_id=slip.employment_id,
        payday=period.payday,
        first_day=period.span.first,
        last_day=period.span.last,
        interval=period.interval,
        earnings=period.earnings,
        age=ages.age_on(born=of.record.worker.birth_date, day=period.payday),
        group=category.assessment,
        since=category.since,
        status=after.status,
        route=after.route or "",
        member_from=after.member_from if after.status is Status.MEMBER else None,
        begins=decided.begins and found.pay.pension is not None,
        said=f"{category.line.working}. {category.line.why}",
    )


def keep(made: Sequence[models.PensionAssessment]) -> None:
    """Write them down, after their payslips."""
    rows.insert_all(made)
