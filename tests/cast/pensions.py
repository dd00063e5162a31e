"""Pensions of the cast: October was assessed, a notice was recorded by mistake, and a letter waits."""

from dpss.access import policy
from payroll import models
from tests.cast import CAST, Home, Post
from tests.factories import pensions


def plant(homes: list[Home], posts: list[Post]) -> None:
    """Each post has all of it, each employer its declaration."""
    for home in homes:
        employer = models.Employer.objects.get(pk=home.id_of("employer"))
        pensions.pension_task(id=home.id_of("pension task"), employer=employer)
    for post in posts:
        officer = CAST.person(policy.PAYROLL_OFFICER, council=post.home.council).user_id
        slip = models.Payslip.objects.select_related("employment").get(pk=post.id_of("payslip"))
        pensions.pension_assessment(id=post.id_of("pension assessment"), payslip=slip)
        asked = pensions.pension_fact(
            id=post.id_of("pension fact"), employment=slip.employment, recorded_by_id=officer
        )
        pensions.pension_fact(
            id=post.id_of("pension mistake"),
            employment=slip.employment,
            recorded_by_id=officer,
            kind="taken_back",
            of=asked,
            member_from=None,
            paper="It was for another PA",
        )
        pensions.pension_due(id=post.id_of("pension due"), employment=slip.employment)
