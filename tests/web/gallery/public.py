"""The pages of clients and PAs."""

from decimal import Decimal

from dpss.web import components as kit
from tests.web.gallery.forms import DayForm


def client_home() -> dict[str, object]:
    """Three steps, the money, the bars."""
    return {
        "acting_for": kit.ActingFor(
            "Karl Brandt",
            "27 November 2026",
            kit.Link("What you can do for Karl", "#rights"),
            kit.Link("Change person", "#change"),
        ),
        "steps": kit.Steps(
            title="What to do next",
            items=(
                kit.Step(
                    "Offer Dora the weekend job", "#1", "By Wednesday 25 November", "Both references are in."
                ),
                kit.Step(
                    "Say yes or no to Jan’s time off",
                    "#2",
                    "By Monday 30 November",
                    "5 hours on 23 December.",
                ),
                kit.Step("Check the notes from your review", "#3", "By Friday 4 December"),
            ),
        ),
        "bars": [
            kit.MoneyBar("Money used: £6,450 of £15,600 (41%)", Decimal(6450), Decimal(15600)),
            kit.MoneyBar("Year gone: 32 of 52 weeks (61%)", Decimal(32), Decimal(52), "second"),
        ],
        "note": kit.Note("That is fine, and your support worker knows.", strong="You have used less so far."),
        "empty": kit.Empty(
            "Your messages will be here. You have none yet.",
            kit.ButtonLink("Write to your support worker", "#write", "main"),
        ),
        "banner": kit.Banner(
            "You agreed the hours for 16 to 22 November.", undo=kit.Link("Take it back", "#undo")
        ),
        "details": kit.Details("Why we ask", "With a direct payment you can employ a personal assistant."),
    }


def payslip() -> dict[str, object]:
    """The net pay band, lines and their total."""
    return {
        "back": kit.BackLink("All payslips", "#all"),
        "band": kit.PayBand(
            "Paid to you on Friday 6 November",
            "£1,119.86",
            ("Before deductions", "£1,220.25"),
            ("Taken off", "£100.39"),
        ),
        "note": kit.Note(
            "one more sleep-in (£60.00).", strong="£80.25 more than last time, before deductions:"
        ),
        "earned": kit.PayLines(
            "What you earned",
            (
                kit.PayLine(
                    "Hours worked",
                    "£1,026.00",
                    "76 hours × £13.50",
                    "The hours on the sheet that was agreed.",
                ),
                kit.PayLine(
                    "Sleep-ins", "£120.00", "2 nights × £60.00", "The amount your contract gives for a night."
                ),
            ),
            ("Pay before deductions", "£1,220.25"),
        ),
        "taken": kit.PayLines(
            "What was taken off",
            (kit.PayLine("Income Tax", "−£50.60", "Code 1257L", "You pay tax above your tax-free amount."),),
            ("Taken off", "−£100.39"),
        ),
        "year": kit.Table(
            caption="This tax year so far",
            columns=(kit.Column("What"), kit.Column("£", numeric=True)),
            rows=(
                kit.Row(("Pay before deductions", "9,480.25")),
                kit.Row(("Income Tax", "347.80")),
                kit.Row(("Paid to you", "8,767.94"), "total"),
            ),
            phone="stay",
        ),
    }


def timesheet() -> dict[str, object]:
    """The deadline box, a day, the total in view."""
    return {
        "form": DayForm({"start": "22:00", "finish": "25"}),
        "box": kit.Box(
            "Send by",
            "12 noon on Monday 30 November",
            "to be paid on Friday 4 December.",
            (("Contracted", "80 hours"), ("So far", "55 hours"), ("Left", "25 hours")),
        ),
        "progress": kit.Progress("Question 3 of 8", 3, 8),
        "total": kit.StickyTotal(
            "55 of 80 hours", "25 left · 2 sleep-ins", "Save week 3", "week-3", Decimal(69)
        ),
    }
