"""The employers of a provider: the list, and the record of one, without anything of their care."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.models import Client as ClientRecord
from dpss.access import actors
from dpss.access.models import AuditEvent
from payroll import models
from tests.cast import Cast
from tests.payroll.operations import steps
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider import tables

pytestmark = pytest.mark.django_db
EMPLOYERS = "/payroll/employers/"
ASHA = f"{EMPLOYERS}{steps.ASHA.id_of('employer')}/"
NAMES = ("Asha Verma", "Edda Rowe")


@pytest.fixture
def edda() -> models.Employer:
    """Another client of Northfield's; the provider pays her PA, and HMRC has not sent a reference."""
    employer = steps.employ("Edda Rowe")
    steps.hire("Noor Ali", employer.pk)
    steps.hire("Pia Berg", employer.pk)
    steps.provider_pays(employer.pk)
    with actors.acting(steps.job()):
        nothing = dict.fromkeys(("office_number", "reference", "accounts_office_reference"), "")
        models.PayeScheme.objects.filter(employer=employer).update(status="awaiting", **nothing)
    return employer


class TestList:
    """All of them."""

    def test_it_has_the_providers_own_with_their_standing(self, olu: Client, edda: models.Employer) -> None:
        rows = tables.rows_of(olu.get(EMPLOYERS))
        found = {cells[0]: cells[1:4] for cells in rows}
        assert found["Asha Verma"] == ["1", "Registered 120/ZZ99999", "The employer pays"]
        assert found["Edda Rowe"] == ["2", "Waiting for a reference", "We pay from the managed account"]
        assert not {"Ben Okafor", "Wes Dunn"} & set(found)

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("?paye=registered", {"Asha Verma"}),
            ("?paye=awaiting", {"Edda Rowe"}),
            ("?payer=provider", {"Edda Rowe"}),
            ("?payer=provider&paye=registered", set()),
            ("?payer=strange&paye=strange&sort=strange&page=9", set(NAMES)),
        ],
    )
    def test_it_is_narrowed(self, olu: Client, edda: models.Employer, query: str, shown: set[str]) -> None:
        found = {cells[0] for cells in tables.rows_of(olu.get(EMPLOYERS + query))}
        assert found & set(NAMES) == shown

    @pytest.mark.parametrize(
        ("asked", "shown"),
        [
            ({"name": "edda"}, {"Edda Rowe"}),
            ({"name": "noor"}, {"Edda Rowe"}),
            ({"name": " dee "}, {"Asha Verma"}),
            ({"name": "nobody"}, set()),
            ({"name": "noor", "paye": "registered"}, set()),
        ],
    )
    def test_it_is_searched_for_an_employer_or_a_pa(
        self, olu: Client, edda: models.Employer, asked: dict[str, str], shown: set[str]
    ) -> None:
        found = {cells[0] for cells in tables.rows_of(olu.post(EMPLOYERS, asked, follow=True))}
        assert found & set(NAMES) == shown

    @pytest.mark.parametrize(("sort", "first"), [("name", "Asha Verma"), ("posts", "Edda Rowe")])
    def test_it_is_put_in_order(self, olu: Client, edda: models.Employer, sort: str, first: str) -> None:
        assert tables.rows_of(olu.get(f"{EMPLOYERS}?sort={sort}"))[0][0] == first

    def test_the_download_is_recorded(self, olu: Client, edda: models.Employer, cast: Cast) -> None:
        lines = olu.get(f"{EMPLOYERS}?download=csv").content.decode("utf-8-sig").splitlines()
        assert lines[0] == "Employer,Posts,PAYE,PAYE reference,Who pays,Pay group"
        assert lines[-1].startswith("Edda Rowe,2,Waiting for a reference,,We pay from the managed account,")
        with actors.acting(cast.ada.actor()):
            assert AuditEvent.objects.filter(verb="download", actor_id=cast.olu.user_id).count() == 1

    def test_the_queries_do_not_grow(self, olu: Client) -> None:
        assert _queries(olu, EMPLOYERS) >= 0
        few = _queries(olu, EMPLOYERS)
        for name in ("Edda Rowe", "Cy Marsh", "Fred Holm"):
            steps.hire(f"Noor of {name}", steps.employ(name).pk)
        assert _queries(olu, EMPLOYERS) == few


class TestRecord:
    """One of them."""

    def test_it_has_posts_terms_scheme_and_payruns(self, olu: Client) -> None:
        steps.pay_november()
        answer = olu.get(ASHA)
        rows = tables.rows_of(answer)
        dee = next(cells for cells in rows if cells[0].startswith("Dee Lowe"))
        assert dee[3:7] == ["13.50", "", "1257L", "A"]
        tom = next(cells for cells in rows if cells[0].startswith("Tom Reed"))
        assert "Left 30 September 2026" in tom[1]
        assert ["27 November 2026", "Approved", "135.00"] in [cells[1:] for cells in rows]
        said = words_of(answer)
        for shown in ("120/ZZ99999", "The employer pays", "Owed to personal assistants £135.00"):
            assert shown in said

    def test_it_says_whom_to_ring(self, olu: Client) -> None:
        with actors.acting(steps.job()):
            client = ClientRecord.objects.get(pk=steps.ASHA.id_of("client"))
        said = words_of(olu.get(ASHA))
        assert f"Phone {client.phone or 'None recorded'}" in said

    def test_it_has_nothing_of_the_care(self, olu: Client, cast: Cast) -> None:
        """Payroll may know who is paid for what hours, not why somebody needs support."""
        with CaptureQueriesContext(connection) as captured:
            said = words_of(olu.get(ASHA)).lower()
        for word in ("budget", "review", "plan", "diagnos", "direct payment", "£1,008"):
            assert word not in said.replace("nothing of the person's care", "")
        read = " ".join(query["sql"] for query in captured.captured_queries)
        for table in ("budgetline", "directpayment", "commitment", "oversight_review", "workitem"):
            assert table not in read

    def test_opening_it_is_recorded(self, olu: Client, cast: Cast) -> None:
        olu.get(ASHA)
        with actors.acting(cast.ada.actor()):
            event = AuditEvent.objects.filter(verb="look", thing="payroll.employer").get()
        assert (event.actor_id, event.thing_id) == (cast.olu.user_id, str(steps.ASHA.id_of("employer")))

    def test_a_rate_with_fractions_of_a_penny_is_shown_in_full(self, olu: Client) -> None:
        with actors.acting(steps.job()):
            models.EmploymentTerms.objects.update(hourly_rate=Decimal("13.5050"))
        rows = tables.rows_of(olu.get(ASHA))
        assert next(cells for cells in rows if cells[0].startswith("Dee Lowe"))[3] == "13.505"

    def test_what_is_not_recorded_is_said(self, olu: Client) -> None:
        with actors.acting(steps.job()):
            models.PayeScheme.objects.all().delete()
            models.EmploymentTerms.objects.all().delete()
        answer = olu.get(ASHA)
        assert "It is not recorded whether the employer needs a PAYE scheme." in words_of(answer)
        dee = next(cells for cells in tables.rows_of(answer) if cells[0].startswith("Dee Lowe"))
        assert dee[2] == "None recorded"

    def test_its_reports_are_there(self, olu: Client) -> None:
        url = reverse("payroll:submission", args=[steps.ASHA.id_of("submission")])
        assert url in olu.get(ASHA).content.decode()

    @pytest.mark.parametrize("home", ["ben", "wes"])
    def test_somebody_elses_is_not_found(self, olu: Client, cast: Cast, home: str) -> None:
        assert olu.get(f"{EMPLOYERS}{cast.homes[home].id_of('employer')}/").status_code == 404

    def test_a_former_client_is_not_found(self, olu: Client, cast: Cast) -> None:
        """Cara's placement with Northfield is over."""
        url = f"{EMPLOYERS}{cast.homes['cara'].id_of('employer')}/"
        assert olu.get(url).status_code == 404

    def test_who_left_today_sees_none(self, signed_in: Callable[..., Client], cast: Cast) -> None:
        assert signed_in(cast.lena).get(ASHA).status_code in {302, 403, 404}

    def test_the_queries_do_not_grow_with_the_posts(self, olu: Client) -> None:
        _queries(olu, ASHA)
        few = _queries(olu, ASHA)
        for name in ("Noor Ali", "Pia Berg", "Quinn Ode"):
            steps.hire(name, first_day=dt.date(2026, 1, 5))
        assert _queries(olu, ASHA) == few


def _queries(browser: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)
