"""What every PAYE message has: the IRheader, the employer's references, and how a person is written down."""

from payroll.gateways.sandbox.forms.values import (
    ANYTHING,
    LETTERS,
    NINO,
    UTR,
    YES,
    is_date,
    like,
    printable,
)

ORDER = {
    "IRheader": "Keys? PeriodEnd Principal? Agent? DefaultCurrency? Manifest? IRmark? Sender",
    "Keys": "Key+",
}
VALUES = {
    "Key": like(r"[A-Za-z0-9 &'()*,./-]*"),
    "PeriodEnd": is_date,
    "DefaultCurrency": like("GBP"),
    "IRmark": ANYTHING,
    "Sender": like(
        "Individual|Company|Agent|Bureau|Partnership|Trust|Employer|Government|Acting in Capacity|Other"
    ),
    "OfficeNo": like(r"\d{3}"),
    "PayeRef": printable(10),
    "AORef": like(r"\d{3}P[A-Z]\d{7}[\dX]"),
    "SAUTR": UTR,
    "COTAXRef": UTR,
    "RelatedTaxYear": like(r"\d{2}-\d{2}"),
    "BecauseSchemeCeased": YES,
    "DateSchemeCeased": is_date,
    "ForYear": YES,
}
ATTRIBUTES = {"Key": {"Type": ANYTHING}, "IRmark": {"Type!": like("generic")}}
CLOSED = frozenset({"Principal", "Agent", "Manifest"})

PERSON_ORDER = {"Name": "Ttl? Fore{0,2} Initials? Sur", "Address": "Line{0,4} UKPostcode|ForeignCountry?"}
PERSON_VALUES = {
    "NINO": NINO,
    "Ttl": like(r"(?=[A-Za-z])[A-Za-z .'-]{1,35}"),
    "Fore": LETTERS,
    "Initials": like("[A-Za-z][A-Za-z ]{0,4}"),
    "Sur": LETTERS,
    "Line": printable(35, first="[A-Za-z0-9]"),
    "UKPostcode": like("(?=[^ ])[A-Za-z0-9 ]{1,10}"),
    "ForeignCountry": printable(35, first="[A-Za-z]"),
    "BirthDate": is_date,
    "Gender": like("[MF]"),
    "PayId": printable(35),
}
