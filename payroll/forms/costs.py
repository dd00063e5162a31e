"""What is asked to cost a post: by anybody who thinks of employing a PA, and by staff about one they know."""

from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.kernel import money
from dpss.web import fields, forms
from payroll.calc import wording
from payroll.calc.employer.estimate import Question
from payroll.calc.employer.post import Cover
from payroll.calc.employer.what_if import Terms
from payroll.calc.inputs import Interval

YES, NO, AS_THE_LAW_SAYS = "yes", "no", "law"
_YES_OR_NO = ((YES, gettext_lazy("Yes")), (NO, gettext_lazy("No")))
_IN_PENSION: Final = {YES: True, NO: False, AS_THE_LAW_SAYS: None}
_INTERVALS = (
    (Interval.WEEKLY.value, gettext_lazy("Every week")),
    (Interval.TWO_WEEKLY.value, gettext_lazy("Every 2 weeks")),
    (Interval.FOUR_WEEKLY.value, gettext_lazy("Every 4 weeks")),
    (Interval.MONTHLY.value, gettext_lazy("Every month")),
)
_COVERS = (
    (Cover.SOMEONE.value, gettext_lazy("Someone else works those hours, and is paid the same")),
    (Cover.NOBODY.value, gettext_lazy("Nobody works those hours")),
    (
        Cover.ROLLED_UP.value,
        gettext_lazy("The hours change from week to week, so holiday pay is added to each payment"),
    ),
)
# More is a slip of the finger.
_MOST: Final = {"wage": Decimal(1000), "insurance": Decimal(10000), "training": Decimal(10000)}
_MOST_BUDGET = Decimal(20000)


class FigureField(django_forms.CharField):
    """A number with a first and a last value that it may have, as Decimal.

    `wrong` is said of what is no such number, `outside` of one that is too small or too large.
    """

    def __init__(
        self,
        *,
        span: tuple[Decimal, Decimal],
        places: int,
        missing: fields.Words,
        wrong: fields.Words,
        outside: fields.Words,
        **more: Any,
    ) -> None:
        self.span, self.unit, self.wrong, self.outside = span, Decimal(1).scaleb(-places), wrong, outside
        required: dict[str, Any] = {"required": missing}
        super().__init__(error_messages=required, **more)
        keypad = "decimal" if places else "numeric"
        self.widget.attrs.update({"inputmode": keypad, "class": "govuk-input govuk-input--width-5"})

    def clean(self, value: Any) -> Any:
        """Read the number."""
        text = super().clean(value)
        try:
            figure = Decimal(text.removeprefix("£").replace(",", ""))
        except InvalidOperation:
            raise ValidationError(str(self.wrong)) from None
        if not figure.is_finite():
            raise ValidationError(str(self.wrong))
        if not self.span[0] <= figure <= self.span[1]:
            raise ValidationError(str(self.outside))
        if figure != figure.quantize(self.unit):
            raise ValidationError(str(self.wrong))
        return figure


def hours_a_week(**more: Any) -> FigureField:
    """The hours of one post."""
    return FigureField(
        span=(Decimal("0.01"), Decimal(168)),
        places=2,
        missing=gettext_lazy("Enter the hours a week, like 20 or 7.5."),
        wrong=gettext_lazy("Enter the hours as a number, like 20 or 7.5."),
        outside=gettext_lazy("Enter more than 0 hours, and no more than the 168 that a week has."),
        **more,
    )


def cover(**more: Any) -> django_forms.ChoiceField:
    """How the hours of the holiday are met."""
    return django_forms.ChoiceField(choices=_COVERS, widget=django_forms.RadioSelect, **more)


def _amount(label: fields.Words, *, hint: fields.Words = "") -> fields.MoneyField:
    return fields.MoneyField(label=label, help_text=hint, required=False)


class CostForm(forms.Form):
    """The post that somebody thinks of. It holds nothing that says who asks."""

    submit = gettext_lazy("Work it out")

    hours = hours_a_week(
        label=gettext_lazy("Hours a week"), help_text=gettext_lazy("For one PA. For example, 20")
    )
    wage = fields.MoneyField(
        label=gettext_lazy("Wage for an hour"),
        help_text=gettext_lazy("Leave it empty to find out which wage your money can pay."),
        least=money.PENNY,
        required=False,
    )
    budget = _amount(
        gettext_lazy("Your direct payment for a week"),
        hint=gettext_lazy("If you know it. We then say what is left."),
    )
    age = FigureField(
        label=gettext_lazy("Age of the PA"),
        help_text=gettext_lazy("The lowest legal wage and the pension go by age. A guess will do."),
        span=(Decimal(16), Decimal(100)),
        places=0,
        missing=gettext_lazy("Enter the PA's age, like 30. A guess will do."),
        wrong=gettext_lazy("Enter the age in whole years, like 30."),
        outside=gettext_lazy("Enter an age from 16 to 100. Ring us if you think of someone younger."),
    )
    alike = FigureField(
        label=gettext_lazy("How many PAs like this?"),
        span=(Decimal(1), Decimal(20)),
        places=0,
        missing=gettext_lazy("Enter how many PAs, like 1."),
        wrong=gettext_lazy("Enter a whole number of PAs, like 1."),
        outside=gettext_lazy("Enter a number of PAs from 1 to 20."),
        initial="1",
    )
    interval = django_forms.ChoiceField(
        label=gettext_lazy("How often are they paid?"), choices=_INTERVALS, initial=Interval.FOUR_WEEKLY.value
    )
    cover = cover(
        label=gettext_lazy("When your PA is on holiday"),
        help_text=gettext_lazy("Every PA has 5.6 weeks of paid holiday a year."),
        initial=Cover.SOMEONE.value,
    )
    pension = django_forms.ChoiceField(
        label=gettext_lazy("Will the PA be in a pension?"),
        help_text=gettext_lazy(
            "The law puts PAs into a pension by age and pay. They may leave it, and others may ask to join."
        ),
        choices=((AS_THE_LAW_SAYS, gettext_lazy("If the law puts them into one")), *_YES_OR_NO),
        widget=django_forms.RadioSelect,
        initial=AS_THE_LAW_SAYS,
    )
    allowance = django_forms.ChoiceField(
        label=gettext_lazy("Will you claim the Employment Allowance?"),
        help_text=gettext_lazy(
            "It pays an employer's National Insurance. Who employs someone for their care can claim it."
        ),
        choices=_YES_OR_NO,
        widget=django_forms.RadioSelect,
        initial=YES,
    )
    insurance = _amount(
        gettext_lazy("Employer's insurance for a year"),
        hint=gettext_lazy("You must have it. Left empty, it is not counted."),
    )
    training = _amount(
        gettext_lazy("Training for a year"), hint=gettext_lazy("Left empty, it is not counted.")
    )

    def clean(self) -> dict[str, Any]:
        """A wage or a budget is needed, and no amount may be a slip of the finger."""
        given: dict[str, Any] = self.cleaned_data
        for name, most in (_MOST | {"budget": _MOST_BUDGET}).items():
            if (given.get(name) or 0) > most:
                self.add_error(name, _("Enter %(most)s or less.") % {"most": money.in_words(most)})
        if not {"wage", "budget"} & set(self.errors) and given["wage"] is None and given["budget"] is None:
            sentence = _(
                "Enter the wage for an hour, or enter your direct payment to see which wage it can pay."
            )
            self.add_error("wage", sentence)
        return given

    def question(self) -> Question:
        """What is asked, once the form is valid."""
        given = self.cleaned_data
        return Question(
            hours_a_week=given["hours"],
            hourly=given["wage"],
            age=int(given["age"]),
            interval=Interval(given["interval"]),
            cover=Cover(given["cover"]),
            in_pension=_IN_PENSION[given["pension"]],
            claims_allowance=given["allowance"] == YES,
            insurance=given["insurance"] or money.ZERO,
            training=given["training"] or money.ZERO,
            budget=given["budget"],
            alike=int(given["alike"]),
        )


class WhatIfForm(forms.Form):
    """Other terms for a post that there is."""

    submit = gettext_lazy("Compare")

    rate = FigureField(
        label=gettext_lazy("Hourly rate"),
        span=(money.PENNY, Decimal(1000)),
        places=4,
        missing=gettext_lazy("Enter the hourly rate, like 13.50."),
        wrong=gettext_lazy(
            "Enter the hourly rate in pounds, like 13.50, with at most 4 figures after the point."
        ),
        outside=gettext_lazy("Enter an hourly rate from £0.01 to £1,000.00."),
        widget=fields.MoneyInput,
    )
    hours = hours_a_week(label=gettext_lazy("Hours a week"))
    pension = django_forms.ChoiceField(
        label=gettext_lazy("In a pension"), choices=_YES_OR_NO, widget=django_forms.RadioSelect
    )
    cover = cover(label=gettext_lazy("When the PA is on holiday"))

    def __init__(self, data: Any = None, *, now: Terms, is_irregular: bool) -> None:
        self.now = now
        initial = {
            "rate": wording.rate(now.hourly).removeprefix("£").replace(",", ""),
            "hours": wording.number(self._shown_hours),
            "pension": YES if now.in_pension else NO,
            "cover": now.cover.value,
        }
        super().__init__(data, initial=initial)
        if not is_irregular:
            chosen = self.fields["cover"]
            chosen.choices = [choice for choice in _COVERS if choice[0] != Cover.ROLLED_UP]  # type: ignore[attr-defined]
            chosen.help_text = _("Holiday pay in each payment is only for irregular hours; these are fixed.")

    @property
    def _shown_hours(self) -> Decimal:
        """The contract's hours, of which a minute may need more than two decimals."""
        return self.now.hours_a_week.quantize(Decimal("0.01"))

    def terms(self) -> Terms:
        """What is asked, once the form is valid."""
        given = self.cleaned_data
        unchanged = given["hours"] == self._shown_hours
        return Terms(
            hours_a_week=self.now.hours_a_week if unchanged else given["hours"],
            hourly=given["rate"],
            in_pension=given["pension"] == YES,
            cover=Cover(given["cover"]),
        )
