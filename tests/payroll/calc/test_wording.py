"""A payslip speaks to its PA, and of the PA to everyone else."""

import pytest

from payroll.calc import wording


@pytest.mark.parametrize(
    ("to_the_pa", "to_others"),
    [
        (
            "You pay 8% on what you earn above £242 a week.",
            "They pay 8% on what they earn above £242 a week.",
        ),
        ("Your employer adds £12.00 to your pension.", "The employer adds £12.00 to their pension."),
        ("The hours on the sheet your employer agreed.", "The hours on the sheet the employer agreed."),
        (
            "When you get up to help, you are paid by the hour.",
            "When they get up to help, they are paid by the hour.",
        ),
        ("It pays a debt of yours.", "It pays a debt of theirs."),
        ("The difference is paid back to you.", "The difference is paid back to them."),
        (
            "Your employer pays no National Insurance for you (letter X).",
            "The employer pays no National Insurance for them (letter X).",
        ),
        (wording.NOT_REACHED, "They did not earn more than that this time."),
        ("Minimum wage for 21 and over.", "Minimum wage for 21 and over."),
    ],
)
def test_a_sentence_to_the_pa_is_said_of_them_to_others(to_the_pa: str, to_others: str) -> None:
    assert wording.of_another(to_the_pa) == to_others
