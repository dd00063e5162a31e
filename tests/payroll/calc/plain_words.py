"""What every refusal, line and reason must be like, whatever it says: plain and whole sentences."""

import re

from payroll.calc import lines, minimum_wage
from payroll.calc.lines import Line

_GROUPS = {
    lines.EARNED,
    lines.TAKEN_OFF,
    lines.EMPLOYER,
    lines.REIMBURSED,
    lines.TIME,
    lines.DUTY,
    minimum_wage.counting.COUNTS,
    minimum_wage.counting.LEFT_OUT,
    minimum_wage.counting.REDUCES,
}
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_OF_A_FIGURE = re.compile(r"[a-z][a-z0-9 _'£%]*")
_QUOTED = re.compile(r"(?<!\w)('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")")
_SLIPS = {
    "two blanks": re.compile("  "),
    "marks of a draft": re.compile("XX"),
    "None where a word should be": re.compile(r"(?<!^)\bNone\b"),
    "a small letter after a full stop": re.compile(r"[.?!] [a-z]"),
    "words in capitals": re.compile(r"\b([A-Z]{5,}|[A-Z]{2,}('S)? [A-Z]{2,})\b"),
}


def faults_of_words(text: str) -> list[str]:
    """What is wrong with words, whether a sentence or not, beside what is quoted in them as it was given."""
    said = _QUOTED.sub("''", text)
    return [name for name, slip in _SLIPS.items() if slip.search(said)]


def faults_of_sentence(text: str) -> list[str]:
    """What is wrong with a whole sentence."""
    found = faults_of_words(text)
    if not re.match(r"[A-Z0-9'\"£(-]", text):
        found.append("no capital at the start")
    if not text.endswith("."):
        found.append("no full stop at the end")
    return found


def faults_of_line(line: Line) -> list[str]:
    """What is wrong with the form of a payslip's line."""
    names = [name for name, _ in line.figures]
    checks = {
        "code": _NAME.fullmatch(line.code),
        "rule": _NAME.fullmatch(line.rule),
        "group": line.group in _GROUPS,
        "label": line.label[0].isupper() and not faults_of_words(line.label),
        "amount": line.amount.is_finite(),
        "working": not faults_of_words(line.working),
        "why": not faults_of_sentence(line.why),
        "figures": all(_OF_A_FIGURE.fullmatch(name) for name in names) and len(set(names)) == len(names),
        "values": all(value != "None" for _, value in line.figures),
    }
    return [name for name, is_right in checks.items() if not is_right]
