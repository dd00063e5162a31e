"""How a starter is taxed: from a P45, a checklist or neither to the first payslip."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dpss.access import actors
from dpss.kernel import errors
from payroll import models, reasons
from payroll.calc import payment
from payroll.calc.p45 import P45
from payroll.calc.starters import LoanAnswers, Statement
from payroll.operations import starters
from payroll.queries import pay_inputs
from payroll.queries.post_starter import Answers
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 2)
WORKED = (MONDAY, dt.date(2026, 11, 4))


def p45(**changes: Any) -> P45:
    """Of this tax year, cumulative, with the tax that the tables give."""
    usual: dict[str, Any] = {
        "leaving_date": dt.date(2026, 9, 30),
        "tax_year": "2026-27",
        "tax_code": "1257L",
        "month": 6,
        "total_pay": Decimal("9400.00"),
        "total_tax": Decimal("622.00"),
    }
    return P45(**usual | changes)


def answers(**changes: Any) -> Answers:
    """Nothing was brought, unless changed."""
    usual: dict[str, Any] = {"p45": None, "statement": None, "loans": LoanAnswers(), "ni_letter": "A"}
    return Answers(**usual | changes)


def new_post() -> models.Employment:
    """Noor starts at Asha's on 2 November, has bank details and an approved sheet, and no tax details."""
    post = steps.hire("Noor Ali", first_day=MONDAY)
    steps.bank(post.assistant)
    with actors.acting(job()):
        models.TaxDetails.objects.filter(employment=post).delete()
    steps.sheet_in(post, *WORKED)
    return post


def record(post: models.Employment, given: Answers) -> models.TaxDetails:
    """The officer keeps what follows."""
    actor = CAST.olu.actor()
    with actors.acting(actor):
        return starters.record(post=post, answers=given, actor=actor, at=AT)


def calculated(post: models.Employment) -> models.Payslip:
    """The first payslip."""
    steps.calculate()
    with actors.acting(job()):
        return models.Payslip.objects.get(employment=post, payrun=steps.run_of())


def jobs(post: models.Employment) -> list[models.EarlierJob]:
    with actors.acting(job()):
        return list(models.EarlierJob.objects.filter(employment=post))


class TestRecorded:
    """What is kept, from the first day."""

    def test_a_p45_of_this_year_gives_the_code_and_counts(self) -> None:
        post = new_post()
        row = record(post, answers(p45=p45()))
        assert (row.tax_code, row.non_cumulative, row.starter_declaration) == ("1257L", False, "B")
        assert row.during.lower == MONDAY
        (kept,) = jobs(post)
        assert (kept.pay, kept.tax, kept.tax_year) == (Decimal("9400.00"), Decimal("622.00"), "2026-27")

    def test_its_pay_and_tax_are_in_the_first_payment(self) -> None:
        post = new_post()
        record(post, answers(p45=p45()))
        slip = calculated(post)
        pay = payment.from_json(slip.inputs)
        assert (pay.previous_pay, pay.previous_tax) == (Decimal("9400.00"), Decimal("622.00"))
        # By week 36 8,709.12 is free: 20% of 825 is 165.00, and 622.00 was paid.
        assert slip.tax == Decimal("-457.00")
        assert slip.result["to_date"]["tax"] == "-457.00"

    def test_a_p45_on_week_1_does_not_count(self) -> None:
        post = new_post()
        record(post, answers(p45=p45(non_cumulative=True)))
        (kept,) = jobs(post)
        assert (kept.pay, kept.tax, kept.non_cumulative) == (None, None, True)
        pay = payment.from_json(calculated(post).inputs)
        assert (pay.non_cumulative, pay.previous_pay) == (True, Decimal("0.00"))

    @pytest.mark.parametrize(
        ("statement", "code", "alone", "declared"),
        [
            (Statement.A, "1257L", False, "A"),
            (Statement.B, "1257L", True, "B"),
            (Statement.C, "BR", False, "C"),
            (None, "0T", True, "C"),
        ],
    )
    def test_a_checklist_gives_the_code_of_its_statement(
        self, statement: Statement | None, code: str, alone: object, declared: str
    ) -> None:
        post = new_post()
        row = record(post, answers(statement=statement))
        assert (row.tax_code, row.non_cumulative, row.starter_declaration) == (code, alone, declared)
        assert jobs(post) == []
        assert payment.from_json(calculated(post).inputs).tax_code == code

    def test_loans_of_the_checklist_are_repaid(self) -> None:
        given = LoanAnswers(student_loan=True, plans=("2", "5"), postgraduate_loan=True)
        row = record(new_post(), answers(statement=Statement.A, loans=given))
        assert (row.student_loan, row.postgraduate_loan) == ("5", True)

    def test_a_p45_of_last_year_gives_no_figures(self) -> None:
        post = new_post()
        old = p45(leaving_date=dt.date(2026, 3, 20), tax_year="2025-26", month=12)
        row = record(post, answers(p45=old, statement=Statement.B))
        assert (row.tax_code, row.non_cumulative, jobs(post)) == ("1257L", True, [])

    def test_another_answer_takes_the_p45_away(self) -> None:
        post = new_post()
        record(post, answers(p45=p45()))
        record(post, answers(statement=Statement.C))
        (kept,) = jobs(post)
        assert kept.withdrawn
        assert payment.from_json(calculated(post).inputs).previous_pay == Decimal("0.00")
        record(post, answers(p45=p45()))
        assert [one.withdrawn for one in jobs(post)] == [False]

    def test_the_pension_stays(self) -> None:
        post = new_post()
        with actors.acting(job()):
            payroll.tax_details(employment=post, pension="net_pay", pension_from=MONDAY)
        row = record(post, answers(statement=Statement.A))
        assert (row.pension, row.pension_from) == ("net_pay", MONDAY)

    def test_the_first_report_tells_hmrc_the_statement(self) -> None:
        post = new_post()
        record(post, answers(statement=Statement.B))
        calculated(post)
        assert steps.approve(steps.run_of().pk).refused == {}
        with actors.acting(job()):
            body = models.Submission.objects.get(payrun=steps.run_of()).body or ""
        assert "<StartDec>B</StartDec>" in body


class TestRefused:
    """What cannot be, beside its field."""

    def test_a_p45_that_ends_after_the_start(self) -> None:
        with pytest.raises(errors.Invalid, match="is after the first day of work here") as refused:
            record(new_post(), answers(p45=p45(leaving_date=dt.date(2026, 11, 3))))
        assert refused.value.field == "leaving_date"

    def test_a_letter_that_is_not_the_persons(self) -> None:
        with pytest.raises(errors.Invalid, match="State Pension age") as refused:
            record(new_post(), answers(ni_letter="C"))
        assert refused.value.field == "ni_letter"

    def test_a_checklist_after_the_first_payslip_changes_no_code(self) -> None:
        with actors.acting(CAST.olu.actor()), pytest.raises(errors.Invalid, match="changes no code"):
            starters.record(
                post=steps.post_of(), answers=answers(statement=Statement.A), actor=CAST.olu.actor(), at=AT
            )

    def test_a_p45_after_the_first_payslip_counts_from_the_next_payday(self) -> None:
        row = record(steps.post_of(), answers(p45=p45(leaving_date=dt.date(2026, 4, 6), month=1)))
        assert row.during.lower == dt.date(2026, 10, 31)
        steps.approve_sheet()
        steps.calculate()
        assert payment.from_json(steps.slip_of().inputs).previous_pay == Decimal("9400.00")

    def test_a_calendar_without_a_payday(self) -> None:
        post = steps.hire("Noor Ali", first_day=dt.date(2027, 5, 3))
        with pytest.raises(errors.Invalid, match="has no payday for this post yet"):
            record(post, answers())


class TestUnexplained:
    """A start within the year on a cumulative code needs its reason."""

    def reason(self, post: models.Employment) -> str | None:
        payrun = steps.calculate()
        found = [one for one in payrun.exceptions if one["employment"] == str(post.pk)]
        return found[0]["reason"] if found and found[0]["kind"] == reasons.BLOCKED else None

    def test_it_is_blocked(self) -> None:
        post = new_post()
        with actors.acting(job()):
            payroll.tax_details(employment=post)
        assert self.reason(post) == "starter"
        record(post, answers(statement=Statement.A))
        assert self.reason(post) is None

    @pytest.mark.parametrize("given", [{"non_cumulative": True}, {"starter_declaration": "C"}])
    def test_not_when_the_code_or_the_statement_says_it(self, given: dict[str, Any]) -> None:
        post = new_post()
        with actors.acting(job()):
            payroll.tax_details(employment=post, **given)
        assert self.reason(post) is None

    def test_not_when_figures_were_brought_forward(self) -> None:
        post = new_post()
        with actors.acting(job()):
            payroll.tax_details(employment=post)
            payroll.brought_forward(employment=post, figures=steps.brought_forward("0.00"))
        assert self.reason(post) is None

    @pytest.mark.parametrize("first_day", [dt.date(2026, 4, 6), dt.date(2026, 1, 5)])
    def test_not_at_the_beginning_of_the_year_or_before_it(self, first_day: dt.date) -> None:
        post = new_post()
        with actors.acting(job()):
            payroll.tax_details(employment=post)
            models.Employment.objects.filter(pk=post.pk).update(first_day=first_day)
        assert self.reason(post) is None


def test_earlier_jobs_take_one_query_for_any_number_of_posts() -> None:
    record(new_post(), answers(p45=p45()))
    run = steps.calculate()

    def look() -> tuple[int, int]:
        """How many queries, and how many posts with an earlier job."""
        with actors.acting(job()):
            pay_inputs.posts_of([run], actor=job())
            with CaptureQueriesContext(connection) as asked:
                found = pay_inputs.posts_of([run], actor=job())
        return len(asked), sum(bool(post.pay and post.pay.previous_pay) for post in found)

    queries, _ = look()
    for name in ("Ola Berg", "Pia Lund"):
        post = steps.hire(name, first_day=MONDAY)
        steps.bank(post.assistant)
        steps.sheet_in(post, *WORKED)
        record(post, answers(p45=p45()))
    assert look() == (queries, 3)
