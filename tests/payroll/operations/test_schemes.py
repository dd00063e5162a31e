"""Setting an employer up with HMRC: from waiting for a reference to reports that go."""

import datetime as dt
from typing import Any

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.operations import schemes
from payroll.operations.schemes import References
from payroll.queries import schemes as queries
from tests.cast import AT, CAST, TODAY, Cast, Person
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, job

pytestmark = pytest.mark.django_db
GIVEN = References("123 / ab456", "123pa 00045678")
NO_NUMBERS = dict.fromkeys(("office_number", "reference", "accounts_office_reference"), "")


def edda(status: str = "awaiting") -> models.Employer:
    """Another client of Northfield's, in some standing with HMRC since April."""
    employer = steps.employ("Edda Rowe")
    with actors.acting(job()):
        rows = models.PayeScheme.objects.filter(employer=employer)
        if status:
            rows.update(status=status, **NO_NUMBERS)
        else:
            rows.delete()
    return employer


def do(operation: Any, employer: models.Employer, *, by: Person = CAST.olu, **given: Any) -> Any:
    """One operation by a person of the cast, with what is usual."""
    with actors.acting(by.actor()):
        return operation(employer=employer, actor=by.actor(), at=AT, **given)


def asha() -> models.Employer:
    """The employer to whose HMRC record a report has gone."""
    with actors.acting(job()):
        return models.Employer.objects.get(pk=ASHA.id_of("employer"))


def scheme_of(employer: models.Employer, day: dt.date = TODAY) -> models.PayeScheme:
    """What holds on a day."""
    with actors.acting(job()):
        return models.PayeScheme.objects.get(employer=employer, during__contains=day)


def nothing_needed(employer: models.Employer) -> None:
    """Every question was answered with no."""
    with actors.acting(job()):
        payroll.paye_need(employer=employer, at_lower_limit=False, answered_at=AT)


class TestReference:
    """The letter has come."""

    def test_it_holds_for_all_the_time_of_waiting(self, cast: Cast) -> None:
        employer = edda()
        do(schemes.record_reference, employer, references=GIVEN, arrived_on=TODAY)
        found = scheme_of(employer, dt.date(2026, 4, 6))
        assert (found.status, found.office_number, found.reference) == ("registered", "123", "AB456")
        assert found.accounts_office_reference == "123PA00045678"
        with actors.acting(job()):
            step = models.RegistrationStep.objects.get(employer=employer, step="reference")
        assert (step.done_on, step.recorded_by_id) == (TODAY, cast.olu.user_id)

    def test_history_has_what_it_said_before(self, cast: Cast) -> None:
        employer = edda()
        do(schemes.record_reference, employer, references=GIVEN, arrived_on=TODAY)
        with actors.acting(cast.olu.actor()):
            event = AuditEvent.objects.get(thing="payroll.payescheme", verb="change")
        assert (event.before["status"], event.after["status"]) == ("awaiting", "registered")

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            (References("12/AB456", GIVEN.accounts_office), "paye"),
            (References("", GIVEN.accounts_office), "paye"),
            (References(GIVEN.paye, "123PA0004567"), "accounts_office"),
            # Asha's own.
            (References("120/ZZ99999", GIVEN.accounts_office), "paye"),
        ],
    )
    def test_a_wrong_number_is_refused_beside_its_field(self, given: References, field: str) -> None:
        employer = edda()
        with pytest.raises(errors.Invalid) as refused:
            do(schemes.record_reference, employer, references=given, arrived_on=TODAY)
        assert refused.value.field == field
        assert scheme_of(employer).status == "awaiting"

    @pytest.mark.parametrize(
        ("reference", "named"),
        [("120/ZZ99999", "Asha Verma has"), ("120/ZZBEN", "Another employer in this council has")],
    )
    def test_one_reference_is_one_employers_also_where_another_provider_has_it(
        self, reference: str, named: str
    ) -> None:
        employer = edda()
        with actors.acting(steps.job()):
            models.Employer.objects.filter(pk=employer.pk).update(name="Asha Verma")
        given = References(reference, GIVEN.accounts_office)
        with pytest.raises(errors.Invalid, match=named) as refused:
            do(schemes.record_reference, employer, references=given, arrived_on=TODAY)
        assert "ask HMRC for a second PAYE scheme" in refused.value.sentence
        assert "Ben" not in refused.value.sentence

    def test_the_reference_of_who_employed_until_last_year_may_be_anothers_now(self) -> None:
        employer = edda()
        with actors.acting(steps.job()):
            ended = DateRange(dt.date(2020, 4, 6), dt.date(2026, 4, 6))
            models.Employer.objects.filter(pk=steps.ASHA.id_of("employer")).update(during=ended)
        given = References("120/ZZ99999", GIVEN.accounts_office)
        do(schemes.record_reference, employer, references=given, arrived_on=TODAY)
        assert scheme_of(employer).status == "registered"

    def test_it_is_not_corrected_after_a_report(self) -> None:
        with pytest.raises(errors.Invalid, match="HMRC has had a report"):
            do(schemes.record_reference, asha(), references=GIVEN, arrived_on=TODAY)

    def test_it_is_taken_back_before_a_report(self) -> None:
        employer = edda()
        do(schemes.record_reference, employer, references=GIVEN, arrived_on=TODAY)
        do(schemes.take_back_step, employer, step="reference")
        assert (scheme_of(employer).status, scheme_of(employer).reference) == ("awaiting", "")

    def test_it_does_not_come_before_it_was_asked_for(self) -> None:
        employer = edda()
        do(schemes.record_step, employer, step="asked", day=TODAY)
        with pytest.raises(errors.Invalid, match="HMRC was asked on 21 November 2026"):
            do(
                schemes.record_reference,
                employer,
                references=GIVEN,
                arrived_on=TODAY - dt.timedelta(days=1),
            )

    def test_a_support_worker_does_not(self, cast: Cast) -> None:
        with pytest.raises(errors.NotAllowed):
            do(schemes.record_reference, edda(), by=cast.marcus, references=GIVEN, arrived_on=TODAY)


class TestWaitingReports:
    """Wages went out, and the report waits for the reference."""

    def waiting(self) -> models.Employer:
        """Asha waits for a reference again, and her November is paid."""
        with actors.acting(job()):
            models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer")).update(
                status="awaiting", **NO_NUMBERS
            )
            models.Submission.objects.filter(employer_id=ASHA.id_of("employer")).delete()
        steps.pay_november()
        return asha()

    def report(self) -> models.Submission:
        with actors.acting(job()):
            return models.Submission.objects.get(employer_id=ASHA.id_of("employer"))

    def test_the_report_goes_when_the_reference_is_there(self, cast: Cast) -> None:
        employer = self.waiting()
        assert self.report().state == "awaiting"
        do(schemes.record_reference, employer, references=GIVEN, arrived_on=TODAY)
        assert self.report().state == "awaiting"
        assert do(schemes.release_waiting, employer, by=cast.mara).count == 1
        assert self.report().state == "queued"
        assert "AB456" in self.report().body
        assert do(schemes.release_waiting, employer, by=cast.mara).count == 0

    def test_without_the_reference_it_goes_on_waiting_and_says_so(self, cast: Cast) -> None:
        released = do(schemes.release_waiting, self.waiting(), by=cast.mara)
        assert released.count == 0
        assert "PAYE reference is still missing" in released.refused[0]
        assert self.report().state == "awaiting"

    def test_an_officer_does_not_send(self, cast: Cast) -> None:
        employer = self.waiting()
        do(schemes.record_reference, employer, references=GIVEN, arrived_on=TODAY)
        with pytest.raises(errors.NotAllowed):
            do(schemes.release_waiting, employer)
        assert self.report().state == "awaiting"


class TestChange:
    """Another standing from a day on."""

    def test_no_scheme_is_recorded_only_after_the_question_is_answered(self) -> None:
        employer = edda()
        with pytest.raises(errors.Invalid, match="First answer"):
            do(schemes.change, employer, status="not_needed", day=TODAY)
        nothing_needed(employer)
        do(schemes.change, employer, status="not_needed", day=TODAY)
        assert scheme_of(employer).status == "not_needed"
        assert scheme_of(employer, TODAY - dt.timedelta(days=1)).status == "awaiting"

    def test_answers_that_need_a_scheme_refuse_that_none_is_needed(self) -> None:
        employer = edda()
        with actors.acting(job()):
            payroll.paye_need(employer=employer, other_job=True)
        with pytest.raises(errors.Invalid, match="First answer") as refused:
            do(schemes.change, employer, status="not_needed", day=TODAY)
        assert refused.value.field == "status"

    def test_nothing_changes_up_to_the_last_payday_that_is_paid(self) -> None:
        """Asha's October is paid, on 30 October."""
        with pytest.raises(errors.Invalid, match="The first free day is 31 October 2026"):
            do(schemes.change, asha(), status="registered", day=dt.date(2026, 10, 30), references=GIVEN)
        do(schemes.change, asha(), status="registered", day=dt.date(2026, 10, 31), references=GIVEN)
        assert scheme_of(asha()).reference == "AB456"
        assert scheme_of(asha(), dt.date(2026, 10, 30)).reference == "ZZ99999"

    def test_the_first_standing_is_recorded_for_an_employer_without_one(self) -> None:
        employer = edda("")
        do(schemes.change, employer, status="awaiting", day=dt.date(2026, 11, 2))
        assert scheme_of(employer).status == "awaiting"

    def test_a_reference_that_was_waited_for_is_recorded_by_itself(self) -> None:
        with pytest.raises(errors.Invalid, match="Record the reference itself"):
            do(schemes.change, edda(), status="registered", day=TODAY, references=GIVEN)

    def test_what_was_used_of_the_allowance_before_stays(self) -> None:
        employer = edda("not_needed")
        used = {"allowance_used_before": "120.00", "allowance_tax_year": "2026-27"}
        with actors.acting(job()):
            models.PayeScheme.objects.filter(employer=employer).update(**used)
        do(schemes.change, employer, status="registered", day=TODAY, references=GIVEN)
        assert str(scheme_of(employer).allowance_used_before) == "120.00"


class TestTerms:
    """How HMRC is paid."""

    def test_they_hold_from_their_day_and_leave_the_scheme_as_it_is(self) -> None:
        employer = asha()
        do(schemes.change_terms, employer, day=TODAY, pays_hmrc="quarterly", small_employer=True)
        now, before = scheme_of(employer), scheme_of(employer, TODAY - dt.timedelta(days=1))
        assert (now.pays_hmrc, now.small_employer, now.reference) == ("quarterly", True, "ZZ99999")
        assert (before.pays_hmrc, before.small_employer) == ("monthly", None)

    def test_without_a_scheme_there_are_none(self) -> None:
        with pytest.raises(errors.Invalid, match="no PAYE scheme on that day"):
            do(
                schemes.change_terms,
                edda("not_needed"),
                day=TODAY,
                pays_hmrc="monthly",
                small_employer=None,
            )


class TestSteps:
    """Each with its day, and who recorded it."""

    def test_a_step_is_recorded_and_taken_back(self, cast: Cast) -> None:
        employer = steps.employ("Fred Holm")
        do(schemes.record_step, employer, step="authority", day=TODAY, route="online")
        with actors.acting(cast.olu.actor()):
            found = queries.set_up(employer, day=TODAY, actor=cast.olu.actor())
        assert (found.standing.route, found.steps["authority"].recorded_by_id) == (
            "online",
            cast.olu.user_id,
        )
        do(schemes.take_back_step, employer, step="authority")
        with actors.acting(cast.olu.actor()):
            assert queries.set_up(employer, day=TODAY, actor=cast.olu.actor()).steps == {}
            verbs = AuditEvent.objects.filter(thing="payroll.registrationstep").values_list("verb", flat=True)
            assert sorted(verbs) == ["record step", "take back step"]

    def test_authority_says_how_it_was_asked_for(self) -> None:
        with pytest.raises(errors.Invalid, match="by post or online"):
            do(schemes.record_step, steps.employ("Fred Holm"), step="authority", day=TODAY)

    def test_the_same_step_twice_is_refused(self) -> None:
        employer = edda()
        do(schemes.record_step, employer, step="asked", day=TODAY)
        with pytest.raises(errors.Invalid, match="recorded already"):
            do(schemes.record_step, employer, step="asked", day=TODAY)


def to_set_up(by: Person) -> dict[str, tuple[str, ...]]:
    """The employers on the home of payroll, each with what is missing."""
    with actors.acting(by.actor()):
        rows = queries.to_set_up(day=TODAY, actor=by.actor())
        return {row.name: queries.missing_of(row) for row in rows}


def test_the_employers_to_set_up_are_those_with_something_missing(cast: Cast) -> None:
    """Asha has authorised her agent; Edda waits, and Fred's employer has authorised nobody."""
    assert to_set_up(cast.olu) == {}
    waits, unauthorised = edda(), steps.employ("Fred Holm")
    steps.hire("Noor Ali", waits.pk)
    steps.hire("Pia Berg", unauthorised.pk)
    found = to_set_up(cast.olu)
    assert list(found) == ["Edda Rowe", "Fred Holm"]
    assert "has not been asked for a PAYE scheme" in found["Edda Rowe"][0]
    assert "as agent" in found["Fred Holm"][0]
    assert to_set_up(cast.rose) == {}
