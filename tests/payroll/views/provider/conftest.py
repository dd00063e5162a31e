"""Olu and Mara of Northfield at their desks."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import CAST

SignedIn = Callable[..., Client]


@pytest.fixture
def olu(signed_in: SignedIn) -> Client:
    """The payroll officer."""
    return signed_in(CAST.olu)


@pytest.fixture
def mara(signed_in: SignedIn) -> Client:
    """The payroll manager."""
    return signed_in(CAST.mara)
