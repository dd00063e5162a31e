"""The checks of wages do not pass for who sees no wages."""

from dpss.access import actors
from payroll import invariants


def test_checks_that_see_nothing_do_not_say_that_all_is_well(db: None) -> None:
    """The portal's own role sees no rows without an actor: such a check must never pass."""
    with actors.acting(None):
        assert {result.verdict for result in invariants.run()} == {"EMPTY"}
