"""The numbers that people and schemes are known by: their form, never whether they exist."""

import re

from dpss.kernel import errors

# HMRC's Schematron for the FPS (NINO) and the NINO format note in the data item guide, item 5.
_NINO = re.compile(r"^(?!BG|GB|KN|NK|NT|TN|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\d{6}[A-D]$", re.ASCII)
_SORT_CODE = re.compile(r"^\d{6}$", re.ASCII)
_ACCOUNT = re.compile(r"^\d{8}$", re.ASCII)
_PAYE = re.compile(r"^(\d{3})/([A-Z0-9]{1,10})$", re.ASCII)
_ACCOUNTS_OFFICE = re.compile(r"^\d{3}P[A-Z]\d{7}[0-9X]$", re.ASCII)
_NHS = re.compile(r"^\d{10}$", re.ASCII)
_NHS_WEIGHTS = range(10, 1, -1)


def _squeeze(text: str, also: str = "") -> str:
    return re.sub(rf"[\s{re.escape(also)}]", "", text).upper()


def nino(text: str) -> str:
    """A National Insurance number without spaces, such as `AB123456C`. Raises `Invalid`."""
    value = _squeeze(text)
    if not _NINO.match(value):
        raise errors.Invalid(
            "Enter a National Insurance number, like QQ 12 34 56 C: two letters, six figures, A to D."
        )
    return value


def sort_code(text: str) -> str:
    """Six figures of a bank branch, without hyphens. Raises `Invalid`."""
    value = _squeeze(text, "-")
    if not _SORT_CODE.match(value):
        raise errors.Invalid("Enter a sort code of 6 figures, like 10-20-30.")
    return value


def account_number(text: str) -> str:
    """Eight figures of a bank account; six or seven get zeros in front. Raises `Invalid`."""
    value = _squeeze(text, "-")
    if value.isdigit() and len(value) in {6, 7}:
        value = value.zfill(8)
    if not _ACCOUNT.match(value):
        raise errors.Invalid("Enter an account number of 8 figures. If it has 6 or 7, put zeros in front.")
    return value


def paye_reference(text: str) -> tuple[str, str]:
    """An employer's PAYE reference `123/AB456` as office number and reference. Raises `Invalid`."""
    found = _PAYE.match(_squeeze(text))
    if not found:
        raise errors.Invalid("Enter a PAYE reference, like 123/AB456. It is on letters from HMRC.")
    return found[1], found[2]


def accounts_office_reference(text: str) -> str:
    """HMRC's 13 characters for paying it, such as `123PA00045678`. Raises `Invalid`."""
    value = _squeeze(text)
    if not _ACCOUNTS_OFFICE.match(value):
        raise errors.Invalid("Enter an Accounts Office reference of 13 characters, like 123PA00045678.")
    return value


def nhs_number(text: str) -> str:
    """Ten figures whose last checks the rest (modulus 11). Raises `Invalid`."""
    value = _squeeze(text, "-")
    if _NHS.match(value):
        weighted = sum(weight * int(figure) for weight, figure in zip(_NHS_WEIGHTS, value, strict=False))
        if (11 - weighted % 11) % 11 == int(value[-1]):
            return value
    raise errors.Invalid("Enter an NHS number of 10 figures. Check each figure against the letter.")
