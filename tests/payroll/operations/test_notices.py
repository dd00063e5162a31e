"""Notices from HMRC: each in once, followed from its date on, never before what is paid, else a person's."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors, policy, transitions
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.operations import identities, notices, tax
from payroll.queries import notices as queries
from payroll.queries import post_tax
from payroll.rti import notices as reading
from tests.cast import AT, CAST, TODAY, key
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, DEE_AT_BEN

pytestmark = pytest.mark.django_db
OLU, SAM = CAST.olu.actor(), CAST.sam.actor()
NORTHFIELD = key("northfield", "organisation")
JOB = steps.job(policy.JOB_NOTICES)
NOVEMBER_10 = dt.date(2026, 11, 10)


def p6(**changes: Any) -> reading.Notice:
    """A new code for Dee at Asha's, with pay and tax of an earlier job."""
    usual: dict[str, Any] = {
        "form": "P6",
        "paye": "120/ZZ99999",
        "nino": "PW123456A",
        "works_number": steps.post_of().payroll_id,
        "name": "Dee Mwangi",
        "issued": NOVEMBER_10,
        "effective": NOVEMBER_10,
        "tax_code": "1100L",
    }
    return reading.Notice(**usual | changes)


def loan(form: str, **changes: Any) -> reading.Notice:
    """A loan of Dee's that begins or ends."""
    return replace(p6(), form=form, tax_code="", **changes)


def take(*found: reading.Notice, by: actors.Actor = OLU, on: dt.date = TODAY) -> notices.Taken:
    """They come in."""
    given = {"organisation_id": NORTHFIELD} if by.job else {}
    with actors.acting(by):
        return notices.take_in(
            found=found, source=models.HmrcNotice.Source.FILE, received_on=on, actor=by, at=AT, **given
        )


def one(found: notices.Taken) -> models.HmrcNotice:
    """The notice, as it is kept."""
    with actors.acting(OLU):
        return models.HmrcNotice.objects.get(pk=found.new[0].pk)


def taxed(day: dt.date = TODAY) -> models.TaxDetails:
    """How Dee is taxed on a day."""
    with actors.acting(OLU):
        found = post_tax.on(steps.post_of(), day=day, actor=OLU)
    assert found is not None
    return found


def acted(what: Any, notice: models.HmrcNotice, **more: Any) -> models.HmrcNotice:
    """Olu does something with a notice."""
    with actors.acting(OLU):
        result: models.HmrcNotice = what(notice=notice, actor=OLU, at=AT, **more)
        return result


class TestApplied:
    """What names one post and has nothing in its way."""

    def test_a_p6_is_followed_from_the_day_it_came_and_only_the_code_changes(self) -> None:
        found = take(p6())
        assert (found.applied, found.waiting) == (1, 0)
        row = one(found)
        assert (row.state, row.applied_from, row.before) == (
            "applied",
            TODAY,
            {"tax_code": "1257L", "non_cumulative": False, "is_new": True},
        )
        assert taxed().tax_code == "1100L"
        assert taxed(TODAY - dt.timedelta(days=1)).tax_code == "1257L"
        assert taxed().ni_letter == "A"

    def test_after_an_approved_payday_it_is_followed_from_the_next_payment(self) -> None:
        run = steps.pay_november()
        row = one(take(p6()))
        assert row.applied_from == dt.date(2026, 11, 28)
        assert taxed(dt.date(2026, 11, 27)).tax_code == "1257L"
        with actors.acting(OLU):
            assert models.Payslip.objects.get(payrun=run).inputs["tax_code"] == "1257L"

    def test_a_payrun_that_is_worked_out_is_worked_out_again(self) -> None:
        steps.approve_sheet()
        steps.calculate()
        take(p6(tax_code="BR"))
        assert steps.run_of().state == "requested"
        steps.work_out()
        assert steps.slip_of().inputs["tax_code"] == "BR"

    def test_the_figures_of_a_p6_stand_in_place_of_those_of_the_p45(self) -> None:
        take(p6(tax_code="1257L", previous_pay=Decimal("9000.00"), previous_tax=Decimal("500.00")))
        steps.approve_sheet()
        steps.calculate()
        slip = steps.slip_of()
        assert (slip.inputs["previous_pay"], slip.inputs["previous_tax"]) == ("9000.00", "500.00")

    def test_a_p9_waits_for_the_new_tax_year_until_there_are_figures_for_it(self) -> None:
        row = one(take(p6(form="P9", effective=dt.date(2027, 4, 6), tax_code="1300L")))
        assert row.state == "waiting"
        assert "2027-28" in row.why
        assert taxed().tax_code == "1257L"

    def test_loans_start_and_stop_from_their_days(self) -> None:
        begins = dt.date(2026, 12, 1)
        take(loan("SL1", effective=begins, plan="2"), loan("PGL1", effective=begins))
        assert (taxed().student_loan, taxed().postgraduate_loan) == ("", False)
        assert (taxed(begins).student_loan, taxed(begins).postgraduate_loan) == ("2", True)
        later = dt.date(2027, 1, 10)
        take(loan("SL2", effective=later, issued=dt.date(2026, 11, 20)))
        assert (taxed(later).student_loan, taxed(later).postgraduate_loan) == ("", True)

    def test_one_that_comes_late_goes_under_those_of_a_later_day(self) -> None:
        begins = dt.date(2027, 1, 10)
        take(loan("SL1", effective=begins, plan="2"))
        assert one(take(p6())).state == "applied"
        assert (taxed().tax_code, taxed().student_loan) == ("1100L", "")
        assert (taxed(begins).tax_code, taxed(begins).student_loan) == ("1100L", "2")

    def test_a_job_applies_them_as_an_officer_does(self) -> None:
        assert take(p6(), by=JOB).applied == 1
        assert taxed().tax_code == "1100L"


class TestOnce:
    """The same comes in once."""

    def test_the_same_file_twice_changes_nothing(self) -> None:
        take(p6(sequence=7))
        again = take(p6(sequence=7))
        assert (again.new, again.before) == ((), 1)

    def test_the_same_on_paper_waits_with_a_sentence(self) -> None:
        take(p6(sequence=7))
        row = one(take(p6(name="D Mwangi")))
        assert row.state == "waiting"
        assert row.why.startswith("A notice that says the same, of 10 November 2026, is applied already.")

    def test_an_older_one_is_never_applied_over_a_newer(self) -> None:
        take(p6(issued=dt.date(2026, 11, 18)))
        row = one(take(p6(tax_code="900L")))
        assert row.why.startswith("A newer notice, P6 of 18 November 2026, is applied already.")
        assert taxed().tax_code == "1100L"

    def test_of_two_in_one_file_the_newer_counts(self) -> None:
        take(p6(issued=dt.date(2026, 11, 12), tax_code="1000L"), p6(tax_code="900L"))
        assert taxed().tax_code == "1000L"


class TestWaiting:
    """What is not plain is a person's."""

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"paye": "999/AB123"}, "No employer of yours has the PAYE reference 999/AB123."),
            ({"nino": "PW999999A", "works_number": "X1"}, "Nobody with the PAYE reference"),
            ({"works_number": "X1"}, "The number is that of Dee"),
            ({"nino": "PW999999A"}, "for whom another National Insurance number is recorded"),
            ({"nino": ""}, "It has no National Insurance number."),
            ({"effective": dt.date(2026, 2, 1)}, "It is a code for 2025-26, and no payment of that tax year"),
            ({"tax_code": "HELLO"}, "is not a tax code"),
            ({"issued": dt.date(2026, 11, 30)}, "after the day it came"),
        ],
    )
    def test_each_fault_has_its_sentence_and_changes_nothing(
        self, changes: dict[str, Any], says: str
    ) -> None:
        row = one(take(p6(**changes)))
        assert row.state == "waiting"
        assert says in row.why
        assert taxed().tax_code == "1257L"

    def test_a_number_without_a_pay_id_names_a_post_where_the_pa_has_only_one_there(self) -> None:
        row = one(take(p6(works_number="")))
        assert (row.state, row.employment_id) == ("applied", DEE.id_of("employment"))

    def test_a_post_that_ended_is_not_changed(self) -> None:
        with actors.acting(steps.job()):
            models.Employment.objects.filter(pk=DEE.id_of("employment")).update(
                last_day=dt.date(2026, 10, 31)
            )
        assert one(take(p6())).why.startswith("The post ended on 31 October 2026.")

    def test_noughts_do_not_wipe_out_a_p45(self) -> None:
        with actors.acting(steps.job()):
            models.EarlierJob.objects.filter(employment=steps.post_of()).update(
                tax_year="2026-27", pay=Decimal("5000.00"), tax=Decimal("100.00")
            )
        nought = Decimal("0.00")
        assert (
            "a P45 with £5,000.00 is recorded" in one(take(p6(previous_pay=nought, previous_tax=nought))).why
        )

    def test_a_person_says_whose_it_is_and_applies_it(self) -> None:
        row = one(take(p6(nino="")))
        acted(notices.match, row, post=steps.post_of())
        assert taxed().tax_code == "1257L"
        acted(notices.apply, one_again(row))
        assert taxed().tax_code == "1100L"

    def test_it_is_never_given_to_another_employers_post_or_another_number(self) -> None:
        with actors.acting(steps.job()):
            models.PayeScheme.objects.filter(employer_id=steps.ASHA.id_of("employer")).update(reference="AB1")
        row = one(take(p6()))
        with pytest.raises(errors.Invalid, match="A notice for another employer is never applied"):
            acted(notices.match, row, post=steps.post_of())
        with actors.acting(steps.job()):
            models.PayeScheme.objects.filter(employer_id=steps.ASHA.id_of("employer")).update(
                reference="ZZ99999"
            )
        other = one(take(p6(nino="PW999999A")))
        with pytest.raises(errors.Invalid, match="Another National Insurance number is recorded for Dee"):
            acted(notices.match, other, post=steps.post_of())

    def test_what_waited_is_looked_at_again_when_somebody_applies_it(self) -> None:
        with actors.acting(steps.job()):
            scheme = models.PayeScheme.objects.filter(employer_id=steps.ASHA.id_of("employer"))
            scheme.update(reference="AB1")
            row = one(take(p6()))
            scheme.update(reference="ZZ99999")
        acted(notices.apply, row)
        assert taxed().tax_code == "1100L"

    def test_it_is_set_aside_with_a_reason_and_put_back(self) -> None:
        row = one(take(p6(nino="")))
        with pytest.raises(errors.Invalid):
            acted(notices.set_aside, row, reason=" ")
        acted(notices.set_aside, row, reason="HMRC wrote to the wrong provider.")
        kept = one_again(row)
        assert kept.state == "set_aside"
        assert kept.why == f"{OLU.name}: HMRC wrote to the wrong provider."
        acted(notices.reopen, one_again(row))
        assert one_again(row).state == "waiting"

    def test_whoever_does_not_keep_posts_takes_nothing_in(self) -> None:
        finance = CAST.person(policy.COUNCIL_FINANCE).actor()
        with pytest.raises(errors.NotAllowed):
            take(p6(), by=finance)


class TestTakenBack:
    """Undone while nobody is paid with it."""

    def test_what_held_before_goes_on_and_the_figures_count_no_more(self) -> None:
        row = one(take(p6(previous_pay=Decimal("9000.00"), previous_tax=Decimal("500.00"))))
        acted(notices.undo, row)
        assert taxed().tax_code == "1257L"
        assert (one_again(row).state, one_again(row).applied_from) == ("waiting", None)
        with actors.acting(OLU):
            assert not models.PreviousPay.objects.filter(notice=row).exists()
            back = AuditEvent.objects.get(verb="take back", thing="payroll.taxdetails")
            assert (back.before["tax_code"], back.after["tax_code"]) == ("1100L", "1257L")

    def test_one_that_is_to_begin_leaves_nothing_behind(self) -> None:
        begins = dt.date(2027, 1, 10)
        row = one(take(loan("SL1", effective=begins, plan="2")))
        acted(notices.undo, row)
        with actors.acting(OLU):
            later = models.TaxDetails.objects.filter(
                employment=steps.post_of(), during__startswith__gte=TODAY
            )
            assert not later.exists()

    def test_a_notice_that_somebody_is_paid_with_stays(self) -> None:
        row = one(take(p6()))
        steps.pay_november()
        with pytest.raises(transitions.Refused, match="A payday since then is approved"):
            acted(notices.undo, one_again(row))
        assert taxed().tax_code == "1100L"

    def test_details_that_were_changed_since_are_not_touched(self) -> None:
        row = one(take(p6()))
        held = taxed()
        with actors.acting(OLU):
            details = {name: getattr(held, name) for name in tax.Details.__dataclass_fields__}
            tax.change(
                post=steps.post_of(),
                payday=TODAY,
                details=tax.Details(**details | {"tax_code": "BR"}),
                actor=OLU,
                at=AT,
            )
        with pytest.raises(errors.Conflict, match="changed since"):
            acted(notices.undo, one_again(row))
        assert taxed().tax_code == "BR"


class TestNumbers:
    """HMRC's answer about a National Insurance number is confirmed by a person."""

    def answer(self, nino: str = "PW777777C") -> models.HmrcNotice:
        return one(take(replace(p6(), form="NINO", tax_code="", nino=nino)))

    def person(self) -> models.PayrollIdentity:
        with actors.acting(OLU):
            return models.PayrollIdentity.objects.get(assistant=steps.post_of().assistant)

    def test_a_number_is_recorded_when_it_is_confirmed_and_not_before(self) -> None:
        row = self.answer()
        assert (row.state, row.employment_id) == ("waiting", DEE.id_of("employment"))
        assert self.person().nino == "PW123456A"
        acted(notices.apply, row)
        found = self.person()
        assert (found.nino, found.nino_verified_on) == ("PW777777C", NOVEMBER_10)
        assert "PW777777C" not in repr(one_again(row).before)
        with pytest.raises(transitions.Refused, match="put right who the PA is"):
            acted(notices.undo, one_again(row))

    def test_a_number_that_is_changed_afterwards_is_not_confirmed_any_more(self) -> None:
        acted(notices.apply, self.answer())
        kept = identities.recorded(self.person())
        with actors.acting(OLU):
            for number, still in (("PW777777C", NOVEMBER_10), ("PW888888D", None)):
                given = replace(kept, nino=number)
                found = identities.change(post=steps.post_of(), given=given, actor=OLU, at=AT)
                assert found.nino_verified_on == still

    def test_a_person_whom_hmrc_does_not_find_stays_as_they_are(self) -> None:
        row = self.answer(nino="")
        assert "HMRC does not find this person" in row.why
        with pytest.raises(transitions.Refused):
            acted(notices.apply, row)


def test_a_notice_of_a_post_that_somebody_may_not_open_is_not_theirs() -> None:
    rose = CAST.named("rose")
    row = one(take(p6()))
    actor = rose.actor()
    with actors.acting(actor):
        assert not queries.items(actor=actor).filter(pk=row.pk).exists()


def test_two_employers_with_one_reference_are_told_apart_by_pay_id() -> None:
    row = one(take(p6(works_number=steps.post_of(DEE_AT_BEN).payroll_id)))
    assert row.state == "waiting"
    assert row.employment is None


def one_again(row: models.HmrcNotice) -> models.HmrcNotice:
    """As it is kept now."""
    with actors.acting(OLU):
        return models.HmrcNotice.objects.get(pk=row.pk)
