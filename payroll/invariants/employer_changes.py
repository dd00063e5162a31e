"""What must always hold of employers that follow each other, and of the posts that go over."""

from typing import Final

from dpss.access.findings import Invariant

_POSTS: Final = Invariant(
    name="posts go over",
    sentence=(
        "A post that follows another one is of the same PA and client, begins the day after it, and counts"
        " its service or begins anew."
    ),
    count_sql="select count(*) from payroll_employment",
    violations_sql="""
        select p.id, 'begins on', p.first_day, 'and follows', b.id, 'that ends on', b.last_day
        from payroll_employment p
        join payroll_employer e on e.id = p.employer_id
        join payroll_employment b on b.id = p.follows_id
        join payroll_employer f on f.id = b.employer_id
        where p.assistant_id <> b.assistant_id
            or e.client_id <> f.client_id
            or e.id = f.id
            or b.last_day is distinct from p.first_day - 1
            or p.continuous_from <> coalesce(b.continuous_from, b.first_day)
        order by p.id
    """,
)
_EMPLOYERS: Final = Invariant(
    name="employers in their time",
    sentence="Every post lies within the days on which its employer employs.",
    count_sql="select count(*) from payroll_employment",
    violations_sql="""
        select p.id, 'is from', p.first_day, 'to', p.last_day, 'and the employer', e.id, 'employs', e.during
        from payroll_employment p join payroll_employer e on e.id = p.employer_id
        where not daterange(p.first_day, p.last_day, '[]') <@ e.during
        order by p.id
    """,
)
INVARIANTS: Final = (_POSTS, _EMPLOYERS)
