"""Each rounding rule of payroll has a name, and no pay step rounds in any other way."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")
PENNY = Decimal("0.01")
_TENTH_OF_A_PENNY = Decimal("0.001")
_FOUR_PLACES = Decimal("0.0001")
_HUNDREDTH = Decimal("0.01")
_ONE = Decimal(1)


def nearest_penny(amount: Decimal) -> Decimal:
    """A wage line or pension contribution is rounded to the nearest penny, half a penny upwards."""
    return amount.quantize(PENNY, ROUND_HALF_UP)


def half_penny_drops(amount: Decimal) -> Decimal:
    """A share of earnings taken by an order goes to the nearest penny; exactly half a penny is dropped."""
    return amount.quantize(PENNY, ROUND_HALF_DOWN)


def in_pence(amount: Decimal) -> Decimal:
    """A published limit of whole pounds written with its pence, like every other amount."""
    return amount.quantize(PENNY)


def down_to_penny(amount: Decimal) -> Decimal:
    """Income tax and loan thresholds drop any part of a penny (PAYE tax table routines 4.4; CSLM17060)."""
    return amount.quantize(PENNY, ROUND_FLOOR)


def up_to_penny(amount: Decimal) -> Decimal:
    """Free pay is raised to the next whole penny (PAYE tax table routines 4.3.1)."""
    return amount.quantize(PENNY, ROUND_CEILING)


def hundredths_of_an_hour(hours: Decimal) -> Decimal:
    """Holiday that builds up by the hour is kept to the nearest hundredth of an hour, half a one upwards."""
    return hours.quantize(_HUNDREDTH, ROUND_HALF_UP)


def up_to_hundredth(amount: Decimal) -> Decimal:
    """A share of the year's holiday is never rounded down: hours and days are raised to two decimals."""
    return amount.quantize(_HUNDREDTH, ROUND_CEILING)


def whole_hours(hours: Decimal) -> Decimal:
    """Less than half an hour falls away, half an hour or more is an hour (SI 1998/1833 regulation 15B)."""
    return hours.quantize(_ONE, ROUND_HALF_UP)


def up_to_half_day(days: Decimal) -> Decimal:
    """A fraction of a day that is not half a day is raised to half a day or a whole one (regulation 15A)."""
    return up_to_pound(days * 2) / 2


def down_to_pound(amount: Decimal) -> Decimal:
    """Taxable pay and loan repayments are taken in whole pounds, pence dropped."""
    return amount.to_integral_value(ROUND_FLOOR)


def up_to_pound(amount: Decimal) -> Decimal:
    """Band limits and multi-week NI thresholds are raised to the next whole pound."""
    return amount.to_integral_value(ROUND_CEILING)


def four_places(amount: Decimal) -> Decimal:
    """The PAYE routines keep four decimals of a pound and drop the rest without rounding."""
    return amount.quantize(_FOUR_PLACES, ROUND_DOWN)


def ni_penny(amount: Decimal) -> Decimal:
    """A National Insurance contribution looks only at the third decimal: 0 to 5 drops, 6 to 9 rounds up.

    So 0.0056 is 0.00, 0.0256 is 0.02 and 0.0064 is 0.01 (Social Security (Contributions) Regulations 2001,
    regulation 12; that the fourth decimal is not seen is HMRC's software rule, which its test rows need).
    """
    return amount.quantize(_TENTH_OF_A_PENNY, ROUND_DOWN).quantize(PENNY, ROUND_HALF_DOWN)
