"""Registering an employer step by step: the order, what is missing, and what may be taken back."""

import datetime as dt

import pytest

from payroll import registration
from payroll.registration import ASKED, AUTHORISED, AUTHORITY, CODE, REFERENCE, Standing

TODAY = dt.date(2026, 11, 21)
EARLIER = dt.date(2026, 11, 2)


def standing(status: str, *done: str, **more: object) -> Standing:
    """A standing with these steps done on 2 November."""
    return Standing(status, dict.fromkeys(done, EARLIER), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (standing(""), "not recorded whether"),
        (standing("awaiting"), "has not been asked for a PAYE scheme"),
        (standing("awaiting", ASKED), "asked on 2 November 2026"),
        (standing("registered"), "deal with you as agent"),
        (standing("registered", AUTHORITY, route="post"), "has not confirmed"),
        (standing("registered", AUTHORITY, route="online"), "the code has not come"),
        (standing("registered", AUTHORITY, CODE, route="online"), "has not confirmed"),
    ],
)
def test_what_is_missing_is_said(found: Standing, said: str) -> None:
    (sentence,) = registration.missing(found)
    assert said in sentence


def test_what_a_payrun_found_is_said_of_each_pa() -> None:
    found = standing("not_needed", need_found=("Dee Lowe: They are paid £12.40 of expenses.",))
    assert registration.missing(found) == (
        "A payrun found that PAYE is needed now. Ask HMRC for a scheme.",
        "Dee Lowe: They are paid £12.40 of expenses.",
    )


@pytest.mark.parametrize("found", [standing("registered", AUTHORISED), standing("not_needed")])
def test_nothing_is_missing(found: Standing) -> None:
    assert registration.missing(found) == ()


@pytest.mark.parametrize(
    ("step", "day", "found", "said"),
    [
        (ASKED, TODAY, standing("not_needed"), "No PAYE scheme is needed"),
        (ASKED, TODAY, standing("awaiting", ASKED), "recorded already"),
        (ASKED, dt.date(2026, 11, 22), standing("awaiting"), "Sunday 22 November 2026 is in the future"),
        (CODE, TODAY, standing("registered"), "First record the day"),
        (AUTHORISED, TODAY, standing("registered"), "First record the day"),
        (AUTHORISED, dt.date(2026, 11, 1), standing("registered", AUTHORITY), "not before that"),
        (CODE, TODAY, standing("registered", AUTHORITY, route="post"), "sends no code"),
    ],
)
def test_a_step_out_of_order_is_refused_with_a_sentence(
    step: str, day: dt.date, found: Standing, said: str
) -> None:
    assert said in (registration.why_not(step, day=day, today=TODAY, standing=found) or "")


@pytest.mark.parametrize(
    ("step", "found"),
    [
        (ASKED, standing("awaiting")),
        (REFERENCE, standing("awaiting")),
        (AUTHORITY, standing("registered")),
        (CODE, standing("registered", AUTHORITY, route="online")),
        (AUTHORISED, standing("registered", AUTHORITY, route="post")),
    ],
)
def test_a_step_in_its_order_may_be_recorded(step: str, found: Standing) -> None:
    assert registration.why_not(step, day=TODAY, today=TODAY, standing=found) is None
    assert step in registration.open_steps(found)


def test_nothing_of_the_registration_is_taken_back_after_a_report() -> None:
    found = standing("registered", ASKED, REFERENCE, AUTHORISED, was_reported=True)
    for step in (REFERENCE, ASKED):
        assert "HMRC has had a report" in (registration.why_not_undone(step, standing=found) or "")
    assert registration.why_not_undone(AUTHORISED, standing=found) is None


def test_the_last_step_is_taken_back_first() -> None:
    found = standing("registered", AUTHORITY, AUTHORISED, route="post")
    assert "First take back that HMRC authorised" in (
        registration.why_not_undone(AUTHORITY, standing=found) or ""
    )
    assert registration.why_not_undone(AUTHORISED, standing=found) is None
    assert "nothing to take back" in (registration.why_not_undone(CODE, standing=found) or "")
