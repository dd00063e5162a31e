"""The rules about every document: its keys, its tax year, its employer, its people, its being final."""

from payroll.rti import elements, envelope, years
from payroll.rti.rules.part import Part, Rule

_HEADER_KEYS = "IRheader/Keys/Key"
_UTR_WEIGHTS = (6, 7, 8, 9, 10, 5, 4, 3, 2)
_UTR_LENGTH = 10
_FINAL = "*/FinalSubmission"


def _key(whole: Part, kind: str) -> str:
    keys = (key for key in whole.all(_HEADER_KEYS) if key.element.get("Type") == kind)
    return next((key.text() for key in keys), "")


def _keys_agree(message: Part) -> bool:
    outer = {(key.element.get("Type"), key.text()) for key in message.all("GovTalkDetails/Keys/Key")}
    inner = {(key.element.get("Type"), key.text()) for key in message.all(f"Body/IRenvelope/{_HEADER_KEYS}")}
    return inner <= outer


def related(document: Part) -> years.Year | None:
    """The tax year that a document says it is about, or None when it is none that is known."""
    stated = document.text("RelatedTaxYear")
    return next((year for year in years.YEARS.values() if year.related == stated), None)


def _ends_in_its_year(whole: Part) -> bool:
    years_said = [related(document) for document in whole.all("*") if document.has("RelatedTaxYear")]
    return all(year is not None and whole.day("IRheader/PeriodEnd") in year.days for year in years_said)


def _is_of_its_schema_year(whole: Part) -> bool:
    return elements.namespace(whole.element).split("/")[-2] == whole.text("*/RelatedTaxYear")


def is_utr(reference: Part) -> bool:
    """Whether a Unique Taxpayer Reference of ten figures has the right check figure, its first."""
    figures = reference.text()
    if len(figures) != _UTR_LENGTH or not (figures.isascii() and figures.isdigit()):
        return False
    weighted = sum(weight * int(figure) for weight, figure in zip(_UTR_WEIGHTS, figures[1:], strict=True))
    check = 11 - weighted % 11
    return int(figures[0]) == (check - 9 if check > 9 else check)  # noqa: PLR2004 - one figure


def of_class(number: str, message_class: str) -> Rule:
    """The rule that a document is sent under its own class, or under that with -TIL."""
    return Rule(
        number,
        "Header/MessageDetails",
        lambda details: details.text("Class") in {message_class, envelope.for_test_in_live(message_class)},
        f"It must be sent as {message_class}, or that with -TIL. Build the message again.",
    )


REFERENCES = (
    Rule(
        "5004",
        "",
        lambda whole: whole.has(_HEADER_KEYS),
        "The header has no employer keys. Build it again.",
    ),
    Rule(
        "7821",
        "",
        lambda whole: _key(whole, "TaxOfficeNumber") == whole.text("*/EmpRefs/OfficeNo"),
        "The tax office number of the header is not the employer's. Check the PAYE reference.",
    ),
    Rule(
        "7822",
        "",
        lambda whole: _key(whole, "TaxOfficeReference") == whole.text("*/EmpRefs/PayeRef"),
        "The PAYE reference of the header is not the employer's. Check the PAYE reference.",
    ),
)

RULES = (
    *REFERENCES,
    Rule(
        "7844",
        "",
        _ends_in_its_year,
        "The header's period end is not in the tax year reported. Build it again for the right year.",
    ),
    Rule(
        "7882",
        "*/EmpRefs/COTAXRef",
        is_utr,
        "The employer's Corporation Tax reference (UTR) is mistyped: its check figure is wrong.",
    ),
    Rule(
        "7889",
        "",
        _is_of_its_schema_year,
        "The tax year reported is not that of the form used. Build it again for the right year.",
    ),
    Rule(
        "7875",
        _FINAL,
        lambda part: part.has("DateSchemeCeased") or not part.has("BecauseSchemeCeased"),
        "It is final because the scheme closed, so enter the day on which it closed.",
    ),
    Rule(
        "7876",
        _FINAL,
        lambda part: (part.day("DateSchemeCeased") or part.today) <= part.today,
        "The day on which the scheme closes is still to come. Send the final report from that day on.",
    ),
    Rule(
        "7933",
        _FINAL,
        lambda part: part.has("BecauseSchemeCeased", "DateSchemeCeased", "ForYear"),
        "It is marked final but not why: say that the tax year ends or that the scheme closed.",
    ),
)

# Between the envelope and the document in it: only a whole message can be held to it.
KEYS = Rule(
    "5005",
    "",
    _keys_agree,
    "The employer keys of the envelope are not those of the header. Check the PAYE reference.",
)
