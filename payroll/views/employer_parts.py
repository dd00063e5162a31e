"""What else can be done for an employer, beside its posts and its standing with HMRC."""

from django.urls import reverse

from dpss.kernel import dates
from dpss.web import components
from payroll import models


def time(employer: models.Employer) -> tuple[tuple[str, str], ...]:
    """From when to when they employ, where somebody else did before or does after."""
    first, end = employer.during.lower, employer.during.upper
    began = (("Employer from", dates.in_words(first)),) if first else ()
    ended = (("Employer until", dates.in_words(end - end.resolution)),) if end else ()
    return (*began, *ended)


def more(employer: models.Employer) -> components.Panel:
    """The pages that keep how its wages, its pension and its reports are run."""
    return components.Panel(
        "How it is run",
        (
            components.PanelRow(
                "Move to another pay group",
                href=reverse("payroll:employer_group", args=[employer.pk]),
                note=f"Now {employer.pay_group.name}.",
            ),
            components.PanelRow(
                "Who agrees the payruns",
                href=reverse("payroll:employer_agreement", args=[employer.pk]),
                note="Whether the employer agrees each payrun before it is paid.",
            ),
            components.PanelRow(
                "National Insurance numbers",
                href=reverse("payroll:employer_numbers", args=[employer.pk]),
                note="Ask HMRC for those that it has not confirmed.",
            ),
            components.PanelRow("Pension scheme", href=reverse("payroll:pension_scheme", args=[employer.pk])),
            components.PanelRow(
                "Pension duties",
                href=reverse("payroll:employer_pension", args=[employer.pk]),
                note="Who must be told what by when, re-enrolment, and declarations.",
            ),
            components.PanelRow(
                "Pension schedules",
                href=reverse("payroll:pension_way", args=[employer.pk]),
                note="How they go to the scheme, and the Direct Debit mandate.",
            ),
            components.PanelRow(
                "Letters from HMRC",
                href=reverse("payroll:hmrc_letter_add", args=[employer.pk]),
                note="Penalties and other letters: add one, or see what became of it.",
            ),
            components.PanelRow(
                "Another person becomes the employer",
                href=reverse("payroll:employer_change_begin", args=[employer.pk]),
                note="At 18, when somebody can no longer decide, and after a death.",
            ),
        ),
    )
