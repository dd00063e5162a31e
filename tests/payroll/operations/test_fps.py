"""What HMRC is told of an approved payrun: made at once, held when it would be refused, made again."""

import datetime as dt

import pytest

from dpss.access import actors, transitions
from dpss.kernel import errors
from payroll import models
from payroll.operations import fps
from payroll.queries import submissions as queries
from payroll.rti import figures, irmark
from tests.cast import AT, Cast
from tests.factories import payroll
from tests.payroll.operations import correcting, steps
from tests.payroll.operations.steps import ASHA, DEE, job

pytestmark = pytest.mark.django_db
LATE = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


def report() -> models.Submission:
    """The newest report of Asha's November."""
    with actors.acting(job()):
        return models.Submission.objects.filter(payrun=steps.run_of()).latest("version")


def set_scheme(**given: object) -> None:
    """Asha's standing with HMRC."""
    with actors.acting(job()):
        models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer")).update(**given)


def set_identity(**given: object) -> None:
    """How HMRC must know Dee."""
    with actors.acting(job()):
        models.PayrollIdentity.objects.filter(assistant_id=DEE.assistant_id).update(**given)


def without_scheme(status: str) -> None:
    """Asha has no PAYE reference."""
    set_scheme(status=status, office_number="", reference="", accounts_office_reference="")


def test_the_exact_body_is_kept_with_its_mark() -> None:
    steps.pay_november()
    made = report()
    mark = irmark.of((made.body or "").encode())
    assert (made.state, made.irmark, made.receipt) == ("queued", mark.base64, mark.base32)
    assert (made.employees, made.due_on, made.version) == (1, dt.date(2026, 11, 27), 1)


def test_the_report_says_what_the_payslip_says() -> None:
    steps.pay_november()
    made, slip = report(), steps.slip_of()
    (said,) = figures.of((made.body or "").encode())
    assert said.taxable_pay == slip.gross
    assert str(said.pay_to_date) == slip.result["to_date"]["pay"]
    assert said.pay_to_date == made.pay_to_date


def test_an_employer_who_needs_no_scheme_reports_nothing() -> None:
    without_scheme("not_needed")
    payrun = steps.pay_november()
    with actors.acting(job()):
        assert not models.Submission.objects.filter(payrun=payrun).exists()


def test_a_report_waits_for_the_paye_reference() -> None:
    without_scheme("awaiting")
    steps.pay_november()
    made = report()
    assert (made.state, made.body, made.irmark) == ("awaiting", None, "")


def test_a_report_that_hmrc_would_refuse_is_held_and_stops_no_wages() -> None:
    set_identity(hmrc_surname="Lowe 2")
    payrun = steps.pay_november()
    made = report()
    assert (payrun.state, made.state) == ("approved", "held")
    assert made.errors


def test_a_report_that_cannot_be_built_is_held_with_the_sentence() -> None:
    set_identity(hmrc_surname="Łowe漢")
    payrun = steps.pay_november()
    made = report()
    assert (payrun.state, made.state, made.body) == ("approved", "held", None)
    assert made.errors[0]["text"]


def test_a_starter_is_told_once_with_the_first_report_of_the_post() -> None:
    post = steps.hire("Noor Ali", first_day=dt.date(2026, 10, 5))
    steps.bank(post.assistant)
    with actors.acting(job()):
        post.tax_details.update(starter_declaration="A")
    steps.sheet_in(post, dt.date(2026, 10, 7), period=steps.october())
    steps.request(period=steps.october())
    steps.work_out()
    with actors.acting(job()):
        late = models.Payrun.objects.get(state="ready", period=steps.october())
    assert steps.approve(late.pk).refused == {}
    steps.sheet_in(post, dt.date(2026, 11, 4))
    payrun = steps.calculate()
    assert steps.approve(payrun.pk).refused == {}
    with actors.acting(job()):
        first = models.Submission.objects.get(payrun=late)
        second = models.Submission.objects.get(payrun=payrun)
    assert "<Starter>" in (first.body or "")
    assert "<Starter>" not in (second.body or "")


def test_a_post_that_another_payroll_has_reported_is_no_starter() -> None:
    post = steps.hire("Noor Ali", first_day=dt.date(2026, 5, 5))
    steps.bank(post.assistant)
    with actors.acting(job()):
        post.tax_details.update(starter_declaration="A")
        payroll.brought_forward(employment=post, figures=steps.brought_forward("1080.00"))
    steps.sheet_in(post, dt.date(2026, 11, 4))
    payrun = steps.calculate()
    steps.approve(payrun.pk)
    assert "<Starter>" not in (report().body or "")


class TestRelease:
    """A manager lets a waiting report go, made from what is recorded now."""

    def test_when_the_reference_has_come(self, cast: Cast) -> None:
        without_scheme("awaiting")
        steps.pay_november()
        set_scheme(
            status="registered",
            office_number="120",
            reference="ZZ99999",
            accounts_office_reference="120PZ99999999",
        )
        with actors.acting(cast.mara.actor()):
            fps.release(submission=report(), actor=cast.mara.actor(), at=AT)
        made = report()
        assert (made.state, made.errors) == ("queued", [])
        assert irmark.of((made.body or "").encode()).base64 == made.irmark

    def test_not_before_the_reference_has_come(self, cast: Cast) -> None:
        without_scheme("awaiting")
        steps.pay_november()
        with actors.acting(cast.mara.actor()), pytest.raises(errors.Invalid, match="still missing"):
            fps.release(submission=report(), actor=cast.mara.actor(), at=AT)
        assert report().state == "awaiting"

    def test_when_what_was_wrong_is_put_right(self, cast: Cast) -> None:
        set_identity(hmrc_surname="Lowe 2")
        steps.pay_november()
        with actors.acting(cast.mara.actor()), pytest.raises(errors.Invalid):
            fps.release(submission=report(), actor=cast.mara.actor(), at=AT)
        set_identity(hmrc_surname="Lowe")
        with actors.acting(cast.mara.actor()):
            fps.release(submission=report(), actor=cast.mara.actor(), at=AT)
        assert report().state == "queued"

    def test_with_hmrcs_reason_when_it_is_late(self, cast: Cast) -> None:
        set_identity(hmrc_surname="Lowe 2")
        steps.pay_november()
        set_identity(hmrc_surname="Lowe")
        mara = cast.mara.actor(today=LATE.date())
        with actors.acting(mara):
            fps.release(submission=report(), actor=mara, at=LATE, late_reason="G")
        assert "<LateReason>G</LateReason>" in (report().body or "")

    def test_not_by_an_officer(self, cast: Cast) -> None:
        set_identity(hmrc_surname="Lowe 2")
        steps.pay_november()
        set_identity(hmrc_surname="Lowe")
        with actors.acting(cast.olu.actor()), pytest.raises(errors.NotAllowed):
            fps.release(submission=report(), actor=cast.olu.actor(), at=AT)


class TestLeftToAnother:
    """HMRC is told once what a correction's report says as well."""

    @pytest.mark.parametrize("reason", ["", "G"])
    def test_a_held_report_is_left_to_the_correction_that_says_all_of_it(
        self, cast: Cast, reason: str
    ) -> None:
        steps.pay_november()
        held = self._now("held")
        correcting.correct("14.50")
        assert self._release(held, cast, reason).state == "dropped"
        assert self._of_correction().state == "queued"

    def test_a_correction_is_left_to_the_report_that_was_made_again_with_its_figures(
        self, cast: Cast
    ) -> None:
        steps.pay_november()
        held = self._now("held")
        correcting.correct("14.50")
        correction = self._of_correction()
        self._set(correction, state="awaiting", irmark="")
        assert self._release(held, cast).state == "queued"
        self._set(held, state="accepted", sent_at=AT)
        assert self._release(correction, cast).state == "dropped"

    def test_figures_that_hmrc_was_told_before_others_are_told_again(self, cast: Cast) -> None:
        """They were put wrong, and then right again: what HMRC has now is wrong."""
        steps.pay_november()
        first = self._now("held")
        correcting.correct("14.50")
        again = self._of_correction()
        self._set(first, state="accepted", sent_at=AT, irmark=again.irmark)
        self._set(again, state="held")
        with actors.acting(job()):
            between = models.Submission.objects.get(pk=first.pk)
            between.pk, between.version = None, 2
            between.irmark, between.sent_at = "B" * 28, AT + dt.timedelta(hours=1)
            between.body = between.message = between.reply = None
            between.save(force_insert=True)
        assert self._release(again, cast).state == "queued"

    def test_a_refused_report_is_left_to_the_correction_that_says_all_of_it(self, cast: Cast) -> None:
        steps.pay_november()
        refused = self._now("rejected")
        correcting.correct("14.50")
        mara = cast.mara.actor()
        with actors.acting(mara):
            made = fps.correct(submission=refused, actor=mara, at=AT)
        assert (made.version, made.state) == (2, "dropped")
        with actors.acting(mara):
            listed = queries.reports(actor=mara).filter(payrun=refused.payrun_id)
            assert not listed.exists()

    def _now(self, state: str) -> models.Submission:
        self._set(report(), state=state)
        return report()

    def _set(self, one: models.Submission, **given: object) -> None:
        with actors.acting(job()):
            models.Submission.objects.filter(pk=one.pk).update(**given)

    def _of_correction(self) -> models.Submission:
        with actors.acting(job()):
            return models.Submission.objects.get(payrun=steps.run_of(run=2))

    def _release(self, one: models.Submission, cast: Cast, reason: str = "") -> models.Submission:
        mara = cast.mara.actor()
        with actors.acting(mara):
            return fps.release(submission=one, actor=mara, at=AT, late_reason=reason)


class TestCorrect:
    """HMRC refused a report: a manager makes a new version of it."""

    def test_the_new_version_is_queued_and_the_old_one_stays(self, cast: Cast) -> None:
        refused = self._refused()
        with actors.acting(cast.mara.actor()):
            made = fps.correct(submission=refused, actor=cast.mara.actor(), at=AT)
        assert (made.version, made.state, made.irmark != "") == (2, "queued", True)
        with actors.acting(job()):
            assert models.Submission.objects.get(pk=refused.pk).state == "rejected"

    def test_only_once(self, cast: Cast) -> None:
        refused = self._refused()
        with actors.acting(cast.mara.actor()):
            fps.correct(submission=refused, actor=cast.mara.actor(), at=AT)
            with pytest.raises(errors.Conflict):
                fps.correct(submission=refused, actor=cast.mara.actor(), at=AT)

    def test_not_of_one_that_is_not_refused(self, cast: Cast) -> None:
        steps.pay_november()
        with actors.acting(cast.mara.actor()), pytest.raises(errors.Conflict):
            fps.correct(submission=report(), actor=cast.mara.actor(), at=AT)

    def test_not_by_an_officer(self, cast: Cast) -> None:
        refused = self._refused()
        with actors.acting(cast.olu.actor()), pytest.raises(errors.NotAllowed):
            fps.correct(submission=refused, actor=cast.olu.actor(), at=AT)

    def _refused(self) -> models.Submission:
        steps.pay_november()
        hmrc = job("submissions")
        with actors.acting(hmrc):
            for move in ("send", "reject"):
                transitions.move(report(), move, actor=hmrc, at=AT)
        return report()


@pytest.mark.parametrize(("last_day", "times"), [(dt.date(2026, 11, 22), 1), (dt.date(2026, 11, 24), 0)])
def test_hmrc_is_told_of_a_leaver_with_the_last_pay_and_not_before(last_day: dt.date, times: int) -> None:
    """The period ends on 22 November: who works on until the 24th is paid once more."""
    with actors.acting(job()):
        models.Employment.objects.filter(pk=DEE.id_of("employment")).update(last_day=last_day)
    steps.pay_november()
    assert (report().body or "").count("<LeavingDate>") == times
