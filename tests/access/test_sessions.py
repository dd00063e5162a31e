"""Sessions that are over are thrown away; those that go on are kept."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from dpss.access import tasks


@pytest.mark.usefixtures("db")
def test_a_session_that_is_over_is_thrown_away_and_no_other() -> None:
    now = timezone.now()
    for key, ends in (("over", now - dt.timedelta(minutes=1)), ("going on", now + dt.timedelta(minutes=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    tasks.forget_sessions()
    assert set(Session.objects.filter(session_key__in=["over", "going on"]).values_list("pk", flat=True)) == {
        "going on"
    }
