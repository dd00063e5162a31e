"""The NINO Verification Request, which keeps one schema over the years."""

from payroll.gateways.sandbox import shapes
from payroll.gateways.sandbox.forms import header

ORDER = {
    "IRenvelope": "IRheader NINOverificationRequest",
    "NINOverificationRequest": "EmpRefs Employee{1,100}",
    "EmpRefs": "OfficeNo PayeRef AORef",
    "Employee": "EmployeeDetails Employment",
    "EmployeeDetails": "NINO? Name Address? BirthDate Gender",
    "Employment": "PayId?",
}

FORM = shapes.Form(
    order={
        name: shapes.content(written)
        for name, written in (header.ORDER | header.PERSON_ORDER | ORDER).items()
    },
    values=header.VALUES | header.PERSON_VALUES,
    attributes=header.ATTRIBUTES,
    closed=header.CLOSED,
)
