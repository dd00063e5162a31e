"""A PA begins to work for an employer: who they are, their post, and who may see them."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from dpss.portal import reach_check
from payroll import models
from payroll.operations import hiring, identities, sign_ins
from payroll.operations.terms import Terms
from payroll.queries import sign_ins as sign_in_queries
from tests import database
from tests.cast import AT, CAST, Person
from tests.cast.people import Home
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, BEN, job

FIRST_DAY = dt.date(2026, 12, 1)
NOOR = identities.Identity(
    forename="Noor",
    surname="Ali",
    birth_date=dt.date(1998, 5, 2),
    gender="F",
    nino="pw 65 43 21 b",
    address_line_1="2 Mill Lane",
    address_line_2="Lowmarsh",
    postcode="zz1 9zz",
)
TERMS = Terms(weekly_minutes=600, hourly_rate=Decimal("13.50"), sleep_in_rate=Decimal(0))
JOB = hiring.Job(first_day=FIRST_DAY, hours="irregular", terms=TERMS)


def employ(
    by: Person = CAST.olu, given: hiring.Job = JOB, home: Home = ASHA, **who: object
) -> models.Employment:
    """Asha employs Noor, but for what is given."""
    known = {"name", "phone", "email"} & who.keys()
    person = hiring.Newcomer(
        **{"name": "Noor Ali", "phone": "", "email": ""} | {name: who.pop(name) for name in known},  # type: ignore[arg-type]
        identity=replace(NOOR, **who),  # type: ignore[arg-type]
    )
    with actors.acting(by.actor()):
        employer = models.Employer.objects.get(pk=home.id_of("employer"))
        return hiring.employ(employer=employer, person=person, job=given, actor=by.actor(), at=AT)


def refused(given: hiring.Job = JOB, **who: object) -> errors.Invalid:
    with pytest.raises(errors.Invalid) as caught:
        employ(given=given, **who)
    return caught.value


@pytest.mark.django_db
class TestEmploying:
    """Somebody new."""

    def test_they_have_a_post_with_terms_and_are_known_to_hmrc(self) -> None:
        post = employ()
        with actors.acting(CAST.olu.actor()):
            kept = models.Employment.objects.select_related("assistant").get(pk=post.pk)
            person = models.PayrollIdentity.objects.get(assistant=kept.assistant)
            terms = models.EmploymentTerms.objects.get(employment=kept)
            told = AuditEvent.objects.get(verb="hire", thing_id=str(post.pk))
        assert (kept.assistant.name, kept.first_day, kept.payroll_id) == ("Noor Ali", FIRST_DAY, "P0001")
        assert (person.nino, person.postcode, person.hmrc_surname) == ("PW654321B", "ZZ1 9ZZ", "Ali")
        assert (terms.during.lower, terms.hourly_rate) == (FIRST_DAY, Decimal("13.50"))
        assert told.after["pay_id"] == "P0001"

    def test_the_client_sees_them_and_another_provider_does_not(self) -> None:
        post = employ()
        for person, expected in (
            (CAST.asha, 1),
            (CAST.joan, 1),
            (CAST.marcus, 1),
            (CAST.sam, 0),
            (CAST.ben, 0),
        ):
            with actors.acting(person.actor()):
                assert models.Employment.objects.filter(pk=post.pk).count() == expected, person.short

    def test_the_next_post_has_the_next_pay_id_and_one_of_before_is_kept(self) -> None:
        employ()
        kept = replace(JOB, payroll_id="NF/0117 ")
        assert employ(given=kept, name="Ola Ali", forename="Ola", nino="").payroll_id == "NF/0117"
        assert employ(name="Ida Ali", forename="Ida", nino="").payroll_id == "P0002"

    def test_whoever_another_provider_pays_stays_one_person_with_one_sign_in(self) -> None:
        theirs, ours = employ(by=CAST.sam, home=BEN), employ()
        assert theirs.assistant_id == ours.assistant_id
        with actors.acting(job()):
            assert models.PayrollIdentity.objects.filter(assistant=ours.assistant_id).count() == 1
        with actors.acting(CAST.olu.actor()):
            assert models.Employment.objects.filter(assistant=ours.assistant_id).get().pk == ours.pk
            person = sign_in_queries.pa(ours.pk, actor=CAST.olu.actor())
            assert person is not None
            sign_ins.invite(person=person, email="noor.ali@example.org", actor=CAST.olu.actor(), at=AT)
        with actors.acting(job()):
            found = models.Employment.objects.filter(assistant__user__email="noor.ali@example.org")
            assert {one.pk for one in found} == {theirs.pk, ours.pk}

    def test_somebody_whom_another_provider_pays_is_not_named(self) -> None:
        employ(by=CAST.sam, home=BEN)
        fault = refused(birth_date=dt.date(1990, 1, 1))
        assert (fault.field, "recorded for somebody, with another date of birth" in fault.sentence) == (
            "nino",
            True,
        )

    def test_whoever_is_here_already_stays_one_person(self) -> None:
        dee = steps.post_of(steps.DEE_AT_BEN).assistant
        with actors.acting(job()):
            models.Employment.objects.filter(pk=steps.DEE.id_of("employment")).update(
                last_day=dt.date(2026, 11, 30)
            )
            known = models.PayrollIdentity.objects.get(assistant=dee)
        post = employ(nino=known.nino, surname=known.hmrc_surname, birth_date=known.birth_date)
        assert post.assistant_id == dee.pk
        with actors.acting(CAST.dee.actor()):
            assert models.Employment.objects.filter(pk=post.pk).exists()


@pytest.mark.django_db
class TestRefused:
    """One sentence each, beside its field."""

    @pytest.mark.parametrize(
        ("wrong", "field", "sentence"),
        [
            ({"nino": "AB12"}, "nino", "never make one up"),
            ({"nino": "PW123456A"}, "nino", "recorded for Dee"),
            ({"forename": "Нур"}, "forename", "letters A to Z"),
            ({"surname": "4"}, "surname", "letters A to Z"),
            ({"birth_date": dt.date(2014, 1, 1)}, "birth_date", "They would be 12 on the first day"),
            ({"birth_date": dt.date(1890, 1, 1)}, "birth_date", "130 years ago"),
            ({"address_line_2": " "}, "address_line_2", "HMRC needs two"),
            ({"address_line_1": "€ House"}, "address_line_1", "does not take €"),
            ({"postcode": "ZZ1_9ZZ"}, "postcode", "no UK postcode has"),
        ],
    )
    def test_what_hmrc_would_refuse_is_refused_here(
        self, wrong: dict[str, object], field: str, sentence: str
    ) -> None:
        error = refused(**wrong)
        assert error.field == field
        assert sentence in error.sentence

    def test_a_first_day_far_ahead(self) -> None:
        error = refused(replace(JOB, first_day=dt.date(2028, 1, 3)))
        assert (error.field, "more than a year ahead" in error.sentence) == ("day", True)

    def test_a_rate_below_the_minimum_wage_and_nothing_is_left_behind(self) -> None:
        error = refused(replace(JOB, terms=replace(TERMS, hourly_rate=Decimal("9.00"))))
        assert error.field == "rate"
        with actors.acting(job()):
            assert not models.PayrollIdentity.objects.filter(hmrc_forename="Noor").exists()

    def test_the_same_person_entered_twice(self) -> None:
        employ(nino="")
        assert "works for Asha" in refused(nino="").sentence
        employ(name="Ola Ali", forename="Ola")
        assert "choose “Add another post”" in refused(forename="Ola").sentence

    def test_a_pay_id_that_another_post_has(self) -> None:
        employ()
        error = refused(replace(JOB, payroll_id="P0001"), name="Ola Ali", forename="Ola", nino="")
        assert (error.field, "of another post" in error.sentence) == ("payroll_id", True)
        assert "35 letters" in refused(replace(JOB, payroll_id="é"), name="Ida Ali", nino="").sentence

    def test_a_role_that_keeps_no_posts(self) -> None:
        with pytest.raises(errors.NotAllowed):
            employ(CAST.asha)


@pytest.mark.django_db
class TestAnotherPost:
    """A second post with the same employer."""

    def again(self, given: hiring.Job = JOB) -> models.Employment:
        with actors.acting(CAST.olu.actor()):
            return hiring.employ_again(post=steps.post_of(), job=given, actor=CAST.olu.actor(), at=AT)

    def test_it_is_the_same_person_with_a_pay_id_of_its_own(self) -> None:
        post = self.again()
        assert post.assistant_id == steps.post_of().assistant_id
        assert post.payroll_id != steps.post_of().payroll_id
        with actors.acting(CAST.dee.actor()):
            assert models.Employment.objects.filter(employer=ASHA.id_of("employer")).count() == 2

    def test_the_same_post_twice_is_refused(self) -> None:
        self.again()
        with pytest.raises(errors.Invalid, match="Another one begins on another day"):
            self.again()


@pytest.mark.django_db
class TestIdentity:
    """Who somebody is to HMRC is corrected."""

    def correct(self, **given: object) -> models.PayrollIdentity:
        known = replace(NOOR, **{"forename": "Dee", "surname": "Hart", "nino": "PW123456A"} | given)  # type: ignore[arg-type]
        with actors.acting(CAST.olu.actor()):
            return identities.change(post=steps.post_of(), given=known, actor=CAST.olu.actor(), at=AT)

    def test_a_number_that_was_missing_is_found_by_it_from_then_on(self) -> None:
        row = self.correct(postcode="ZZ2 9ZZ")
        with actors.acting(CAST.olu.actor()):
            told = AuditEvent.objects.get(verb="change", thing="payroll.payrollidentity")
        assert (row.postcode, row.nino) == ("ZZ2 9ZZ", "PW123456A")
        assert "postcode" in told.after["changed"]
        assert "ZZ2 9ZZ" not in str(told.after)

    def test_another_birth_date_works_open_pay_out_again(self) -> None:
        steps.approve_sheet()
        run = steps.calculate()
        self.correct(birth_date=dt.date(1990, 1, 1))
        with actors.acting(job()):
            assert models.Payrun.objects.get(pk=run.pk).state == "requested"

    def test_a_number_of_somebody_else_is_refused(self) -> None:
        employ()
        with pytest.raises(errors.Invalid, match="recorded for Noor"):
            self.correct(nino="PW654321B")


def test_a_double_click_makes_one_pa(own_database: str) -> None:
    done = database.together(lambda: employ(nino=""), lambda: employ(nino=""))
    assert sum(isinstance(one, models.Employment) for one in done) == 1
    assert sum(isinstance(one, errors.Invalid) for one in done) == 1


def test_the_reach_of_a_new_post_is_what_its_records_say(own_database: str) -> None:
    employ()
    with database.used(own_database, role="dpss_reader"):
        assert [result.broken for result in reach_check.run()] == [()]
