"""What a bank reads in a file: written from the layouts alone, and shares no line with the portal.

Bacs Standard 18: labels of 80 characters, records of 100. In a record 1-6 is the payee's sort code, 7-14
the account, 16-17 the kind (99 pays, 17 takes the total from the payer), 36-46 the pence. UTL1 has the
pence taken (5-17) and paid (18-30), and how many of each kind (31-37, 38-44).
"""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_PAYS, _TAKES = "99", "17"
_LABELS: Final = ("VOL1", "HDR1", "HDR2", "UHL1", "EOF1", "EOF2", "UTL1")


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment: where it goes, and how many pounds."""

    sort_code: str
    account_number: str
    pounds: Decimal

    @property
    def account(self) -> tuple[str, str]:
        """Where it goes."""
        return self.sort_code, self.account_number


def read(file: bytes) -> list[Paid]:
    """The payments of a file of either kind."""
    return _bacs(file) if file.startswith(b"VOL1") else _csv(file)


def _bacs(file: bytes) -> list[Paid]:
    lines = file.decode("ascii").split("\r\n")
    assert lines.pop() == ""
    labels = [line for line in lines if line[:4] in _LABELS]
    assert [label[:4] for label in labels] == list(_LABELS)
    assert {len(label) for label in labels} == {80}
    records = lines[4:-3]
    assert {len(record) for record in records} == {100}
    found: dict[str, list[Paid]] = {_PAYS: [], _TAKES: []}
    for record in records:
        found[record[15:17]].append(Paid(record[:6], record[6:14], _pounds(record[35:46])))
    trailer = labels[-1]
    paid = sum(one.pounds for one in found[_PAYS])
    assert (_pounds(trailer[4:17]), _pounds(trailer[17:30])) == (paid, paid)
    assert (int(trailer[30:37]), int(trailer[37:44])) == (len(found[_TAKES]), len(found[_PAYS]))
    assert sum(one.pounds for one in found[_TAKES]) == paid
    return found[_PAYS]


def _csv(file: bytes) -> list[Paid]:
    rows = list(csv.DictReader(io.StringIO(file.decode("ascii"), newline="")))
    return [Paid(row["Sort code"], row["Account number"], Decimal(row["Amount"])) for row in rows]


def _pounds(pence: str) -> Decimal:
    return Decimal(int(pence)).scaleb(-2)
