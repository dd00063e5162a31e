"""HMRC's sandbox as the operations' tests have it."""

from tests.payroll.operations.conftest import hmrc

__all__ = ["hmrc"]
