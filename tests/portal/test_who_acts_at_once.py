"""Two people decide at the same moment who acts for a client: one of them is told that it is done."""

import pytest

from clients.models import Representation, RepresentationBasis
from clients.operations import representation_papers as papers
from clients.operations import representations as operations
from dpss.access import actors, policy
from dpss.access.models import Reach
from dpss.access.transitions import Refused
from dpss.kernel import errors
from payroll.operations import who_acts
from tests import database
from tests.cast import AT, CAST
from tests.payroll.operations.test_who_acts import JOB, begin, propose

pytestmark = pytest.mark.usefixtures("own_database")
ASHA, MARCUS = CAST.asha.actor(), CAST.marcus.actor()


def test_it_is_put_in_force_once_when_the_client_and_the_council_say_yes_together() -> None:
    row, council = propose(), CAST.person(policy.PRACTITIONER, council=CAST.east).actor()
    with actors.acting(MARCUS):
        said = {"kind": "consent", "said_by": "Asha", "how": "phone", "seen_on": MARCUS.today}
        papers.record_basis(representation=row, actor=MARCUS, at=AT, **said)

    def yes(actor: actors.Actor) -> Representation:
        with actors.acting(actor):
            return who_acts.begin(representation=row, actor=actor, at=AT)

    answers = database.together(lambda: yes(ASHA), lambda: yes(council))
    refused = [one for one in answers if isinstance(one, Refused)]
    assert len(refused) == 1
    assert "It is already “In force”" in str(refused[0].sentence)
    with actors.acting(JOB):
        assert Representation.objects.get(pk=row.pk).state == "in_force"
        assert RepresentationBasis.objects.filter(representation=row).count() in {1, 2}


def test_the_same_person_is_suggested_once_when_two_do_it_together() -> None:
    propose(name="Ola Reed", email="ola@example.com")
    answers = database.together(propose, lambda: propose(kind="nominated"))
    assert sum(isinstance(one, Representation) for one in answers) == 1
    assert sum(isinstance(one, errors.Refusal) for one in answers) == 1


def test_what_is_taken_away_while_limits_are_changed_stays_taken_away() -> None:
    row = begin(propose())

    def less() -> Representation:
        with actors.acting(MARCUS):
            return who_acts.change_limits(
                representation=row, limits=operations.acting_rules.Limits(), actor=MARCUS, at=AT
            )

    def away() -> Representation:
        with actors.acting(ASHA):
            return who_acts.end(representation=row, actor=ASHA, at=AT)

    database.together(less, away)
    with actors.acting(JOB):
        assert Representation.objects.get(pk=row.pk).state == "ended"
        assert not Reach.objects.filter(user=row.user_id, during__isempty=False).exists()
