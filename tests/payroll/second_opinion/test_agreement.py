"""The pay calculator and the second opinion, which know nothing of each other, agree to the penny."""

from pathlib import Path

import pytest

from tests.payroll.second_opinion import compare, generate, insurance, rows, tax

COUNT, SEED = 3_000, 20_261_121


@pytest.fixture(scope="module")
def asked() -> list[dict[str, str]]:
    """The same rows at every run."""
    return list(generate.generated(count=COUNT, seed=SEED))


def test_every_money_column_agrees_on_every_row(asked: list[dict[str, str]], tmp_path: Path) -> None:
    found = compare.disagreements(asked=asked, folder=tmp_path)
    assert not found, "\n".join([f"{len(found)} of {COUNT} rows differ.", *found[:20]])


def test_the_rows_reach_every_letter_year_extra_payday_and_kind_of_code(asked: list[dict[str, str]]) -> None:
    years_and_letters = {(row["tax_year"], row["ni_category"]) for row in asked}
    assert years_and_letters == {(year, letter) for year in generate.YEARS for letter in insurance.LETTERS}
    assert {row["period"] for row in asked} >= {"1", "52", "53", "54", "56"}
    nations_and_kinds = {tax.read_code(row["tax_code"])[:2] for row in asked}
    assert nations_and_kinds == {
        ("", "none"),
        *((nation, kind) for nation in ("", "S", "C") for kind in ("free", "added", "flat")),
    }


def test_the_rows_reach_refunds_the_overriding_limit_and_employer_ni_below_the_lower_earnings_limit(
    asked: list[dict[str, str]],
) -> None:
    answers = [rows.answer(row) for row in asked]
    refunds = [answer for answer in answers if answer["tax"].startswith("-")]
    limited = [
        row
        for row, answer in zip(asked, answers, strict=True)
        if rows.pence(answer["tax"]) == rows.pence(row["pay"]) // 2 > 0
    ]
    below = [
        answer
        for answer in answers
        if rows.pence(answer["earnings_at_lel"]) == 0 and rows.pence(answer["ni_employer"]) > 0
    ]
    assert min(len(refunds), len(limited), len(below)) > 20
