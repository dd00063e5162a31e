"""What a timesheet would cost the employer, before it is worked out for pay."""

from dataclasses import dataclass, replace
from decimal import Decimal

from dpss.access import actors, scope
from payroll import models
from payroll.calc import inputs, national_insurance, pension, pension_shares, rates
from payroll.queries import pension_members, pension_schemes
from payroll.queries.sheets import Shown


@dataclass(frozen=True, slots=True)
class Cost:
    """In pounds. `covered` says that the Employment Allowance bears the National Insurance."""

    pay: Decimal
    national_insurance: Decimal
    covered: bool
    pension: Decimal
    money_back: Decimal

    @property
    def total(self) -> Decimal:
        """What must be there to pay it; National Insurance only where no allowance covers it."""
        borne = Decimal(0) if self.covered else self.national_insurance
        return self.pay + borne + self.pension + self.money_back


def of(shown: Shown, *, actor: actors.Actor) -> Cost | None:
    """About what the sheet costs; None while its pay, or how it is taxed, is not known to the actor.

    Other pay of the period, such as sick pay, is not in it.
    """
    period, post = shown.sheet.period, shown.sheet.employment
    details = models.TaxDetails.objects.filter(employment=post, during__contains=period.payday)
    tax = scope.visible_to(details, actor).first()
    if shown.gross is None or tax is None:
        return None
    year, interval = rates.for_year(period.tax_year), inputs.Interval(period.group.interval)
    claims = models.AllowanceClaim.objects.filter(
        employer_id=post.employer_id, tax_year=period.tax_year, withdrawn_on=None
    )
    return Cost(
        pay=shown.gross,
        national_insurance=national_insurance.contributions(
            earnings=shown.gross,
            letter=tax.ni_letter,
            interval=interval,
            rates=year.national_insurance_on(period.payday),
        ).employer_ni,
        covered=scope.visible_to(claims, actor).exists(),
        pension=_pension(shown, tax, year, actor),
        money_back=shown.money_back,
    )


def _pension(shown: Shown, tax: models.TaxDetails, year: rates.TaxYear, actor: actors.Actor) -> Decimal:
    """What the employer's scheme takes of it from the employer; nothing else than pay is on a sheet."""
    period, pay = shown.sheet.period, shown.gross or Decimal(0)
    post = shown.sheet.employment_id
    begins = pension_members.since([post], day=period.payday, actor=actor).get(post)
    if begins is None:
        return Decimal(0)
    scheme = pension_schemes.on(shown.sheet.employment.employer, day=period.payday, actor=actor)
    if scheme is not None:
        held = pension_schemes.membership(scheme, member_from=begins)
    elif tax.pension:
        held = pension.Membership(scheme=tax.pension, member_from=begins)
    else:
        return Decimal(0)
    if held.base is not pension_shares.Base.QUALIFYING_EARNINGS:
        held = replace(held, pensionable=pay)
    paid = pension.contributions(
        earnings=pay, membership=held, interval=inputs.Interval(period.group.interval), rates=year.pension
    )
    return paid.employer
