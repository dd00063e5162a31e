"""A report that the job has not made yet: its pages say so, offer nothing of it, and ask for nothing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from payroll import models
from payroll.views.submissions import BEING_MADE
from tests.cast import CAST
from tests.payroll.operations import hmrc, steps

pytestmark = pytest.mark.django_db
DOWNLOAD = "Download the message"


@pytest.fixture
def mara(signed_in: Callable[..., Client]) -> Client:
    return signed_in(CAST.mara)


@pytest.fixture
def queued() -> models.Submission:
    """Asha's November, approved a moment ago."""
    steps.approve_sheet()
    run = steps.calculate()
    assert steps.approve(run.pk, reported=False).refused == {}
    return hmrc.report()


def test_its_page_says_that_it_is_being_made_until_it_is(mara: Client, queued: models.Submission) -> None:
    url = reverse("payroll:submission", args=[queued.pk])
    page = mara.get(url).text
    assert BEING_MADE in page
    assert "the message is being made" in page
    assert DOWNLOAD not in page
    assert "Nothing has to be decided." in page
    steps.make_reports()
    page = mara.get(url).text
    assert BEING_MADE not in page
    assert DOWNLOAD in page
    assert hmrc.report().receipt in page


def test_the_list_says_it_too(mara: Client, queued: models.Submission) -> None:
    listed = mara.get(reverse("payroll:submissions"), {"saved": "to_send"}).text
    assert str(queued.pk) in listed
    assert BEING_MADE in listed


def test_there_is_no_message_to_download(mara: Client, queued: models.Submission) -> None:
    assert mara.get(reverse("payroll:submission_message", args=[queued.pk])).status_code == 404
