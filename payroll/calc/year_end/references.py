"""The reference that goes with money for HMRC, and when it needs the period behind it.

HMRC's guidance on paying employers' PAYE: the 13 characters of the Accounts Office reference; four more for
money that comes early or late: the last two figures of the tax year, and the tax month (a quarter's last).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from payroll.calc import tax_periods
from payroll.calc.inputs import Interval, PayInputError

_LENGTH = 13
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HmrcReference:
    """What to write on a payment: `usual` from the first to the last of its days, else `with_period`.

    Money that comes in the tax month after the period is taken for that period; at another time it must say.
    """

    usual: str
    with_period: str
    usual_from: date
    usual_to: date

    def on(self, day: date) -> str:
        """The reference for money that is paid on a day."""
        return self.usual if self.usual_from <= day <= self.usual_to else self.with_period


def hmrc_reference(*, accounts_office: str, tax_year: str, month: int) -> HmrcReference:
    """The reference for a tax month, or for the quarter that ends with it."""
    if len(accounts_office) != _LENGTH:
        raise PayInputError(
            f"Accounts Office reference: “{accounts_office}” does not have {_LENGTH} characters, like"
            " 123PA00045678."
        )
    ends = tax_periods.last_payday(tax_year=tax_year, interval=Interval.MONTHLY, period=month)
    last = date(ends.year + ends.month // 12, ends.month % 12 + 1, ends.day)
    return HmrcReference(
        usual=accounts_office,
        with_period=f"{accounts_office}{tax_periods.last_day(tax_year):%y}{month:02}",
        usual_from=ends + _DAY,
        usual_to=last,
    )
