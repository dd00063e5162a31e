"""A year's file at the edge of what it may say, and the words in which each of its tables is refused."""

from pathlib import Path

import pytest

from payroll.calc import rates
from payroll.calc.figures import RatesError

_FILE = Path(rates.__file__).with_name("rates") / "2026_27.toml"
_BAND = '{ name = "additional", rate = 0.45 },'
_SHARE = "which is not a share of one: 20% is 0.20."


def _load(folder: Path, *changes: tuple[str, str]) -> rates.TaxYear:
    text = _FILE.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "2026_27.toml").write_text(text)
    return rates.load(folder / "2026_27.toml")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((_BAND, _BAND.replace("0.45", "1")), f"income tax of rest_of_uk has the rate 1, {_SHARE}"),
        (("employer_rate = 0.15", "employer_rate = 1"), f"National Insurance has the rate 1, {_SHARE}"),
        (
            ("plans.1 = { rate = 0.09", "plans.1 = { rate = 1"),
            f"a student loan has the rate 1, {_SHARE}",
        ),
        (("tax_relief = 0.20", "tax_relief = 1"), f"the pension has the rate 1, {_SHARE}"),
        (
            ("born_before = 1960-06-06", "born_before = 1960-04-06"),
            "the State Pension age: the steps are not in rising order.",
        ),
        (
            ("thresholds.lower_earnings_limit = { week = 129, month = 559, year = 6708 }", ""),
            "a National Insurance threshold is not given: lower_earnings_limit.",
        ),
        (
            ("week = 129, month = 559, year = 6708", "week = 250, month = 1083, year = 13000"),
            "the National Insurance limits are not in order.",
        ),
        (
            ("week = 242, month = 1048, year = 12570", "week = 243, month = 1048, year = 12570"),
            "the week, month and year of primary_threshold do not agree.",
        ),
        (
            ("week = 129, month = 559, year = 6708", "week = 130, month = 559, year = 6708"),
            "the week, month and year of lower_earnings_limit do not agree.",
        ),
        (
            ("week = 129, month = 559, year = 6708", "week = 129, month = 560, year = 6708"),
            "the week, month and year of lower_earnings_limit do not agree.",
        ),
        (
            ("last_p45_until = 2026-05-24", "last_p45_until = 2027-05-24"),
            "last year's P45 is good until 2027-05-24, which is not in the year.",
        ),
        (
            ("lower = { weekly = 120", "lower = { weekly = 967"),
            "the weekly band of qualifying earnings is upside down.",
        ),
    ],
)
def test_a_table_is_refused_in_its_own_words(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    with pytest.raises(RatesError) as refusal:
        _load(tmp_path, change)
    assert str(refusal.value) == f"The figures in 2026_27.toml cannot be used: {said}"


def test_starters_are_not_put_on_a_plan_without_a_limit(tmp_path: Path) -> None:
    text = _FILE.read_text()
    (plan_5,) = [line for line in text.splitlines() if line.startswith("plans.5 = ")]
    with pytest.raises(RatesError, match="starters are put on student loan plan 5, without a limit"):
        _load(tmp_path, (plan_5, ""))


def test_several_unknown_thresholds_are_named_with_a_comma_between_them(tmp_path: Path) -> None:
    wrong = 'employer_from = "first"', 'employer_from = "other"'
    right = 'employer_from = "secondary_threshold"'
    with pytest.raises(RatesError, match="a letter's employer threshold is not given: first, other"):
        _load(tmp_path, (right, wrong[0]), (right, wrong[1]))
    added = "thresholds.{} = {{ week = 96, month = 417, year = 5000 }}\n"
    before = "letters.A = "
    with pytest.raises(RatesError, match="threshold is used by no letter: one, two"):
        _load(tmp_path, (before, added.format("one") + added.format("two") + before))


@pytest.mark.parametrize(
    "change",
    [
        ("last_p45_until = 2026-05-24", "last_p45_until = 2026-04-06"),
        ("last_p45_until = 2026-05-24", "last_p45_until = 2027-04-05"),
        ("week = 129, month = 559, year = 6708", "week = 242, month = 1048, year = 12570"),
        ("week = 967, month = 4189, year = 50270", "week = 242, month = 1048, year = 12570"),
    ],
)
def test_the_first_and_the_last_that_may_be_are_taken(tmp_path: Path, change: tuple[str, str]) -> None:
    assert _load(tmp_path, change).tax_year == "2026-27"


def test_several_limits_that_are_not_given_are_named_with_a_comma_between_them(tmp_path: Path) -> None:
    lower, primary = (
        (line, "")
        for line in _FILE.read_text().splitlines()
        if line.startswith(("thresholds.l", "thresholds.p"))
    )
    with pytest.raises(RatesError, match="is not given: lower_earnings_limit, primary_threshold"):
        _load(tmp_path, lower, primary)


@pytest.mark.parametrize(("ends", "starts"), [("2026-04-05", "2026-04-06"), ("2026-04-06", "2026-04-07")])
def test_a_minimum_wage_may_begin_or_end_with_the_first_day_of_the_year(
    tmp_path: Path, ends: str, starts: str
) -> None:
    """The accommodation offset has the dates of the minimum wage."""
    moved = (("ends = 2026-03-31", f"ends = {ends}"), ("starts = 2026-04-01", f"starts = {starts}"))
    assert _load(tmp_path, *moved, *moved).minimum_wage[-1].starts.isoformat() == starts


def test_every_threshold_may_be_one_from_which_an_employer_pays(tmp_path: Path) -> None:
    from_second = 'employer_from = "secondary_threshold"'
    names = ("lower_earnings_limit", "primary_threshold", "upper_earnings_limit")
    block = _load(tmp_path, *((from_second, f'employer_from = "{name}"') for name in names))
    letters = block.national_insurance[0].letters.values()
    assert {letter.employer_from for letter in letters} >= set(block.national_insurance[0].thresholds)
