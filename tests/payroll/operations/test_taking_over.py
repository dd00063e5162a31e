"""A client moves to another payroll provider: each pays its own periods, and none is paid twice or never."""

import datetime as dt
import uuid

import pytest
from psycopg2.extras import DateRange

from clients import reach as of_people
from clients.models import Placement
from dpss.access import actors, operations
from dpss.kernel import errors
from ledger import queries as ledger
from ledger.models import Payment
from payroll import models
from payroll import reach as of_wages
from payroll.off_cycle import Amounts
from payroll.operations import off_cycle, taking_over, timesheets
from payroll.queries import arrivals, calendars, employers, entering, posts
from payroll.queries import off_cycle as off_cycle_queries
from tests.cast import AT, CAST, TODAY, Person, Provider
from tests.factories import clients as people
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, DEE, job

pytestmark = pytest.mark.django_db

SOUTHGATE = Provider("southgate", CAST.east)
NOVEMBER = dt.date(2026, 10, 26)
SAM, OLU = CAST.sam, CAST.olu


def theirs(month: str) -> models.PayPeriod:
    """A period of Southgate's calendar."""
    return models.PayPeriod.objects.select_related("group").get(pk=SOUTHGATE.id_of(month))


def came(on: dt.date = TODAY, *, employer_id: uuid.UUID | None = None) -> models.Employer:
    """The council has placed Asha with Southgate from a day on, and no longer with Northfield."""
    with actors.acting(job()):
        found_by = employer_id or ASHA.id_of("employer")
        employer = models.Employer.objects.select_related("client").get(pk=found_by)
        found = list(
            models.Employment.objects.filter(employer=employer).select_related("assistant", "employer")
        )
        before = Placement.objects.get(client=employer.client, lot=Placement.Lot.PAYROLL)
        before.during = DateRange(before.during.lower, on)
        before.save()
        now = people.placement(
            client=employer.client, organisation_id=SOUTHGATE.organisation_id, during=DateRange(on, None)
        )
        operations.grant_all(
            grant
            for one in (before, now)
            for grant in (*of_people.of_placement(one), *of_wages.of_placement(one, employer, found))
        )
        return employer


def take(day: dt.date = NOVEMBER, by: Person = SAM, group: models.PayGroup | None = None) -> models.Employer:
    """An officer of the new provider chooses a pay group."""
    actor = by.actor()
    with actors.acting(actor):
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        return taking_over.take_over(
            employer=employer, group=group or theirs("november").group, day=day, actor=actor, at=AT
        )


def due(period: models.PayPeriod) -> set[str]:
    """Asha's PAs whom a period pays."""
    with actors.acting(job()):
        found = posts.due_in(period, actor=job()).filter(employer=ASHA.id_of("employer"))
        return set(found.values_list("assistant__name", flat=True))


def sheet() -> models.Timesheet:
    with actors.acting(job()):
        return models.Timesheet.objects.select_related("period__group").get(pk=DEE.id_of("timesheet"))


def test_who_has_come_is_on_the_list_until_a_pay_group_is_chosen() -> None:
    came()
    actor = SAM.actor()
    with actors.acting(actor):
        assert [one.name for one in arrivals.arrived(actor=actor)] == ["Asha Verma"]
        assert arrivals.first_day(arrivals.arrived(actor=actor).get(), actor=actor) == NOVEMBER
    take()
    with actors.acting(actor):
        assert not arrivals.arrived(actor=actor).exists()
        assert employers.employers(day=TODAY, actor=actor).filter(pk=ASHA.id_of("employer")).exists()


def test_each_calendar_pays_its_own_side_of_the_day() -> None:
    mine = steps.october(), steps.november()
    came()
    take()
    assert [bool(due(period)) for period in mine] == [True, False]
    assert [bool(due(theirs(month))) for month in ("october", "november")] == [False, True]
    with actors.acting(job()):
        found = calendars.periods_of(ASHA.id_of("employer")).order_by("first_day")
        assert [one.group.organisation_id for one in found] == [
            CAST.northfield.organisation_id,
            SOUTHGATE.organisation_id,
        ]


def test_nobody_is_asked_for_a_sheet_of_a_period_that_the_provider_before_has_paid() -> None:
    came()
    take()
    sam, dee = SAM.actor(), CAST.dee.actor()
    with actors.acting(sam):
        assert theirs("october") not in entering.periods_to_enter(steps.post_of(), actor=sam)
    with actors.acting(dee), pytest.raises(errors.Invalid, match="belong to another employer"):
        timesheets.open_sheet(employment=steps.post_of(), period=theirs("october"), actor=dee)


def test_a_sheet_that_was_sent_goes_over_and_the_new_provider_pays_it() -> None:
    came()
    take()
    assert (sheet().state, sheet().period) == ("submitted", theirs("november"))
    steps.approve_sheet()
    steps.request(SAM, theirs("november"), employer_ids=[ASHA.id_of("employer")])
    steps.work_out()
    with actors.acting(job()):
        slip = models.Payslip.objects.get(payrun__period=theirs("november"), employment=steps.post_of())
        assert slip.timesheet_id == DEE.id_of("timesheet")
        assert slip.inputs["to_date"]["pay"] != "0.00"


def test_what_the_provider_before_worked_out_and_did_not_approve_is_worked_out_anew() -> None:
    steps.approve_sheet()
    run = steps.calculate()
    came()
    take()
    with actors.acting(job()):
        run.refresh_from_db()
        assert (run.state, run.period, run.payslips.count()) == ("due", theirs("november"), 0)


def test_held_pay_goes_over() -> None:
    with actors.acting(job()):
        held = payroll.held_pay(employment=steps.post_of(), period=steps.november(), held_by_id=OLU.user_id)
    came()
    take()
    with actors.acting(job()):
        held.refresh_from_db()
    assert held.period == theirs("november")


def payments() -> list[tuple[str, str]]:
    """By whom Asha's wages of November are paid, and where each payment stands."""
    with actors.acting(job()):
        rows = Payment.objects.filter(due_on=steps.november().payday).order_by("pk")
        return [(one.organisation.name, one.state) for one in rows.select_related("organisation")]


def december() -> dt.date:
    """The first day of Southgate's next period, after November."""
    with actors.acting(job()):
        payroll.pay_period(
            group=theirs("november").group, first_day=dt.date(2026, 11, 23), last_day=dt.date(2026, 12, 20),
            sheets_in_by=dt.datetime(2026, 12, 21, 12, tzinfo=dt.UTC), payday=dt.date(2026, 12, 24),
            tax_period=40,
        )  # fmt: skip
    return dt.date(2026, 11, 23)


def test_wages_in_no_bank_file_yet_are_paid_by_the_new_provider_and_one_is_told_of_them() -> None:
    steps.provider_pays()
    zed = steps.hire("Zed")
    steps.bank(zed.assistant)
    steps.pay_november()
    day = december()
    employer = came()
    actor = SAM.actor()
    with actors.acting(actor):
        assert arrivals.unpaid(employer, actor=actor) == ["Zed"]
        assert ledger.due_of(employer.subject_id, actor=actor)[0] == 1
    assert payments() == [("Northfield Payroll", "due")]
    take(day)
    assert payments() == [("Southgate Payroll", "due")]


def test_a_sheet_that_comes_in_late_is_paid_by_the_new_provider() -> None:
    steps.provider_pays()
    zed = steps.hire("Zed")
    steps.bank(zed.assistant)
    steps.pay_november()
    day = december()
    came()
    take(day)
    steps.sheet_in(zed, dt.date(2026, 11, 10))
    actor = CAST.rose.actor("payroll_officer")
    with actors.acting(actor):
        post = models.Employment.objects.select_related("employer__pay_group", "assistant").get(pk=zed.pk)
        coming = off_cycle_queries.period_paid_next(post, TODAY)
        assert coming is not None
        assert coming.first_day == day
        wanted = off_cycle.Wanted(
            why="missed", payday=steps.november().payday, reason="It was late",
            period_id=steps.november().pk, amounts=Amounts(),
        )  # fmt: skip
        run = off_cycle.start(post=post, wanted=wanted, actor=actor, at=AT)
    steps.work_out()
    assert steps.approve(run.pk, by=SAM).refused == {}
    assert payments() == [("Southgate Payroll", "due"), ("Southgate Payroll", "due")]


def test_no_day_is_left_out_or_paid_twice() -> None:
    came()
    with pytest.raises(errors.Invalid, match="the first day of the new calendar must be Monday 26 October"):
        take(theirs("october").first_day)
    assert due(steps.november())


def test_a_group_without_the_days_that_were_begun_is_refused() -> None:
    came()
    with actors.acting(job()):
        group = payroll.pay_group(
            name="Fridays", council_id=CAST.east.id, organisation_id=SOUTHGATE.organisation_id
        )
    with pytest.raises(errors.Invalid, match="has no pay period with these days") as raised:
        take(group=group)
    assert raised.value.field == "group"
    assert sheet().period == steps.november()


def test_taken_over_twice_it_happens_once_and_only_the_new_provider_may() -> None:
    with pytest.raises(errors.Conflict, match="one of your own"):
        take(by=OLU, group=steps.november().group)
    came()
    with actors.acting(OLU.actor()):
        assert not arrivals.employers_of_clients(actor=OLU.actor()).filter(pk=ASHA.id_of("employer")).exists()
    take()
    with pytest.raises(errors.Conflict, match="one of your own"):
        take()
    with actors.acting(job()):
        rows = models.EmployersPayGroup.objects.filter(employer=ASHA.id_of("employer")).order_by("during")
        assert [(row.during.lower, row.during.upper) for row in rows] == [(None, NOVEMBER), (NOVEMBER, None)]
