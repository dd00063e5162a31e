"""A year's file is read exactly or refused: nobody is paid from figures that might be wrong."""

import hashlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from payroll.calc import rates
from payroll.calc.figures import Confidence, RatesError
from payroll.calc.inputs import Interval
from payroll.calc.national_insurance import threshold as ni_threshold
from payroll.calc.student_loans import threshold as loan_threshold
from tests.payroll.calc.cases import HERE, year

YEARS = ("2024-25", "2025-26", "2026-27")
FOLDER = Path(rates.__file__).with_name("rates")
Spoil = Callable[[str, str], Path]


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """The 2026-27 file with one text replaced by another."""

    def replaced(old: str, new: str) -> Path:
        text = (FOLDER / "2026_27.toml").read_text()
        assert old in text
        spoilt = tmp_path / "2026_27.toml"
        spoilt.write_text(text.replace(old, new, 1))
        return spoilt

    return replaced


@pytest.mark.parametrize("label", YEARS)
def test_every_year_with_a_file_can_be_read(label: str) -> None:
    assert rates.for_year(label).tax_year == label


def test_there_is_a_file_for_each_of_the_years_and_no_other() -> None:
    assert sorted(file.stem for file in FOLDER.iterdir()) == [label.replace("-", "_") for label in YEARS]


def test_the_hash_is_that_of_the_file() -> None:
    content = (FOLDER / "2026_27.toml").read_bytes()
    assert rates.for_year("2026-27").sha256 == hashlib.sha256(content).hexdigest()


def test_a_year_is_read_once() -> None:
    assert rates.for_year("2026-27") is rates.for_year("2026-27")


@pytest.mark.parametrize("label", ["2027-28", "2023-24", "1926-27"])
def test_a_year_without_a_file_is_refused_with_the_years_that_have_one(label: str) -> None:
    with pytest.raises(ValueError, match=r"2024-25, 2025-26, 2026-27|is not a tax year"):
        rates.for_year(label)


@pytest.mark.parametrize("label", ["../../../etc/passwd", "2026-27/../2025-26", ""])
def test_a_label_is_never_a_path(label: str) -> None:
    with pytest.raises(ValueError, match="is not a tax year"):
        rates.for_year(label)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (
            "overriding_limit = 0.50",
            "overriding_limit = 0.50\nlimit = 1",
            "income_tax has an unknown key: limit",
        ),
        ("overriding_limit = 0.50", "", "income_tax lacks a key: overriding_limit"),
        ('confidence = "two sources agree"', "", "lacks a key: confidence"),
        ('confidence = "two sources agree"', 'confidence = "sure"', "'sure', which is not a Confidence"),
        ('source = "', 'origin = "', "unknown key: origin"),
        ("overriding_limit = 0.50", 'overriding_limit = "0.50"', "'0.50', which is not a Decimal"),
        ("overriding_limit = 0.50", "overriding_limit = true", "True, which is not a Decimal"),
        ("overriding_limit = 0.50", "overriding_limit = nan", "which is not a Decimal"),
        ("overriding_limit = 0.50", "overriding_limit = inf", "which is not a Decimal"),
        ("overriding_limit = 0.50", "overriding_limit = 50", "not a share of one"),
        ("employer_rate = 0.15", "employer_rate = 15", "not a share of one"),
        ('up_to = 125140 },\n    { name = "additional", rate = 0.45', "rate2 = 1", "unknown key"),
        ("rate = 0.20, up_to = 37700", "rate = 0.20", "only the last step has no limit"),
        ("rate = 0.45 },", "rate = 0.45, up_to = 999999 },", "only the last step has no limit"),
        ("up_to = 37700", "up_to = 225140", "not in rising order"),
        ('name = "basic"', 'name = "base"', "has no basic band"),
        ("youngest = 16", "youngest = 16.5", "which is not a int"),
        ("starts = 2026-04-06", "starts = 2026-05-06", "does not start on 2026-04-06"),
        ("starts = 2026-04-06", 'starts = "2026-04-06"', "which is not a date"),
        (
            "primary_threshold = { week = 242",
            "primary_threshold = { week = 424",
            "primary_threshold do not agree",
        ),
        ("thresholds.primary_threshold", "thresholds.primary", "used by no letter: primary"),
        ("month = 4189, year = 50270", "month = 1489, year = 50270", "do not agree"),
        ('employer_from = "secondary_threshold"', 'employer_from = "second"', "is not given: second"),
        (
            "week = 129, month = 559, year = 6708",
            "week = 250, month = 1083, year = 13000",
            "limits are not in order",
        ),
        ("month = 1048, year = 12570", "month = 1049, year = 12570", "primary_threshold do not agree"),
        ("plans.5", "plans.6", "plan is not 1, 2, 4 or 5"),
        ("week = 480.76", "week = 480.77", "of a loan do not agree"),
        (
            "lower = { weekly = 120",
            "lower = { weekly = 1200",
            "weekly band of qualifying earnings is upside down",
        ),
        ("born_before = 1960-06-06", "born_before = 1960-04-06", "not in rising order"),
        ("ends = 2026-03-31", "ends = 2026-03-30", "hole or an overlap at 2026-04-01"),
        ("ends = 2026-03-31", "ends = 2026-04-01", "hole or an overlap at 2026-04-01"),
        ("ends = 2027-03-31", "ends = 2026-04-05", "no minimum wage covers 2026-04-06"),
        ("{ from_age = 0, hourly = 8.00 },", "", "does not step down to age 0"),
        ("accrual = 0.1207", "accrual = 12.07", "not a share of one"),
        ('tax_year = "2026-27"', 'tax_year = "2026-28"', "is not a tax year"),
        ('tax_year = "2026-27"', 'tax_year = "2025-26"', "does not start on 2025-04-06"),
        ("[holiday]", "[holidays]", "unknown key: holidays"),
        ("[holiday]", "[holiday", "cannot be used"),
        ("bands = [", "bands = 3 # [", "cannot be used"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_the_place(
    spoil: Spoil, old: str, new: str, why: str
) -> None:
    with pytest.raises(
        RatesError, match=f"2026_27.toml cannot be used: .*{why}" if why != "cannot be used" else why
    ):
        rates.load(spoil(old, new))


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2026_27.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(RatesError, match="cannot be used"):
        rates.load(tmp_path / "2026_27.toml")


def test_figures_that_stand_on_unsettled_ground_say_so() -> None:
    figures = rates.for_year("2026-27")
    assert figures.sleep_ins.confidence is Confidence.UNCONFIRMED
    assert figures.mileage.confidence is Confidence.UNCONFIRMED
    assert figures.national_insurance[0].confidence is Confidence.TWO_SOURCES


def test_a_change_inside_the_year_begins_on_its_day() -> None:
    figures = year("2023-24")
    main_rate = {
        day: figures.national_insurance_on(day).letter("A").employee_main
        for day in (date(2023, 4, 6), date(2024, 1, 5), date(2024, 1, 6), date(2024, 4, 5))
    }
    assert list(main_rate.values()) == [Decimal("0.12"), Decimal("0.12"), Decimal("0.10"), Decimal("0.10")]


def test_a_payday_before_the_year_has_no_figures() -> None:
    with pytest.raises(RatesError, match="no National Insurance for a payday on 2026-04-05"):
        rates.for_year("2026-27").national_insurance_on(date(2026, 4, 5))


def test_blocks_in_the_wrong_order_are_refused(tmp_path: Path) -> None:
    text = (HERE / "rates" / "2023_24.toml").read_text().replace("starts = 2024-01-06", "starts = 2023-04-06")
    (tmp_path / "2023_24.toml").write_text(text)
    with pytest.raises(RatesError, match="National Insurance blocks are not in the order of their dates"):
        rates.load(tmp_path / "2023_24.toml")


def test_a_block_after_the_year_is_refused(tmp_path: Path) -> None:
    text = (HERE / "rates" / "2023_24.toml").read_text().replace("starts = 2024-01-06", "starts = 2024-04-06")
    (tmp_path / "2023_24.toml").write_text(text)
    with pytest.raises(RatesError, match="has a block after 2024-04-05"):
        rates.load(tmp_path / "2023_24.toml")


@pytest.mark.parametrize(
    ("label", "name", "expected"),
    [
        ("2026-27", "lower_earnings_limit", ("129", "258", "516", "559")),
        ("2026-27", "primary_threshold", ("242", "484", "967", "1048")),
        ("2026-27", "secondary_threshold", ("96", "193", "385", "417")),
        ("2026-27", "upper_earnings_limit", ("967", "1934", "3867", "4189")),
        ("2026-27", "freeport_upper_secondary_threshold", ("481", "962", "1924", "2083")),
        ("2025-26", "lower_earnings_limit", ("125", "250", "500", "542")),
        ("2024-25", "lower_earnings_limit", ("123", "246", "492", "533")),
        ("2024-25", "secondary_threshold", ("175", "350", "700", "758")),
    ],
)
def test_national_insurance_limits_of_each_interval(label: str, name: str, expected: tuple[str, ...]) -> None:
    published = rates.for_year(label).national_insurance[0].thresholds[name]
    assert tuple(ni_threshold(published=published, interval=i) for i in Interval) == tuple(
        map(Decimal, expected)
    )


@pytest.mark.parametrize(
    ("label", "plan", "expected"),
    [
        ("2026-27", "1", ("517.30", "1034.61", "2069.23", "2241.66")),
        ("2026-27", "2", ("565.09", "1130.19", "2260.38", "2448.75")),
        ("2026-27", "4", ("649.90", "1299.80", "2599.61", "2816.25")),
        ("2026-27", "5", ("480.76", "961.53", "1923.07", "2083.33")),
        ("2025-26", "1", ("501.25", "1002.50", "2005.00", "2172.08")),
        ("2025-26", "4", ("629.71", "1259.42", "2518.84", "2728.75")),
        ("2024-25", "2", ("524.90", "1049.80", "2099.61", "2274.58")),
    ],
)
def test_student_loan_limits_of_each_interval(label: str, plan: str, expected: tuple[str, ...]) -> None:
    limit = rates.for_year(label).student_loans.plans[plan].limit
    assert tuple(loan_threshold(published=limit, interval=i) for i in Interval) == tuple(
        map(Decimal, expected)
    )


def test_a_block_may_begin_on_the_last_day_of_the_year(tmp_path: Path) -> None:
    text = (HERE / "rates" / "2023_24.toml").read_text().replace("starts = 2024-01-06", "starts = 2024-04-05")
    (tmp_path / "2023_24.toml").write_text(text)
    assert rates.load(tmp_path / "2023_24.toml").national_insurance[1].starts == date(2024, 4, 5)


def test_a_figure_that_is_wrong_is_named_with_its_whole_place(spoil: Spoil) -> None:
    with pytest.raises(
        RatesError, match=r"the file\.starters\.codes\.uplift\.L is Decimal.*, which is not a int"
    ):
        rates.load(spoil("L = 0, M = 0", "L = 0.5, M = 0"))
