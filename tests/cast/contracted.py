"""Standing pay that has ended, a word, a correction and a reminder: of each post that goes on."""

from dpss.access import policy
from payroll import models
from tests.cast import AT, CAST, Post, key
from tests.factories import contracted


def plant(post: Post) -> None:
    """What the cast keeps of contracted pay and of what was said about sheets, about October."""
    officer = CAST.person(policy.PAYROLL_OFFICER, council=post.home.council).user_id
    employment = models.Employment.objects.select_related("employer").get(pk=post.id_of("employment"))
    paid = models.Timesheet.objects.select_related("employment__employer").get(
        pk=post.id_of("paid timesheet")
    )
    contracted.contracted_pay(id=post.id_of("contracted pay"), employment=employment, recorded_by_id=officer)
    contracted.spoken_approval(id=post.id_of("spoken approval"), timesheet=paid, recorded_by_id=officer)
    contracted.sheet_reminder(
        id=post.id_of("sheet reminder"),
        employment=employment,
        period=models.PayPeriod.objects.get(pk=key(post.home.council.slug, post.home.provider, "october")),
        rung_at=AT,
        rung_by_id=officer,
        outcome="They send it today.",
    )
    if post.pa != "tom":
        contracted.sheet_correction(
            id=post.id_of("sheet correction"),
            sheet=paid,
            paid_sheet=models.Timesheet.objects.get(pk=post.id_of("timesheet")),
            payslip=models.Payslip.objects.get(pk=post.id_of("payslip")),
        )
