"""What a payroll officer keeps of employers and PAs besides pay: calls, pension schemes, agent codes."""

import uuid

from dpss.access import models, policy
from payroll.models import AgentCode, Employer
from tests.cast import CAST, Home, Post, key
from tests.cast.people import Council
from tests.factories import calls, employers


def plant(council: Council, *, homes: list[Home], posts: list[Post]) -> None:
    """Each has rung once; each employer has a pension scheme, and its provider's agent code."""
    for provider in CAST.providers_in(council):
        employers.agent_code(
            id=key(council.slug, provider, "agent code"),
            council_id=council.id,
            organisation_id=key(provider, "organisation"),
        )
    for home in homes:
        _call(home, home, home.employer_subject_id)
        employer = Employer.objects.get(pk=home.id_of("employer"))
        employers.pension_scheme(id=home.id_of("pension scheme"), employer=employer)
        employers.employers_agent(
            id=home.id_of("employers agent"),
            employer=employer,
            agent=AgentCode.objects.get(pk=key(council.slug, home.provider, "agent code")),
        )
    for post in posts:
        _call(post, post.home, post.assistant_subject_id)


def _call(about: Home | Post, home: Home, subject_id: uuid.UUID) -> None:
    at_southgate = home.provider == "southgate"
    officer = CAST.sam if at_southgate else CAST.person(policy.PAYROLL_OFFICER, council=home.council)
    made = calls.call(
        id=about.id_of("call"),
        subject=models.Subject.objects.get(pk=subject_id),
        organisation_id=key(home.provider, "organisation"),
        taken_by_id=officer.user_id,
    )
    calls.identity_question(id=about.id_of("identity question"), call=made)
