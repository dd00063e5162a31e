"""Whole payslips, agreed against a second implementation of income tax and HMRC's NI rows (golden.txt)."""

import pytest

from tests.payroll.calc import golden


@pytest.mark.parametrize("name", golden.rows())
def test_golden_payslip(name: str) -> None:
    assert golden.amounts(golden.worked_out(name)) == golden.published(name)


def test_all_golden_payslips_are_there() -> None:
    assert len(golden.rows()) == 55
