"""What must always hold of shifts that two employers share."""

from typing import Final

from dpss.access.findings import Invariant

_TWO_SIDES = Invariant(
    name="shared shifts agree",
    sentence="The two sides of an agreement are of one PA and two employers, with the same days and split.",
    count_sql="select count(*) from payroll_employment",
    violations_sql="""
        select mine.id, 'and', other.id, 'of agreement', mine.agreement, 'do not agree'
        from payroll_sharedwork mine
        join payroll_sharedwork other on other.agreement = mine.agreement and other.id > mine.id
        join payroll_employment post on post.id = mine.employment_id
        join payroll_employment elsewhere on elsewhere.id = other.employment_id
        where mine.during <> other.during or mine.parts <> other.other_parts
            or mine.other_parts <> other.parts or post.assistant_id <> elsewhere.assistant_id
            or post.employer_id = elsewhere.employer_id
        order by mine.id
    """,
)
INVARIANTS: Final = (_TWO_SIDES,)
